/** Input currents as the page shows them: means over whole groups of steps. */
import { stepsOf } from "../numerics/time-grid.js";
import type { SampleCurrents } from "../verify/verification.js";

export interface CurrentTraces {
  /** Steps a sample. */
  readonly group: number;
  /** Means over `group` steps, of the steps kept. */
  readonly referenceE: Float32Array;
  readonly referenceI: Float32Array;
  readonly targetE: Float32Array;
  readonly targetI: Float32Array;
}

/** ms; finer structure than this is invisible in a window of 200 ms. */
const SAMPLE_MS = 0.5;
/** ms of record that the page keeps for each neuron. */
export const KEPT_MS = 2000;

/** Means of consecutive groups; a group that is not full is left out. */
export function groupMeans(values: Float32Array, group: number): Float32Array {
  return Float32Array.from({ length: Math.floor(values.length / group) }, (_, k) => {
    let sum = 0;
    for (let j = k * group; j < (k + 1) * group; j++) sum += values[j];
    return sum / group;
  });
}

export function currentTraces(currents: SampleCurrents, dt: number): CurrentTraces {
  const group = Math.max(1, stepsOf(SAMPLE_MS, dt).steps);
  const keep = (values: Float32Array) => groupMeans(values.subarray(0, stepsOf(KEPT_MS, dt).steps), group);
  return {
    group,
    referenceE: keep(currents.referenceE),
    referenceI: keep(currents.referenceI),
    targetE: keep(currents.targetE),
    targetI: keep(currents.targetI),
  };
}

/** ρ = |⟨I_E⟩ + ⟨I_I⟩| / ⟨I_E⟩ over the whole record; NaN where nothing excites. */
export function residualFraction(excitatory: Float32Array, inhibitory: Float32Array): number {
  const sum = (values: Float32Array) => values.reduce((s, x) => s + x, 0);
  const e = sum(excitatory);
  return e > 0 ? Math.abs(e + sum(inhibitory)) / e : NaN;
}
