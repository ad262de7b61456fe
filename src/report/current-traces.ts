/**
 * Input currents as the page carries them: means over whole groups of steps, then 16 bits a sample between the trace's own extremes
 * (an error below 1/131,070 of its range), base64, little-endian.
 */
import { fromBase64, toBase64 } from "../numerics/base64.js";
import { stepsOf } from "../numerics/time-grid.js";
import type { SampleCurrents } from "../verify/verification.js";
import { extent } from "./axis-scale.js";

export interface EncodedTrace {
  readonly low: number;
  readonly high: number;
  readonly base64: string;
}

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
export const SAMPLE_MS = 0.5;
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

export function encodeTrace(values: Float32Array): EncodedTrace {
  const [low, high] = extent(values);
  if (!Number.isFinite(low)) return { low: 0, high: 0, base64: "" };
  const words = new DataView(new ArrayBuffer(2 * values.length));
  values.forEach((x, k) =>
    words.setUint16(2 * k, high > low && Number.isFinite(x) ? Math.round((65535 * (x - low)) / (high - low)) : 0, true),
  );
  return { low, high, base64: toBase64(new Uint8Array(words.buffer)) };
}

export function decodeTrace({ low, high, base64 }: EncodedTrace): Float64Array {
  const words = new DataView(fromBase64(base64).buffer);
  return Float64Array.from(
    { length: words.byteLength / 2 },
    (_, k) => low + ((high - low) * words.getUint16(2 * k, true)) / 65535,
  );
}

/** ρ = |⟨I_E⟩ + ⟨I_I⟩| / ⟨I_E⟩ over the whole record; NaN where nothing excites. */
export function residualFraction(excitatory: Float32Array, inhibitory: Float32Array): number {
  const sum = (values: Float32Array) => values.reduce((s, x) => s + x, 0);
  const e = sum(excitatory);
  return e > 0 ? Math.abs(e + sum(inhibitory)) / e : NaN;
}
