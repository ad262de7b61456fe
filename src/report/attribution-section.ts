/** Which quantization moved which metric: one panel a metric, one line a cause, in units of the margin. */
import type { AttributionSummary, Contribution } from "../verdict/attribution.js";
import type { Verification } from "../verify/verification.js";
import { coordinate, linearScale } from "./axis-scale.js";
import { intervalMark } from "./equivalence-plot.js";
import { html, isolated, prose, type Html } from "./html.js";
import { formatNumber } from "./number-format.js";
import { populationColours, type PopulationColour } from "./population-colours.js";
import { plural, section, shorten, table } from "./section.js";

const WIDTH = 360;
const [LEFT, RIGHT, TOP, BOTTOM] = [112, 6, 4, 34];
/** As in the equivalence plot: two margins, and room for an arrow. */
const LIMIT = 2.5;
/** At most so many panels are open from the start; the rest, and those without an effect, are folded away. */
const OPEN_PANELS = 6;

export function attributionSection(v: Verification): Html {
  const title = "Which quantization did it";
  const attribution = v.attribution;
  if (attribution === null)
    return section(
      "attribution",
      title,
      html`${v.verdict.verdict === "survives" ? "The balance survives, so no cause was looked for" : "No cause was looked for"}: run again with <code>--attribution always</code> to quantize one thing at a time.`,
      "",
    );
  const names = v.network.populations.map((p) => p.name);
  const colours = populationColours(names);
  // What only the fully quantized runs measured says nothing of causes; the table of metrics has it.
  const causes = new Set(attribution.ranking.map((r) => r.item));
  const metrics = [...new Set(attribution.contributions.filter((c) => causes.has(c.item)).map((c) => c.metric))].sort(
    (a, b) => heaviest(attribution, b) - heaviest(attribution, a),
  );
  // The causes in the order of their weight, the fully quantized runs last.
  const items = [...attribution.ranking.map((r) => r.item), ...attribution.contributions.map((c) => c.item)].filter(
    (item, k, all) => all.indexOf(item) === k,
  );
  const open = Math.min(OPEN_PANELS, Math.max(1, metrics.filter((metric) => heaviest(attribution, metric) > 0).length));
  const panels = metrics.map((metric) => panel(metric, items, names, colours, attribution.contributions));
  const effects = attribution.ranking.filter((cause) => cause.weight > 0);
  const silent = attribution.ranking.filter((cause) => cause.weight === 0).map((cause) => cause.item);
  return section(
    "attribution",
    title,
    prose(attribution.summary),
    html`
${effects.length > 0 && html`<ol class="causes">${effects.map((cause) => html`<li>${prose(cause.sentence)}</li>`)}</ol>`}
${silent.length > 0 && html`<p>No effect that stands out from chance: ${isolated(silent.join(", "))}.</p>`}
<p class="note">How to read it: each line is runs with that one thing quantized minus unquantized runs of the same seeds, with its confidence interval. The axis counts margins; the band is the margin. Filled: the interval excludes zero, an effect was seen; open: it may be chance. “Everything” has all of them at once; contributions need not add up.</p>
<ul class="key">${names.map((name, k) => html`<li><span class="swatch ${colours[k].className}"></span>${isolated(name)}</li>`)}</ul>
<div class="panels">${panels.slice(0, open)}</div>
${panels.length > open && html`<details><summary>${panels.length - open} more ${plural(panels.length - open, "metric")}</summary><div class="panels">${panels.slice(open)}</div></details>`}
${interactions(attribution)}`,
  );
}

function heaviest(attribution: AttributionSummary, metric: string): number {
  return attribution.contributions
    .filter((c) => c.metric === metric && c.seen)
    .reduce((m, c) => Math.max(m, c.weight), 0);
}

function panel(
  metric: string,
  items: readonly string[],
  names: readonly string[],
  colours: readonly PopulationColour[],
  all: readonly Contribution[],
): Html {
  const own = all.filter((c) => c.metric === metric);
  const line = names.length > 6 ? 8.5 : 11;
  const rowHeight = Math.max(20, 6 + line * names.length);
  const height = TOP + rowHeight * items.length + BOTTOM;
  const x = linearScale([-LIMIT, LIMIT], [LEFT, WIDTH - RIGHT]);
  const [left, right] = [x(-1), x(1)];
  return html`<figure class="panel"><figcaption>${own[0].metricTitle}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="contribution of each cause to ${own[0].metricTitle}, in margins">
<rect class="margin-band" x="${coordinate(left)}" y="${TOP}" width="${coordinate(right - left)}" height="${rowHeight * items.length}"/><path class="zero" d="M${coordinate(x(0))} ${TOP}V${TOP + rowHeight * items.length}"/>
${items.map((item, i) => {
  const top = TOP + i * rowHeight;
  return html`${i > 0 && html`<path class="grid" d="M0 ${top}H${WIDTH - RIGHT}"/>`}<text x="0" y="${coordinate(top + rowHeight / 2 + 4)}">${shorten(item, 18)}<title>${item}</title></text>
${names.map((name, k) => {
  const c = own.find((entry) => entry.item === item && entry.population === name);
  const y = top + rowHeight / 2 + (k - (names.length - 1) / 2) * line;
  return (
    c !== undefined &&
    html`<g class="effect ${colours[k].className}${c.seen ? "" : " unseen"}"><title>${item}, ${name}: ${formatNumber(c.difference)} ${c.unit}, interval ${formatNumber(c.interval[0])} to ${formatNumber(c.interval[1])}, margin ${formatNumber(c.margin)}</title>${intervalMark({ difference: c.difference / c.margin, lower: c.interval[0] / c.margin, upper: c.interval[1] / c.margin }, y, x)}</g>`
  );
})}`;
})}
${[-2, -1, 0, 1, 2].map((t) => html`<text x="${coordinate(x(t))}" y="${height - 19}" text-anchor="middle">${formatNumber(t)}</text>`)}
<text x="${coordinate(x(0))}" y="${height - 4}" text-anchor="middle">change ÷ margin</text></svg></figure>`;
}

function interactions(attribution: AttributionSummary): Html | false {
  if (attribution.interactions.length === 0) return false;
  const columns = [
    { title: "metric" },
    { title: "population" },
    { title: "everything", numeric: true },
    { title: "sum of parts", numeric: true },
    { title: "interaction", numeric: true },
    { title: "unit" },
  ];
  const title = (metric: string) => attribution.contributions.find((c) => c.metric === metric)?.metricTitle ?? metric;
  return html`<details><summary>Do the parts add up?</summary>${table(
    "All at once, against the sum of the single effects",
    columns,
    attribution.interactions.map((i) => [
      title(i.metric),
      isolated(i.population),
      formatNumber(i.everything),
      formatNumber(i.sumOfParts),
      formatNumber(i.everything - i.sumOfParts),
      i.unit,
    ]),
    "compact",
  )}</details>`;
}
