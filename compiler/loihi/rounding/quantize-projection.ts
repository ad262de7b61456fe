/** Rounds the weights and delays of one projection, row by row, and enters what was lost in the ledger. */
import { groupIndices } from "../group-indices.js";
import { WEIGHT_UNIT } from "../../../src/models/neuron-model.js";
import { modelOf } from "../../../src/network/types.js";
import { CounterStream, streamOf } from "../../../src/numerics/philox.js";
import { weightGrid, type WeightGrid } from "../scaling/weight-grid.js";
import { longestDelayField } from "../../../src/targets/loihi/target.js";
import type { PassContext, QuantizedProjection, Scaled } from "../stages.js";
import { lsbPerMantissa, lsbPerWeight } from "./ideal-weight.js";
import { balanceRow, roundHalfEven } from "../../common/round-row.js";
import { Mantissas } from "./mantissas.js";
import { reportSilent, type SignSilence } from "./report-silent.js";

interface Losses {
  changed: number;
  toZero: number;
  clipped: number;
  worst: number;
  error: number;
  sum: number;
}

function quantizedDelays(scaled: Scaled, index: number, maxDelay: number): number | Uint8Array {
  const { projection: p, delayShift } = scaled.lowered.projections[index];
  const field = (delay: number): number => Math.min(maxDelay, Math.max(0, delay - delayShift));
  if (typeof p.delay === "number") return field(p.delay);
  const result = new Uint8Array(p.delay.length);
  for (let k = 0; k < result.length; k++) result[k] = field(p.delay[k]);
  return result;
}

function noSilence(): SignSilence {
  return { weights: 0, silent: 0, largest: 0, step: Infinity };
}

/** @param weight magnitude, and `step` that of one step of its grid, in the network's unit */
function enterWeight(into: SignSilence, q: number, weight: number, step: number): void {
  into.weights++;
  if (q === 0) into.silent++;
  if (weight > into.largest) into.largest = weight;
  if (step < into.step) into.step = step;
}

/** How the weights of a row are entered: what one of them is, and the grid that it was rounded to, in steps. */
interface RowGrid {
  /** LSB of v of one step. */
  readonly unit: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Enters n synapses with one ideal `y` that became one `q`. The two sums are added up synapse by synapse: their last bits are in the ledger.
 * @param toWeight one step in the network's unit
 */
function enterEqual(
  { losses, silence }: { readonly losses: Losses; readonly silence: SignSilence },
  n: number,
  y: number,
  q: number,
  { unit, min, max }: RowGrid,
  toWeight: number,
): void {
  const error = q - y;
  if (Math.abs(error) > 1e-9 * Math.max(1, Math.abs(y))) losses.changed += n;
  if (y !== 0) {
    enterWeight(silence, q, Math.abs(y) * toWeight, toWeight);
    silence.weights += n - 1;
    if (q === 0) silence.silent += n - 1;
  }
  if (q === 0 && y !== 0) losses.toZero += n;
  if (y > max + 0.5 || y < min - 0.5) losses.clipped += n;
  losses.worst = Math.max(losses.worst, Math.abs(error) * toWeight);
  let errors = losses.error;
  let sum = losses.sum;
  for (let k = 0; k < n; k++) {
    errors += error * unit;
    sum += y * unit;
  }
  losses.error = errors;
  losses.sum = sum;
}

/** `index`: into Lowered.projections. */
export function quantizeProjection(scaled: Scaled, index: number, context: PassContext): QuantizedProjection {
  const { target, options, ledger } = context;
  const { network, projections } = scaled.lowered;
  const p = projections[index].projection;
  const own = scaled.groups.map((group, g) => ({ group, g })).filter(({ group }) => group.projection === index);
  const inhibitory = own.find(({ group }) => group.signMode === "inhibitory") ?? own[0];
  const excitatory = own.find(({ group }) => group.signMode !== "inhibitory") ?? own[0];
  const synapses = p.source.length;
  const mantissa = new Mantissas(synapses);
  const groupOf = excitatory === inhibitory ? null : new (groupIndices(scaled.groups.length))(synapses);
  const grids = new Map<number, WeightGrid>(
    own.map(({ group, g }) => [g, weightGrid(group.signMode, group.weightBits, target.widths.weightMantissa)]),
  );
  const longest = p.rowStart.reduce((best, start, i) => (i > 0 ? Math.max(best, start - p.rowStart[i - 1]) : best), 0);
  const y = new Float64Array(longest);
  const q = new Int32Array(longest);
  const scratch = new Float64Array(longest);
  const where = new Uint32Array(longest);
  const stream = new CounterStream(network.seed, streamOf(`quantize ${p.name}`));
  const silence = { excitatory: noSilence(), inhibitory: noSilence() };
  const losses: Losses = { changed: 0, toZero: 0, clipped: 0, worst: 0, error: 0, sum: 0 };

  /** Rounds y[0..n-1] to q. @param start where error diffusion begins */
  const roundRow = (n: number, { group, g }: (typeof own)[number], { unit, min, max }: RowGrid, start: number) => {
    const { step } = grids.get(g)!;
    if (options.rounding === "balance") {
      balanceRow(y, q, n, start, min, max, scratch);
      return;
    }
    for (let k = 0; k < n; k++) {
      if (options.rounding === "nearest") q[k] = roundHalfEven(y[k]);
      else if (options.rounding === "stochastic") q[k] = Math.floor(y[k] + stream.uniform());
      else {
        // As toolchains do: to an integer of v, to an integer mantissa, then the low bits of the sign mode are dropped.
        const whole = roundHalfEven(roundHalfEven(y[k] * unit) / lsbPerMantissa(group.weightExponent, target));
        q[k] = group.signMode === "inhibitory" ? -Math.floor(-whole / step) : Math.floor(whole / step);
      }
      q[k] = q[k] < min ? min : q[k] > max ? max : q[k];
    }
  };
  /** The last row of one weight: its ideal, its length, and what all of it was rounded to; NaN where not to one value, or by chance. */
  const alike = { y: NaN, n: 0, q: NaN };
  const mayBeAlike = typeof p.weight === "number" && own.length === 1 && options.rounding !== "stochastic";

  for (let i = 0; i < p.postSize; i++) {
    if ((i & 1023) === 0) context.progress(`quantize ${p.name}`, i, p.postSize);
    const lsb = lsbPerWeight(scaled, index, p.postFirst + i);
    const first = p.rowStart[i];
    const end = p.rowStart[i + 1];
    for (const ofGroup of own) {
      const { group, g } = ofGroup;
      const grid = grids.get(g)!;
      const unit = lsbPerMantissa(group.weightExponent, target) * grid.step;
      const min = grid.min / grid.step;
      const max = grid.max / grid.step;
      const rowGrid = { unit, min, max };
      if (mayBeAlike && typeof p.weight === "number" && end > first) {
        const length = end - first;
        const lsbOfWeight = p.weight < 0 ? lsb.negative : lsb.positive;
        const ideal = (p.weight * lsbOfWeight) / unit;
        if (ideal !== alike.y || length !== alike.n) {
          y.fill(ideal, 0, length);
          // Where every synapse has one ideal, another start of the diffusion only turns the row.
          roundRow(length, ofGroup, rowGrid, 0);
          alike.y = ideal;
          alike.n = length;
          alike.q = q[0];
          for (let k = 1; k < length; k++) if (q[k] !== q[0]) alike.q = NaN;
        }
        if (!Number.isNaN(alike.q)) {
          mantissa.fill(alike.q * grid.step, first, end);
          const side = { losses, silence: silence[ideal < 0 ? "inhibitory" : "excitatory"] };
          enterEqual(side, length, ideal, alike.q, rowGrid, Math.abs(unit / lsbOfWeight));
          continue;
        }
      }
      let n = 0;
      for (let k = first; k < end; k++) {
        const w = typeof p.weight === "number" ? p.weight : p.weight[k];
        if (own.length > 1 && (w < 0 ? inhibitory.g : excitatory.g) !== g) continue;
        y[n] = (w * (w < 0 ? lsb.negative : lsb.positive)) / unit;
        where[n++] = k;
      }
      if (n === 0) continue;
      stream.reseat(p.postFirst + i, g);
      roundRow(n, ofGroup, rowGrid, options.rounding === "balance" ? stream.below(n) : 0);
      const mantissas = mantissa.from(first);
      for (let k = 0; k < n; k++) {
        mantissas[where[k]] = q[k] * grid.step;
        if (groupOf !== null) groupOf[where[k]] = g;
        const error = q[k] - y[k];
        const toWeight = Math.abs(unit / (y[k] < 0 ? lsb.negative : lsb.positive));
        if (Math.abs(error) > 1e-9 * Math.max(1, Math.abs(y[k]))) losses.changed++;
        if (y[k] !== 0)
          enterWeight(silence[y[k] < 0 ? "inhibitory" : "excitatory"], q[k], Math.abs(y[k]) * toWeight, toWeight);
        if (q[k] === 0 && y[k] !== 0) losses.toZero++;
        if (y[k] > max + 0.5 || y[k] < min - 0.5) losses.clipped++;
        losses.worst = Math.max(losses.worst, Math.abs(error) * toWeight);
        losses.error += error * unit;
        losses.sum += y[k] * unit;
      }
    }
  }
  const unit = WEIGHT_UNIT[modelOf(network, network.populations[p.post]).synapse];
  const entry = { where: `projection ${p.name}`, of: synapses, worst: losses.worst, unit };
  const meanInputChange = losses.sum === 0 ? NaN : losses.error / losses.sum;
  ledger.add({
    ...entry,
    kind: "weight-rounded",
    count: losses.changed,
    meanInputChange,
    note: `${options.rounding} rounding, ${options.weightBits} bits`,
  });
  ledger.add({ ...entry, kind: "weight-rounded-to-zero", count: losses.toZero, meanInputChange });
  ledger.add({ ...entry, kind: "weight-clipped", count: losses.clipped, meanInputChange });
  reportSilent(p.name, silence, unit, context);
  return {
    mantissa: mantissa.result(),
    group: groupOf ?? own[0].g,
    delay: quantizedDelays(scaled, index, longestDelayField(target)),
  };
}
