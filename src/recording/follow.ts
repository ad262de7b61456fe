/** Runs an execution target for a number of steps and tells listeners what it does, as it happens; nothing of it is kept here. */
import { fail, type ProgressSink } from "../diagnostics/diagnostic.js";
import type { ExecutionTarget, SpikeSink } from "../program/execution-target.js";
import { runLossesOf } from "../program/run-losses.js";
import { quietWhenClosed } from "../program/target-front.js";
import { faultOfProbe } from "../description/probe.js";
import type { RecordedPopulation, Recording } from "./recording.js";
import { ProbeReader, type StateProbe } from "./state-probe.js";

export interface RecordOptions {
  readonly network: string;
  readonly seed: number;
  readonly populations: readonly RecordedPopulation[];
  readonly steps: number;
  /** Of the description: the recording keeps it, and measures leave it out. */
  readonly burnInSteps?: number;
  /** What is read besides spikes; the run stops for it in the steps in which a probe is due. */
  readonly probes?: readonly StateProbe[];
  readonly progress?: ProgressSink;
  /** Something done in between: the run stops for it in every step that is a multiple of `every`, except the last. */
  readonly pauses?: { readonly every: number; at(step: number): Promise<void> };
  /** Steps between two looks around; 100 unless told. A board that keeps real time takes all in one piece. */
  readonly stepsAtOnce?: number;
  /** An `AbortSignal`, checked between blocks; an aborted run throws its reason. Its type comes with a browser or with Node: here is what is used. */
  readonly signal?: { throwIfAborted(): void };
}

export interface RunListener {
  /** Once a step in which anything fired; the ids are reused. */
  readonly spikes: SpikeSink;
  /** What probe `probe` of the options read after `step`; the values are those of its neurons, in their order. */
  probed?(probe: number, step: number, values: Float64Array): void;
}

/** A recording without what grows with the run. */
export type RunHead = Omit<Recording, "spikeSteps" | "spikeIds" | "spikesOf" | "probes">;

/** Steps between two progress messages: short enough for a live bar, long enough to cost nothing. */
const BLOCK = 100;

/** Listeners are told in their order. */
export function follow(
  target: ExecutionTarget,
  options: RecordOptions,
  listeners: readonly RunListener[],
): Promise<RunHead> {
  return quietWhenClosed(run(target, options, listeners));
}

/** A run that a recording could not tell: one of no number of steps, of populations that are not the target's, or of probes of neurons that it has not. */
export function mustFit(target: ExecutionTarget, { steps, populations, probes = [] }: RecordOptions): void {
  if (!Number.isSafeInteger(steps) || steps < 0)
    fail("advance-steps", `cannot record ${steps} steps: the number must be whole and at least 0`);
  let next = 0;
  for (const { name, first, size } of populations) {
    if (first !== next || !Number.isSafeInteger(size) || size < 1)
      fail(
        "record-populations",
        `population ${name} begins at neuron ${first} and has ${size}, but neuron ${next} is the next`,
        { hint: "give the populations of the network or program that runs" },
      );
    next += size;
  }
  if (next !== target.size)
    fail("record-populations", `the populations have ${next} neurons, but ${target.name} has ${target.size}`, {
      hint: "give the populations of the network or program that runs",
    });
  for (const probe of probes) {
    const fault = faultOfProbe(probe, populations);
    if (fault !== undefined) fail("record-probes", fault);
  }
}

async function run(
  target: ExecutionTarget,
  options: RecordOptions,
  listeners: readonly RunListener[],
): Promise<RunHead> {
  mustFit(target, options);
  const startStep = target.step;
  const { probes = [], steps, network, seed, populations } = options;
  const reader = new ProbeReader(target, probes, populations);
  const sink: SpikeSink = (step, ids, count) => {
    for (const { spikes } of listeners) spikes(step, ids, count);
  };
  for (let done = 0; done < steps;) {
    options.signal?.throwIfAborted();
    const block = Math.min(
      options.stepsAtOnce ?? BLOCK,
      steps - done,
      reader.stepsUntilNext(target.step),
      stepsUntilPause(target.step, options),
    );
    await target.advance(block, sink);
    const last = target.step - 1;
    await reader.read((probe, values) => {
      for (const listener of listeners) listener.probed?.(probe, last, values);
    });
    done += block;
    options.progress?.(`run ${target.name}`, done, steps);
    if (options.pauses !== undefined && done < steps && target.step % options.pauses.every === 0)
      await options.pauses.at(target.step);
  }
  const counters = await target.counters();
  const perNeuron = (await target.losses?.()) ?? null;
  const { counterLimits } = target;
  const losses = runLossesOf(counters, perNeuron, { populations, steps: startStep + steps, counterLimits });
  const { burnInSteps } = options;
  const kept = burnInSteps === undefined ? {} : { burnInSteps };
  return {
    source: target.name,
    network,
    seed,
    dt: target.dt,
    startStep,
    steps,
    ...kept,
    populations,
    counters,
    losses,
  };
}

function stepsUntilPause(step: number, { pauses }: RecordOptions): number {
  return pauses === undefined ? Infinity : pauses.every - (step % pauses.every);
}
