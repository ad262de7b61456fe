/**
 * What truncation takes of a state that decays as x ← sign(x)·⌊|x|·(M - d)/M⌋, M = 2^bits, 0 < d ≤ M, in every step.
 *
 * A step loses the fraction of |x|·(M - d)/M, one of 0, g/M, …, (M - g)/M with g = gcd(d, M), always towards zero. A state that sweeps over M/d LSB
 * or more meets them equally often: ½(1 - g/M) a step, which lowers its fixed point by ½(M - g)/d. Under a constant input of c ≥ 1 LSB a step, from
 * below, it stops at the least x with c - 1 < x·d/M ≤ c, at most (M - g)/d below the exact fixed point M·c/d; in all of that stretch of M/d LSB
 * input and leak are equal, so that nothing carries it further.
 */

/** The largest power of two in `leak`, M at most: `leak` 0, no decay, loses nothing. */
function commonDivisor(leak: number, bits: number): number {
  const one = 2 ** bits;
  return leak === 0 ? one : Math.min(one, leak & -leak);
}

export interface TruncationLoss {
  /** LSB a step. */
  readonly perStep: number;
  /** LSB by which a fixed point is nearer to zero: 1/(1 - f) times as much; 0 where nothing decays. */
  readonly shift: number;
}

/** Gives the mean loss of a state that sweeps over many values. @param leak d, in 1/2^bits */
export function meanTruncation(leak: number, bits: number): TruncationLoss {
  const { perStep, shift } = worstTruncation(leak, bits);
  return { perStep: perStep / 2, shift: shift / 2 };
}

/** Gives the largest loss of one step, and the most by which a state under constant input stops short of its fixed point. */
export function worstTruncation(leak: number, bits: number): TruncationLoss {
  const one = 2 ** bits;
  const lost = one - commonDivisor(leak, bits);
  return { perStep: lost / one, shift: leak === 0 ? 0 : lost / leak };
}

/**
 * Gives where a state that starts at 0 stops under a constant input, LSB; Infinity where nothing decays.
 * @param input whole LSB a step, of either sign
 */
export function restingState(input: number, leak: number, bits: number): number {
  if (input === 0) return 0;
  if (leak === 0) return Math.sign(input) * Infinity;
  return Math.sign(input) * (Math.floor((2 ** bits * (Math.abs(input) - 1)) / leak) + 1);
}
