/**
 * Mean and fluctuation of states that a chip truncates towards zero in every step (src/numerics/truncated-decay.ts has the size of the loss).
 *
 * Synaptic current I: a drift of L/τ_s towards 0 while I ≠ 0, L the mean shift of a current that keeps its sign. With the mean m and SD s of the exact
 * current, the truncated one has
 *   mean  m - L·p·erf(m/(s√2))/(1 + κ),   gain of its fluctuations 1/(1 + κ),   κ = (L/s)·√(2/π)·exp(-m²/2s²),
 * the statistical linearisation of sign(I) (Booton, IRE Trans. Circuit Theory 1, 1954), and p the share of time in which I is not zero: a lone
 * arrival of weight w lasts T = τ_s·ln(1 + |w|/L), hence p = 1 - exp(-Σ rate·T) of Poisson arrivals. Of one sign, erf is 1.
 *
 * Voltage: sign(V - V_r) of a Gaussian free V likewise, with the mean shift. Where nothing fluctuates V rises from V_r and stops up to `stuck` below
 * its fixed point: there it stays, unless the threshold is lower; on its way there it loses the mean.
 */
import { erf } from "../numerics/erfcx.js";
import type { MeanFieldTruncation } from "./mean-field-model.js";
import { freeMembrane, type LifParameters } from "./siegert.js";

export interface Arrivals {
  /** pA, with its sign. */
  readonly weight: number;
  /** pA, root mean square. */
  readonly size: number;
  /** Arrivals per ms, over all synapses of a neuron. */
  readonly rate: number;
}

/**
 * Gives the mean synaptic current that is lost, with its sign (pA), and the factor of the fluctuations of V that are left.
 * @param tauSyn ms; 0, delta synapses, loses nothing
 */
export function truncatedCurrent(
  { current: shift }: MeanFieldTruncation,
  arrivals: readonly Arrivals[],
  tauSyn: number,
): { readonly current: number; readonly gain: number } {
  if (!(shift > 0) || !(tauSyn > 0) || arrivals.length === 0) return { current: 0, gain: 1 };
  let [mean, variance, overlap] = [0, 0, 0];
  for (const { weight, size, rate } of arrivals) {
    mean += rate * weight * tauSyn;
    variance += (rate * size ** 2 * tauSyn) / 2;
    overlap += rate * tauSyn * Math.log1p(size / shift);
  }
  const lasting = -Math.expm1(-overlap);
  if (arrivals.every(({ weight }) => weight > 0) || arrivals.every(({ weight }) => weight < 0))
    return { current: Math.sign(mean) * Math.min(Math.abs(mean), shift * lasting), gain: 1 };
  const sd = Math.sqrt(variance);
  const slope = (shift / sd) * Math.sqrt(2 / Math.PI) * Math.exp(-((mean / sd) ** 2) / 2);
  return { current: (shift * lasting * erf(mean / sd / Math.SQRT2)) / (1 + slope), gain: 1 / (1 + slope) };
}

/**
 * Gives the mean of V without a threshold, mV, of a membrane with the exact mean `mu`.
 * @param sigma mV, as Siegert's formula has it; 0: a constant input
 */
export function truncatedMean(
  { voltage, stuck }: MeanFieldTruncation,
  lif: LifParameters,
  mu: number,
  sigma: number,
  tauSyn: number,
): number {
  const above = mu - lif.reset;
  if (sigma > 0) {
    const { sd } = freeMembrane(lif.tau, mu, sigma, tauSyn);
    return mu - voltage * erf(above / sd / Math.SQRT2);
  }
  const rests = mu - Math.sign(above) * Math.min(Math.abs(above), stuck);
  return rests > lif.threshold ? mu - voltage : rests;
}
