/**
 * `npm run bench -- hosts`: one network over several processes, here and behind a network of known rate, beside a model of what it costs.
 *
 *   --quick   a small network, two ranks      --write-docs   the tables into docs/hosts.md
 *
 * The model, per block of the smallest delay: T(R) = C(R) + b(R) + d + B / rate, where C(R) is the time of one process with R threads here,
 * b(R) what a barrier of R ranks takes where there is next to nothing to compute (a network of 40 neurons), d the delay of the network, one way,
 * and B the bytes that a rank sends. All are the shortest of several stretches of one run, behind one of a fifth that is not timed: whatever
 * else the machine does only adds to them.
 * Hosts are network namespaces joined by a veth pair, with delays of netem and rates of tbf; that needs root, and the benchmark says where it has not.
 */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import type { Exchange } from "../../src/node/ranks/join.js";
import { RunRanks } from "../../src/node/ranks/run-ranks.js";
import { spawnRanks, type SpawnedRanks } from "../../src/node/ranks/spawn-ranks.js";
import type { BenchArguments } from "../arguments.js";
import { machineLine } from "../machine-line.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { clock, significant } from "../timings.js";
import { balancedCurrents, type Workload } from "../workloads.js";

interface Place {
  readonly host: string;
  readonly before: readonly string[];
}

interface Measured {
  readonly blocks: number;
  /** ms a block: all, compute (slowest rank), waiting (mean). */
  readonly block: number;
  readonly compute: number;
  readonly wait: number;
  readonly kilobytes: number;
  readonly memory: string;
}

const HERE: Place = { host: "127.0.0.1", before: [] };

/** Stretches of which the shortest counts. */
const STRETCHES = 3;

/** A network that runs over ranks, until it is closed. */
interface Spread {
  /** The shortest of some stretches of so many steps. */
  measure(steps: number): Promise<Measured>;
  close(): Promise<void>;
}

async function spread({ build, target }: Workload, of: number, exchange: Exchange, place = HERE): Promise<Spread> {
  const common = { of, exchange, timeout: 60, threads: 1, host: place.host, digest: "bench", patience: 60 };
  const options = { ...common, rank: 0, port: 0, token: randomBytes(32).toString("hex") };
  let spawned: SpawnedRanks | undefined;
  const places = await RunRanks.meet(options, {
    listening: (port) => (spawned = spawnRanks({ ...options, port }, place.before)),
    stranger: (sentence) => console.error(sentence),
  });
  const emulator = await createEmulator(build.compiled.program, target, { places });
  const stretch = async (steps: number): Promise<Measured> => {
    const before = await places.costs();
    const from = clock();
    await emulator.advance(steps, () => {});
    const seconds = clock() - from;
    const after = await places.costs();
    const blocks = after[0].blocks - before[0].blocks;
    const spent = (pick: (cost: (typeof after)[number]) => number) =>
      after.map((cost, r) => pick(cost) - pick(before[r]));
    const mega = after.map(({ memory }) => Math.round(memory / 1e6));
    return {
      blocks,
      block: (1e3 * seconds) / blocks,
      compute: (1e3 * Math.max(...spent(({ compute }) => compute))) / blocks,
      wait: (1e3 * spent(({ wait }) => wait).reduce((a, b) => a + b, 0)) / of / blocks,
      kilobytes: spent(({ bytes }) => bytes).reduce((a, b) => a + b, 0) / 1e3 / blocks,
      memory: `${mega[0]}, ${Math.min(...mega.slice(1))}–${Math.max(...mega.slice(1))}`,
    };
  };
  return {
    async measure(steps) {
      await stretch(Math.ceil(steps / 5));
      const all: Measured[] = [];
      while (all.length < STRETCHES) all.push(await stretch(steps));
      return all.reduce((best, one) => (one.block < best.block ? one : best));
    },
    async close() {
      await emulator.close();
      await places.close();
      spawned!.leave(false);
    },
  };
}

async function measure(
  workload: Workload,
  steps: number,
  of: number,
  exchange: Exchange,
  place?: Place,
): Promise<Measured> {
  const run = await spread(workload, of, exchange, place);
  try {
    return await run.measure(steps);
  } finally {
    await run.close();
  }
}

/** ms a block in one process. */
async function alone({ build, target }: Workload, steps: number, blocks: number, workers: number): Promise<number> {
  const emulator = await createEmulator(build.compiled.program, target, { workers });
  await emulator.advance(Math.ceil(steps / 5), () => {});
  const seconds: number[] = [];
  while (seconds.length < STRETCHES) {
    const from = clock();
    await emulator.advance(steps, () => {});
    seconds.push(clock() - from);
  }
  await emulator.close();
  return (1e3 * Math.min(...seconds)) / blocks;
}

export async function benchHosts(args: BenchArguments): Promise<void> {
  const quick = args.has("--quick");
  const cores = availableParallelism();
  const steps = args.count("--steps", quick ? 400 : 1000);
  const large = balancedCurrents(quick ? 2000 : 20_000, quick ? 200 : 1000, steps, 1);
  const tiny = balancedCurrents(40, 4, steps, 1);
  const counts = quick ? [2] : [2, 4, 8];
  const rows: string[][] = [];
  const barriers = new Map<string, number>();
  const faster = { mesh: 0, star: 0 };
  /** ms a block of one process with so many threads. */
  const threads = new Map<number, number>();
  let one = NaN;
  let worst = 0;
  for (const of of counts) {
    const blocks = { mesh: NaN, star: NaN };
    for (const exchange of ["mesh", "star"] as const) {
      const barrier = (await measure(tiny, 2 * steps, of, exchange)).block;
      barriers.set(`${of} ${exchange}`, barrier);
      const found = await measure(large, steps, of, exchange);
      blocks[exchange] = found.block;
      if (Number.isNaN(one)) one = await alone(large, steps, found.blocks, 1);
      if (!threads.has(of)) threads.set(of, await alone(large, steps, found.blocks, of));
      const model = threads.get(of)! + barrier;
      const error = model / found.block - 1;
      worst = Math.max(worst, Math.abs(error));
      rows.push([
        String(of),
        exchange,
        ...[
          found.block,
          found.compute,
          found.wait,
          found.kilobytes,
          one / found.block,
          threads.get(of)!,
          barrier,
          model,
        ].map((x) => significant(x)),
        `${(100 * error).toFixed(0)} %`,
        found.memory,
      ]);
    }
    // Two ranks have one connection, whatever the exchange is called.
    if (of > 2) faster[blocks.mesh <= blocks.star ? "mesh" : "star"]++;
  }
  const columns = [
    ...["ranks", "exchange", "ms a block", "computing", "waiting", "kB a block", "speed-up", "threads C", "barrier b"],
    ...["model", "model off by", "MB: rank 0, others"],
  ];
  const pays = counts.map((of) => {
    const b = Math.min(barriers.get(`${of} mesh`)!, barriers.get(`${of} star`)!);
    const from = (share: number) => significant(b / (1 - 1 / share));
    return `- ${of} ranks on ${cores} cores pay where one takes more than ${from(Math.min(of, cores))} ms a block; on ${of} hosts as fast, by the model, from ${from(of)} ms and the network's delay.`;
  });
  const { size } = large.build.compiled.program;
  const text = [
    `${machineLine()}. Balanced currents, ${size} neurons, one process of one thread ${significant(one)} ms a block; the shortest of ${STRETCHES} stretches of ${steps} steps.`,
    markdownTable(columns, rows),
    `Largest error of the model: ${(100 * worst).toFixed(0)} %. Of the numbers of ranks above 2, for which the exchanges differ, the mesh was faster for ${faster.mesh} and the star for ${faster.star}.`,
    pays.join("\n"),
    await benchNamespaces(large, tiny, steps, one, threads.get(2)!, quick),
  ].join("\n\n");
  console.log(`\n${text}`);
  if (args.has("--write-docs")) writeBlock("hosts", text, "hosts.md");
}

const NAMESPACE = "equipoise-bench";

async function benchNamespaces(
  large: Workload,
  tiny: Workload,
  steps: number,
  one: number,
  two: number,
  quick: boolean,
): Promise<string> {
  const ip = (...words: string[]) => execFileSync("ip", words, { stdio: ["ignore", "ignore", "pipe"] });
  try {
    ip("netns", "add", NAMESPACE);
  } catch (error) {
    return `There are no network namespaces here, so no hosts: ${(error as Error).message.split("\n")[0]}.`;
  }
  try {
    ip("link", "add", "eqp0", "type", "veth", "peer", "name", "eqp1", "netns", NAMESPACE);
    ip("addr", "add", "10.231.77.1/24", "dev", "eqp0");
    ip("link", "set", "eqp0", "up");
    ip("-n", NAMESPACE, "addr", "add", "10.231.77.2/24", "dev", "eqp1");
    ip("-n", NAMESPACE, "link", "set", "eqp1", "up");
    ip("-n", NAMESPACE, "link", "set", "lo", "up");
    const place: Place = { host: "10.231.77.1", before: ["ip", "netns", "exec", NAMESPACE] };
    const rows: string[][] = [];
    const shapes = [
      { name: "as it is", shaper: [] as string[], delay: 0, rate: Infinity },
      ...(quick ? [] : [0.5, 2]).map((delay) => ({
        ...{ name: `${delay} ms later`, shaper: ["netem", "delay", `${delay}ms`], delay, rate: Infinity },
      })),
      ...(quick ? [] : [100, 10]).map((rate) => ({
        ...{ name: `${rate} Mbit/s`, shaper: ["tbf", "rate", `${rate}mbit`, "burst", "4kb", "latency", "1s"] },
        ...{ delay: 0, rate },
      })),
    ];
    const barrier = (await measure(tiny, 2 * steps, 2, "mesh", place)).block;
    const missing: string[] = [];
    const run = await spread(large, 2, "mesh", place);
    try {
      for (const { name, shaper, delay, rate } of shapes) {
        if (shaper.length > 0 && !shape(shaper)) {
          missing.push(`${name} (${shaper[0]})`);
          continue;
        }
        const found = await run.measure(steps);
        const transfer = (found.kilobytes / 2) * (8 / rate);
        const model = two + barrier + delay + transfer;
        rows.push([
          name,
          ...[found.block, found.compute, found.wait, one / found.block, model].map((x) => significant(x)),
          `${(100 * (model / found.block - 1)).toFixed(0)} %`,
        ]);
      }
    } finally {
      await run.close();
    }
    const columns = ["network", "ms a block", "computing", "waiting", "speed-up", "model", "model off by"];
    return [
      `Two ranks, one in a network namespace behind a veth pair (barrier ${significant(barrier)} ms):`,
      markdownTable(columns, rows),
      ...(missing.length > 0 ? [`Not measured, since this kernel has not what shapes it: ${missing.join(", ")}.`] : []),
    ].join("\n\n");
  } finally {
    ip("netns", "del", NAMESPACE);
  }
}

/** Shapes what both ends send. @returns whether the kernel can */
function shape(words: readonly string[]): boolean {
  try {
    for (const [where, device] of [[[], "eqp0"] as const, [["-n", NAMESPACE], "eqp1"] as const])
      execFileSync("tc", [...where, "qdisc", "replace", "dev", device, "root", ...words], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
