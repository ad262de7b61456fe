/**
 * discoveries: which of many tests stand out from chance, at a stated false discovery rate q.
 *
 *   sort p_(1) ≤ … ≤ p_(m); k = the largest i with p_(i) ≤ q·i/m; the tests with the k smallest p are discoveries.
 *
 * Of the discoveries, a fraction of at most q is false on average; where nothing at all is true, the chance of any discovery is at most q. It holds
 * for independent tests and for positively dependent ones. Source: Benjamini & Hochberg, J. R. Stat. Soc. B 57 (1995) 289, theorem 1.
 */
export function discoveries(p: readonly number[], q: number): boolean[] {
  // NaN stands for a test that could not be made: it is never a discovery and does not count as one of the m.
  const sorted = p.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  let threshold = -1;
  sorted.forEach((value, i) => {
    if (value <= (q * (i + 1)) / sorted.length) threshold = value;
  });
  return p.map((value) => value <= threshold);
}
