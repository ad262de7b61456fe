/**
 * `npm run bench -- kernels spinnaker`: how many times as long lists take as bitmaps in the kernel of SpiNNaker-style machines, on Brunel's
 * network with steps of 0.1 ms and of 1 ms. Both run the same stretch in turn and must end with the same spikes and counters.
 *
 *   --quick   2 repetitions      --repetitions N (5)      --write-docs: the table into docs/performance.md
 */
import { isDeepStrictEqual } from "node:util";
import { fileURLToPath } from "node:url";
import { SpinnakerEmulator } from "../../emulator/spinnaker/emulator.js";
import { LISTS_KERNEL, WASM_KERNEL } from "../../emulator/spinnaker/kernel/wasm-kernel.js";
import { build } from "../../src/measure/build.js";
import { loadDescription } from "../../src/node/files/load-description.js";
import { defaultOptions } from "../../src/options/check-options.js";
import { machineOf } from "../../src/program/spinnaker/machine-of-program.js";
import { targetById } from "../../src/targets/registry.js";
import type { BenchArguments } from "../arguments.js";
import { machineLine } from "../machine-line.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { clock, significant, Timings } from "../timings.js";

const NETWORKS = ["brunel", "brunel-1ms"] as const;
/** Not timed: until then rates are those of the start. */
const TRANSIENT_MS = 100;
const STRETCH_MS = 300;

interface Row {
  readonly dt: number;
  readonly spikesATick: number;
  readonly ratio: string;
}

async function measure(name: (typeof NETWORKS)[number], repetitions: number): Promise<Row> {
  const target = targetById("spinnaker1");
  const { description } = loadDescription(fileURLToPath(new URL(`../../../examples/${name}.yaml`, import.meta.url)));
  const { compiled } = build(description, target, { ...defaultOptions(target), oversize: true });
  if (compiled.program.family !== "spinnaker")
    throw new Error(`${target.id} makes programs of ${compiled.program.family}`);
  const image = machineOf(compiled.program);
  const kernels = [LISTS_KERNEL, WASM_KERNEL];
  const emulators = kernels.map((kernel) => new SpinnakerEmulator(image, { kernel }));
  const dt = image.dt;
  const spikes = [0, 0];
  for (const emulator of emulators) await emulator.advance(TRANSIENT_MS / dt, () => {});
  const times = new Timings();
  const ticks = STRETCH_MS / dt;
  for (let r = 0; r < repetitions; r++)
    for (const [k, emulator] of emulators.entries()) {
      const from = clock();
      await emulator.advance(ticks, (_step, _ids, count) => (spikes[k] += count));
      times.add(kernels[k].name, clock() - from);
    }
  const [lists, bitmaps] = await Promise.all(emulators.map((emulator) => emulator.counters()));
  if (spikes[0] !== spikes[1] || !isDeepStrictEqual(lists, bitmaps))
    throw new Error(`${name}: lists and bitmaps do not give the same spikes and counters`);
  return {
    dt,
    spikesATick: spikes[0] / ticks / repetitions,
    ratio: times.ratio(LISTS_KERNEL.name, WASM_KERNEL.name),
  };
}

/** @throws Error where the two kernels differ */
export async function benchSpinnakerRows(args: BenchArguments): Promise<void> {
  const repetitions = args.count("--repetitions", args.has("--quick") ? 2 : 5);
  const rows: Row[] = [];
  for (const name of NETWORKS) rows.push(await measure(name, repetitions));
  const table = markdownTable(
    ["step", "spikes a tick", "lists, times bitmaps"],
    rows.map(({ dt, spikesATick, ratio }) => [`${dt} ms`, significant(spikesATick), ratio]),
  );
  console.log(`\n${table}`);
  if (args.has("--write-docs"))
    writeBlock("spinnaker-rows", `${machineLine()}; ${repetitions} repetitions of ${STRETCH_MS} ms.\n\n${table}`);
}
