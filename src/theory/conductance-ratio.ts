/**
 * Two identities the phenomena are held against.
 *   Steady state of C dV/dt = g_L(E_L-V) + g_E(E_ex-V) + g_I(E_in-V) + I at V*:
 *     g_E/g_I = (V*-E_in)/(E_ex-V*) + (g_L(V*-E_L) - I)/(g_I(E_ex-V*));   the second term is the leak's and vanishes as g_L/g_I → 0.
 *   Drifted random walk from reset to threshold (inverse Gaussian intervals; Gerstein & Mandelbrot 1964): CV = σ/√(ΔV·μ),
 *     for drift μ (mV/ms) and diffusion σ (mV/√ms).
 */
export interface ConductanceState {
  /** mV */
  readonly vStar: number;
  readonly E_ex: number;
  readonly E_in: number;
  readonly E_L: number;
  /** nS */
  readonly g_L: number;
  readonly g_I: number;
  /** pA; default 0. */
  readonly current?: number;
}

/** g_E/g_I that holds the membrane at V*, exactly. */
export function conductanceRatio(state: ConductanceState): number {
  const { vStar, E_ex, E_in, E_L, g_L, g_I, current = 0 } = state;
  return (vStar - E_in) / (E_ex - vStar) + (g_L * (vStar - E_L) - current) / (g_I * (E_ex - vStar));
}

/** CV of the intervals of a perfect integrator; `distance` from reset to threshold in mV. */
export function randomWalkCv(distance: number, drift: number, diffusion: number): number {
  return diffusion / Math.sqrt(distance * drift);
}
