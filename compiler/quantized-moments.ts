/**
 * What the integers say in the description's units: K, mean and mean square weight of every projection, and the neuron
 * parameters each population has on the chip. The theory predicts quantized rates from these numbers (BALANCE.md, section 2).
 */
import type { PassContext, Quantized } from "./stages.js";
import { lsbPerMantissa } from "./rounding/ideal-weight.js";
import { uFactor, vFactor } from "./scaling/decay-registers.js";

export interface ProjectionMoments {
  readonly name: string;
  /** Index into network.projections. */
  readonly index: number;
  /** Synapses per postsynaptic neuron. */
  readonly indegree: number;
  /** Mean and mean square of the effective weight, in the unit of the description (pA, mV, nS) and its square. */
  readonly weightMean: number;
  readonly weightMeanSquare: number;
}

export interface PopulationMoments {
  readonly name: string;
  /** ms, from the decay registers; tauSyn 0 for delta synapses; Infinity for a register 0 of v. */
  readonly tauM: number;
  readonly tauSyn: number;
  /** mV above reset: (64·m + ½)/S. */
  readonly threshold: number;
  /** mV per step at step 0. */
  readonly bias: number;
  /** Dead steps after a spike. */
  readonly refractorySteps: number;
}

export interface QuantizedMoments {
  readonly projections: readonly ProjectionMoments[];
  readonly populations: readonly PopulationMoments[];
}

/**
 * Weights are those that, with the description's own propagator P21, move v as the chip's integers do: decay compensation
 * is included, since the effective tau_m and tau_syn of the chip go with it.
 */
export function quantizedMoments(quantized: Quantized, { target, profile }: Pick<PassContext, "target" | "profile">): QuantizedMoments {
  const { scaled } = quantized;
  const { lowered } = scaled;
  const { network, neurons } = lowered;
  const projections = quantized.projections.map((q, index): ProjectionMoments => {
    const { projection: p, weightFactor, negativeWeightFactor } = lowered.projections[index];
    const perGroup = scaled.groups.map((g) => lsbPerMantissa(g.weightExponent, target));
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < p.postSize; i++) {
      const unit = neurons.unitWeight[p.postFirst + i] * scaled.scale[p.postFirst + i];
      for (let k = p.rowStart[i]; k < p.rowStart[i + 1]; k++) {
        const m = typeof q.mantissa === "number" ? q.mantissa : q.mantissa[k];
        const factor = m < 0 ? (negativeWeightFactor ?? weightFactor) : weightFactor;
        const w = (m * perGroup[typeof q.group === "number" ? q.group : q.group[k]]) / (unit * factor);
        sum += w;
        squares += w * w;
      }
    }
    const n = Math.max(1, p.source.length);
    return { name: p.name, index: p.index, indegree: p.source.length / Math.max(1, p.postSize), weightMean: sum / n, weightMeanSquare: squares / n };
  });
  const populations = network.populations.map((p): PopulationMoments => {
    const average = (value: (i: number) => number): number => {
      let sum = 0;
      for (let i = p.first; i < p.first + p.size; i++) sum += value(i);
      return sum / Math.max(1, p.size);
    };
    const tau = (factor: number): number => (factor <= 0 ? 0 : -network.dt / Math.log(factor));
    return {
      name: p.name,
      tauM: average((i) => tau(vFactor(scaled.dv[i], target))),
      tauSyn: average((i) => tau(uFactor(scaled.du[i], target))),
      threshold: average((i) => (scaled.thresholdMantissa[i] * 2 ** target.widths.thresholdShift + 0.5) / scaled.scale[i]),
      bias: average((i) => (quantized.biasMantissa[i] * 2 ** quantized.biasExponent[i]) / scaled.scale[i]),
      refractorySteps: profile.refractory ? average((i) => Math.max(0, quantized.refractory[i] - 1)) : 0,
    };
  });
  return { projections, populations };
}
