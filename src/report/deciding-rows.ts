/** What the verdict rests on, before anything else: the metrics outside their margins, the furthest first, in red; then those that are open. */
import type { Verdict, VerdictRow } from "../verdict/verdict.js";
import { rowOf } from "../verdict/decide.js";
import { html, isolated, type Html } from "./html.js";
import { meaningOf } from "./metric-glossary.js";
import { decimalsFor, formatFixed, formatSigned, withUnit } from "./number-format.js";
import { outcomeBadge } from "./verdict-icon.js";

/** More are left to the table of metrics. */
const SHOWN = 3;

/** Nothing where all metrics lie within their margins. */
export function decidingRows({ deciding, rows, alpha }: Verdict): Html | false {
  if (deciding.length === 0) return false;
  const more = deciding.length - SHOWN;
  const shown = deciding.slice(0, SHOWN).map((ref) => rowOf(rows, ref));
  // What a metric is, is said once.
  const explained = shown.map((row, k) => shown.findIndex((other) => meaningOf(other) === meaningOf(row)) === k);
  return html`<ul class="deciding" aria-label="what decided">${shown.map((row, k) => line(row, 1 - 2 * alpha, explained[k]))}</ul>
${more > 0 && html`<p class="note">${more} more in the <a href="#metrics">table of metrics</a>.</p>`}`;
}

function line(row: VerdictRow, level: number, explain: boolean): Html {
  const decimals = decimalsFor(row.margin);
  const fixed = (x: number) => formatFixed(x, decimals);
  const change =
    row.kind === "mean"
      ? html`${fixed(row.reference.mean)} → ${withUnit(fixed(row.target.mean), row.unit)}, a change of ${formatSigned(row.difference, decimals)}`
      : html`${withUnit(fixed(row.difference), row.unit)}`;
  const interval = row.interval.every(Number.isFinite)
    ? html` (${Math.round(100 * level)} % interval ${fixed(row.interval[0])} … ${fixed(row.interval[1])})`
    : "";
  return html`<li class="deciding-${row.equivalent}">${outcomeBadge(row.equivalent)} <strong>${row.metric} of ${isolated(row.population)}</strong>: ${change}${interval}; margin ${row.kind === "mean" && "±"}${fixed(row.margin)}${explain && html`<span class="row-note">${meaningOf(row)}</span>`}</li>`;
}
