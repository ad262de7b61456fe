/** What a zoomable raster shows, and how zooming and moving change it: plain arithmetic, without a screen. */

/** Steps t0 ≤ t < t1, neurons n0 ≤ n < n1; not whole numbers in general. */
export interface RasterView {
  readonly t0: number;
  readonly t1: number;
  readonly n0: number;
  readonly n1: number;
}

/** Beyond `whole` there is nothing to see, and a view is never shorter than the two least spans. */
export interface RasterLimits {
  readonly whole: RasterView;
  readonly leastSteps: number;
  readonly leastNeurons: number;
}

/** ms; no view is shorter, unless the record is. */
const LEAST_MS = 5;
const LEAST_STEPS = 4;
const LEAST_NEURONS = 4;

/** @param dt ms a step */
export function rasterLimits(from: number, to: number, neurons: number, dt: number): RasterLimits {
  return {
    whole: { t0: from, t1: to, n0: 0, n1: neurons },
    leastSteps: Math.min(to - from, Math.max(LEAST_STEPS, LEAST_MS / dt)),
    leastNeurons: Math.min(neurons, LEAST_NEURONS),
  };
}

/** The span of at least `least` within low … high that is nearest to the one wanted and keeps its middle where it can. */
function within(from: number, to: number, low: number, high: number, least: number): [number, number] {
  const span = Math.min(high - low, Math.max(least, to - from));
  const start = Math.min(high - span, Math.max(low, (from + to - span) / 2));
  return [start, start + span];
}

export function clampView(view: RasterView, { whole, leastSteps, leastNeurons }: RasterLimits): RasterView {
  const [t0, t1] = within(view.t0, view.t1, whole.t0, whole.t1, leastSteps);
  const [n0, n1] = within(view.n0, view.n1, whole.n0, whole.n1, leastNeurons);
  return { t0, t1, n0, n1 };
}

/** A span `factor` times as long, in which the point at `share` of the old one stands at the same share. */
function zoomed(from: number, to: number, factor: number, share: number, least: number, most: number) {
  const span = Math.min(most, Math.max(least, (to - from) * factor));
  const start = from + share * (to - from - span);
  return [start, start + span];
}

/** @param factor below 1 zooms in @param share 0 … 1, the place in the view that stays where it is */
export function zoomTime(view: RasterView, limits: RasterLimits, factor: number, share = 0.5): RasterView {
  const { whole, leastSteps } = limits;
  const [t0, t1] = zoomed(view.t0, view.t1, factor, share, leastSteps, whole.t1 - whole.t0);
  return clampView({ ...view, t0, t1 }, limits);
}

/** Like zoomTime, in neurons; share 0 is the lowest neuron. */
export function zoomNeurons(view: RasterView, limits: RasterLimits, factor: number, share = 0.5): RasterView {
  const { whole, leastNeurons } = limits;
  const [n0, n1] = zoomed(view.n0, view.n1, factor, share, leastNeurons, whole.n1 - whole.n0);
  return clampView({ ...view, n0, n1 }, limits);
}

/** Moves by shares of the view, later and upwards where positive; stops at the ends with its length kept. */
export function moveView(view: RasterView, limits: RasterLimits, later: number, up: number): RasterView {
  const { whole } = limits;
  const t = view.t1 - view.t0;
  const n = view.n1 - view.n0;
  const t0 = Math.min(whole.t1 - t, Math.max(whole.t0, view.t0 + later * t));
  const n0 = Math.min(whole.n1 - n, Math.max(whole.n0, view.n0 + up * n));
  return clampView({ t0, t1: t0 + t, n0, n1: n0 + n }, limits);
}
