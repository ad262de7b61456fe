/** The table on which the verdict rests: one line a metric and population, with its equivalence plot. */
import type { Verification } from "../verify/verification.js";
import type { VerdictRow } from "../verdict/verdict.js";
import { coordinate } from "./axis-scale.js";
import { equivalencePlot, marginScale, PLOT_WIDTH } from "./equivalence-plot.js";
import { html, isolated, type Html } from "./html.js";
import { decimalsFor, formatFixed, formatNumber, formatPlain, formatSigned } from "./number-format.js";
import { glossary, meaningOf } from "./metric-glossary.js";
import { populationColours } from "./population-colours.js";
import { plural, section } from "./section.js";
import { outcomeBadge } from "./verdict-icon.js";

export function metricsSection(v: Verification): Html {
  const { rows, alpha } = v.verdict;
  const deciding = rows.filter((row) => row.role === "decides");
  const count = (outcome: VerdictRow["equivalent"]) => deciding.filter((row) => row.equivalent === outcome).length;
  const lead = html`${deciding.length} ${plural(deciding.length, "metric decides", "metrics decide")}: ${count("yes")} within ${plural(deciding.length, "its margin", "their margins")}, ${count("no")} outside, ${count("undecided")} undecided. Rows in grey inform only.`;
  const names = v.network.populations.map((p) => p.name);
  const colours = populationColours(names);
  const groups = [...new Set(rows.map((row) => row.population))];
  return section(
    "metrics",
    "Is each metric equivalent?",
    lead,
    html`
<div class="scroll" tabindex="0" role="region" aria-label="metrics"><table class="metrics"><caption>Target minus reference, paired by seed. Band: the margin; dot: mean difference; bar: ${formatPlain(100 * (1 - 2 * alpha))} % confidence interval, in units of the margin. A metric is equivalent when its whole bar lies in the band. * Distance between reference runs of different seeds.</caption>
<thead><tr><th scope="col">metric</th><th scope="col" class="number">reference</th><th scope="col" class="number">target</th><th scope="col" class="number">difference</th><th scope="col" class="number">${formatPlain(100 * (1 - 2 * alpha))} % interval</th><th scope="col" class="number">margin</th><th scope="col" class="plot">difference ÷ margin${axisLegend()}</th><th scope="col">outcome</th></tr></thead>
${groups.map((population) =>
  group(
    population,
    rows.filter((row) => row.population === population),
    colours[names.indexOf(population)]?.className ?? "c-e0",
  ),
)}
</table></div>
${glossary(rows)}`,
  );
}

function axisLegend(): Html {
  return html`<svg class="equivalence axis" viewBox="0 0 ${PLOT_WIDTH} 13" aria-hidden="true">${[-2, -1, 0, 1, 2].map((t) => html`<text x="${coordinate(marginScale(t))}" y="10">${formatNumber(t)}</text>`)}</svg>`;
}

function group(population: string, rows: readonly VerdictRow[], colour: string): Html {
  const ordered = [...rows.filter((row) => row.role === "decides"), ...rows.filter((row) => row.role === "informs")];
  return html`<tbody><tr class="group"><th scope="rowgroup" colspan="8"><span class="swatch ${colour}"></span>${isolated(population)}</th></tr>${ordered.map(metricRow)}</tbody>`;
}

/** Decimals that resolve the margin, and one more where the interval is much finer than it. */
function decimalsOf(row: VerdictRow): number {
  const coarse = decimalsFor(row.margin);
  const halfWidth = (row.interval[1] - row.interval[0]) / 2;
  return halfWidth > 0 && decimalsFor(halfWidth) > coarse ? coarse + 1 : coarse;
}

function metricRow(row: VerdictRow): Html {
  const decimals = decimalsOf(row);
  const distance = row.kind !== "mean";
  const interval = row.interval.every(Number.isFinite)
    ? `${formatFixed(row.interval[0], decimals)} … ${formatFixed(row.interval[1], decimals)}`
    : "none";
  const seeds = row.neededSeeds === null ? "" : `about ${formatNumber(row.neededSeeds)} seeds would decide`;
  const notes = [row.note, seeds].filter((note) => note !== "").join("; ");
  // Distances between runs have no "reference" of their own; the distance between reference seeds is their yardstick.
  const reference = distance
    ? row.reference.values.length > 0
      ? html`<span class="quiet" title="between reference runs of different seeds">${formatFixed(row.reference.mean, decimals)}*</span>`
      : "–"
    : formatFixed(row.reference.mean, decimals);
  return html`<tr class="${row.role}">
<th scope="row"><span title="${meaningOf(row)}">${row.metric}</span>${row.unit !== "" && html` <span class="unit">${row.unit}</span>`}${notes !== "" && html`<span class="row-note">${notes}</span>`}</th>
<td class="number" data-label="reference">${reference}</td><td class="number" data-label="target">${distance ? "–" : formatFixed(row.target.mean, decimals)}</td>
<td class="number" data-label="difference">${distance ? formatFixed(row.difference, decimals) : formatSigned(row.difference, decimals)}</td>
<td class="number range" data-label="interval">${interval}</td>
<td class="number" data-label="margin" title="${row.marginFrom}">${distance ? "" : "± "}${formatFixed(row.margin, decimalsFor(row.margin))}</td>
<td class="plot">${equivalencePlot(row)}</td><td class="result">${row.role === "decides" ? outcomeBadge(row.equivalent) : html`<span class="outcome">informs</span>`}</td></tr>`;
}
