/**
 * Gauss–Legendre quadrature: nodes by Newton's method on P_n (Abramowitz & Stegun 25.4.29), and panels for long intervals.
 */
export interface GaussRule {
  /** In (-1, 1), ascending. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** The n-point Gauss–Legendre rule on [-1, 1], exact for polynomials up to degree 2n-1. */
function gaussLegendre(n: number): GaussRule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let previous = 1;
      let value = x;
      for (let k = 2; k <= n; k++) [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
      slope = (n * (x * value - previous)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-15) break;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

const RULE = gaussLegendre(16);

/** ∫ f over [low, high] with one 16-point panel. */
function integratePanel(f: (x: number) => number, low: number, high: number): number {
  const half = (high - low) / 2;
  const middle = (high + low) / 2;
  let sum = 0;
  for (let i = 0; i < RULE.nodes.length; i++) sum += RULE.weights[i] * f(middle + half * RULE.nodes[i]);
  return half * sum;
}

/** ∫ f over [low, high] with panels no wider than `width`. */
export function integrate(f: (x: number) => number, low: number, high: number, width = 1): number {
  const panels = Math.max(1, Math.ceil(Math.abs(high - low) / width));
  const step = (high - low) / panels;
  let sum = 0;
  for (let i = 0; i < panels; i++) sum += integratePanel(f, low + i * step, low + (i + 1) * step);
  return sum;
}

/** ∫ f over [low, high], 0 ≤ low ≤ high, for an f that varies on the scale of 1 + x: panels [0,1], [1,3], [3,7], … */
export function integrateGeometric(f: (x: number) => number, low: number, high: number): number {
  let sum = 0;
  for (let from = low; from < high;) {
    const to = Math.min(high, 2 * from + 1);
    sum += integratePanel(f, from, to);
    from = to;
  }
  return sum;
}
