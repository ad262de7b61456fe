/**
 * How the rate of a noisy LIF neuron follows a small sinusoidal mean input, by threshold integration (Richardson 2007, Phys. Rev. E 76:021919).
 *
 * Fokker–Planck for P(V) and flux j(V), integrated from threshold down, with the flux r₀ = 1 first and scaled later:
 *   -∂P₀ = A·P₀ + B·j₀,  -∂j₀ = r₀δ(V-V_r);   -∂P₁ = A·P₁ + B·j₁ - C·P₀,  -∂j₁ = iωP₁ + r₁e^{-iωt_ref}δ(V-V_r)
 *   A = 2(V-μ)/σ², B = 2τ/σ², C = 2/σ² (per mV of input). j₁ = r₁j_r + j_μ must vanish at the lower bound: r₁ = -j_μ/j_r.
 * A modulated noise σ² + s·e^{iωt} drives with the flux (s/2τ)·∂P₀ in place of -(1/τ)·P₀: C·P₀ becomes (A·P₀ + B·j₀)/σ² (per mV² of σ²).
 */
import type { Complex } from "../numerics/linear-algebra.js";
import type { LifParameters } from "./siegert.js";

const STEPS = 1200;

/**
 * r₁/μ₁ in kHz per mV, or r₁/s in kHz per mV² where the variance σ² is modulated, at angular frequency `omega` (1/ms), for white noise `sigma` and a stationary rate `rate` (kHz).
 * Bounds in `lif` are those the noise sees (shifted for filtered synapses). Accurate to about 1 % while ω·τ ≲ 50.
 */
export function rateResponse(
  lif: LifParameters,
  mu: number,
  sigma: number,
  rate: number,
  omega: number,
  modulated: "mean" | "variance" = "mean",
): Complex {
  omega = Math.max(omega, 1e-6); // at 0 the homogeneous flux vanishes and the quotient is 0/0; the limit is reached far above this
  const lower = Math.min(lif.reset, mu) - 5 * sigma;
  const h = (lif.threshold - lower) / STEPS;
  const B = (2 * lif.tau) / sigma ** 2;
  const C = 2 / sigma ** 2;
  const resetStep = Math.round((lif.threshold - lif.reset) / h);
  let p0 = 0;
  let j0 = 1;
  // Solution driven by r₁ = 1 (r) and by the input per unit stationary flux (m).
  let [prRe, prIm, jrRe, jrIm] = [0, 0, 1, 0];
  let [pmRe, pmIm, jmRe, jmIm] = [0, 0, 0, 0];
  for (let k = 0; k < STEPS; k++) {
    if (k === resetStep) {
      j0 -= 1;
      jrRe -= Math.cos(omega * lif.refractory);
      jrIm += Math.sin(omega * lif.refractory);
    }
    const middle = lif.threshold - (k + 0.5) * h;
    const x = (h * 2 * (middle - mu)) / sigma ** 2;
    const growth = Math.exp(x);
    const gain = Math.abs(x) < 1e-8 ? h : (h * (growth - 1)) / x; // exact for coefficients constant over a cell
    const p0Next = p0 * growth + gain * B * j0;
    const p0Mean = (p0 + p0Next) / 2;
    const drive =
      modulated === "mean" ? C * p0Mean : (((2 * (middle - mu)) / sigma ** 2) * p0Mean + B * j0) / sigma ** 2;
    const halfStep = omega * h;
    const prReNext = prRe * growth + gain * B * jrRe;
    const prImNext = prIm * growth + gain * B * jrIm;
    const pmReNext = pmRe * growth + gain * (B * jmRe - drive);
    const pmImNext = pmIm * growth + gain * B * jmIm;
    jrRe -= (halfStep * (prIm + prImNext)) / 2;
    jrIm += (halfStep * (prRe + prReNext)) / 2;
    jmRe -= (halfStep * (pmIm + pmImNext)) / 2;
    jmIm += (halfStep * (pmRe + pmReNext)) / 2;
    [p0, prRe, prIm, pmRe, pmIm] = [p0Next, prReNext, prImNext, pmReNext, pmImNext];
  }
  const norm = jrRe * jrRe + jrIm * jrIm;
  return { re: (-rate * (jmRe * jrRe + jmIm * jrIm)) / norm, im: (-rate * (jmIm * jrRe - jmRe * jrIm)) / norm };
}
