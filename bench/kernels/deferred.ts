/**
 * `npm run bench -- kernels deferred`: how many times as long a step of the reference takes where each spike's rows are added at once as where the
 * additions wait for the step in which they arrive. Both run the same stretch in turn and must end with the same spikes and counters.
 *
 *   --network FILE   examples/microcircuit.yaml unless told, at full density    --quick: its tenth
 *   --repetitions N (3)   --write-docs: the table into docs/kernels-reference.md
 */
import { isDeepStrictEqual } from "node:util";
import { basename, join } from "node:path";
import { createReference } from "../../emulator/reference/reference.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { loadDescription } from "../../src/node/files/load-description.js";
import { ROOT } from "../../scripts/python-environments.js";
import type { BenchArguments } from "../arguments.js";
import { machineLine } from "../machine-line.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { clock, Timings } from "../timings.js";

/** Not timed: until then rates are those of the start. */
const TRANSIENT_MS = 100;
const STRETCH_MS = 100;
const NAMES = ["at once", "deferred"] as const;

/** @throws Error where the two differ */
export async function benchDeferred(args: BenchArguments): Promise<void> {
  const repetitions = args.count("--repetitions", args.has("--quick") ? 2 : 3);
  const file =
    args.text("--network") ??
    join(ROOT, "examples", args.has("--quick") ? "microcircuit-10percent.yaml" : "microcircuit.yaml");
  const network = drawNetwork(loadDescription(file).description);
  const synapses = network.projections.reduce((sum, { source }) => sum + source.length, 0);
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
  const table = markdownTable(
    ["network", "synapses", "at once, times deferred"],
    [[basename(file, ".yaml"), synapses.toLocaleString("en"), times.ratio(NAMES[0], NAMES[1])]],
  );
  console.log(`\n${table}`);
  if (args.has("--write-docs"))
    writeBlock(
      "deferred",
      `${machineLine()}; ${repetitions} repetitions of ${STRETCH_MS} ms, whole steps.\n\n${table}`,
      "kernels-reference.md",
    );
}
