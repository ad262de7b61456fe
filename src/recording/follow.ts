/** Runs an execution target for a number of steps and tells listeners what it does, as it happens; nothing of it is kept here. */
import { fail, type ProgressSink } from "../diagnostics/diagnostic.js";
import type { ExecutionTarget, SpikeSink } from "../program/execution-target.js";
import { runLossesOf } from "../program/run-losses.js";
import { quietWhenClosed } from "../program/target-front.js";
import type { RecordedPopulation, Recording } from "./recording.js";

export interface RecordOptions {
  readonly network: string;
  readonly seed: number;
  readonly populations: readonly RecordedPopulation[];
  readonly steps: number;
  /** Neurons whose u and v are kept after every step; costs one step a call. */
  readonly trace?: { readonly neurons: Uint32Array };
  readonly progress?: ProgressSink;
  /** Checked between blocks; an aborted run throws the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface RunListener {
  /** Once a step in which anything fired; the ids are reused. */
  readonly spikes: SpikeSink;
  /** u and v of the traced neurons after each step. */
  traced?(u: Float64Array, v: Float64Array): void;
}

/** A recording without what grows with the run. */
export type RunHead = Omit<Recording, "spikeSteps" | "spikeIds" | "traces">;

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

/** A run that a recording could not tell: one of no number of steps, or of populations that are not the target's. */
export function mustFit(target: ExecutionTarget, { steps, populations }: RecordOptions): void {
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
}

async function run(
  target: ExecutionTarget,
  options: RecordOptions,
  listeners: readonly RunListener[],
): Promise<RunHead> {
  mustFit(target, options);
  const startStep = target.step;
  const { trace, steps, network, seed, populations } = options;
  const sink: SpikeSink = (step, ids, count) => {
    for (const { spikes } of listeners) spikes(step, ids, count);
  };
  for (let done = 0; done < steps;) {
    options.signal?.throwIfAborted();
    const block = trace ? 1 : Math.min(BLOCK, steps - done);
    await target.advance(block, sink);
    if (trace) {
      const { u, v } = await target.readState(trace.neurons);
      for (const listener of listeners) listener.traced?.(u, v);
    }
    done += block;
    options.progress?.(`run ${target.name}`, done, steps);
  }
  const counters = await target.counters();
  const perNeuron = (await target.losses?.()) ?? null;
  const losses = runLossesOf(counters, perNeuron, { populations, steps: startStep + steps });
  return { source: target.name, network, seed, dt: target.dt, startStep, steps, populations, counters, losses };
}
