/** One experiment: the claim, what theory says, the figures, every quantity on every side, and the verdict of each target with its reason. */
import type { Cell, Conclusion, Outcome, Row } from "../conclude.js";
import type { Phenomenon } from "../run-phenomena.js";
import { shownDigits } from "../shown-digits.js";
import { html, prose, type Html, type HtmlValue } from "../../src/report/html.js";
import { formatFixed, formatNumber, formatPlain, withUnit } from "../../src/report/number-format.js";
import { plural, section, table, type Column } from "../../src/report/section.js";
import { sweepFigure } from "../../src/report/sweep/sweep-figure.js";
import { outcomeMark, type MarkedOutcome } from "../../src/report/verdict-icon.js";

const MARK_OF: Readonly<Record<Outcome | Conclusion["verdict"], MarkedOutcome>> = {
  holds: "yes",
  preserved: "yes",
  fails: "no",
  lost: "no",
  undecided: "undecided",
  unfounded: "undecided",
  "not expressible": "none",
};

/** The word with its shape. */
export function outcomeWord(word: Outcome | Conclusion["verdict"]): Html {
  return html`<span class="unbroken">${outcomeMark(MARK_OF[word], word)} ${word}</span>`;
}

export function phenomenonSection(p: Phenomenon, sides: readonly string[]): Html {
  return section(
    p.id,
    p.title,
    html`<q>${p.claim}</q>`,
    html`
<p>${prose(p.theory)}</p>
<div class="panels wide">${p.figures.map((f) => sweepFigure(f, sides))}</div>
${quantityTable(p.rows, sides)}
<dl class="reasons">${p.conclusions.map((c) => html`<div><dt>${c.side}</dt><dd>${outcomeWord(c.verdict)}: ${prose(c.reason)}.</dd></div>`)}</dl>
<p class="note">${formatNumber(p.runs)} ${plural(p.runs, "run")}${p.cores.map(({ side, cores }) => html`; on ${side} up to ${formatNumber(cores)} ${plural(cores, "core")}`)}.</p>
${p.overflows.length > 0 && html`<p class="note">Registers that overflowed, in the run in which they did so most: ${p.overflows.map(({ side, counter, count, condition }, k) => `${k > 0 ? "; " : ""}${side}: ${counter} ${formatNumber(count)} times (${condition})`)}.</p>`}
${p.notes.length > 0 && html`<details><summary>What the compilers said</summary><ul class="diagnostics">${p.notes.map(({ side, text }) => html`<li class="note"><span class="severity">${side}</span>${prose(text)}</li>`)}</ul></details>`}`,
  );
}

function quantityTable(rows: readonly Row[], sides: readonly string[]): Html {
  const columns: Column[] = [
    { title: "quantity" },
    { title: "theory", numeric: true },
    { title: "tolerance", numeric: true },
    ...sides.map((side) => ({ title: side, numeric: true })),
  ];
  return table(
    "Means over the seeds with their 90 % intervals; the claim holds where the whole interval lies inside the tolerance",
    columns,
    rows.map((row) => [
      html`${row.label}<span class="row-note">${row.why}</span>`,
      theoryOf(row),
      row.tolerance,
      ...sides.map((side) =>
        cellText(
          row,
          row.cells.find((cell) => cell.side === side)!,
        ),
      ),
    ]),
    "quantities",
  );
}

function theoryOf({ cells, unit }: Row): string {
  const { theory } = cells[0];
  return Number.isFinite(theory) ? withUnit(formatPlain(Number(theory.toPrecision(4))), unit) : "a bound";
}

function cellText({ unit, cells }: Row, cell: Cell): HtmlValue {
  const mark = outcomeMark(MARK_OF[cell.outcome], cell.outcome);
  if (cell.outcome === "not expressible") return html`${mark} <span class="quiet">not expressible</span>`;
  const { half, decimals, bound } = shownDigits(cell);
  const value =
    half > 0
      ? `${formatFixed(cell.value, decimals)} ± ${bound ?? formatFixed(half, decimals)}`
      : formatNumber(cell.value);
  const ownTheory =
    Number.isFinite(cell.theory) && Math.abs(cell.theory - cells[0].theory) > 0.005 * Math.abs(cells[0].theory);
  return html`<span class="unbroken">${withUnit(value, unit)} ${mark}</span>${ownTheory && html`<span class="row-note">theory here ${formatNumber(cell.theory)}</span>`}`;
}
