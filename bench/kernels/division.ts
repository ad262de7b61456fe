/**
 * `npm run bench -- kernels division`: what a neuron costs more in a slice whose spikes are in one bitmap more, for `ANOTHER_BITMAP` of
 * emulator/loihi/divide-neurons.ts. The two halves of a network's neurons, each a slice by itself that is given the spikes of the whole run: the first has
 * neurons of one population, the second of two. Each must fire as in the run.
 *
 *   --quick   a fifth of the steps      --steps N (5000)      --repetitions N (5)      --write-docs: the table into docs/performance.md
 */
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { WASM_KERNEL } from "../../emulator/loihi/kernel/wasm-kernel.js";
import type { BlockExchange, SpikeBatch } from "../../emulator/common/block-exchange.js";
import { agree } from "../../emulator/loihi/run-plan.js";
import { SliceEngine } from "../../emulator/loihi/slice-engine.js";
import { planSlice, type NeuronRange } from "../../emulator/loihi/slice-plan.js";
import type { BenchArguments } from "../arguments.js";
import { machineLine } from "../machine-line.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { summary } from "../timings.js";
import { balancedCurrents, brunel, type Workload } from "../workloads.js";

const STEPS = 5000;
const QUICK_STEPS = 1000;
/** Of docs/performance.md, "Beside other simulators". */
const CURRENTS = { neurons: 5000, inDegree: 400 };
/** Of the steps, before the clock starts. */
const WARMING = 5;

/** Ids by step. */
type Raster = readonly Uint32Array[];

/** Hands every slice the spikes of the whole run. */
class Recorded implements BlockExchange {
  private step = 0;
  private begun = 0;

  constructor(private readonly raster: Raster) {}

  share(steps: number): void {
    this.begun = this.step;
    this.step += steps;
  }

  each(k: number, take: SpikeBatch): void {
    const ids = this.raster[this.begun + k];
    if (ids.length > 0) take(ids, 0, ids.length);
  }
}

export async function benchDivision(args: BenchArguments): Promise<void> {
  const steps = args.count("--steps", args.has("--quick") ? QUICK_STEPS : STEPS);
  const repetitions = args.count("--repetitions", 5);
  const rows: string[][] = [];
  for (const make of [brunel, balancedCurrentsOfDocs]) {
    const workload = make(steps, repetitions);
    const more = await another(workload, steps, repetitions);
    rows.push([workload.name, summary(more)]);
    process.stderr.write(`${workload.name}\n`);
  }
  const table = markdownTable(["network", "a neuron of the second half costs more, of all"], rows);
  console.log(`\n${table}`);
  if (args.has("--write-docs"))
    writeBlock("division", `${machineLine()}; ${steps} steps, ${repetitions} repetitions.\n\n${table}`);
}

const balancedCurrentsOfDocs = (steps: number, repetitions: number): Workload =>
  balancedCurrents(CURRENTS.neurons, CURRENTS.inDegree, steps, repetitions);

/** Returns, for each repetition, what a neuron of the second half costs beyond one of the first, over that of the first. */
async function another({ build, target }: Workload, steps: number, repetitions: number): Promise<number[]> {
  const { program } = build.compiled;
  const raster = Array.from({ length: steps }, () => new Uint32Array(0));
  const whole = await createEmulator(program, target);
  await whole.advance(steps, (step, ids, count) => void (raster[step] = ids.slice(0, count)));
  await whole.close();
  const half = program.size >> 1;
  const halves: readonly NeuronRange[] = [
    { from: 0, to: half },
    { from: half, to: program.size },
  ];
  const processorTime = (range: NeuronRange): number => {
    const plan = planSlice(program, target, range);
    const engine = new SliceEngine(program, target, plan, agree([plan]), new Recorded(raster), WASM_KERNEL);
    if (engine.cannot !== null) throw new Error(engine.cannot);
    const warming = Math.floor(steps / WARMING);
    engine.advance(warming);
    const from = process.cpuUsage();
    const { ids } = engine.advance(steps - warming);
    const { user, system } = process.cpuUsage(from);
    const expected = raster.slice(warming).flatMap((all) => [...all.filter((id) => id >= range.from && id < range.to)]);
    if (ids.length !== expected.length || expected.some((id, k) => id !== ids[k]))
      throw new Error(`the neurons from ${range.from} on do not fire as in the whole run`);
    return (user + system) / (range.to - range.from);
  };
  return Array.from({ length: repetitions }, () => {
    const [one, two] = halves.map(processorTime);
    return two / one - 1;
  });
}
