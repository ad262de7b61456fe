/**
 * `npm run bench -- kernels deferred`: how many times as long a step of the reference takes where each spike's rows are added at once as where the
 * additions wait for the step in which they arrive. Both run the same stretch in turn and must end with the same spikes and counters.
 *
 * `kernels deferred crossover`: the same of networks about the limits from which on it defers.
 *
 *   --network FILE   examples/microcircuit.yaml unless told, at full density    --quick: its tenth
 *   --repetitions N (3)   --write-docs: the table into docs/kernels-reference.md
 */
import { isDeepStrictEqual } from "node:util";
import { basename, join } from "node:path";
import { createReference } from "../../emulator/reference/reference.js";
import { parseDescription } from "../../src/description/load-description.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import type { Network } from "../../src/network/types.js";
import { loadDescription } from "../../src/node/files/load-description.js";
import { ROOT } from "../../scripts/python-environments.js";
import type { BenchArguments } from "../arguments.js";
import { machineLine } from "../machine-line.js";
import { sweptNetwork } from "../scaling/network.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { clock, Timings } from "../timings.js";

/** Not timed: until then rates are those of the start. */
const TRANSIENT_MS = 100;
const STRETCH_MS = 100;
const NAMES = ["at once", "deferred"] as const;

/** Of the networks about the limits: neurons, synapses of each; delays of 0.5 to 2.5 ms in steps of 0.1 ms. */
const SIZES = [1250, 2500, 5000, 10_000, 20_000];
const MANY = 400;
const MOST = 20_000;
const OUTDEGREES = [25, 50, 100, 200];
const LONGEST = 25;
const BYTES_A_SUM = 8;
/** Hz */
const RATE = 20;

/** Both from one network, in turn. @returns the seconds of each @throws Error where the two differ */
async function bothWays(network: Network, repetitions: number): Promise<Timings> {
  const times = new Timings();
  const sides = NAMES.map((name) => {
    const from = clock();
    const reference = createReference(network, { defers: name === "deferred" });
    process.stderr.write(`${name}: made in ${(clock() - from).toFixed(1)} s\n`);
    return { name, reference, spikes: 0 };
  });
  const advance = async (side: (typeof sides)[number], ms: number) =>
    side.reference.advance(Math.round(ms / network.dt), (_step, _ids, count) => (side.spikes += count));
  for (const side of sides) await advance(side, TRANSIENT_MS);
  for (let r = 0; r < repetitions; r++)
    for (const side of sides) {
      const from = clock();
      await advance(side, STRETCH_MS);
      times.add(side.name, clock() - from);
    }
  const [first, second] = await Promise.all(sides.map(({ reference }) => reference.counters()));
  if (sides[0].spikes !== sides[1].spikes || !isDeepStrictEqual(first, second))
    throw new Error("rows added at once and deferred ones do not give the same spikes and counters");
  return times;
}

export async function benchDeferred(args: BenchArguments): Promise<void> {
  const repetitions = args.count("--repetitions", args.has("--quick") ? 2 : 3);
  const file =
    args.text("--network") ??
    join(ROOT, "examples", args.has("--quick") ? "microcircuit-10percent.yaml" : "microcircuit.yaml");
  const network = drawNetwork(loadDescription(file).description);
  const synapses = network.projections.reduce((sum, { source }) => sum + source.length, 0);
  const times = await bothWays(network, repetitions);
  const table = markdownTable(
    ["network", "synapses", "at once, times deferred"],
    [[basename(file, ".yaml"), synapses.toLocaleString("en"), times.ratio(NAMES[0], NAMES[1])]],
  );
  report(args, "deferred", table, repetitions);
}

/** Networks about the limits of emulator/reference/kernel/deferred-plan.ts: rings of 1 MB, two synapses a source and step. */
export async function benchDeferredCrossover(args: BenchArguments): Promise<void> {
  const repetitions = args.count("--repetitions", args.has("--quick") ? 2 : 5);
  const rows: string[][] = [];
  for (const [neurons, outdegree] of [...SIZES.map((n) => [n, MANY]), ...OUTDEGREES.map((k) => [MOST, k])]) {
    const text = sweptNetwork({ neurons, outdegree, rate: RATE, mixed: true });
    const { description } = parseDescription(text, "swept.yaml", () => new Uint8Array(0));
    const times = await bothWays(drawNetwork(description), repetitions);
    rows.push([
      neurons.toLocaleString("en"),
      ((BYTES_A_SUM * (LONGEST + 1) * neurons) / 1e6).toFixed(2),
      (outdegree / LONGEST).toFixed(1),
      times.ratio(NAMES[0], NAMES[1]),
    ]);
  }
  const columns = ["neurons", "ring, MB", "synapses a source and step", "at once, times deferred"];
  report(args, "deferred-crossover", markdownTable(columns, rows), repetitions);
}

function report(args: BenchArguments, block: string, table: string, repetitions: number): void {
  console.log(`\n${table}`);
  if (!args.has("--write-docs")) return;
  const about = `${machineLine()}; ${repetitions} repetitions of ${STRETCH_MS} ms, whole steps.`;
  writeBlock(block, `${about}\n\n${table}`, "kernels-reference.md");
}
