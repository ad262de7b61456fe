/**
 * `npm run bench -- hosts`: one network over several processes, here and behind a network of known delay, beside a model of what it costs.
 *
 * The model, per block of the smallest delay: T(R) = C / min(R, cores) + b(R) + d + B / rate, where C is the time of one rank, b(R) what a barrier of R
 * ranks takes where there is next to nothing to compute (measured with a network of 40 neurons), d the delay of the network, one way, and B the bytes that a rank sends.
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

async function measure(
  { build, target }: Workload,
  steps: number,
  of: number,
  exchange: Exchange,
  place: Place = HERE,
): Promise<Measured> {
  const common = { of, exchange, timeout: 60, threads: 1, host: place.host, digest: "bench", patience: 60 };
  const options = { ...common, rank: 0, port: 0, token: randomBytes(32).toString("hex") };
  let spawned: SpawnedRanks | undefined;
  const places = await RunRanks.meet(options, {
    listening: (port) => (spawned = spawnRanks({ ...options, port }, place.before)),
    stranger: (sentence) => console.error(sentence),
  });
  const emulator = await createEmulator(build.compiled.program, target, { places });
  try {
    await emulator.advance(Math.ceil(steps / 5), () => {});
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
  } finally {
    await emulator.close();
    await places.close();
    spawned!.leave(false);
  }
}

/** ms a block in one process, one thread. */
async function alone({ build, target }: Workload, steps: number, blocks: number): Promise<number> {
  const emulator = await createEmulator(build.compiled.program, target);
  await emulator.advance(Math.ceil(steps / 5), () => {});
  const from = clock();
  await emulator.advance(steps, () => {});
  const seconds = clock() - from;
  await emulator.close();
  return (1e3 * seconds) / blocks;
}

export async function benchHosts(args: BenchArguments): Promise<void> {
  const quick = args.has("--quick");
  const cores = availableParallelism();
  const steps = quick ? 400 : 2000;
  const large = balancedCurrents(quick ? 2000 : 20_000, quick ? 200 : 1000, steps, 1);
  const tiny = balancedCurrents(40, 4, steps, 1);
  const counts = quick ? [2] : [2, 4, 8];
  const rows: string[][] = [];
  const barriers = new Map<string, number>();
  let one = NaN;
  let worst = 0;
  for (const of of counts)
    for (const exchange of ["mesh", "star"] as const) {
      const barrier = (await measure(tiny, steps, of, exchange)).block;
      barriers.set(`${of} ${exchange}`, barrier);
      const found = await measure(large, steps, of, exchange);
      if (Number.isNaN(one)) one = await alone(large, steps, found.blocks);
      const model = one / Math.min(of, cores) + barrier;
      const error = model / found.block - 1;
      worst = Math.max(worst, Math.abs(error));
      rows.push([
        String(of),
        exchange,
        ...[found.block, found.compute, found.wait, found.kilobytes, one / found.block, barrier, model].map((x) =>
          significant(x),
        ),
        `${(100 * error).toFixed(0)} %`,
        found.memory,
      ]);
    }
  console.log(
    `\n${large.name}, ${large.build.compiled.program.size} neurons, one rank ${significant(one)} ms a block, ${cores} cores`,
  );
  console.log(
    markdownTable(
      [
        "ranks",
        "exchange",
        "ms a block",
        "computing",
        "waiting",
        "kB a block",
        "speed-up",
        "barrier b",
        "model",
        "model off by",
        "MB: rank 0, others",
      ],
      rows,
    ),
  );
  console.log(`largest error of the model: ${(100 * worst).toFixed(0)} %`);
  for (const of of counts) {
    const b = Math.min(barriers.get(`${of} mesh`)!, barriers.get(`${of} star`)!);
    console.log(
      `${of} ranks on ${cores} cores pay where one takes more than ${significant(b / (1 - 1 / Math.min(of, cores)))} ms a block; on ${of} hosts as fast, from ${significant(b / (1 - 1 / of))} ms`,
    );
  }
  await benchNamespaces(large, tiny, steps, one, cores, quick);
}

const NAMESPACE = "equipoise-bench";

async function benchNamespaces(
  large: Workload,
  tiny: Workload,
  steps: number,
  one: number,
  cores: number,
  quick: boolean,
): Promise<void> {
  const ip = (...words: string[]) => execFileSync("ip", words, { stdio: ["ignore", "ignore", "pipe"] });
  try {
    ip("netns", "add", NAMESPACE);
  } catch (error) {
    console.log(`\nno network namespaces here, so no hosts: ${(error as Error).message.split("\n")[0]}`);
    return;
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
    const barrier = (await measure(tiny, steps, 2, "mesh", place)).block;
    for (const { name, shaper, delay, rate } of shapes) {
      if (shaper.length > 0 && !shape(shaper)) {
        console.log(`this kernel has no ${shaper[0]}: ${name} is left out`);
        continue;
      }
      const found = await measure(large, steps, 2, "mesh", place);
      const transfer = (found.kilobytes / 2) * (8 / rate);
      const model = one / Math.min(2, cores) + barrier + delay + transfer;
      rows.push([
        name,
        ...[found.block, found.compute, found.wait, one / found.block, model].map((x) => significant(x)),
        `${(100 * (model / found.block - 1)).toFixed(0)} %`,
      ]);
    }
    console.log(`\n2 ranks, one in a network namespace behind a veth pair`);
    console.log(
      markdownTable(["network", "ms a block", "computing", "waiting", "speed-up", "model", "model off by"], rows),
    );
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
