/** The four numbers that name a balanced state, reference → target, one column a population: what fits beside the verdict. */
import type { Verification } from "../verify/verification.js";
import type { VerdictRow } from "../verdict/verdict.js";
import { html, isolated, type Html, type HtmlValue } from "./html.js";
import { decimalsFor, formatFixed } from "./number-format.js";
import { meaningOf } from "./metric-glossary.js";
import { populationColours } from "./population-colours.js";
import { plural, table } from "./section.js";
import { outcomeMark } from "./verdict-icon.js";

const GLANCES: readonly (readonly [id: string, title: string])[] = [
  ["rate", "rate (Hz)"],
  ["cv", "CV of intervals"],
  ["correlation", "pair correlation"],
  ["residual", "residual fraction ρ"],
];
/** More populations than this are left to the table of metrics. */
const MOST_POPULATIONS = 8;

export function glanceTable({ verdict, network, runs }: Verification): Html {
  const names = network.populations.map((p) => p.name);
  const colours = populationColours(names);
  const shown = names.slice(0, MOST_POPULATIONS);
  const cell = (population: string, id: string): HtmlValue => {
    const row = verdict.rows.find((r) => r.population === population && r.id === id);
    return row === undefined ? "–" : change(row);
  };
  const columns = [
    { title: "" },
    ...shown.map((name, k) => ({ title: html`<span class="swatch ${colours[k].className}"></span>${isolated(name)}` })),
  ];
  const rows = GLANCES.map(([id, title]) => [
    html`${title}<span class="row-note">${meaningOf({ id, kind: "mean" })}</span>`,
    ...shown.map((name) => cell(name, id)),
  ]);
  const hidden = names.length - shown.length;
  return html`${table(`Reference → target, ${runs.length === 1 ? "one seed" : `means over ${runs.length} seeds`}`, columns, rows, "compact glance")}${hidden > 0 && html`<p class="note">${hidden} more ${plural(hidden, "population")} in the <a href="#metrics">table of metrics</a>.</p>`}`;
}

function change(row: VerdictRow): Html {
  const decimals = decimalsFor(row.margin);
  return html`<span class="unbroken">${formatFixed(row.reference.mean, decimals)} → ${formatFixed(row.target.mean, decimals)} ${row.role === "decides" && outcomeMark(row.equivalent)}</span>`;
}
