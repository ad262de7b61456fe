/** One side's population rates under its raster, over the same time. */
import { linearScale, ticks } from "../../axis-scale.js";
import { formatPlain } from "../../number-format.js";
import type { PopulationRates } from "../../rate-bins.js";
import type { RasterView } from "../../raster-view.js";
import { drawUpright, MARGIN, surfaceOf, type Palette } from "./canvas.js";

/** Points. */
const TOP = 10;
const BOTTOM = 34;
const BETWEEN_TICKS = 75;
/** Digits of a time, which a deep zoom into a long run needs. */
const TIME_DIGITS = 12;

/**
 * @param dt ms a step
 * @param highest Hz, of both sides, so that they compare
 */
export function drawRates(
  canvas: HTMLCanvasElement,
  { bin, from, values }: PopulationRates,
  highest: number,
  view: RasterView,
  dt: number,
  palette: Palette,
): void {
  const { context, width, height } = surfaceOf(canvas);
  const [left, right, top, bottom] = [MARGIN.left, width - MARGIN.right, TOP, height - BOTTOM];
  const x = linearScale([view.t0 * dt, view.t1 * dt], [left, right]);
  const y = linearScale([0, 1.05 * highest], [bottom, top]);
  context.fillStyle = palette.ink;
  context.strokeStyle = palette.soft;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const t of ticks(x.domain, Math.max(3, Math.floor((right - left) / BETWEEN_TICKS)))) {
    context.fillRect(x(t) - 0.5, bottom, 1, 4);
    const label = formatPlain(t, TIME_DIGITS);
    // The last one may be wider than the margin has room for.
    context.fillText(label, Math.min(x(t), width - context.measureText(label).width / 2), bottom + 6);
  }
  context.fillText("time (ms)", (left + right) / 2, height - 14);
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const rate of ticks(y.domain, 3)) context.fillText(formatPlain(rate), left - 6, y(rate));
  drawUpright(context, "rate (Hz)", 12, (top + bottom) / 2, palette.ink);
  context.beginPath();
  context.moveTo(left - 0.5, top);
  context.lineTo(left - 0.5, bottom + 0.5);
  context.lineTo(right, bottom + 0.5);
  context.stroke();

  context.save();
  context.beginPath();
  context.rect(left, 0, right - left, bottom + 1);
  context.clip();
  context.lineWidth = 1.4;
  context.lineJoin = "round";
  values.forEach((series, k) => {
    context.strokeStyle = palette.colours[k];
    context.beginPath();
    series.forEach((rate, b) => context.lineTo(x((from + (b + 0.5) * bin) * dt), y(rate)));
    context.stroke();
  });
  context.restore();
}
