/**
 * What the state of each neuron will look like without a threshold, per neuron, in mV, at given rates (λ = spikes per step and source):
 *   a (input per step): mean Σ w λ, variance Σ w² λ;   u: mean a/(1-Pu), variance a/(1-Pu²);
 *   v: mean (u + bias)/(1-Pv), variance a·(1+Pu·Pv)/((1-Pu²)(1-Pv²)(1-Pu·Pv))   (cascade of two first-order filters).
 */
import { meanRates, sourceRate } from "../lowering/conductance.js";
import type { RowMoments } from "../lowering/row-moments.js";
import type { Lowered, PassContext } from "../stages.js";

export interface InputStatistics {
  readonly meanA: Float64Array;
  readonly sdA: Float64Array;
  readonly meanU: Float64Array;
  readonly sdU: Float64Array;
  readonly meanV: Float64Array;
  readonly sdV: Float64Array;
}

/** `rows` aligned with lowered.projections, `rates` (Hz) with network.populations. */
export function inputStatistics(lowered: Lowered, rows: readonly RowMoments[], rates: ArrayLike<number>): InputStatistics {
  const { network, neurons } = lowered;
  const n = network.size;
  const meanA = new Float64Array(n);
  const varA = new Float64Array(n);
  lowered.projections.forEach((l, index) => {
    const p = l.projection;
    const lambda = ((p.preKind === "source" ? sourceRate(network, p.pre) : rates[p.pre]) * network.dt) / 1000;
    const { positive, negative } = rows[index];
    const factor = l.weightFactor;
    const negativeFactor = l.negativeWeightFactor ?? factor;
    for (let i = 0; i < p.postSize; i++) {
      const unit = neurons.unitWeight[p.postFirst + i];
      meanA[p.postFirst + i] += lambda * unit * (factor * positive.sum[i] - negativeFactor * negative.sum[i]);
      varA[p.postFirst + i] += lambda * unit * unit * (factor * factor * positive.sumOfSquares[i] + negativeFactor * negativeFactor * negative.sumOfSquares[i]);
    }
  });
  for (const noise of lowered.noise) noise.neurons.forEach((id, k) => (varA[id] += noise.sd[k] ** 2));
  const result: InputStatistics = {
    meanA, sdA: varA.map(Math.sqrt), meanU: new Float64Array(n), sdU: new Float64Array(n), meanV: new Float64Array(n), sdV: new Float64Array(n),
  };
  for (let i = 0; i < n; i++) {
    const pu = neurons.decayU[i];
    const pv = neurons.decayV[i];
    result.meanU[i] = meanA[i] / (1 - pu);
    result.sdU[i] = Math.sqrt(varA[i] / (1 - pu * pu));
    result.meanV[i] = (result.meanU[i] + neurons.bias[i]) / (1 - pv);
    result.sdV[i] = Math.sqrt((varA[i] * (1 + pu * pv)) / ((1 - pu * pu) * (1 - pv * pv) * (1 - pu * pv)));
  }
  return result;
}

/** Rates are bounded in the guess: it serves a choice of headroom, not a prediction. */
const HIGHEST_RATE = 200;
const LOWEST_RATE = 5;

/**
 * Rates (Hz) to assume for headroom: those given by name, otherwise the theory's bounded to 5..200 Hz; 200 Hz where the
 * theory does not apply (e.g. single synapses near threshold: such networks burst, and V goes far below the theory's range).
 */
export function assumedRates(lowered: Lowered, { options, report }: PassContext): Float64Array {
  const { network } = lowered;
  const assumed = meanRates(network, options.expectedRates);
  return Float64Array.from(assumed, ({ rate, doubts }, index) => {
    const { name } = network.populations[index];
    if (name in options.expectedRates) return rate;
    if (doubts.length === 0) return Math.min(HIGHEST_RATE, Math.max(LOWEST_RATE, rate));
    if (options.scale === null) {
      report({
        code: "headroom-guessed", severity: "note", place: { object: `population ${name}` },
        message: `The range of V of population ${name} was chosen for ${HIGHEST_RATE} Hz, since its rate cannot be predicted: ${doubts[0]}.`,
        hint: "give its expected rate to use more of the register",
      });
    }
    return HIGHEST_RATE;
  });
}

/** P(x > limit) of a Gaussian, by the complementary error function's continued bound (relative error < 1e-3 beyond 1 SD; 0 beyond 38 SD). */
export function upperTail(limit: number, mean: number, sd: number): number {
  if (!(sd > 0)) return mean > limit ? 1 : 0;
  const z = (limit - mean) / sd;
  if (z < 0) return 1 - upperTail(-z, 0, 1);
  // Abramowitz & Stegun 26.2.17, absolute error < 7.5e-8
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}
