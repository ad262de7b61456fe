/**
 * What the state of each neuron will look like without a threshold, per neuron, in mV, at given rates (λ = spikes per step and source):
 *   a (input per step): mean Σ w λ, variance Σ w² λ;   u: mean a/(1-Pu), variance a/(1-Pu²);
 *   v: mean (u + bias)/(1-Pv), variance a·(1+Pu·Pv)/((1-Pu²)(1-Pv²)(1-Pu·Pv))   (cascade of two first-order filters).
 * Every source counts with its own rate while it is on. Known spike times are not random: known-input.ts has them.
 */
import { meanRates } from "../../common/input/conductance.js";
import { rateMoments, type RateMoments } from "../../common/input/rate-moments.js";
import type { RowMoments, SignedRows } from "../../common/input/row-moments.js";
import type { Lowered, LoweredProjection, PassContext } from "../stages.js";
import { driveSets } from "../../common/input/drive-sets.js";
import { peakOfUnit } from "./known-input.js";
import { volleyShare } from "../../common/input/volley.js";

export interface InputStatistics {
  readonly meanA: Float64Array;
  readonly sdA: Float64Array;
  readonly meanU: Float64Array;
  readonly sdU: Float64Array;
  readonly meanV: Float64Array;
  readonly sdV: Float64Array;
}

function isRandom({ network }: Lowered, { projection: p }: LoweredProjection): boolean {
  return p.preKind === "population" || network.sources[p.pre].kind !== "spike_times";
}

/** One for each set of sources that are on together. `rows` aligned with lowered.projections, `rates` (Hz) with network.populations. */
export function inputStatistics(
  lowered: Lowered,
  rows: readonly RowMoments[],
  rates: ArrayLike<number>,
): InputStatistics[] {
  const { network } = lowered;
  const moments = lowered.projections.map((l, index) =>
    isRandom(lowered, l)
      ? rateMoments(
          l.projection,
          rows[index],
          l.projection.preKind === "source" ? network.sources[l.projection.pre].rate : rates[l.projection.pre],
        )
      : null,
  );
  return driveSets(network).map((on) =>
    statisticsOf(
      lowered,
      moments.map((m, index) => {
        const { preKind, pre } = lowered.projections[index].projection;
        return preKind === "source" && !on.has(pre) ? null : m;
      }),
    ),
  );
}

/** @param moments null for what is off */
function statisticsOf(lowered: Lowered, moments: readonly (RateMoments | null)[]): InputStatistics {
  const { network, neurons } = lowered;
  const n = network.size;
  const seconds = network.dt / 1000;
  const meanA = new Float64Array(n);
  const varA = new Float64Array(n);
  lowered.projections.forEach((l, index) => {
    const arriving = moments[index];
    if (arriving === null) return;
    const p = l.projection;
    const { positive, negative } = arriving;
    const factor = l.weightFactor;
    const negativeFactor = l.negativeWeightFactor ?? factor;
    for (let i = 0; i < p.postSize; i++) {
      const unit = neurons.unitWeight[p.postFirst + i];
      meanA[p.postFirst + i] += seconds * unit * (factor * positive.mean[i] - negativeFactor * negative.mean[i]);
      varA[p.postFirst + i] +=
        seconds *
        unit *
        unit *
        (factor * factor * positive.variance[i] + negativeFactor * negativeFactor * negative.variance[i]);
    }
  });
  for (const noise of lowered.noise) noise.neurons.forEach((id, k) => (varA[id] += noise.sd[k] ** 2));
  const result: InputStatistics = {
    meanA,
    sdA: varA.map(Math.sqrt),
    meanU: new Float64Array(n),
    sdU: new Float64Array(n),
    meanV: new Float64Array(n),
    sdV: new Float64Array(n),
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

/** What a volley of the populations adds to the state, mV ≥ 0 by neuron: excitatory ones upwards, inhibitory ones downwards. */
export interface VolleyStatistics {
  /** At the accumulator, in one step. */
  readonly inputAbove: Float64Array;
  readonly inputBelow: Float64Array;
  /** At u, from all that arrives within a synaptic time constant. */
  readonly uAbove: Float64Array;
  readonly uBelow: Float64Array;
  /** At v, from the mean number that fire within VOLLEY: v is clipped where u wraps, so that less room is enough. */
  readonly vBelow: Float64Array;
}

/** SD of the number of neurons that take part. */
const VOLLEY_SD = 8;
/** ms: as short as volleys are. */
const VOLLEY = 1;

/** Populations alone; no neuron takes part twice. `rows`, `rates` as in `inputStatistics`. */
export function volleyStatistics(
  lowered: Lowered,
  rows: readonly RowMoments[],
  rates: ArrayLike<number>,
): VolleyStatistics {
  const { network, neurons } = lowered;
  const column = () => new Float64Array(network.size);
  const volley = { inputAbove: column(), inputBelow: column(), uAbove: column(), uBelow: column(), vBelow: column() };
  lowered.projections.forEach((l, index) => {
    const p = l.projection;
    if (p.preKind === "source") return;
    const { positive, negative } = rows[index];
    const negativeFactor = l.negativeWeightFactor ?? l.weightFactor;
    const sum = ({ sum, sumOfSquares }: SignedRows, i: number, share: number) =>
      Math.min(sum[i], share * sum[i] + VOLLEY_SD * Math.sqrt(share * sumOfSquares[i]));
    for (let i = 0; i < p.postSize; i++) {
      const id = p.postFirst + i;
      const unit = neurons.unitWeight[id];
      const step = volleyShare(rates[p.pre], network.dt, 1);
      const synapse = volleyShare(rates[p.pre], network.dt, 1 / (1 - neurons.decayU[id]));
      volley.inputAbove[id] += unit * l.weightFactor * sum(positive, i, step);
      volley.inputBelow[id] += unit * negativeFactor * sum(negative, i, step);
      volley.uAbove[id] += unit * l.weightFactor * sum(positive, i, synapse);
      volley.uBelow[id] += unit * negativeFactor * sum(negative, i, synapse);
      volley.vBelow[id] +=
        unit *
        negativeFactor *
        negative.sum[i] *
        volleyShare(rates[p.pre], network.dt, Math.max(1, VOLLEY / network.dt));
    }
  });
  let [pu, pv, peak] = [NaN, NaN, NaN];
  for (let i = 0; i < network.size; i++) {
    if (volley.vBelow[i] === 0) continue;
    if (neurons.decayU[i] !== pu || neurons.decayV[i] !== pv)
      [pu, pv, peak] = [neurons.decayU[i], neurons.decayV[i], peakOfUnit(neurons.decayU[i], neurons.decayV[i])];
    volley.vBelow[i] *= peak;
  }
  return volley;
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
        code: "headroom-guessed",
        severity: "note",
        place: { object: `population ${name}` },
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
