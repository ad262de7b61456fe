/**
 * The raster and rates of one run as a still picture: for print, and where scripts are off. A PNG holds the dots, SVG the rest.
 * The picture shows the view with which the zoomable raster opens.
 */
import type { PopulationMetrics } from "../analysis/metrics.js";
import { toBase64 } from "../numerics/base64.js";
import type { Recording } from "../recording/recording.js";
import { coordinate, linePath, linearScale, ticks } from "./axis-scale.js";
import { html, type Html } from "./html.js";
import { formatPlain } from "./number-format.js";
import { encodePng } from "./png.js";
import type { PopulationColour } from "./population-colours.js";
import { firstSpikeAt } from "./raster-codec.js";
import { shorten } from "./section.js";

/** Steps from ≤ step < to. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** What is drawn of a recording. */
type Drawn = Pick<Recording, "dt" | "populations" | "spikeSteps" | "spikeIds">;

const WIDTH = 560;
const LEFT = 80;
const RIGHT = 18;
const TOP = 8;
const RASTER_HEIGHT = 250;
const RATE_TOP = TOP + RASTER_HEIGHT + 14;
const RATE_HEIGHT = 80;
const HEIGHT = RATE_TOP + RATE_HEIGHT + 32;
const PIXELS = 2; // a dot of the PNG is half a unit, sharp in print
const RATE_BINS = 200;

/** Dots of all neurons, the first at the bottom; at most one colour a population. */
export function rasterPixels(recording: Drawn, { from, to }: View, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height);
  const neurons = recording.populations.reduce((n, p) => Math.max(n, p.first + p.size), 0);
  const colourOf = new Uint8Array(neurons);
  recording.populations.forEach((p, k) => colourOf.fill((k % 255) + 1, p.first, p.first + p.size));
  const dot = Math.min(4, Math.max(PIXELS, Math.floor(height / Math.max(1, neurons))));
  const end = firstSpikeAt(recording.spikeSteps, to);
  for (let k = firstSpikeAt(recording.spikeSteps, from); k < end; k++) {
    const id = recording.spikeIds[k];
    const x = Math.min(width - PIXELS, Math.floor(((recording.spikeSteps[k] - from) / (to - from)) * width));
    const y = Math.max(
      0,
      Math.min(height - dot, height - Math.floor(((id + 0.5) / neurons) * height) - (dot >> 1) - 1),
    );
    for (let dy = 0; dy < dot; dy++) pixels.fill(colourOf[id], (y + dy) * width + x, (y + dy) * width + x + PIXELS);
  }
  return pixels;
}

export function staticRaster(
  recording: Drawn,
  populations: readonly Pick<PopulationMetrics, "rateSeries">[],
  burnInSteps: number,
  view: View,
  colours: readonly PopulationColour[],
  label: string,
): Html {
  const plot = WIDTH - LEFT - RIGHT;
  const [w, h] = [plot * PIXELS, RASTER_HEIGHT * PIXELS];
  const png = encodePng(
    w,
    h,
    rasterPixels(recording, view, w, h),
    colours.slice(0, 255).map((c) => c.rgb),
  );
  const seconds = linearScale([view.from * recording.dt, view.to * recording.dt], [LEFT, WIDTH - RIGHT]);
  const neurons = Math.max(
    1,
    recording.populations.reduce((n, p) => Math.max(n, p.first + p.size), 0),
  );
  const row = linearScale([0, neurons], [TOP + RASTER_HEIGHT, TOP]);
  return html`<svg class="static-raster" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
${recording.populations.map(
  (
    p,
    k,
  ) => html`<rect class="band ${colours[k].className}" x="${LEFT - 7}" y="${coordinate(row(p.first + p.size))}" width="5" height="${coordinate(Math.max(0.5, row(p.first) - row(p.first + p.size)))}"/>
${row(p.first) - row(p.first + p.size) > 9 && html`<text class="name" x="${LEFT - 11}" y="${coordinate(row(p.first + p.size / 2) + 3.5)}" text-anchor="end">${shorten(p.name, 8)}</text>`}`,
)}
<text x="14" y="${TOP + RASTER_HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 14 ${TOP + RASTER_HEIGHT / 2})">neurons</text>
<image x="${LEFT}" y="${TOP}" width="${plot}" height="${RASTER_HEIGHT}" href="data:image/png;base64,${toBase64(png)}" preserveAspectRatio="none"/>
<rect class="frame" x="${LEFT}" y="${TOP}" width="${plot}" height="${RASTER_HEIGHT}"/>
${rateTraces(populations, recording.dt, burnInSteps, view, colours)}
${ticks(seconds.domain).map((t) => html`<path class="tick" d="M${coordinate(seconds(t))} ${RATE_TOP + RATE_HEIGHT}v4"/><text x="${coordinate(seconds(t))}" y="${RATE_TOP + RATE_HEIGHT + 15}" text-anchor="middle">${formatPlain(t)}</text>`)}
<text x="${LEFT + plot / 2}" y="${HEIGHT - 4}" text-anchor="middle">time (ms)</text></svg>`;
}

/** The mean rate of each population, in bins of a whole number of those analysed. */
function rateTraces(
  populations: readonly Pick<PopulationMetrics, "rateSeries">[],
  dt: number,
  burnInSteps: number,
  view: View,
  colours: readonly PopulationColour[],
): Html {
  const traces = populations.map((p) => {
    const { binMs, values } = p.rateSeries;
    const start = burnInSteps * dt;
    const group = Math.max(1, Math.ceil(((view.to - view.from) * dt) / binMs / RATE_BINS));
    const first = Math.max(0, Math.floor((view.from * dt - start) / binMs));
    const last = Math.min(values.length, Math.floor((view.to * dt - start) / binMs));
    const times: number[] = [];
    const rates: number[] = [];
    for (let b = first; b + group <= last; b += group) {
      times.push(start + (b + group / 2) * binMs);
      rates.push(values.subarray(b, b + group).reduce((sum, r) => sum + r, 0) / group);
    }
    return { times, rates };
  });
  const highest = Math.max(1e-9, ...traces.map(({ rates }) => rates.reduce((m, r) => Math.max(m, r), 0)));
  const x = linearScale([view.from * dt, view.to * dt], [LEFT, WIDTH - RIGHT]);
  const y = linearScale([0, highest * 1.05], [RATE_TOP + RATE_HEIGHT, RATE_TOP]);
  return html`<path class="axis" d="M${LEFT} ${RATE_TOP}V${RATE_TOP + RATE_HEIGHT}H${WIDTH - RIGHT}"/>
${ticks(y.domain, 3).map((r) => html`<text x="${LEFT - 6}" y="${coordinate(y(r) + 3.5)}" text-anchor="end">${formatPlain(r)}</text>`)}
<text x="14" y="${RATE_TOP + RATE_HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 14 ${RATE_TOP + RATE_HEIGHT / 2})">rate (Hz)</text>
${traces.map(({ times, rates }, k) => html`<path class="line ${colours[k]?.className ?? ""}" d="${linePath(times.map(x), rates.map(y))}"/>`)}`;
}
