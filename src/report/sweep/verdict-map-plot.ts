/** A map of verdicts over two axes as a grid: each cell has its word and a note, and the boundary that theory predicts lies over it. */
import { coordinate, linePath } from "../axis-scale.js";
import { html, type Html } from "../html.js";
import { figure } from "../section.js";

/** A map of words over two axes, e.g. verdicts over K and bits, with the boundary that theory predicts. */
export interface VerdictMap {
  readonly title: string;
  readonly caption: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Columns, left to right, and rows, top to bottom. */
  readonly xs: readonly string[];
  readonly ys: readonly string[];
  /** [row][column]; `note` is shown in the cell, e.g. the shift of the rate. */
  readonly cells: readonly (readonly {
    readonly word: "survives" | "drifts" | "breaks" | "not-balanced" | "inconclusive" | "does not fit" | "not run";
    readonly note: string;
  }[])[];
  /** Through the cells in units of columns (x) and rows (y), 0 the middle of the first. */
  readonly boundary?: { readonly label: string; readonly xs: readonly number[]; readonly ys: readonly number[] };
}

/** Of a cell; wider where a word of a column's name is. */
const [LEAST_WIDTH, CELL_HEIGHT] = [88, 40];
const [TOP, LINE] = [8, 15];
/** Width of a letter of a label. */
const LETTER = 6.6;

const CLASS_OF: Readonly<Record<VerdictMap["cells"][number][number]["word"], string>> = {
  survives: "map-survives",
  drifts: "map-drifts",
  breaks: "map-breaks",
  "not-balanced": "map-inconclusive",
  inconclusive: "map-inconclusive",
  "does not fit": "map-none",
  "not run": "map-none",
};

export function verdictMapPlot({ title, caption, xLabel, yLabel, xs, ys, cells, boundary }: VerdictMap): Html {
  const longest = Math.max(...xs.flatMap((x) => x.split(" ")).map((word) => word.length));
  const cellWidth = Math.max(LEAST_WIDTH, Math.ceil(longest * LETTER) + 10);
  const columns = xs.map((x) => linesOf(x, Math.floor(cellWidth / LETTER)));
  const deepest = Math.max(...columns.map((lines) => lines.length));
  const LEFT = 36 + LETTER * Math.max(...ys.map((y) => y.length));
  const [width, height] = [LEFT + xs.length * cellWidth + 10, TOP + ys.length * CELL_HEIGHT + 28 + deepest * LINE];
  const xAt = (column: number) => LEFT + (column + 0.5) * cellWidth;
  const yAt = (row: number) => TOP + (row + 0.5) * CELL_HEIGHT;
  const bottom = TOP + ys.length * CELL_HEIGHT;
  const svg = html`<svg viewBox="0 0 ${coordinate(width)} ${height}" width="${coordinate(width)}" class="verdict-map" role="img" aria-label="${title}: ${ys.map((y, r) => `${yLabel} ${y}: ${xs.map((x, c) => `${x} ${cells[r][c].word}`).join(", ")}`).join("; ")}">
${cells.map((row, r) => row.map(({ word, note }, c) => html`<g class="${CLASS_OF[word]}"><rect x="${coordinate(LEFT + c * cellWidth + 1)}" y="${TOP + r * CELL_HEIGHT + 1}" width="${cellWidth - 2}" height="${CELL_HEIGHT - 2}" rx="3"/><text x="${coordinate(xAt(c))}" y="${yAt(r) - 2}" text-anchor="middle">${word}</text><text class="map-note" x="${coordinate(xAt(c))}" y="${yAt(r) + 12}" text-anchor="middle">${note}</text></g>`))}
${ys.map((y, r) => html`<text x="${coordinate(LEFT - 8)}" y="${yAt(r) + 4}" text-anchor="end">${y}</text>`)}
${columns.map((lines, c) => lines.map((line, k) => html`<text x="${coordinate(xAt(c))}" y="${bottom + 16 + k * LINE}" text-anchor="middle">${line}</text>`))}
<text class="axis-label" x="${coordinate(LEFT + (xs.length * cellWidth) / 2)}" y="${height - 6}" text-anchor="middle">${xLabel}</text>
<text class="axis-label" x="14" y="${TOP + (ys.length * CELL_HEIGHT) / 2}" text-anchor="middle" transform="rotate(-90 14 ${TOP + (ys.length * CELL_HEIGHT) / 2})">${yLabel}</text>
${boundary !== undefined && html`<path class="map-boundary" d="${clippedPath(boundary.xs.map(xAt), boundary.ys.map(yAt), bottom)}"/>`}</svg>`;
  return figure(
    html`<p class="figure-title">${title}</p>${svg}`,
    html`${caption}${boundary !== undefined && html` Dashed: ${boundary.label}.`}`,
    "panel map",
  );
}

/** Words of a label on lines of at most so many letters. */
function linesOf(label: string, most: number): string[] {
  const lines = [""];
  for (const word of label.split(" ")) {
    const last = lines[lines.length - 1];
    if (last === "") lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What leaves the map runs along its edge. */
function clippedPath(xs: readonly number[], ys: readonly number[], bottom: number): string {
  return linePath(
    xs.map((x) => Number(coordinate(x))),
    ys.map((y) => Math.min(bottom, Math.max(TOP, y))),
  );
}
