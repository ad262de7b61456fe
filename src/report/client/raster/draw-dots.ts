/** One side's raster: a dot a spike, bands and names of the populations, the burn-in hatched. */
import type { RasterData } from "../../page-data.js";
import type { Spikes } from "../../raster-codec.js";
import type { RasterView } from "../../raster-view.js";
import { spikeDots } from "../../spike-dots.js";
import { drawUpright, fitText, MARGIN, surfaceOf, type Palette } from "./canvas.js";

/** Points between the lines of the hatching. */
const HATCH = 8;
/** Points; lower bands carry no name, and names keep at least NAME_GAP between their middles. */
const LOWEST_NAMED = 9;
const NAME_GAP = 12;

/** Where the plot lies on its canvas, in points. */
interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function drawDots(
  canvas: HTMLCanvasElement,
  spikes: Spikes,
  data: RasterData,
  neurons: number,
  populationOf: Uint16Array,
  view: RasterView,
  palette: Palette,
): void {
  const { context, width, height, ratio } = surfaceOf(canvas);
  const plot: Plot = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: Math.max(1, width - MARGIN.left - MARGIN.right),
    height: Math.max(1, height - MARGIN.top - MARGIN.bottom),
  };
  hatchBurnIn(context, plot, (data.burnIn - view.t0) / (view.t1 - view.t0), palette);
  const pixels = {
    width: Math.max(1, Math.round(plot.width * ratio)),
    height: Math.max(1, Math.round(plot.height * ratio)),
    ratio,
  };
  const dots = spikeDots(spikes, view, neurons, populationOf, palette.rgb, pixels);
  // By way of a layer: putImageData would wipe out the hatching under it.
  const layer = new OffscreenCanvas(pixels.width, pixels.height);
  layer.getContext("2d")?.putImageData(new ImageData(dots, pixels.width, pixels.height), 0, 0);
  context.drawImage(layer, plot.left, plot.top, plot.width, plot.height);

  drawUpright(context, "neurons", 12, plot.top + plot.height / 2, palette.ink);
  drawBands(context, plot, data, view, palette);
  context.strokeStyle = palette.rule;
  context.strokeRect(plot.left - 0.5, plot.top - 0.5, plot.width + 1, plot.height + 1);
}

/** A band beside the rows of each population in view, and its name where there is room. */
function drawBands(
  context: CanvasRenderingContext2D,
  { left, top, height }: Plot,
  { populations }: RasterData,
  view: RasterView,
  palette: Palette,
): void {
  const row = (n: number) => top + height - ((n - view.n0) / (view.n1 - view.n0)) * height;
  context.textAlign = "right";
  context.textBaseline = "middle";
  let lowest = Infinity;
  populations.forEach(({ name, first, size }, k) => {
    const upper = Math.max(top, row(first + size));
    const lower = Math.min(top + height, row(first));
    if (lower - upper < 0.5) return;
    context.fillStyle = palette.colours[k];
    context.fillRect(left - 8, upper + 0.5, 5, Math.max(0.5, lower - upper - 1));
    const middle = (upper + lower) / 2;
    if (lower - upper < LOWEST_NAMED || lowest - middle < NAME_GAP) return;
    lowest = middle;
    context.fillStyle = palette.ink;
    context.fillText(fitText(context, name, left - 32), left - 12, middle);
  });
}

/** @param share of the view that the burn-in takes; may lie outside 0 … 1 */
function hatchBurnIn(context: CanvasRenderingContext2D, plot: Plot, share: number, palette: Palette): void {
  const { left, top, width, height } = plot;
  const edge = left + Math.min(1, share) * width;
  if (edge <= left) return;
  context.save();
  context.beginPath();
  context.rect(left, top, edge - left, height);
  context.clip();
  context.strokeStyle = palette.rule;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = left - height; x < edge; x += HATCH) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
}
