/** How long blocks took, on a logarithmic axis. */
import type { LogHistogram } from "../numerics/log-histogram.js";
import { atMost } from "../numerics/two-digits.js";
import { coordinate, linearScale, stepPath, ticks } from "./axis-scale.js";
import { html, type Html } from "./html.js";
import { formatNumber, formatPlain } from "./number-format.js";
import { logTicks } from "./value-axis.js";

const WIDTH = 560;
const HEIGHT = 190;
const [LEFT, RIGHT, TOP, BOTTOM] = [56, 16, 24, 36];
const BINS = 32;
/** Of an axis on which nothing stands, ms. */
const NO_EDGES = Array.from({ length: BINS + 1 }, (_, k) => 2 ** (k / BINS));
const NO_COUNTS = new Array<number>(BINS).fill(0);

export function latencyPlot(title: string, latencies: LogHistogram, colour: string): Html {
  const bins = latencies.coarse(BINS);
  const edges = bins.length === 0 ? NO_EDGES : [bins[0].from, ...bins.map(({ to }) => to)];
  const counts = bins.length === 0 ? NO_COUNTS : bins.map(({ count }) => count);
  const x = linearScale([Math.log10(edges[0]), Math.log10(edges[BINS])], [LEFT, WIDTH - RIGHT]);
  const y = linearScale([0, Math.max(1, ...counts) * 1.08], [HEIGHT - BOTTOM, TOP]);
  const outline = stepPath(
    edges.map((ms) => x(Math.log10(ms))),
    counts.map(y),
    HEIGHT - BOTTOM,
  );
  const longest = Math.max(0, latencies.most);
  return html`<div><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" class="histogram ${colour}" role="img" aria-label="${title}: ${formatNumber(latencies.count)} blocks, at most ${formatNumber(atMost(longest))} ms">
<text class="title" x="${LEFT}" y="11">${title}</text><text class="quiet-text" x="${WIDTH - RIGHT}" y="11" text-anchor="end">${formatNumber(latencies.count)} blocks</text>
<path class="area" d="${outline}z"/><path class="line" d="${outline}"/>
<path class="axis" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
${spread(logTicks([edges[0], edges[BINS]]), (t) => x(Math.log10(t))).map((t) => html`<path class="tick" d="M${coordinate(x(Math.log10(t)))} ${HEIGHT - BOTTOM}v4"/><text x="${coordinate(x(Math.log10(t)))}" y="${HEIGHT - BOTTOM + 15}" text-anchor="middle">${formatPlain(t)}</text>`)}
${ticks(y.domain, 4)
  .filter((t) => t > 0)
  .map((t) => html`<text x="${LEFT - 4}" y="${coordinate(y(t) + 3.5)}" text-anchor="end">${formatPlain(t)}</text>`)}
<text x="13" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 13 ${(TOP + HEIGHT - BOTTOM) / 2})">blocks</text>
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}" text-anchor="middle">ms for a block</text></svg></div>`;
}

/** Units between two numbers below an axis, so that they do not run into each other. */
const CLOSEST = 34;

function spread(values: readonly number[], at: (value: number) => number): number[] {
  const kept: number[] = [];
  for (const value of values)
    if (kept.length === 0 || at(value) - at(kept[kept.length - 1]) >= CLOSEST) kept.push(value);
  return kept;
}
