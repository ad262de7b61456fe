/**
 * Rounds one row (the inputs of one neuron from one group, in grid steps) to integers in [min, max]. Modes:
 *   nearest     q = round-half-even(y)
 *   stochastic  q = ⌊y + U⌋, U uniform (Philox)
 *   floor       q = ⌊r/step⌋ (toward zero for inhibitory groups), r = round(round(64·2^e·x)/(64·2^e)) : what toolchains do
 *   balance     error diffusion: q_k = round(y_k + carry), carry ← carry + y_k - q_k, from a random start around the row,
 *               so that |Σq - Σy| ≤ ½; spread weights are first drawn to their mean so that Σq² ≈ Σy² (BALANCE.md, section 5).
 */
import { roundHalfEven } from "../../src/numerics/round-half-even.js";

export { roundHalfEven };

function clamp(x: number, min: number, max: number): number {
  return x < min ? min : x > max ? max : x;
}

/** One sweep of error diffusion over y[0..n-1], starting at `start`; zeros stay zero. Returns Σ y - Σ q. */
function diffuse(y: Float64Array, q: Int32Array, n: number, start: number, min: number, max: number): number {
  return diffuseStretch(y, q, 0, start, min, max, diffuseStretch(y, q, start, n, min, max, 0));
}

function diffuseStretch(
  y: Float64Array,
  q: Int32Array,
  from: number,
  to: number,
  min: number,
  max: number,
  carried: number,
): number {
  let carry = carried;
  for (let k = from; k < to; k++) {
    if (y[k] === 0) {
      q[k] = 0;
      continue;
    }
    carry += y[k];
    const rounded = clamp(roundHalfEven(carry), min, max);
    q[k] = rounded;
    carry -= rounded;
  }
  return carry;
}

/** Hands what clipping left over to synapses that have room, one step each, so that the sum is right wherever it can be. */
function settle(
  y: Float64Array,
  q: Int32Array,
  n: number,
  start: number,
  min: number,
  max: number,
  rest: number,
): void {
  let moved = true;
  while (Math.abs(rest) > 0.5 && moved) {
    moved = false;
    for (let j = 0; j < n && Math.abs(rest) > 0.5; j++) {
      const k = (start + j) % n;
      const next = q[k] + Math.sign(rest);
      if (y[k] === 0 || next < min || next > max) continue;
      q[k] = next;
      rest -= Math.sign(rest);
      moved = true;
    }
  }
}

/** Relative error of Σq² that is worth another sweep, and how many sweeps at most. */
const SQUARE_TOLERANCE = 1e-3;
const SWEEPS = 5;

/** `start`: where the diffusion begins (0..n-1). `scratch` as long as the row. */
export function balanceRow(
  y: Float64Array,
  q: Int32Array,
  n: number,
  start: number,
  min: number,
  max: number,
  scratch: Float64Array,
): void {
  settle(y, q, n, start, min, max, diffuse(y, q, n, start, min, max));
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < n; k++) {
    if (y[k] === 0) continue;
    count++;
    sum += y[k];
    squares += y[k] * y[k];
  }
  const average = count > 0 ? sum / count : 0;
  const spread = squares - count * average * average;
  // Weights without spread have the least variance that dithering between two steps can have: nothing to take away.
  if (spread < SQUARE_TOLERANCE * squares) return;
  // y' = mean + alpha·(y - mean) keeps the sum; alpha² is moved by what Σq² is off, a fixed point for Σq² = Σy².
  let alphaSquared = 1;
  for (let sweep = 1; sweep < SWEEPS; sweep++) {
    let rounded = 0;
    for (let k = 0; k < n; k++) rounded += q[k] * q[k];
    if (Math.abs(rounded - squares) < SQUARE_TOLERANCE * squares) return;
    const next = Math.min(1, Math.max(0, alphaSquared - (rounded - squares) / spread));
    if (next === alphaSquared) return;
    alphaSquared = next;
    const alpha = Math.sqrt(alphaSquared);
    for (let k = 0; k < n; k++) scratch[k] = y[k] === 0 ? 0 : average + alpha * (y[k] - average);
    settle(scratch, q, n, start, min, max, diffuse(scratch, q, n, start, min, max));
  }
}
