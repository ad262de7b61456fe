/**
 * Is the asynchronous state stable against oscillations? Nyquist's criterion on the linear response of all populations
 * (Brunel & Hakim 1999; Brunel 2000; Ledoux & Brunel 2011):
 *   M_ab(ω) = τ_a Σ e^{-iωd} [R_a(ω) K J/(1+iωτ_s) + R'_a(ω) K⟨J²⟩],
 *   unstable exactly when det(1 - M(ω)) circles the origin as ω runs over the real line.
 * R and R' are the white-noise responses to the mean and to the variance of the input, with shifted bounds. R' enters for delta synapses only: filtered
 * noise follows its variance with τ_s and not at once, and white noise in its place calls networks unstable that are not. The spread of
 * neurons is left out. So the criterion says "likely", not "sure".
 *
 * A stable network of finite size still fluctuates: the noise of its own spikes, r/N for each population, is passed round the loop (Brunel &
 * Hakim 1999, section 5; Lindner, Doiron & Longtin, Phys. Rev. E 72 (2005) 061919). With S_a = Σ_b |(1 - M)⁻¹_ab|² r_b/N_b the population rate is
 * modulated by m_a = √(2∫(S_a - r_a/N_a)df)/r_a beyond Poisson noise, seen in bins of 1 ms; in bins of T = 20 ms the same integral times T/r_a is the
 * mean correlation of the counts of two cells. The spikes are taken as Poisson.
 */
import { complexDeterminant, solve, type Complex } from "../numerics/linear-algebra.js";
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
  /** By population: m_a, relative to its mean rate; Infinity where the asynchronous state is unstable. Linear, so only a size from about 0.5 on. */
  readonly modulation: readonly number[];
  /** By population: mean pair correlation of counts in 20 ms bins; likewise. */
  readonly correlation: readonly number[];
}

/** Hz; the highest frequency tried is beyond any rhythm that synapses with a delay ≥ 0.5 ms can carry. */
const LOWEST = 1;
const HIGHEST = 1000;
const FREQUENCIES = 140;
/** s; the bins in which the analysis measures modulation, and count correlation. */
const RATE_BIN_S = 0.001;
const COUNT_BIN_S = 0.02;

export function oscillationCriterion(
  model: MeanFieldModel,
  points: readonly WorkingPoint[],
  rates: readonly number[],
): OscillationCriterion {
  const n = model.populations.length;
  let previous: number | undefined;
  let turned = 0;
  let margin = Infinity;
  let frequency = 0;
  let crossing: number | undefined;
  /** Trapezoidal sums of 2∫(S_a - r_a/N_a)df, Hz², as bins of 1 ms and of 20 ms see them. */
  const power = rates.map(() => 0);
  const slowPower = rates.map(() => 0);
  let before: { readonly hertz: number; readonly excess: readonly number[] } | undefined;
  for (let k = 0; k <= FREQUENCIES; k++) {
    const hertz = k === 0 ? 0 : LOWEST * (HIGHEST / LOWEST) ** ((k - 1) / (FREQUENCIES - 1));
    const omega = (2 * Math.PI * hertz) / 1000;
    const responseTo = (modulated: "mean" | "variance") =>
      points.map((point, a): Complex => {
        if (!(point.sigma > 0) || !(rates[a] > 1e-6)) return { re: 0, im: 0 };
        const lif = { ...point.lif, ...effectiveBounds(point.lif, point.sigma, point.tauSyn, 0) };
        return rateResponse(lif, point.mu, point.sigma, rates[a] / 1000, omega, modulated);
      });
    const toMean = responseTo("mean");
    const anyDelta = model.populations.some((p) => p.synapse === "delta");
    const toVariance = anyDelta ? responseTo("variance") : [];
    const matrix = Array.from({ length: n }, (_, a) =>
      Array.from({ length: n }, (_unused, b) => ({ re: a === b ? 1 : 0, im: 0 })),
    );
    for (const input of model.inputs) {
      if (typeof input.pre !== "number") continue;
      const p = model.populations[input.post];
      const point = points[input.post];
      const tauSyn = p.synapse === "delta" ? 0 : input.weightMean >= 0 ? p.tau_syn_ex : p.tau_syn_in;
      // What one input adds to the mean and to the variance, later by the delay; the mean is low-pass filtered.
      const through = (r: Complex, amount: number): Complex => {
        const size = (amount * point.lif.tau) / Math.hypot(1, omega * tauSyn);
        const phase = -omega * input.delay - Math.atan(omega * tauSyn);
        const [re, im] = [size * Math.cos(phase), size * Math.sin(phase)];
        return { re: r.re * re - r.im * im, im: r.re * im + r.im * re };
      };
      const mean = through(
        toMean[input.post],
        input.indegree * chargePerSpike(p, input.weightMean, input.weightMean, point.mu),
      );
      const variance =
        p.synapse === "delta"
          ? through(toVariance[input.post], input.indegree * input.weightMeanSquare)
          : { re: 0, im: 0 };
      const cell = matrix[input.post][input.pre];
      matrix[input.post][input.pre] = { re: cell.re - mean.re - variance.re, im: cell.im - mean.im - variance.im };
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
    if (k === 0) continue;
    const now = { hertz, excess: excessSpectrum(matrix, model, rates) };
    for (let a = 0; a < n && before; a++) {
      const area = (bin: number) =>
        (before!.excess[a] * passes(before!.hertz, bin) + now.excess[a] * passes(hertz, bin)) * (hertz - before!.hertz);
      power[a] += area(RATE_BIN_S);
      slowPower[a] += area(COUNT_BIN_S);
    }
    before = now;
  }
  // M vanishes at high frequency, so the curve ends near 1; over ω > 0 it makes half the windings of the whole line.
  const unstable = Math.abs(turned) > Math.PI;
  const modulation = power.map((p, a) =>
    unstable ? Infinity : rates[a] > 1e-6 ? Math.sqrt(Math.max(0, p)) / rates[a] : 0,
  );
  const correlation = slowPower.map((p, a) =>
    unstable ? Infinity : rates[a] > 1e-6 ? (p * COUNT_BIN_S) / rates[a] : 0,
  );
  return { unstable, frequency: unstable ? (crossing ?? frequency) : frequency, margin, modulation, correlation };
}

/** Power that bins of `seconds` let through, sinc²(fT). */
function passes(hertz: number, seconds: number): number {
  const x = Math.PI * hertz * seconds;
  return (Math.sin(x) / x) ** 2;
}

/** S_a - r_a/N_a (Hz) at one frequency. `matrix`: 1 - M. */
function excessSpectrum(
  matrix: readonly (readonly Complex[])[],
  model: MeanFieldModel,
  rates: readonly number[],
): number[] {
  const n = matrix.length;
  // Complex equations as real ones of twice the size: [[Re, -Im], [Im, Re]].
  const real = [
    ...matrix.map((row) => [...row.map((z) => z.re), ...row.map((z) => -z.im)]),
    ...matrix.map((row) => [...row.map((z) => z.im), ...row.map((z) => z.re)]),
  ];
  const spectrum = rates.map((rate, a) => -rate / model.populations[a].size);
  for (let b = 0; b < n; b++) {
    const column = solve(
      real,
      Array.from({ length: 2 * n }, (_, k) => (k === b ? 1 : 0)),
    );
    for (let a = 0; a < n; a++)
      spectrum[a] += (column[a] ** 2 + column[n + a] ** 2) * (rates[b] / model.populations[b].size);
  }
  return spectrum;
}
