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
  let { changed, toZero, wrapped, sum, error } = losses;
  let furthest = 0;
  // Times the inverse of a power of two is the quotient itself, and a division takes longer.
  const inverse = 2 ** Math.round(Math.log2(scale)) === scale ? 1 / scale : 0;
  for (let k = 0; k < n; k++) {
    const ideal = y[k];
    const moved = q[k] - ideal;
    const distance = Math.abs(moved);
    if (distance > NOISE * Math.max(1, ideal)) changed++;
    if (q[k] === 0 && ideal !== 0) toZero++;
    if (ideal > LARGEST_SUM && roundHalfEven(ideal) > LARGEST_SUM) wrapped++;
    if (distance > furthest) furthest = distance;
    sum += inverse > 0 ? ideal * inverse : ideal / scale;
    error += inverse > 0 ? moved * inverse : moved / scale;
  }
  losses.synapses += n;
  Object.assign(losses, { changed, toZero, wrapped, worst: Math.max(losses.worst, furthest / scale), sum, error });
}

function longestRow(rowStart: Uint32Array): number {
  let longest = 0;
  for (let i = 1; i < rowStart.length; i++) longest = Math.max(longest, rowStart[i] - rowStart[i - 1]);
  return longest;
}

/** Where error diffusion begins; 0 for other modes, which take no draw for it. `stream` stands at the row. */
function startOf(mode: RoundingMode, n: number, stream: CounterStream): number {
  return mode === "balance" ? stream.below(n) : 0;
}

/** Rounds y[0..n-1] ≥ 0 into q[0..n-1]; returns how many saturated. @param start where error diffusion begins */
function roundRow(
  mode: RoundingMode,
  y: Float64Array,
  q: Int32Array,
  n: number,
  start: number,
  stream: CounterStream,
  scratch: Float64Array,
  largestWeight: number,
): number {
  let saturated = 0;
  if (mode === "balance") {
    balanceRow(y, q, n, start, 0, largestWeight, scratch);
    for (let k = 0; k < n; k++) if (y[k] > largestWeight && roundHalfEven(y[k]) > largestWeight) saturated++;
    return saturated;
  }
  for (let k = 0; k < n; k++) {
    const rounded =
      mode === "floor"
        ? Math.floor(y[k])
        : mode === "stochastic"
          ? roundStochastic(y[k], stream.uniform())
          : roundHalfEven(y[k]);
    if (rounded > largestWeight) saturated++;
    q[k] = Math.min(largestWeight, rounded);
  }
  return saturated;
}

function collapse(values: Uint16Array): number | Uint16Array {
  for (let k = 1; k < values.length; k++) if (values[k] !== values[0]) return values;
  return values.length > 0 ? values[0] : values;
}

export function quantizeWeights(rows: WeightRows, options: QuantizeWeightsOptions): QuantizedWeights {
  const words = new Uint16Array(rows.rowStart[rows.rowStart.length - 1]);
  const losses = { excitatory: noLosses(), inhibitory: noLosses() };
  const { weight } = rows;
  // Chance rounds every synapse on its own.
  if (typeof weight === "number" && options.rounding !== "stochastic")
    quantizeOneWeight(rows, weight, options, words, losses);
  else quantizeEachWeight(rows, options, words, losses);
  return { weight: collapse(words), losses };
}

type LossesByType = Readonly<Record<SynapseType, Mutable<WeightLosses>>>;

function typeOfWeight(weight: number): SynapseType {
  return weight < 0 ? "inhibitory" : "excitatory";
}

function quantizeEachWeight(
  { name, rowStart, weight }: WeightRows,
  { rounding, toChip, largestWeight, scale, seed, postFirst }: QuantizeWeightsOptions,
  words: Uint16Array,
  losses: LossesByType,
): void {
  const longest = longestRow(rowStart);
  const [y, scratch] = [new Float64Array(longest), new Float64Array(longest)];
  const [q, where] = [new Int32Array(longest), new Uint32Array(longest)];
  const stream = new CounterStream(seed, streamOf(`quantize ${name}`));
  for (let i = 0; i + 1 < rowStart.length; i++) {
    const [first, end] = [rowStart[i], rowStart[i + 1]];
    if (first === end) continue;
    const unit = valueAt(toChip, i);
    // Nearly always all weights of a row have the sign of the first.
    let type = typeOfWeight(typeof weight === "number" ? weight : weight[first]);
    for (let left = end - first; left > 0; type = type === "inhibitory" ? "excitatory" : "inhibitory") {
      const inhibitory = type === "inhibitory";
      const perUnit = valueAt(scale[type], i);
      let n = 0;
      for (let k = first; k < end; k++) {
        const w = typeof weight === "number" ? weight : weight[k];
        if (w < 0 !== inhibitory) continue;
        y[n] = Math.abs(w * unit) * perUnit;
        where[n++] = k;
      }
      left -= n;
      stream.reseat(postFirst + i, SYNAPSE_TYPES.indexOf(type));
      losses[type].saturated += roundRow(
        rounding,
        y,
        q,
        n,
        startOf(rounding, n, stream),
        stream,
        scratch,
        largestWeight,
      );
      for (let k = 0; k < n; k++) words[where[k]] = q[k];
      countRow(losses[type], y, q, n, perUnit);
    }
  }
}

/**
 * Rows of one weight. Error diffusion goes round each of them in the same way from where it starts: a row that is rounded from its first
 * synapse on is, turned, any other of the same length.
 */
function quantizeOneWeight(
  { name, rowStart }: WeightRows,
  weight: number,
  { rounding, toChip, largestWeight, scale, seed, postFirst }: QuantizeWeightsOptions,
  words: Uint16Array,
  { [typeOfWeight(weight)]: losses }: LossesByType,
): void {
  const longest = longestRow(rowStart);
  const [y, scratch, q] = [new Float64Array(longest), new Float64Array(longest), new Int32Array(longest)];
  /** The row twice in a line, so that it can be turned by reading from further on; and its errors in the unit of the chip. */
  const [twice, moved] = [new Uint16Array(2 * longest), new Float64Array(2 * longest)];
  let known = { ideal: NaN, n: 0, perUnit: NaN, losses: noLosses() };
  const type = typeOfWeight(weight);
  const stream = new CounterStream(seed, streamOf(`quantize ${name}`));
  for (let i = 0; i + 1 < rowStart.length; i++) {
    const n = rowStart[i + 1] - rowStart[i];
    if (n === 0) continue;
    const perUnit = valueAt(scale[type], i);
    const ideal = Math.abs(weight * valueAt(toChip, i)) * perUnit;
    if (known.ideal !== ideal || known.n !== n || known.perUnit !== perUnit) {
      known = { ideal, n, perUnit, losses: noLosses() };
      y.fill(ideal, 0, n);
      known.losses.saturated = roundRow(rounding, y, q, n, 0, stream, scratch, largestWeight);
      countRow(known.losses, y, q, n, perUnit);
      for (let k = 0; k < 2 * n; k++) {
        twice[k] = q[k < n ? k : k - n];
        moved[k] = (q[k < n ? k : k - n] - ideal) / perUnit;
      }
    }
    const turn = n - startOf(rounding, n, stream.reseat(postFirst + i, SYNAPSE_TYPES.indexOf(type)));
    words.set(twice.subarray(turn, turn + n), rowStart[i]);
    const { changed, toZero, saturated, wrapped, worst } = known.losses;
    let { sum, error } = losses;
    const each = ideal / perUnit;
    for (let k = turn; k < turn + n; k++) {
      sum += each;
      error += moved[k];
    }
    losses.synapses += n;
    losses.changed += changed;
    losses.toZero += toZero;
    losses.saturated += saturated;
    losses.wrapped += wrapped;
    losses.worst = Math.max(losses.worst, worst);
    losses.sum = sum;
    losses.error = error;
  }
}

/** Enters the losses of a projection. `unit`: nA or µS; `largestWeight`: what they were held at. */
export function enterWeightLosses(
  ledger: LossLedger,
  name: string,
  { losses }: QuantizedWeights,
  rounding: RoundingMode,
  unit: "nA" | "µS",
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
