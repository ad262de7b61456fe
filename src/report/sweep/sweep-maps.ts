/** The verdict over every two variables that were combined, as maps; further variables give a map for each of their combinations. */
import { exitCodeOf, isCode } from "../../diagnostics/codes.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import { html, type Html } from "../html.js";
import { formatNumber } from "../number-format.js";
import { section } from "../section.js";
import type { AxisValue, SweepPagePoint, SweepPageProblem } from "./sweep-page.js";
import { heldText, slicesAcross, spanOf, type Slice, type SweptAxis } from "./swept-axis.js";
import { verdictMapPlot, type VerdictMap } from "./verdict-map-plot.js";

type Cell = VerdictMap["cells"][number][number];

const MOST_MAPS = 12;

/** null where no two variables were combined. */
export function mapsSection(
  axes: readonly SweptAxis[],
  points: readonly SweepPagePoint[],
  problems: readonly SweepPageProblem[],
): Html | null {
  const pairs = axes.flatMap((y, k) => axes.slice(k + 1).map((x) => [x, y] as const));
  const maps = pairs.flatMap(([x, y]) =>
    slicesAcross(axes, [x, y], points)
      .filter((slice) => spanOf(x, slice) > 1 && spanOf(y, slice) > 1)
      .map((slice) => mapOf(x, y, slice, problems)),
  );
  if (maps.length === 0) return null;
  const more = maps.length - MOST_MAPS;
  return section(
    "maps",
    "Where the balance survives",
    "The verdict at each combination; below it, how far the metric that decides it is off, in margins.",
    html`<div class="panels wide">${maps.slice(0, MOST_MAPS).map(verdictMapPlot)}</div>
${more > 0 && html`<p class="note">${more} more maps are left out: verdicts.csv has every combination.</p>`}`,
  );
}

function mapOf(x: SweptAxis, y: SweptAxis, slice: Slice, problems: readonly SweepPageProblem[]): VerdictMap {
  const held = heldText(slice);
  const used = (axis: SweptAxis) =>
    axis.values.filter((value) => slice.points.some((point) => (point.values[axis.name] ?? null) === value));
  const [xs, ys] = [used(x), used(y)];
  const cell = (xValue: AxisValue, yValue: AxisValue) =>
    slice.points.find((p) => (p.values[x.name] ?? null) === xValue && (p.values[y.name] ?? null) === yValue);
  return {
    title: `Verdict over ${x.name} and ${y.name}${held === "" ? "" : `, ${held}`}`,
    caption: "",
    xLabel: x.label,
    yLabel: y.label,
    xs: xs.map(x.text),
    ys: ys.map(y.text),
    cells: ys.map((yValue) => xs.map((xValue) => cellOf(cell(xValue, yValue), problems))),
  };
}

function cellOf(point: SweepPagePoint | undefined, problems: readonly SweepPageProblem[]): Cell {
  if (point === undefined) return { word: "not run", note: "" };
  if (point.verdict === null) {
    const own = problems.filter((problem) => problem.point === point.point);
    const small = own.some(({ code }) => isCode(code) && exitCodeOf(code) === ExitCode.doesNotFit);
    return { word: small ? "does not fit" : "not run", note: own[0]?.state ?? "" };
  }
  const { deciding } = point;
  return {
    word: point.verdict.verdict,
    note: deciding === null ? "" : `${formatNumber(deciding.difference / deciding.margin, 2)} margins`,
  };
}
