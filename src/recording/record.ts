/** Runs an execution target for a number of steps and keeps what it did. */
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import { runLossesOf } from "../program/run-losses.js";
import { SpikeLog, type RecordedPopulation, type Recording, type Traces } from "./recording.js";

export interface RecordOptions {
  readonly network: string;
  readonly seed: number;
  readonly populations: readonly RecordedPopulation[];
  readonly steps: number;
  /** Neurons whose u and v are kept after every step; costs one step a call. */
  readonly trace?: { readonly neurons: Uint32Array; readonly unit: "LSB" | "mV" };
  readonly progress?: ProgressSink;
  /** Checked between blocks; an aborted run throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Steps between two progress messages: short enough for a live bar, long enough to cost nothing. */
const BLOCK = 100;

export async function record(target: ExecutionTarget, options: RecordOptions): Promise<Recording> {
  const log = new SpikeLog();
  const startStep = target.step;
  const sink = (step: number, ids: Uint32Array, count: number) => {
    for (let i = 0; i < count; i++) log.push(step, ids[i]);
  };
  const trace = options.trace;
  const columns = trace?.neurons.length ?? 0;
  const u = new Float64Array(trace ? options.steps * columns : 0);
  const v = new Float64Array(u.length);
  for (let done = 0; done < options.steps; ) {
    options.signal?.throwIfAborted();
    const block = trace ? 1 : Math.min(BLOCK, options.steps - done);
    await target.advance(block, sink);
    if (trace) {
      const state = await target.readState(trace.neurons);
      u.set(state.u, done * columns);
      v.set(state.v, done * columns);
    }
    done += block;
    options.progress?.(`run ${target.name}`, done, options.steps);
  }
  const traces: Traces | undefined = trace && {
    neurons: trace.neurons,
    fromStep: startStep,
    rows: options.steps,
    u,
    v,
    unit: trace.unit,
  };
  const counters = await target.counters();
  const perNeuron = (await target.losses?.()) ?? null;
  return {
    source: target.name,
    network: options.network,
    seed: options.seed,
    dt: target.dt,
    startStep,
    steps: options.steps,
    populations: options.populations,
    spikeSteps: log.steps(),
    spikeIds: log.ids(),
    traces,
    counters,
    losses: runLossesOf(counters, perNeuron, { populations: options.populations, steps: startStep + options.steps }),
  };
}
