/** Linear scales, round ticks and SVG paths; whatever comes in (NaN, no data, a single value), what goes out is finite. */

export interface Scale {
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  (value: number): number;
}

/** A domain without extent is widened, so that every finite value has a finite place. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [from, to] = soundDomain(domain);
  const slope = (range[1] - range[0]) / (to - from);
  const scale = (value: number) => range[0] + (value - from) * slope;
  return Object.assign(scale, { domain: [from, to] as const, range });
}

export function soundDomain([from, to]: readonly [number, number]): [number, number] {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return [0, 1];
  if (from !== to) return [from, to];
  const half = from === 0 ? 0.5 : Math.abs(from) / 2;
  return [from - half, to + half];
}

/** About `count` round values (1, 2 or 5 times a power of ten) inside the domain. */
export function ticks([from, to]: readonly [number, number], count = 5): number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const power = 10 ** Math.floor(Math.log10(span / count));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => span / s <= count) ?? 10 * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Multiples of the step, rounded so that 0.30000000000000004 reads 0.3.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** Smallest and largest finite value; [NaN, NaN] without any. */
export function extent(values: ArrayLike<number>): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < values.length; k++) {
    const v = values[k];
    if (!Number.isFinite(v)) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low <= high ? [low, high] : [NaN, NaN];
}

export function coordinate(x: number): string {
  return String(Number(x.toFixed(1)));
}

/** A polyline that lifts the pen where a point is not finite. */
export function linePath(xs: ArrayLike<number>, ys: ArrayLike<number>): string {
  let path = "";
  let down = false;
  for (let k = 0; k < xs.length; k++) {
    if (!Number.isFinite(xs[k]) || !Number.isFinite(ys[k])) {
      down = false;
      continue;
    }
    path += `${down ? "L" : "M"}${coordinate(xs[k])} ${coordinate(ys[k])}`;
    down = true;
  }
  return path;
}

/** The outline of a histogram: `edges` has one more entry than `heights`; both in user units. */
export function stepPath(edges: ArrayLike<number>, heights: ArrayLike<number>, baseline: number): string {
  if (heights.length === 0) return "";
  let path = `M${coordinate(edges[0])} ${coordinate(baseline)}`;
  for (let k = 0; k < heights.length; k++) path += `V${coordinate(heights[k])}H${coordinate(edges[k + 1])}`;
  return `${path}V${coordinate(baseline)}`;
}
