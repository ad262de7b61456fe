/** Time constants by least squares: one nonlinear parameter, searched over its logarithm, and the rest linear. */

const GOLDEN = (Math.sqrt(5) - 1) / 2;
const COARSE = 60;
const FINE = 40;

/** Where `error` is least between `low` and `high` (both > 0): a coarse logarithmic grid, then golden sections around its best point. */
function minimise(error: (tau: number) => number, low: number, high: number): number {
  const step = Math.log(high / low) / COARSE;
  let best = 0;
  const at = (k: number) => low * Math.exp(k * step);
  for (let k = 1; k <= COARSE; k++) if (error(at(k)) < error(at(best))) best = k;
  let [a, b] = [Math.log(at(Math.max(0, best - 1))), Math.log(at(Math.min(COARSE, best + 1)))];
  for (let k = 0; k < FINE; k++) {
    const [c, d] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
    if (error(Math.exp(c)) < error(Math.exp(d))) b = d;
    else a = c;
  }
  return Math.exp((a + b) / 2);
}

/** τ of y = a + b·e^(−t/τ), all three free; times ascending from the moment of the step on. NaN where any y is. */
export function fitRelaxation(ts: readonly number[], ys: readonly number[]): number {
  if (ys.length < 4 || !ys.every(Number.isFinite)) return NaN;
  const n = ts.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  const error = (tau: number) => {
    const es = ts.map((t) => Math.exp(-t / tau));
    const meanE = es.reduce((sum, e) => sum + e, 0) / n;
    let [ee, ey, yy] = [0, 0, 0];
    es.forEach((e, k) => {
      ee += (e - meanE) ** 2;
      ey += (e - meanE) * (ys[k] - meanY);
      yy += (ys[k] - meanY) ** 2;
    });
    return yy - (ee > 0 ? (ey * ey) / ee : 0);
  };
  return minimise(error, (ts[1] - ts[0]) / 10, 10 * ts[n - 1]);
}

/**
 * Autocorrelation at lag t of the voltage of a membrane τ under noise that synapses τ_s have filtered: the stationary solution of two
 * linear filters in series under white noise, (τ·e^(−t/τ) − τ_s·e^(−t/τ_s))/(τ − τ_s); (1 + t/τ)·e^(−t/τ) where they are equal.
 */
export function filteredNoiseCorrelation(t: number, tau: number, tauSyn: number): number {
  if (Math.abs(tau / tauSyn - 1) < 1e-6) return (1 + t / tau) * Math.exp(-t / tau);
  return (tau * Math.exp(-t / tau) - tauSyn * Math.exp(-t / tauSyn)) / (tau - tauSyn);
}

/** τ of that autocorrelation, τ_s known. The formula is symmetric in τ and τ_s, but with one of them given the other is unique. */
export function fitFilteredNoise(lags: readonly number[], correlation: readonly number[], tauSyn: number): number {
  if (correlation.length < 4 || !correlation.every(Number.isFinite)) return NaN;
  const error = (tau: number) =>
    lags.reduce((sum, t, k) => sum + (correlation[k] - filteredNoiseCorrelation(t, tau, tauSyn)) ** 2, 0);
  return minimise(error, (lags[1] - lags[0]) / 10, 10 * lags[lags.length - 1]);
}
