/** Runs an execution target for a number of steps and keeps what it did. */
import type { ExecutionTarget } from "../program/execution-target.js";
import { quietWhenClosed } from "../program/target-front.js";
import { follow, mustFit, type RecordOptions } from "./follow.js";
import { firstReadStep, rowsWithin, type RecordedProbe } from "./recorded-probe.js";
import { SpikeLog, type Recording } from "./recording.js";
import { unitOf, type StateProbe } from "./state-probe.js";

export type { RecordOptions } from "./follow.js";

export function record(target: ExecutionTarget, options: RecordOptions): Promise<Recording> {
  return quietWhenClosed(recordNow(target, options));
}

async function recordNow(target: ExecutionTarget, options: RecordOptions): Promise<Recording> {
  // Before anything is made as long as the run.
  mustFit(target, options);
  const log = new SpikeLog();
  const { probes, steps, ...others } = options;
  const kept = (probes ?? []).map((probe) => emptyProbe(probe, target, steps));
  const rows = kept.map(() => 0);
  const head = await follow(target, { probes, steps, ...others }, [
    {
      spikes(step, ids, count) {
        for (let i = 0; i < count; i++) log.push(step, ids[i]);
      },
      probed(k, _step, values) {
        kept[k].values.set(values, rows[k]++ * values.length);
      },
    },
  ]);
  const { counters, ...rest } = head;
  const recorded = probes === undefined ? {} : { probes: kept };
  return { ...rest, spikeSteps: log.steps(), spikeIds: log.ids(), ...recorded, counters };
}

function emptyProbe(probe: StateProbe, target: ExecutionTarget, steps: number): RecordedProbe {
  const { population, neurons, variable, period } = probe;
  const rows = rowsWithin(period, target.step, steps);
  return {
    population,
    neurons,
    variable,
    period,
    unit: unitOf(probe, target),
    fromStep: firstReadStep(period, target.step),
    rows,
    values: new Float64Array(rows * neurons.length),
  };
}
