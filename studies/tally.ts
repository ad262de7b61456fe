/** Counting what happened in repeated trials, and how well such a count is known. */
import { incompleteBeta } from "../src/numerics/incomplete-beta.js";

export function tally<T extends string>(words: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** `38 balanced, 2 synchronous`, the most frequent first. */
export function tallyText(words: readonly string[]): string {
  return [...tally(words)]
    .sort((a, b) => b[1] - a[1])
    .map(([word, count]) => `${count} ${word}`)
    .join(", ");
}

/**
 * The 1 − 2α interval of a probability of which k of n trials came true, exact for the binomial distribution (Clopper & Pearson, Biometrika 26
 * (1934) 404): the p at which k or more, and k or fewer, have probability α.
 */
export function binomialInterval(k: number, n: number, alpha = 0.05): readonly [low: number, high: number] {
  if (n === 0) return [0, 1];
  // P(X ≥ k) = I_p(k, n − k + 1), rising in p.
  const atLeast = (p: number, count: number) =>
    count <= 0 ? 1 : count > n ? 0 : incompleteBeta(p, count, n - count + 1);
  const solve = (below: (p: number) => boolean) => {
    let [low, high] = [0, 1];
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (below(middle)) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return [k === 0 ? 0 : solve((p) => atLeast(p, k) < alpha), k === n ? 1 : solve((p) => 1 - atLeast(p, k + 1) > alpha)];
}

/** `3 of 40 (7.5 %, 90 % interval 2.1 … 18 %)` */
export function shareText(k: number, n: number): string {
  const percent = (x: number) => Number((100 * x).toPrecision(2));
  const [low, high] = binomialInterval(k, n);
  return n === 0
    ? "none of 0"
    : `${k} of ${n} (${percent(k / n)} %, 90 % interval ${percent(low)} … ${percent(high)} %)`;
}
