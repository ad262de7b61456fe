/**
 * Is the asynchronous state stable against oscillations? Nyquist's criterion on the linear response of all populations
 * (Brunel & Hakim 1999; Brunel 2000; Ledoux & Brunel 2011):
 *   M_ab(ω) = R_a(ω) τ_a Σ K J e^{-iωd}/(1+iωτ_s),   unstable exactly when det(1 - M(ω)) circles the origin as ω runs over the real line.
 * R is the white-noise response with shifted bounds; modulation of the noise amplitude is left out. So the criterion says "likely", not "sure".
 */
import { complexDeterminant, type Complex } from "../numerics/linear-algebra.js";
import { chargePerSpike } from "./balance.js";
import { rateResponse } from "./linear-response.js";
import type { MeanFieldModel } from "./mean-field-model.js";
import { effectiveBounds } from "./siegert.js";
import type { WorkingPoint } from "./working-point.js";

export interface OscillationCriterion {
  /** The determinant circles the origin. */
  readonly unstable: boolean;
  /** Hz. Unstable: the lowest frequency at which the determinant is negative real; else where it comes nearest to the origin. */
  readonly frequency: number;
  /** Smallest |det(1 - M)| over frequencies, relative to 1: near 0 the state is marginal. */
  readonly margin: number;
}

/** Hz; the highest frequency tried is beyond any rhythm that synapses with a delay ≥ 0.5 ms can carry. */
const LOWEST = 1;
const HIGHEST = 1000;
const FREQUENCIES = 140;

export function oscillationCriterion(model: MeanFieldModel, points: readonly WorkingPoint[], rates: readonly number[]): OscillationCriterion {
  const n = model.populations.length;
  let previous: number | undefined;
  let turned = 0;
  let margin = Infinity;
  let frequency = 0;
  let crossing: number | undefined;
  for (let k = 0; k <= FREQUENCIES; k++) {
    const hertz = k === 0 ? 0 : LOWEST * (HIGHEST / LOWEST) ** ((k - 1) / (FREQUENCIES - 1));
    const omega = (2 * Math.PI * hertz) / 1000;
    const response = points.map((point, a): Complex => {
      if (!(point.sigma > 0) || !(rates[a] > 1e-6)) return { re: 0, im: 0 };
      const lif = { ...point.lif, ...effectiveBounds(point.lif, point.sigma, point.tauSyn, 0) };
      return rateResponse(lif, point.mu, point.sigma, rates[a] / 1000, omega);
    });
    const matrix = Array.from({ length: n }, (_, a) => Array.from({ length: n }, (_unused, b) => ({ re: a === b ? 1 : 0, im: 0 })));
    for (const input of model.inputs) {
      if (typeof input.pre !== "number") continue;
      const p = model.populations[input.post];
      const point = points[input.post];
      const charge = input.indegree * chargePerSpike(p, input.weightMean, input.weightMean, point.mu) * point.lif.tau;
      const tauSyn = p.model === "iaf_psc_delta" ? 0 : input.weightMean >= 0 ? p.tau_syn_ex : p.tau_syn_in;
      const size = charge / Math.hypot(1, omega * tauSyn);
      const phase = -omega * input.delay - Math.atan(omega * tauSyn);
      const [re, im] = [size * Math.cos(phase), size * Math.sin(phase)];
      const r = response[input.post];
      const cell = matrix[input.post][input.pre];
      matrix[input.post][input.pre] = { re: cell.re - (r.re * re - r.im * im), im: cell.im - (r.re * im + r.im * re) };
    }
    const determinant = complexDeterminant(matrix);
    const angle = Math.atan2(determinant.im, determinant.re);
    if (previous !== undefined) {
      const change = angle - previous;
      if (Math.abs(change) > Math.PI && crossing === undefined) crossing = hertz;
      turned += change - 2 * Math.PI * Math.round(change / (2 * Math.PI));
    }
    previous = angle;
    const size = Math.hypot(determinant.re, determinant.im);
    if (size < margin) [margin, frequency] = [size, hertz];
  }
  // M vanishes at high frequency, so the curve ends near 1; over ω > 0 it makes half the windings of the whole line.
  const unstable = Math.abs(turned) > Math.PI;
  return { unstable, frequency: unstable ? (crossing ?? frequency) : frequency, margin };
}
