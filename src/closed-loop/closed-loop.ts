/**
 * The loop: sense → inject → advance → act, a block of steps at a time. Network and plant take turns, so that what comes out is the same on
 * everything that runs the program bit for bit; how long the network takes to answer is measured beside it and changes nothing.
 */
import { fail, type ProgressSink } from "../diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import type { Acted, Plant, PlantSetup } from "./plant.js";
import type { RealTime } from "./real-time.js";

export interface LoopOptions {
  readonly steps: number;
  /** Steps between two looks at the plant. */
  readonly block: number;
  /** ms; only differences count. */
  readonly now: () => number;
  /** Keeps the loop to a schedule; as fast as it goes unless given. */
  readonly realTime?: RealTime;
  readonly progress?: ProgressSink;
}

export interface LoopResult {
  readonly spikes: number;
  /** ms from handing over what was sensed to having the spikes; one entry a block. */
  readonly latencies: Float64Array;
  /** The plant after each block, by name. */
  readonly trajectory: Readonly<Record<string, Float64Array>>;
  /** Of all spikes and of the whole trajectory: equal where two loops went the same way. */
  readonly fingerprint: string;
}

/** @throws EquipoiseError where the plant names a source that is not there */
export async function runClosedLoop(
  target: ExecutionTarget,
  setup: PlantSetup,
  plant: Plant,
  { steps, block, now, realTime, progress = () => {} }: LoopOptions,
): Promise<LoopResult> {
  const blocks = Math.ceil(steps / block);
  const latencies = new Float64Array(blocks);
  const names = Object.keys(plant.state);
  const trajectory = Object.fromEntries(names.map((name) => [name, new Float64Array(blocks)]));
  const first = new Map(setup.sources.map((source) => [source.name, source]));
  const print = new Fingerprint();
  let spikes = 0;
  let held: Held = { from: 0, acted: [] };
  for (let b = 0; b < blocks; b++) {
    const from = b * block;
    const to = Math.min(from + block, steps);
    await realTime?.begin(b);
    const sensed = plant.sense(from, to).map(({ step, source, id, count }) => {
      const known = first.get(source);
      if (known === undefined || !(id >= 0 && id < known.size))
        fail("loop-source", `the plant sends spikes of source ${id} of "${source}", which the network does not have`, {
          hint: `its host sources: ${[...first.keys()].join(", ") || "none"}`,
        });
      return { step, id: known.first + id, count };
    });
    const acted: Acted[] = [];
    const started = now();
    target.inject(sensed);
    await target.advance(to - from, (step, ids, count) => {
      for (let k = 0; k < count; k++) acted.push(actedBy(setup, step, ids[k], print));
    });
    latencies[b] = now() - started;
    spikes += acted.length;
    if (realTime?.answered(b) !== true) held = { from, acted };
    plant.act(from, to, movedTo(held, from, to));
    for (const name of names) {
      trajectory[name][b] = plant.state[name];
      print.number(plant.state[name]);
    }
    if (b % 50 === 0) progress(`loop on ${target.name}`, to, steps);
  }
  return { spikes, latencies, trajectory, fingerprint: print.text };
}

/** The last spikes that came in time, and the first step of their block. */
interface Held {
  readonly from: number;
  readonly acted: readonly Acted[];
}

/** They come again in the same places of the block under way. */
function movedTo({ from: then, acted }: Held, from: number, to: number): readonly Acted[] {
  if (then === from) return acted;
  return acted.map((spike) => ({ ...spike, step: spike.step - then + from })).filter(({ step }) => step < to);
}

function actedBy({ populations }: PlantSetup, step: number, id: number, print: Fingerprint): Acted {
  print.number(step);
  print.number(id);
  const { name, first } = populations.find(
    (population) => id >= population.first && id < population.first + population.size,
  )!;
  return { step, population: name, id: id - first };
}

/** FNV-1a over the 64 bits of each number. */
class Fingerprint {
  private hash = 0xcbf29ce484222325n;
  private readonly view = new DataView(new ArrayBuffer(8));

  number(value: number): void {
    this.view.setFloat64(0, value);
    this.hash = BigInt.asUintN(64, (this.hash ^ this.view.getBigUint64(0)) * 0x100000001b3n);
  }

  get text(): string {
    return this.hash.toString(16).padStart(16, "0");
  }
}
