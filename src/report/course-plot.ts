/** One figure of a plant over time: the range of each stretch of a long course as a band of its extremes, so that no excursion is lost. */
import { coordinate, extent, linearScale, linePath, soundDomain, ticks } from "./axis-scale.js";
import { html, isolated, type Html } from "./html.js";
import { formatPlain } from "./number-format.js";
import { shorten } from "./section.js";
import type { View } from "./static-raster.js";

const WIDTH = 560;
const HEIGHT = 130;
const [LEFT, RIGHT, TOP, BOTTOM] = [80, 18, 8, 32];
/** Points at which a line of this width is drawn; with more, two of each stretch: its lowest and its highest. */
const MOST_POINTS = 900;

/** Indices to draw: all, or of each of equal stretches the lowest and the highest value in the order in which they come. */
export function drawnPoints(values: ArrayLike<number>, most = MOST_POINTS): number[] {
  if (values.length <= most) return Array.from({ length: values.length }, (_, k) => k);
  const stretches = Math.max(1, Math.floor(most / 2));
  const points: number[] = [];
  for (let s = 0; s < stretches; s++) {
    const [from, to] = [s, s + 1].map((n) => Math.floor((n * values.length) / stretches));
    let [low, high] = [from, from];
    for (let k = from; k < to; k++) {
      if (values[k] < values[low]) low = k;
      if (values[k] > values[high]) high = k;
    }
    points.push(...(low === high ? [low] : [Math.min(low, high), Math.max(low, high)]));
  }
  return points;
}

/** @param values after each block; @param blockMs ms of a block; @param shaded steps of the raster beside it, in ms */
export function coursePlot(name: string, values: Float64Array, blockMs: number, duration: number, shaded: View): Html {
  const x = linearScale([0, duration], [LEFT, WIDTH - RIGHT]);
  const [low, high] = soundDomain(extent(values));
  const margin = (high - low) * 0.06;
  const y = linearScale([low - margin, high + margin], [HEIGHT - BOTTOM, TOP]);
  const points = drawnPoints(values);
  const times = points.map((k) => x(Math.min((k + 1) * blockMs, duration)));
  const label = `${shorten(name, 40)} over time, from ${formatPlain(extent(values)[0], 3)} to ${formatPlain(extent(values)[1], 3)}`;
  const [from, to] = [x(shaded.from), x(shaded.to)];
  return html`<figure class="raster-of course"><figcaption><strong>${isolated(name)}</strong></figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" class="c-i0" role="img" aria-label="${label}">
<rect class="margin-band" x="${coordinate(from)}" y="${TOP}" width="${coordinate(to - from)}" height="${HEIGHT - TOP - BOTTOM}"/>
${y.domain[0] < 0 && y.domain[1] > 0 && html`<path class="zero" d="M${LEFT} ${coordinate(y(0))}H${WIDTH - RIGHT}"/>`}
<path class="line" d="${linePath(
    times,
    points.map((k) => y(values[k])),
  )}"/>
<path class="axis" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
${ticks(y.domain, 4).map((t) => html`<text x="${LEFT - 6}" y="${coordinate(y(t) + 3.5)}" text-anchor="end">${formatPlain(t)}</text>`)}
${ticks(x.domain).map((t) => html`<path class="tick" d="M${coordinate(x(t))} ${HEIGHT - BOTTOM}v4"/><text x="${coordinate(x(t))}" y="${HEIGHT - BOTTOM + 15}" text-anchor="middle">${formatPlain(t)}</text>`)}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}" text-anchor="middle">time (ms)</text></svg></figure>`;
}
