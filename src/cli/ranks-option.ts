/** `--ranks`, `--join`, `--rank` and `--of` of `run`: one network over several processes and machines (docs/hosts.md). */
import { createHash, randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import type { Argv } from "yargs";
import { EquipoiseError, fail } from "../diagnostics/diagnostic.js";
import type { RankCosts } from "../node/ranks/block-traffic.js";
import type { Exchange, Meeting } from "../node/ranks/join.js";
import type { RunRanks } from "../node/ranks/run-ranks.js";
import { addressOfNode, slurmTask } from "../node/ranks/slurm.js";
import { filesOfIntegers } from "./load-integers.js";
import { readPieces } from "./files.js";
import type { Terminal } from "./terminal.js";
import { AUTO_WORKERS } from "./workers-option.js";
import { timeOption } from "./time-option.js";

export interface RanksArguments {
  readonly input: string;
  readonly on: string;
  readonly ranks?: string;
  readonly join?: string;
  readonly rank?: number;
  readonly of?: number;
  readonly exchange?: Exchange;
  readonly rankTimeout?: number;
  readonly workers?: string;
}

/** The part that this process has in a run of several. */
export interface RankPlan extends Omit<Meeting, "digest" | "patience"> {
  /** Whether this process starts the others. */
  readonly spawns: boolean;
  /** Threads of each rank. */
  readonly threads: number;
  /** Seconds of silence after which a rank counts as lost. */
  readonly timeout: number;
}

/** Seconds of silence after which a rank counts as lost, unless told. */
const RANK_TIMEOUT = 60;
/** Seconds for which ranks wait for each other to start. */
const PATIENCE = 120;
const MOST_RANKS = 1024;
const TOKEN = "EQUIPOISE_TOKEN";

/** What of the command line does not change what is run: it may differ between ranks. */
const OWN_OPTIONS = new Set(
  "$0 _ input ranks join rank of exchange rankTimeout out o csv npz sourceSpikes probe trace spikes checkpoint checkpointEvery resume json quiet q".split(
    " ",
  ),
);

/** Declares them; those without which nothing has several ranks have no default (obeyed-options.ts). */
export function withRanks<T>(argv: Argv<T>) {
  return argv
    .option("ranks", {
      type: "string",
      describe:
        "processes that run the network together: a number, all on this machine, or slurm, as srun started them; the spikes are the same for any number (docs/hosts.md)",
    })
    .option("join", {
      type: "string",
      describe: "HOST:PORT of rank 0, which listens there: this process is one rank of a run over several machines",
    })
    .option("rank", { type: "number", describe: "with --join: which rank this is, from 0" })
    .option("of", { type: "number", describe: "with --join: how many ranks there are" })
    .option("exchange", {
      choices: ["mesh", "star"] as const,
      defaultDescription: "mesh",
      describe: "spikes go from every rank to every other one, or all by way of rank 0",
    })
    .option(
      "rank-timeout",
      timeOption("rank-timeout", "s", {
        defaultDescription: String(RANK_TIMEOUT),
        describe: "time without a sign of life after which a rank counts as lost",
      }),
    );
}

/** @returns null for a run in one process. @throws EquipoiseError `bad-option`, `ranks-no-slurm`, `ranks-no-token` */
export async function planRanks(args: RanksArguments): Promise<RankPlan | null> {
  const { ranks, join, rank, of, exchange = "mesh", rankTimeout: timeout = RANK_TIMEOUT, workers, on } = args;
  if (ranks === undefined && join === undefined) {
    if (rank !== undefined || of !== undefined)
      fail("bad-option", "--rank and --of go with --join HOST:PORT", { hint: "give all three, or --ranks N" });
    return null;
  }
  if (on !== "reference" && on !== "emulator")
    fail("bad-option", `a run on ${on} cannot have several ranks`, { hint: "leave out --ranks and --join" });
  if (!(timeout >= 1 && timeout <= 86_400))
    fail("bad-option", `--rank-timeout ${timeout} is not a number of seconds from 1 to 86400`);
  const shared = {
    exchange,
    timeout,
    threads: workers === undefined || workers === AUTO_WORKERS ? 1 : Number(workers),
  };
  if (ranks !== undefined && ranks !== "slurm") {
    if (join !== undefined || rank !== undefined || of !== undefined)
      fail("bad-option", "--ranks N starts all ranks on this machine; --join, --rank and --of start one of several", {
        hint: "give one or the other",
      });
    if (!/^[1-9]\d{0,3}$/.test(ranks) || Number(ranks) > MOST_RANKS)
      fail("bad-option", `--ranks ${ranks} is neither a whole number from 1 to ${MOST_RANKS} nor slurm`);
    const token = randomBytes(32).toString("hex");
    return Number(ranks) === 1
      ? null
      : { ...shared, rank: 0, of: Number(ranks), host: "127.0.0.1", port: 0, token, spawns: true };
  }
  const plan = ranks === "slurm" ? await ofSlurm(join) : ofJoin(join!, rank, of);
  return plan.of === 1 ? null : { ...shared, ...plan, token: tokenGiven(), spawns: false };
}

type Place = Pick<RankPlan, "rank" | "of" | "host" | "port">;

async function ofSlurm(join: string | undefined): Promise<Place> {
  const task = slurmTask(process.env);
  return { ...task, ...(join === undefined ? { host: await addressOfNode(task.host) } : addressOf(join)) };
}

function ofJoin(join: string, rank: number | undefined, of: number | undefined): Place {
  if (rank === undefined || of === undefined)
    fail("bad-option", "--join HOST:PORT needs --rank R and --of N", { hint: "ranks count from 0 to N - 1" });
  if (!(Number.isInteger(of) && of >= 1 && of <= MOST_RANKS))
    fail("bad-option", `--of ${of} is not a whole number from 1 to ${MOST_RANKS}`);
  if (!(Number.isInteger(rank) && rank >= 0 && rank < of))
    fail("bad-option", `--rank ${rank} is not a whole number from 0 to ${of - 1}`);
  return { rank, of, ...addressOf(join) };
}

function addressOf(join: string): Pick<RankPlan, "host" | "port"> {
  const parts = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(join);
  if (parts === null || Number(parts[2]) < 1 || Number(parts[2]) > 65_535)
    fail("bad-option", `--join ${join} is not HOST:PORT`, { hint: "as in 10.0.0.1:25000: the address of rank 0" });
  return { host: parts[1], port: Number(parts[2]) };
}

function tokenGiven(): string {
  const token = process.env[TOKEN] ?? "";
  if (token.length < 16)
    fail("ranks-no-token", `ranks on several machines know each other by ${TOKEN}, which is not set or too short`, {
      hint: `set it to the same text of 16 characters or more for all ranks: export ${TOKEN}=$(openssl rand -hex 16)`,
    });
  return token;
}

/** Of the bytes that are run and of all options that decide what they do. */
export function runDigest(args: RanksArguments): string {
  const hash = createHash("sha256");
  for (const path of filesOfIntegers(args.input)) {
    hash.update(`${statSync(path, { throwIfNoEntry: false })?.size ?? 0};`);
    for (const piece of readPieces(path)) hash.update(piece);
  }
  const options = Object.entries(args)
    .filter(([name, value]) => !OWN_OPTIONS.has(name) && !name.includes("-") && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return hash.update(JSON.stringify(options)).digest("hex");
}

/** The other ranks of a run, as rank 0 has them. */
export interface OpenRanks {
  readonly places: RunRanks;
  /** @param failure why the run broke off; null: it is done */
  close(failure: unknown): Promise<void>;
}

/** Rank 0: waits for the others, which it may have to start. */
export async function openRanks(plan: RankPlan, digest: string, terminal: Terminal): Promise<OpenRanks> {
  const [{ RunRanks }, { spawnRanks }] = await Promise.all([
    import("../node/ranks/run-ranks.js"),
    import("../node/ranks/spawn-ranks.js"),
  ]);
  const options = { ...plan, digest, patience: PATIENCE };
  let spawned: ReturnType<typeof spawnRanks> | null = null;
  let abandon: (error: Error) => void = () => {};
  const cancelled = new Promise<never>((_, reject) => (abandon = reject));
  try {
    const places = await RunRanks.meet(
      options,
      {
        listening(port) {
          terminal.log(`rank 0 of ${plan.of} listens on ${plan.host}:${port} (${plan.exchange})`);
          if (!plan.spawns) return;
          spawned = spawnRanks({ ...options, port });
          spawned.failed.catch(abandon);
        },
        stranger: (sentence) =>
          terminal.report({ code: "rank-stranger", severity: "warning", message: `turned away: ${sentence}` }),
      },
      cancelled,
    );
    return {
      places,
      async close(failure) {
        await places.close(failure === null ? null : `rank 0 ended the run: ${sentenceOf(failure)}`);
        spawned?.leave(failure !== null);
      },
    };
  } catch (error) {
    (spawned as ReturnType<typeof spawnRanks> | null)?.leave(true);
    throw error;
  }
}

/** Every other rank. */
export async function serveRanks(plan: RankPlan, digest: string): Promise<void> {
  const { serveRank } = await import("../node/ranks/serve-rank.js");
  await serveRank({ ...plan, digest, patience: PATIENCE });
}

/** Where a rank was lost: with the way out, which depends on what was kept. @param kept step of the last checkpoint, if there is one */
export function withWayOut(error: unknown, checkpoint: string | undefined, kept: number | null): unknown {
  if (!(error instanceof EquipoiseError) || error.diagnostics[0].code !== "rank-lost") return error;
  const hint =
    kept === null
      ? "no checkpoint was written yet; with --checkpoint FILE --checkpoint-every MS a run can go on from where it was"
      : `the last checkpoint, ${checkpoint}, is of step ${kept}: run again with --resume ${checkpoint}`;
  return new EquipoiseError([{ ...error.diagnostics[0], hint }], error.exitCode);
}

function sentenceOf(error: unknown): string {
  if (error instanceof EquipoiseError) return error.diagnostics[0].message;
  return error instanceof Error ? error.message : String(error);
}

/** What the ranks have spent, in one line. */
export function describeCosts(costs: readonly RankCosts[]): string {
  const range = (values: readonly number[], digits: number) =>
    `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;
  const mega = (bytes: number) => bytes / 1e6;
  return `${costs.length} ranks: ${costs[0].blocks} blocks; computing ${range(
    costs.map(({ compute }) => compute),
    2,
  )} s, waiting ${range(
    costs.map(({ wait }) => wait),
    2,
  )} s; sent ${mega(costs.reduce((sum, { bytes }) => sum + bytes, 0)).toFixed(2)} MB; memory ${range(
    costs.map(({ memory }) => mega(memory)),
    0,
  )} MB a rank`;
}
