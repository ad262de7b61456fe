/** Spikes as pixels: where many fall on one, the dot grows darker; sparse views get larger dots than crowded ones. */
import { firstSpikeAt, type Spikes } from "./raster-codec.js";
import type { RasterView } from "./raster-view.js";

/** Red, green, blue, 0 … 255. */
export type Colour = readonly number[];

/** What shows through one spike on a pixel; two leave its square. */
const SHINES_THROUGH = 0.2;
/** Share of the pixels below which dots may be two points wide. */
const SPARSE = 0.2;

/**
 * Red, green, blue and opacity of each pixel, row by row from the top; the lowest neuron stands at the bottom.
 *
 * @param neurons in the whole record
 * @param populationOf index of the population, and so of the colour, of each neuron
 * @param ratio pixels a point of the screen
 */
export function spikeDots(
  { spikeSteps, spikeIds }: Spikes,
  view: RasterView,
  neurons: number,
  populationOf: Uint16Array,
  colours: readonly Colour[],
  { width, height, ratio }: { readonly width: number; readonly height: number; readonly ratio: number },
): Uint8ClampedArray<ArrayBuffer> {
  const counts = new Uint16Array(width * height);
  const owner = new Uint16Array(width * height);
  const perNeuron = height / (view.n1 - view.n0);
  const perStep = width / (view.t1 - view.t0);
  const start = firstSpikeAt(spikeSteps, view.t0);
  const end = firstSpikeAt(spikeSteps, view.t1);
  const shown = ((end - start) * (view.n1 - view.n0)) / neurons;
  const base = Math.round((shown * 4 * ratio * ratio < SPARSE * width * height ? 2 : 1) * ratio);
  const size = (per: number, most: number) => Math.max(base, Math.min(most, Math.round(per * 0.8)));
  const dotHeight = size(perNeuron, Math.round(5 * ratio));
  const dotWidth = size(perStep, Math.round(2 * ratio));
  for (let k = start; k < end; k++) {
    const id = spikeIds[k];
    if (id < view.n0 || id >= view.n1) continue;
    const x = Math.floor((spikeSteps[k] - view.t0) * perStep);
    const y = height - 1 - Math.floor((id + 0.5 - view.n0) * perNeuron) - (dotHeight >> 1);
    for (let row = Math.max(0, y); row < y + dotHeight && row < height; row++)
      for (let column = x; column < x + dotWidth && column < width; column++) {
        const at = row * width + column;
        counts[at]++;
        owner[at] = populationOf[id];
      }
  }
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < counts.length; at++) {
    if (counts[at] === 0) continue;
    const [r, g, b] = colours[owner[at]];
    pixels[4 * at] = r;
    pixels[4 * at + 1] = g;
    pixels[4 * at + 2] = b;
    pixels[4 * at + 3] = 255 * (1 - SHINES_THROUGH ** counts[at]);
  }
  return pixels;
}
