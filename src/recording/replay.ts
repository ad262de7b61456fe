/** Tells listeners what a recording holds, as the run told it: spikes step by step, and after a step what probes read. */
import type { RunListener } from "./follow.js";
import { isCurrentProbe } from "../description/probe.js";
import type { RecordedProbe } from "./recorded-probe.js";
import type { Recording } from "./recording.js";

/** A row of a probe that is due. */
interface Due {
  readonly probe: number;
  readonly of: RecordedProbe;
  row: number;
}

/**
 * Plays a recording to the listeners of a run. Input currents, which a run rebuilds at its end, come last here too, so that what is written
 * of a recording has the bytes of what was written of its run.
 */
export function replay(recording: Recording, listeners: readonly RunListener[]): void {
  const { spikeSteps, spikeIds, probes = [] } = recording;
  const all = probes.map((of, probe): Due => ({ probe, of, row: 0 }));
  const tell = ({ probe, of, row }: Due) => {
    const width = of.neurons.length;
    const values = of.values.slice(row * width, (row + 1) * width);
    for (const listener of listeners) listener.probed?.(probe, stepOf({ of, row }), values);
  };
  const states = all.filter(({ of }) => !isCurrentProbe(of));
  /** Rows of states that were read before a step. */
  const readBefore = (step: number) => {
    for (;;) {
      const next = Math.min(...states.map((due) => (due.row < due.of.rows ? stepOf(due) : Infinity)));
      if (!(next < step)) return;
      for (const due of states)
        if (due.row < due.of.rows && stepOf(due) === next) {
          tell(due);
          due.row++;
        }
    }
  };
  for (let from = 0; from < spikeSteps.length;) {
    const step = spikeSteps[from];
    readBefore(step);
    let to = from;
    while (to < spikeSteps.length && spikeSteps[to] === step) to++;
    for (const { spikes } of listeners) spikes(step, spikeIds.slice(from, to), to - from);
    from = to;
  }
  readBefore(Infinity);
  for (const due of all) if (isCurrentProbe(due.of)) for (; due.row < due.of.rows; due.row++) tell(due);
}

/** The step after which a row was read. */
function stepOf({ of: { fromStep, period }, row }: Pick<Due, "of" | "row">): number {
  return fromStep + row * period;
}
