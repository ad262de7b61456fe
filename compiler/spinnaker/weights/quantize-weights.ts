/**
 * Rounds weights to the unsigned bits of synaptic words (16 on SpiNNaker), y = |w|·scale with scale = 2^(15 - shift)·g of the synapse type:
 *   nearest      half to even                     floor   ⌊y⌋
 *   stochastic   ⌊y + U⌋, U uniform (Philox)      balance keeps Σ over the inputs of a neuron to half a step, and Σ y² where it can
 * All of them saturate at the largest weight of the target, 65535 on SpiNNaker. sPyNNaker's host code keeps the low 16 bits instead, so that 65536 becomes 0: never done here, but
 * counted. Source: SpiNNaker spec §3.4; rounding/round-row.ts.
 */
import type { LossLedger } from "../../../src/diagnostics/loss-ledger.js";
import { valueAt, type PerNeuron } from "../../../src/network/types.js";
import { CounterStream, streamOf } from "../../../src/numerics/philox.js";
import { roundHalfEven, roundStochastic } from "../../../src/numerics/round-half-even.js";
import { balanceRow } from "../../common/round-row.js";
import type { RoundingMode } from "../../../src/options/shared-options.js";
import { SYNAPSE_TYPES, type SynapseType } from "./incoming-weights.js";
import { LARGEST_SUM } from "./ring-buffer-scale.js";

/** The rows of a projection. A Projection of the network fits as it is. */
export interface WeightRows {
  readonly name: string;
  /** Inputs of row i are rowStart[i] .. rowStart[i+1] - 1. */
  readonly rowStart: Uint32Array;
  /** Signed, in the network's unit; the sign is the synapse type. One number where all are equal. */
  readonly weight: number | Float32Array | Float64Array;
}

export interface QuantizeWeightsOptions {
  readonly rounding: RoundingMode;
  /** nA or µS per unit of `weight`, by row or one for all. */
  readonly toChip: PerNeuron;
  /** Of a synaptic word. */
  readonly largestWeight: number;
  /** Units of the weight per nA or µS, by synapse type: weightScale(shift, g). */
  readonly scale: Readonly<Record<SynapseType, PerNeuron>>;
  /** Of the network: random draws depend on it, the name and the row alone. */
  readonly seed: number;
  /** Global id of the neuron of row 0. */
  readonly postFirst: number;
}

/** Weights in nA or µS. */
export interface WeightLosses {
  readonly synapses: number;
  /** Not a whole number of steps before. */
  readonly changed: number;
  /** Became 0 and were not. */
  readonly toZero: number;
  /** Held at the largest weight where the rounding alone would have gone beyond (`balance`: the nearest integer). */
  readonly saturated: number;
  /** What the published host code would have wrapped: rint(y) > 65535. */
  readonly wrapped: number;
  /** Largest absolute error of one weight. */
  readonly worst: number;
  /** Sum of the magnitudes, and by how much the quantized sum differs from it. */
  readonly sum: number;
  readonly error: number;
}

export interface QuantizedWeights {
  /** Aligned with `weight` of the rows; one number where all are equal. */
  readonly weight: number | Uint16Array;
  readonly losses: Readonly<Record<SynapseType, WeightLosses>>;
}

/** What the published host code stores: rint(y) & 0xFFFF. For reports only. */
export function publishedWeight(y: number): number {
  return roundHalfEven(y) % (LARGEST_SUM + 1);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function noLosses(): Mutable<WeightLosses> {
  return { synapses: 0, changed: 0, toZero: 0, saturated: 0, wrapped: 0, worst: 0, sum: 0, error: 0 };
}

/** Relative distance from a whole number of steps that is float noise and not a loss. */
const NOISE = 1e-9;

/** Enters one row, synapse after synapse: the order of the sums is part of the result. */
function countRow(losses: Mutable<WeightLosses>, y: Float64Array, q: Int32Array, n: number, scale: number): void {
  let { changed, toZero, wrapped, worst, sum, error } = losses;
  for (let k = 0; k < n; k++) {
    const moved = q[k] - y[k];
    const distance = Math.abs(moved);
    if (distance > NOISE * Math.max(1, y[k])) changed++;
    if (q[k] === 0 && y[k] !== 0) toZero++;
    if (roundHalfEven(y[k]) > LARGEST_SUM) wrapped++;
    worst = Math.max(worst, distance / scale);
    sum += y[k] / scale;
    error += moved / scale;
  }
  losses.synapses += n;
  Object.assign(losses, { changed, toZero, wrapped, worst, sum, error });
}

function longestRow(rowStart: Uint32Array): number {
  let longest = 0;
  for (let i = 1; i < rowStart.length; i++) longest = Math.max(longest, rowStart[i] - rowStart[i - 1]);
  return longest;
}

/** Rounds y[0..n-1] ≥ 0 into q[0..n-1]; returns how many saturated. */
function roundRow(
  mode: RoundingMode,
  y: Float64Array,
  q: Int32Array,
  n: number,
  stream: CounterStream,
  scratch: Float64Array,
  largestWeight: number,
): number {
  if (mode === "balance") balanceRow(y, q, n, stream.below(n), 0, largestWeight, scratch);
  let saturated = 0;
  for (let k = 0; k < n; k++) {
    const rounded =
      mode === "floor"
        ? Math.floor(y[k])
        : mode === "stochastic"
          ? roundStochastic(y[k], stream.uniform())
          : roundHalfEven(y[k]);
    if (rounded > largestWeight) saturated++;
    if (mode !== "balance") q[k] = Math.min(largestWeight, rounded);
  }
  return saturated;
}

function collapse(values: Uint16Array): number | Uint16Array {
  for (let k = 1; k < values.length; k++) if (values[k] !== values[0]) return values;
  return values.length > 0 ? values[0] : values;
}

export function quantizeWeights(
  { name, rowStart, weight }: WeightRows,
  options: QuantizeWeightsOptions,
): QuantizedWeights {
  const { rounding, toChip, largestWeight, scale, seed, postFirst } = options;
  const rows = rowStart.length - 1;
  const words = new Uint16Array(rowStart[rows]);
  const losses = { excitatory: noLosses(), inhibitory: noLosses() };
  const longest = longestRow(rowStart);
  const [y, scratch] = [new Float64Array(longest), new Float64Array(longest)];
  const [q, where] = [new Int32Array(longest), new Uint32Array(longest)];
  const stream = new CounterStream(seed, streamOf(`quantize ${name}`));
  for (let i = 0; i < rows; i++) {
    const unit = valueAt(toChip, i);
    let left = rowStart[i + 1] - rowStart[i];
    SYNAPSE_TYPES.forEach((type, t) => {
      if (left === 0) return;
      const perUnit = valueAt(scale[type], i);
      let n = 0;
      for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
        const w = typeof weight === "number" ? weight : weight[k];
        if (w < 0 !== (type === "inhibitory")) continue;
        y[n] = Math.abs(w * unit) * perUnit;
        where[n++] = k;
      }
      left -= n;
      if (n === 0) return;
      losses[type].saturated += roundRow(rounding, y, q, n, stream.reseat(postFirst + i, t), scratch, largestWeight);
      for (let k = 0; k < n; k++) words[where[k]] = q[k];
      countRow(losses[type], y, q, n, perUnit);
    });
  }
  return { weight: collapse(words), losses };
}

/** Enters the losses of a projection. `unit`: nA or uS; `largestWeight`: what they were held at. */
export function enterWeightLosses(
  ledger: LossLedger,
  name: string,
  { losses }: QuantizedWeights,
  rounding: RoundingMode,
  unit: "nA" | "uS",
  largestWeight: number,
): void {
  for (const type of SYNAPSE_TYPES) {
    const { synapses, changed, toZero, saturated, wrapped, worst, sum, error } = losses[type];
    const entry = {
      where: `projection ${name}`,
      of: synapses,
      worst,
      unit,
      meanInputChange: sum === 0 ? NaN : error / sum,
    };
    ledger.add({
      ...entry,
      kind: "weight-rounded",
      count: changed,
      note: `${type}, ${rounding} rounding to ${Math.log2(largestWeight + 1)} bits`,
    });
    ledger.add({ ...entry, kind: "weight-rounded-to-zero", count: toZero, note: type });
    const note =
      wrapped === 0 ? type : `${type}, held at ${largestWeight}; sPyNNaker's host code would wrap ${wrapped} of them`;
    ledger.add({ ...entry, kind: "weight-clipped", count: saturated, note });
  }
}
