/** Rounds the weights and delays of one projection, row by row, and enters what was lost in the ledger. */
import { WEIGHT_UNIT } from "../../../src/models/neuron-model.js";
import { modelOf } from "../../../src/network/types.js";
import { CounterStream, streamOf } from "../../../src/numerics/philox.js";
import { weightGrid, type WeightGrid } from "../scaling/weight-grid.js";
import { longestDelayField } from "../../../src/targets/loihi/target.js";
import type { PassContext, QuantizedProjection, Scaled } from "../stages.js";
import { lsbPerMantissa, lsbPerWeight } from "./ideal-weight.js";
import { balanceRow, roundHalfEven } from "../../common/round-row.js";
import { reportSilent, type SignSilence } from "./report-silent.js";

interface Losses {
  changed: number;
  toZero: number;
  clipped: number;
  worst: number;
  error: number;
  sum: number;
}

function collapse(values: Int16Array): number | Int16Array {
  if (values.length === 0) return 0;
  for (let k = 1; k < values.length; k++) if (values[k] !== values[0]) return values;
  return values[0];
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

/** `index`: into Lowered.projections. */
export function quantizeProjection(scaled: Scaled, index: number, context: PassContext): QuantizedProjection {
  const { target, options, ledger } = context;
  const { network, projections } = scaled.lowered;
  const p = projections[index].projection;
  const own = scaled.groups.map((group, g) => ({ group, g })).filter(({ group }) => group.projection === index);
  const inhibitory = own.find(({ group }) => group.signMode === "inhibitory") ?? own[0];
  const excitatory = own.find(({ group }) => group.signMode !== "inhibitory") ?? own[0];
  const synapses = p.source.length;
  const mantissa = new Int16Array(synapses);
  const groupOf = excitatory === inhibitory ? null : new Uint8Array(synapses);
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

  for (let i = 0; i < p.postSize; i++) {
    const lsb = lsbPerWeight(scaled, index, p.postFirst + i);
    for (const { group, g } of own) {
      const grid = grids.get(g)!;
      const unit = lsbPerMantissa(group.weightExponent, target) * grid.step;
      const min = grid.min / grid.step;
      const max = grid.max / grid.step;
      let n = 0;
      for (let k = p.rowStart[i]; k < p.rowStart[i + 1]; k++) {
        const w = typeof p.weight === "number" ? p.weight : p.weight[k];
        if (own.length > 1 && (w < 0 ? inhibitory.g : excitatory.g) !== g) continue;
        y[n] = (w * (w < 0 ? lsb.negative : lsb.positive)) / unit;
        where[n++] = k;
      }
      if (n === 0) continue;
      stream.reseat(p.postFirst + i, g);
      if (options.rounding === "balance") balanceRow(y, q, n, stream.below(n), min, max, scratch);
      else {
        for (let k = 0; k < n; k++) {
          if (options.rounding === "nearest") q[k] = roundHalfEven(y[k]);
          else if (options.rounding === "stochastic") q[k] = Math.floor(y[k] + stream.uniform());
          else {
            // As toolchains do: to an integer of v, to an integer mantissa, then the low bits of the sign mode are dropped.
            const whole = roundHalfEven(roundHalfEven(y[k] * unit) / lsbPerMantissa(group.weightExponent, target));
            q[k] = group.signMode === "inhibitory" ? -Math.floor(-whole / grid.step) : Math.floor(whole / grid.step);
          }
          q[k] = q[k] < min ? min : q[k] > max ? max : q[k];
        }
      }
      for (let k = 0; k < n; k++) {
        mantissa[where[k]] = q[k] * grid.step;
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
    if ((i & 1023) === 0) context.progress(`quantize ${p.name}`, i, p.postSize);
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
    mantissa: collapse(mantissa),
    group: groupOf ?? own[0].g,
    delay: quantizedDelays(scaled, index, longestDelayField(target)),
  };
}
