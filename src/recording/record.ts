/** Runs an execution target for a number of steps and keeps what it did. */
import type { ExecutionTarget } from "../program/execution-target.js";
import { quietWhenClosed } from "../program/target-front.js";
import { follow, mustFit, type RecordOptions } from "./follow.js";
import { SpikeLog, type Recording, type Traces } from "./recording.js";

export type { RecordOptions } from "./follow.js";

export function record(target: ExecutionTarget, options: RecordOptions): Promise<Recording> {
  return quietWhenClosed(recordNow(target, options));
}

async function recordNow(target: ExecutionTarget, options: RecordOptions): Promise<Recording> {
  // Before anything is made as long as the run.
  mustFit(target, options);
  const log = new SpikeLog();
  const { trace } = options;
  const columns = trace?.neurons.length ?? 0;
  const u = new Float64Array(trace ? options.steps * columns : 0);
  const v = new Float64Array(u.length);
  let row = 0;
  const head = await follow(target, options, [
    {
      spikes(step, ids, count) {
        for (let i = 0; i < count; i++) log.push(step, ids[i]);
      },
      traced(uNow, vNow) {
        u.set(uNow, row * columns);
        v.set(vNow, row++ * columns);
      },
    },
  ]);
  const traces: Traces | undefined = trace && {
    neurons: trace.neurons,
    fromStep: head.startStep,
    rows: options.steps,
    u,
    v,
    unit: target.stateUnit,
  };
  const { counters, ...rest } = head;
  return { ...rest, spikeSteps: log.steps(), spikeIds: log.ids(), traces, counters };
}
