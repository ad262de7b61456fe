/**
 * The loop: sense → inject → advance → act, a block of steps at a time. Network and plant take turns, so that what comes out is the same on
 * everything that runs the program bit for bit; how long the two take to answer is measured beside it and changes nothing.
 */
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import type { ExecutionTarget, InjectedSpike } from "../program/execution-target.js";
import { askPlant } from "./ask-plant.js";
import { Course } from "./course.js";
import { Fingerprint } from "./fingerprint.js";
import type { Acted, Plant, PlantSetup } from "./plant.js";
import type { LoopSchedule } from "./real-time.js";
import { injectedOf } from "./sensed-spikes.js";

export interface LoopOptions {
  readonly steps: number;
  /** Steps between two looks at the plant. */
  readonly block: number;
  /** ms; only differences count. */
  readonly now: () => number;
  /** Keeps the loop to a schedule; as fast as it goes unless given. */
  readonly realTime?: LoopSchedule;
  /** ms in which the plant's own time is measured, where that is not the network's; `now` unless told. */
  readonly plantNow?: () => number;
  /** ms that a plant may take for one answer which it gives as a promise; as long as it likes unless told. One of `connectPlant` has its own. */
  readonly plantTimeout?: number;
  /** Takes each spike of the network, e.g. for a raster: the step, and the neuron's id in the whole network. */
  readonly onSpike?: (step: number, id: number) => void;
  /** Takes what the plant sends for a block, before the network does. */
  readonly onInject?: (spikes: readonly InjectedSpike[]) => void;
  readonly progress?: ProgressSink;
}

export interface LoopResult {
  readonly spikes: number;
  /** ms from handing over what was sensed to having the spikes; one entry a block. */
  readonly latencies: Float64Array;
  /** ms that the plant took to sense and to act; one entry a block. */
  readonly plantLatencies: Float64Array;
  /** The plant after each block, by name. */
  readonly trajectory: Readonly<Record<string, Float64Array>>;
  /** Of all spikes and of the whole trajectory: equal where two loops went the same way. */
  readonly fingerprint: string;
}

/**
 * Runs a network and a plant in turns; closes neither.
 *
 * @throws EquipoiseError where the plant throws, keeps silent, or gives what the network or the loop cannot take: each has its code
 */
export async function runClosedLoop(
  target: ExecutionTarget,
  setup: PlantSetup,
  plant: Plant,
  options: LoopOptions,
): Promise<LoopResult> {
  const {
    steps,
    block,
    now,
    realTime,
    plantNow = now,
    plantTimeout = Infinity,
    onSpike,
    onInject,
    progress = () => {},
  } = options;
  const blocks = Math.ceil(steps / block);
  const [latencies, plantLatencies] = [new Float64Array(blocks), new Float64Array(blocks)];
  const course = new Course(await askPlant("state", plantTimeout, () => plant.state), blocks);
  const sources = new Map(setup.sources.map((source) => [source.name, source]));
  const print = new Fingerprint();
  let spikes = 0;
  let held: Held = { from: 0, acted: [] };
  for (let b = 0; b < blocks; b++) {
    const from = b * block;
    const to = Math.min(from + block, steps);
    await realTime?.begin(b);
    const asked = plantNow();
    const sensed = await askPlant(`sense(${from}, ${to})`, plantTimeout, () => plant.sense(from, to));
    plantLatencies[b] = plantNow() - asked;
    const injected = injectedOf(sensed, sources, from, to);
    onInject?.(injected);
    const acted: Acted[] = [];
    const started = now();
    target.inject(injected);
    await target.advance(to - from, (step, ids, count) => {
      for (let k = 0; k < count; k++) {
        acted.push(actedBy(setup, step, ids[k], print));
        onSpike?.(step, ids[k]);
      }
    });
    latencies[b] = now() - started;
    spikes += acted.length;
    if (realTime?.answered(b) !== true) held = { from, acted };
    const heard = movedTo(held, from, to);
    const told = plantNow();
    await askPlant(`act(${from}, ${to})`, plantTimeout, () => plant.act(from, to, heard));
    plantLatencies[b] += plantNow() - told;
    course.keep(b, await askPlant("state", plantTimeout, () => plant.state), (value) => print.number(value));
    if (b % 50 === 0) progress(`loop on ${target.name}`, to, steps);
  }
  return { spikes, latencies, plantLatencies, trajectory: course.trajectory, fingerprint: print.digest() };
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
