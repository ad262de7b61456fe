/** The zoomable rasters: decodes the spikes, draws them on canvases, keeps both sides at one view. */
import { visible } from "../../html.js";
import { formatFixed, formatNumber, formatPlain } from "../../number-format.js";
import { SIDES } from "../../page-data.js";
import { decodeRaster } from "../../raster-codec.js";
import { clampView, moveView, rasterLimits, zoomNeurons, zoomTime, type RasterView } from "../../raster-view.js";
import { populationRates } from "../../rate-bins.js";
import { shorten } from "../../section.js";
import { embedded, required } from "../elements.js";
import { THEME_CHANGE } from "../page.js";
import { paletteOf } from "./canvas.js";
import { listenToButtons, listenToCanvas, type RasterActions } from "./controls.js";
import { drawDots } from "./draw-dots.js";
import { drawRates } from "./draw-rates.js";

/** ms of a view below which its times need a decimal. */
const FINE_MS = 50;

export function startRaster(): void {
  const data = embedded("raster-data");
  if (data === null) return;
  const { dt, populations } = data;
  const neurons = Math.max(1, ...populations.map(({ first, size }) => first + size));
  const populationOf = new Uint16Array(neurons);
  populations.forEach(({ first, size }, k) => populationOf.fill(k, first, first + size));
  const sides = SIDES.map((id) => ({
    spikes: decodeRaster(data.sides[id], data.from),
    dots: required(`canvas.dots[data-side="${id}"]`, HTMLCanvasElement),
    rates: required(`canvas.rates[data-side="${id}"]`, HTMLCanvasElement),
  }));
  const range = required("#raster-range", HTMLOutputElement);
  const point = required("#raster-point", HTMLOutputElement);

  const limits = rasterLimits(data.from, data.to, neurons, dt);
  const home: RasterView = { t0: data.view[0], t1: data.view[1], n0: 0, n1: neurons };
  let view = home;

  const draw = () => {
    const palette = paletteOf(populations);
    const rates = sides.map(({ spikes }) => populationRates(spikes, view, data, populations, populationOf));
    const highest = Math.max(1e-9, ...rates.map((side) => side.highest));
    sides.forEach((side, k) => {
      drawDots(side.dots, side.spikes, data, neurons, populationOf, view, palette);
      drawRates(side.rates, rates[k], highest, view, dt, palette);
      // For whoever asks the page what it shows.
      side.dots.dataset.view = [view.t0, view.t1, view.n0, view.n1].map((x) => x.toFixed(2)).join(" ");
    });
    const ms = (step: number) => formatFixed(step * dt, (view.t1 - view.t0) * dt < FINE_MS ? 1 : 0);
    const bin = formatPlain(Number((rates[0].bin * dt).toPrecision(3)));
    range.textContent = `${ms(view.t0)} – ${ms(view.t1)} ms, neurons ${formatNumber(Math.floor(view.n0))} – ${formatNumber(Math.ceil(view.n1) - 1)}, rates in bins of ${bin} ms`;
  };
  let awaited = false;
  /** Draws once before the next frame, whatever happens until then. */
  const schedule = () => {
    if (awaited) return;
    awaited = true;
    requestAnimationFrame(() => {
      awaited = false;
      draw();
    });
  };
  const show = (next: RasterView) => {
    view = next;
    schedule();
  };

  const actions: RasterActions = {
    zoomTime: (factor, share) => show(zoomTime(view, limits, factor, share)),
    zoomNeurons: (factor, share) => show(zoomNeurons(view, limits, factor, share)),
    move: (later, up) => show(moveView(view, limits, later, up)),
    reset: () => show(clampView(home, limits)),
    showAll: () => show(limits.whole),
    pointAt: (place) => {
      if (place === null) {
        point.textContent = "";
        return;
      }
      const id = Math.min(neurons - 1, Math.floor(view.n0 + place.y * (view.n1 - view.n0)));
      const { name, first } = populations[populationOf[id]];
      const time = (view.t0 + place.x * (view.t1 - view.t0)) * dt;
      point.textContent = `at ${formatFixed(time, 1)} ms, neuron ${formatNumber(id - first)} of ${shorten(visible(name), 40)}`;
    },
  };
  for (const { dots } of sides) listenToCanvas(dots, actions);
  listenToButtons(required("#raster-tools", HTMLElement), actions);
  document.addEventListener(THEME_CHANGE, schedule);
  new ResizeObserver(schedule).observe(sides[0].dots);
  draw();
}
