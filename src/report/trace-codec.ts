/**
 * A trace of an input current as the page carries it: 16 bits a sample between the trace's own extremes (an error below 1/131,070 of its
 * range), little-endian, base64. The report encodes with it, the script of the page decodes with it.
 */
import { extent } from "./axis-scale.js";
import { fromBase64, toBase64 } from "../numerics/base64.js";

export interface EncodedTrace {
  /** Smallest and largest sample, in the unit of the trace. */
  readonly low: number;
  readonly high: number;
  readonly base64: string;
}

const FULL = 65_535;

/** Samples that are not finite become the smallest; a trace without a finite one is carried as empty. */
export function encodeTrace(values: Float32Array): EncodedTrace {
  const [low, high] = extent(values);
  if (!Number.isFinite(low)) return { low: 0, high: 0, base64: "" };
  const bytes = new DataView(new ArrayBuffer(2 * values.length));
  values.forEach((x, k) =>
    bytes.setUint16(2 * k, high > low && Number.isFinite(x) ? Math.round((FULL * (x - low)) / (high - low)) : 0, true),
  );
  return { low, high, base64: toBase64(new Uint8Array(bytes.buffer)) };
}

export function decodeTrace({ low, high, base64 }: EncodedTrace): Float64Array {
  const bytes = new DataView(fromBase64(base64).buffer);
  return Float64Array.from(
    { length: bytes.byteLength / 2 },
    (_, k) => low + ((high - low) * bytes.getUint16(2 * k, true)) / FULL,
  );
}
