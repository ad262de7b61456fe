/**
 * Stationary statistics of a leaky integrate-and-fire neuron driven by Gaussian white noise:
 *   τ dV/dt = -(V - μ) + σ√τ ξ(t);  threshold θ, reset V_r, dead time t_ref. The free membrane has mean μ and SD σ/√2.
 *
 * Rate (Siegert 1951; Amit & Brunel 1997), with a = (V_r-μ)/σ, b = (θ-μ)/σ:
 *   1/r = t_ref + τ√π ∫_a^b e^{u²}(1+erf u) du
 * computed without overflow or cancellation by the signs of a and b (Hahne et al. 2017, Front. Neuroinform. 11:34, appendix):
 *   b ≤ 0:      ∫ = ∫_{-b}^{-a} erfcx
 *   a < 0 < b:  ∫ = 2e^{b²}D(b) + ∫_b^{-a} erfcx      (the last integral is signed)
 *   a ≥ 0:      ∫ = 2e^{b²}D(b) - 2e^{a²}D(a) - ∫_a^b erfcx
 * CV of the intervals (Brunel 2000, eq. A.6): CV² = 2π(rτ)² ∫_a^b e^{x²} ∫_{-∞}^x e^{y²}(1+erf y)² dy dx.
 * Exponential synapses move threshold and reset by σ(α/2)√(τ_s/τ), α = √2|ζ(½)| (Brunel & Sergi 1998; Fourcaud & Brunel 2002):
 * an expansion to first order in √(τ_s/τ).
 * Threshold tested only every dt (delta synapses): θ moves by 0.5826·σ√(dt/τ), the continuity correction of Broadie, Glasserman &
 * Kou 1997 (Math. Finance 7:325), 0.5826 = |ζ(½)|/√(2π).
 */
import { dawson, erfcx, logErfcx } from "../numerics/erfcx.js";
import { integrate, integrateGeometric } from "../numerics/quadrature.js";

/** |ζ(½)| */
const ZETA_HALF = 1.4603545088095868;
/** α of Fourcaud & Brunel 2002: 2.0653. */
export const SYNAPSE_SHIFT = Math.SQRT2 * ZETA_HALF;
/** β of Broadie, Glasserman & Kou 1997: 0.5826. */
export const GRID_SHIFT = ZETA_HALF / Math.sqrt(2 * Math.PI);

/** All voltages in mV from one common zero, times in ms. */
export interface LifParameters {
  readonly tau: number;
  readonly threshold: number;
  readonly reset: number;
  readonly refractory: number;
}

/** Threshold and reset as the white-noise formulas must see them. `tauSyn` 0: delta synapses; `dt` 0: continuous time. */
export function effectiveBounds(
  lif: LifParameters,
  sigma: number,
  tauSyn: number,
  dt: number,
): { threshold: number; reset: number } {
  const synapse = sigma * (SYNAPSE_SHIFT / 2) * Math.sqrt(tauSyn / lif.tau);
  // Filtered noise is smooth on the scale of dt: only white noise can cross and return between two tests.
  const grid = tauSyn > 0 ? 0 : GRID_SHIFT * sigma * Math.sqrt(dt / lif.tau);
  return { threshold: lif.threshold + synapse + grid, reset: lif.reset + synapse };
}

/** τ√π∫_a^b e^{u²}(1+erf u)du divided by τ√π, as `value`·e^{`exponent`}. */
function siegertIntegral(a: number, b: number): { value: number; exponent: number } {
  if (b <= 0) return { value: integrateGeometric(erfcx, -b, -a), exponent: 0 };
  const exponent = b * b;
  const peak = 2 * dawson(b);
  if (a < 0) {
    const tail = b <= -a ? integrateGeometric(erfcx, b, -a) : -integrateGeometric(erfcx, -a, b);
    return { value: peak + Math.exp(-exponent) * tail, exponent };
  }
  // Close bounds: integrate directly, the difference of the two Dawson terms would cancel.
  if (b - a < 0.5)
    return {
      value: integrate((u) => 2 * Math.exp(u * u - exponent) - Math.exp(-exponent) * erfcx(u), a, b, 0.25),
      exponent,
    };
  return {
    value: peak - 2 * Math.exp(a * a - exponent) * dawson(a) - Math.exp(-exponent) * integrateGeometric(erfcx, a, b),
    exponent,
  };
}

/** Rate of the noiseless neuron, Hz. */
export function deterministicRate(lif: LifParameters, mu: number): number {
  if (!(mu > lif.threshold)) return 0;
  return 1000 / (lif.refractory + lif.tau * Math.log((mu - lif.reset) / (mu - lif.threshold)));
}

/**
 * Stationary rate in Hz for mean input `mu` and noise `sigma` (mV; free membrane SD is sigma/√2).
 * sigma = 0 gives the deterministic rate; a rate below 1e-300 Hz is 0.
 */
export function siegertRate(lif: LifParameters, mu: number, sigma: number, tauSyn = 0, dt = 0): number {
  if (!(sigma > 0)) return deterministicRate(lif, mu);
  const bounds = effectiveBounds(lif, sigma, tauSyn, dt);
  const { value, exponent } = siegertIntegral((bounds.reset - mu) / sigma, (bounds.threshold - mu) / sigma);
  if (exponent > 690) return 0;
  return 1000 / (lif.refractory + lif.tau * Math.sqrt(Math.PI) * value * Math.exp(exponent));
}

/** Stationary coefficient of variation of the inter-spike intervals; 0 without noise, 1 in the limit of a silent neuron. */
export function intervalCv(lif: LifParameters, mu: number, sigma: number, tauSyn = 0, dt = 0): number {
  if (!(sigma > 0)) return mu > lif.threshold ? 0 : 1;
  const bounds = effectiveBounds(lif, sigma, tauSyn, dt);
  const a = (bounds.reset - mu) / sigma;
  const b = (bounds.threshold - mu) / sigma;
  const mean = siegertIntegral(a, b);
  if (mean.exponent > 300) return 1; // escape over a high barrier: a Poisson process
  // Inner integral at x, with y = x - s: ∫_0^∞ e^{2xs-s²} erfcx(s-x)² ds, scaled by e^{-2·exponent}.
  const inner = (x: number): number => {
    const f = (s: number) => Math.exp(2 * x * s - s * s + 2 * logErfcx(s - x) - 2 * mean.exponent);
    // Deep below zero the integrand decays as e^{2xs}, above zero as e^{-2xs} until the bulk at s ≈ x.
    const scale = 1 / (1 + Math.abs(x));
    let sum = 0;
    for (let from = 0, width = scale; from < Math.max(0, x) + 7; from += width, width = Math.min(2 * width, 1)) {
      const part = integrate(f, from, from + width, width);
      sum += part;
      if (x < 0 && part < 1e-13 * sum) break;
    }
    return sum;
  };
  const outer =
    b <= 0
      ? integrateGeometric((u) => inner(-u), -b, -a)
      : (a < 0 ? integrateGeometric((u) => inner(-u), 0, -a) : 0) + integrate(inner, Math.max(a, 0), b, 0.5);
  const interval = lif.refractory / (lif.tau * Math.exp(mean.exponent)) + Math.sqrt(Math.PI) * mean.value;
  return Math.sqrt(2 * Math.PI * outer) / interval;
}

/**
 * Mean of V over all time (mV), dead time at reset included, of a neuron with mean input `mu` that fires at `rate` (Hz):
 *   ⟨V⟩ = μ - r·(t_ref·(μ - V_r) + τ·(θ - V_r)).
 * V neither grows nor shrinks for good: outside its dead time, which is 1 - r·t_ref of all time, what the leak gives, (μ - V)/τ, is what the r resets a
 * second take, θ - V_r each. So it holds whatever the noise is, as long as its mean is `mu` outside the dead time too and V crosses θ without a jump.
 */
export function meanPotential(lif: LifParameters, mu: number, rate: number): number {
  const { tau, threshold, reset, refractory } = lif;
  return mu - (rate / 1000) * (refractory * (mu - reset) + tau * (threshold - reset));
}

/** Mean and SD (mV) of the membrane without a threshold; exponential synapses low-pass the noise by τ/(τ+τ_s). */
export function freeMembrane(tau: number, mu: number, sigma: number, tauSyn = 0): { mean: number; sd: number } {
  return { mean: mu, sd: sigma * Math.sqrt(tau / (2 * (tau + tauSyn))) };
}
