/** Populations fire in volleys: what a chip's ranges reckon with beyond mean rates. */

/** How many times its mean the rate of a population may be in one step. */
const VOLLEY_PEAK = 10;
/** Hz. A population that theory calls silent may be active all the same: self-sustained networks are, and theory finds one of their two states. */
export const LEAST_RATE = 10;

/** Mean number of spikes of one neuron in `steps` steps of a volley, no more than one. */
export function volleyShare(rate: number, dt: number, steps: number): number {
  return Math.min(1, (VOLLEY_PEAK * Math.max(rate, LEAST_RATE) * dt * steps) / 1000);
}
