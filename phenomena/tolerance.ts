/** How far a measurement may be from theory, and why no closer is to be asked for. */

export interface Tolerance {
  /** As a table shows it, e.g. `± 0.05`, `≥ 0.98`, `30 … 80`. */
  readonly text: string;
  /** One sentence: where this number comes from. */
  readonly why: string;
  /** The values that meet the claim. */
  allowed(theory: number): readonly [low: number, high: number];
}

/** |value − theory| ≤ by. */
export function within(by: number, why: string): Tolerance {
  return { text: `± ${by}`, why, allowed: (theory) => [theory - by, theory + by] };
}

/** |value/theory − 1| ≤ share. */
export function withinShare(share: number, why: string): Tolerance {
  const percent = Number((100 * share).toPrecision(3));
  return {
    text: `± ${percent} %`,
    why,
    allowed: (theory) => [theory - share * Math.abs(theory), theory + share * Math.abs(theory)],
  };
}

export function atLeast(bound: number, why: string): Tolerance {
  return { text: `≥ ${bound}`, why, allowed: () => [bound, Infinity] };
}

export function atMost(bound: number, why: string): Tolerance {
  return { text: `≤ ${bound}`, why, allowed: () => [-Infinity, bound] };
}

export function between(low: number, high: number, why: string): Tolerance {
  return { text: `${low} … ${high}`, why, allowed: () => [low, high] };
}

/** value ≤ theory: where theory gives an upper bound. */
export function belowTheory(why: string): Tolerance {
  return { text: "≤ theory", why, allowed: (theory) => [-Infinity, theory] };
}
