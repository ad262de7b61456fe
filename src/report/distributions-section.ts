/** How rates, irregularity and correlations are spread over neurons and pairs, reference under target. */
import { meanOf } from "../numerics/sample-moments.js";
import type { PopulationMetrics } from "../analysis/metrics.js";
import type { Verification } from "../verify/verification.js";
import { coordinate, linearScale, stepPath, ticks } from "./axis-scale.js";
import { pairedHistogram } from "./histogram.js";
import { html, isolated, type Html } from "./html.js";
import { formatNumber, formatPlain } from "./number-format.js";
import { populationColours } from "./population-colours.js";
import { section, shorten } from "./section.js";

export interface Quantity {
  readonly title: string;
  readonly axis: string;
  readonly of: string;
  readonly values: (p: PopulationMetrics) => Float64Array;
  /** True where the values are counts over the duration, hence multiples of one spike. */
  readonly counts?: true;
}

export const QUANTITIES: readonly Quantity[] = [
  { title: "Rate", axis: "rate (Hz)", of: "neurons", values: (p) => p.rates, counts: true },
  { title: "Irregularity", axis: "CV of intervals", of: "neurons", values: (p) => p.cv.values },
  { title: "Correlation", axis: "correlation of spike counts", of: "pairs", values: (p) => p.correlation.values },
];

const WIDTH = 340;
const HEIGHT = 176;
const [LEFT, RIGHT, TOP, BOTTOM] = [56, 16, 24, 36];

export function distributionsSection(v: Verification): Html {
  const { reference, target } = v.runs[0];
  const colours = populationColours(reference.populations.map((p) => p.name));
  const c = reference.populations[0]?.correlation;
  const lead = html`Where the target does what the reference does, the two outlines lie on each other. Seed ${v.runs[0].seed}; triangles mark the means; the outermost bins also hold what lies beyond them.`;
  return section(
    "distributions",
    "How it is spread over neurons",
    lead,
    html`
<ul class="key lines"><li><span class="line-key reference-key"></span>reference</li><li><span class="line-key target-key"></span>target</li></ul>
<div class="distributions">${reference.populations.map(
      (population, k) => html`
<div class="distribution-row"><h3><span class="swatch ${colours[k].className}"></span>${isolated(population.name)}</h3>
<div class="distribution-plots">${QUANTITIES.map((q) => histogramPlot(q, population, target.populations[k], colours[k].className, 1000 / reference.duration))}</div></div>`,
    )}</div>
${c !== undefined && Number.isFinite(c.pairStandardError) && html`<p class="note">Correlations are Pearson's, over counts in bins of ${formatPlain(c.binMs)} ms. A record of ${formatNumber(c.bins)} bins alone gives independent pairs a standard deviation of ${formatNumber(c.pairStandardError, 2)}: read the shift of the mean, not the width.</p>`}`,
  );
}

/** Two outlines on each other, the means as triangles; says so where nothing can be measured. */
export function histogramPlot(
  q: Quantity,
  reference: PopulationMetrics,
  target: PopulationMetrics,
  colour: string,
  spikeHz: number,
): Html {
  const [a, b] = [q.values(reference), q.values(target)];
  const label = `${q.title} of ${shorten(reference.name, 40)}: mean ${formatNumber(meanOf(a))} in the reference, ${formatNumber(meanOf(b))} on the target`;
  const histogram = pairedHistogram(a, b, q.counts ? spikeHz : 0);
  if (histogram === null)
    return html`<div><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${q.title}: not measurable"><text class="title" x="${LEFT}" y="14">${q.title}</text><text class="empty" x="${WIDTH / 2}" y="${HEIGHT / 2}" text-anchor="middle">not measurable: too few spikes</text></svg></div>`;
  const x = linearScale([histogram.edges[0], histogram.edges[histogram.edges.length - 1]], [LEFT, WIDTH - RIGHT]);
  const highest = Math.max(...histogram.reference, ...histogram.target, 1e-9);
  const y = linearScale([0, highest * 1.08], [HEIGHT - BOTTOM, TOP]);
  const edges = histogram.edges.map(x);
  const outline = (shares: readonly number[]) => stepPath(edges, shares.map(y), HEIGHT - BOTTOM);
  const mean = (values: Float64Array, className: string) => {
    const at = meanOf(values);
    if (!(at >= x.domain[0] && at <= x.domain[1])) return "";
    return html`<path class="${className}" d="M${coordinate(x(at))} ${TOP - 1}l-4.500 -7h9z"/>`;
  };
  return html`<div><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" class="histogram ${colour}" role="img" aria-label="${label}">
<text class="title" x="${LEFT}" y="11">${q.title}</text><text class="quiet-text" x="${WIDTH - RIGHT}" y="11" text-anchor="end">${a.length === b.length ? `${formatNumber(a.length)} ${q.of}` : `${formatNumber(a.length)} and ${formatNumber(b.length)} ${q.of}`}</text>
${b.length > 0 && html`<path class="area" d="${outline(histogram.target)}z"/><path class="line" d="${outline(histogram.target)}"/>`}
${a.length > 0 && html`<path class="line reference" d="${outline(histogram.reference)}"/>`}
${mean(a, "mean-reference")}${mean(b, "mean-target")}
<path class="axis" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
${ticks(x.domain, 5).map((t) => html`<path class="tick" d="M${coordinate(x(t))} ${HEIGHT - BOTTOM}v4"/><text x="${coordinate(x(t))}" y="${HEIGHT - BOTTOM + 15}" text-anchor="middle">${formatPlain(t)}</text>`)}
${ticks(y.domain, 4)
  .filter((t) => t > 0)
  .map(
    (t) => html`<text x="${LEFT - 4}" y="${coordinate(y(t) + 3.5)}" text-anchor="end">${formatPlain(100 * t)} %</text>`,
  )}
<text x="13" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 13 ${(TOP + HEIGHT - BOTTOM) / 2})">share of ${q.of}</text>
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}" text-anchor="middle">${q.axis}</text></svg></div>`;
}
