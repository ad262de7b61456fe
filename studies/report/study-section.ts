/** A study: the question, what is expected, what was found, and the maps, figures and tables behind it. */
import type { StudyResult } from "../study.js";
import { html, prose, type Html } from "../../src/report/html.js";
import { section, table } from "../../src/report/section.js";
import { sweepFigure } from "../../src/report/sweep/sweep-figure.js";
import { outcomeMark } from "../../src/report/verdict-icon.js";
import { verdictMapPlot } from "../../src/report/sweep/verdict-map-plot.js";

const NUMBER = /^[-−+±<>≤≥~]?\s*[\d.,\u202f]/;

export function studySection(study: StudyResult, sides: readonly string[]): Html {
  return section(
    study.id,
    study.title,
    study.question,
    html`
<p>${prose(study.theory)}</p>
<ul class="findings">${study.findings.map(({ text, agrees }) => html`<li>${agrees === null ? outcomeMark("none", "nothing was expected") : agrees ? outcomeMark("yes", "agrees") : outcomeMark("no", "does not agree")} ${prose(text)}</li>`)}</ul>
<div class="panels wide">${study.maps.map(verdictMapPlot)}${study.figures.map((f) => sweepFigure(f, sides))}</div>
${study.tables.map(({ caption, header, rows }) =>
  table(
    caption,
    header.map((title, k) => ({ title, numeric: k > 0 && rows.every((row) => NUMBER.test(row[k]) || row[k] === "–") })),
    rows,
  ),
)}`,
  );
}
