/** How rate, CV and residual fraction go over a swept variable, beside the reference, and how far they are from it in margins. */
import type { VerdictRow } from "../../verdict/verdict.js";
import { html, type Html } from "../html.js";
import { section } from "../section.js";
import type { Figure, FigurePoints } from "./figure.js";
import { markKey } from "./side-marks.js";
import { sweepFigure } from "./sweep-figure.js";
import type { SweepPagePoint } from "./sweep-page.js";
import { heldText, slicesAcross, spanOf, type Slice, type SweptAxis } from "./swept-axis.js";

const SIDES = ["reference", "target"] as const;
/** More variables, and more combinations of the others, would make the page a wall of curves. */
const MOST_AXES = 4;
const MOST_SLICES = 6;

const SHOWN = [
  { id: "rate", title: "Rate", label: "rate, Hz" },
  { id: "cv", title: "Irregularity", label: "CV of intervals" },
  { id: "residual", title: "Cancellation", label: "residual fraction ρ" },
] as const;

export function curvesSection(axes: readonly SweptAxis[], points: readonly SweepPagePoint[]): Html {
  const judged = points.filter(({ verdict }) => verdict !== null);
  const over = axes
    .map((axis) => ({ axis, slices: slicesAcross(axes, [axis], judged).filter((slice) => spanOf(axis, slice) > 1) }))
    .filter(({ slices }) => slices.length > 0);
  const blocks =
    over.length > 0
      ? over.slice(0, MOST_AXES).map(({ axis, slices }) => axisBlock(axis, slices))
      : [axisBlock(pointAxis(judged), judged.length > 1 ? [{ held: [], points: judged }] : [])];
  const more = over.length - MOST_AXES;
  return section(
    "curves",
    "Over what is swept",
    "Means over seeds. The bar at a target is the interval of its difference from the reference, which ran on the same networks with the same input; dashed, what theory expects of the chip's integers.",
    html`${markKey(SIDES, false)}${blocks}${more > 0 && html`<p class="note">${more} more variables are in the tables.</p>`}`,
  );
}

/** Where nothing varies alone, the points stand side by side. */
function pointAxis(points: readonly SweepPagePoint[]): SweptAxis {
  return {
    name: "point",
    label: "point",
    values: points.map(({ point }) => point),
    at: (value) => points.findIndex(({ point }) => point === value),
    text: String,
    names: points.map(({ point }) => String(point)),
    log: false,
  };
}

function axisBlock(axis: SweptAxis, slices: readonly Slice[]): Html {
  if (slices.length === 0) return html`<p class="note">One point alone is no curve.</p>`;
  const more = slices.length - MOST_SLICES;
  return html`${slices.slice(0, MOST_SLICES).map((slice) => {
    const held = heldText(slice);
    return html`<h3>${axis.label}${held !== "" && html` <span class="quiet">at ${held}</span>`}</h3>
<div class="panels wide">${figuresOf(axis, slice, held).map((f) => sweepFigure(f, SIDES))}</div>`;
  })}${more > 0 && html`<p class="note">${more} more combinations of the other variables are in the tables.</p>`}`;
}

/** The points of a slice along its axis. */
function along(axis: SweptAxis, { points }: Slice): { readonly x: number; readonly point: SweepPagePoint }[] {
  return points
    .map((point) => ({ x: axis.at(axis.name === "point" ? point.point : (point.values[axis.name] ?? null)), point }))
    .sort((a, b) => a.x - b.x);
}

const rowOf = (point: SweepPagePoint, id: string, population: string): VerdictRow | undefined =>
  point.verdict?.rows.find((row) => row.id === id && row.population === population);

function populationsOf(points: readonly SweepPagePoint[]): string[] {
  return [
    ...new Set(
      points
        .flatMap(({ verdict }) => verdict?.rows.filter(({ id }) => id === "rate") ?? [])
        .map((row) => row.population),
    ),
  ];
}

function figuresOf(axis: SweptAxis, slice: Slice, held: string): Figure[] {
  const points = along(axis, slice);
  const populations = populationsOf(slice.points);
  const x = { label: axis.label, log: axis.log, names: axis.names };
  const at = held === "" ? "" : `, ${held}`;
  const metrics = SHOWN.filter(({ id }) =>
    populations.some((population) =>
      points.some(({ point }) => Number.isFinite(rowOf(point, id, population)?.target.mean)),
    ),
  );
  return [
    ...metrics.map(({ id, title, label }): Figure => ({
      title: `${title} over ${axis.name}${at}`,
      caption: "",
      x,
      y: { label },
      curves: id === "rate" ? theoryCurves(points, populations) : [],
      points: populations.flatMap((population) => sidesOf(points, id, population)),
    })),
    {
      title: `Change in margins over ${axis.name}${at}`,
      caption:
        "Of each metric, the population that is furthest off. Dashed: the margins within which a change counts as none.",
      x,
      y: { label: "change / margin" },
      curves: [-1, 1].map((y) => ({
        label: y < 0 ? "lower margin" : "upper margin",
        xs: [points[0].x, points[points.length - 1].x],
        ys: [y, y],
      })),
      points: metrics.map(({ id, label }) => furthest(points, id, label, populations)),
    },
  ];
}

function theoryCurves(points: ReturnType<typeof along>, populations: readonly string[]): Figure["curves"] {
  return populations.map((population) => ({
    label: `theory, ${population}`,
    xs: points.map(({ x }) => x),
    ys: points.map(({ point }) => point.predicted.find((p) => p.population === population)?.quantized ?? NaN),
  }));
}

const orElse = (value: number, fallback: number) => (Number.isFinite(value) ? value : fallback);

function sidesOf(points: ReturnType<typeof along>, id: string, population: string): FigurePoints[] {
  const rows = points.map(({ point }) => rowOf(point, id, population));
  const xs = points.map(({ x }) => x);
  const references = rows.map((row) => row?.reference.mean ?? NaN);
  const targets = rows.map((row) => row?.target.mean ?? NaN);
  const end = (k: 0 | 1) => rows.map((row, i) => orElse(references[i] + (row?.interval[k] ?? NaN), targets[i]));
  return [
    { label: population, side: SIDES[0], xs, ys: references, lows: references, highs: references },
    { label: population, side: SIDES[1], xs, ys: targets, lows: end(0), highs: end(1) },
  ];
}

function furthest(
  points: ReturnType<typeof along>,
  id: string,
  label: string,
  populations: readonly string[],
): FigurePoints {
  const rows = points.map(({ point }) =>
    populations
      .map((population) => rowOf(point, id, population))
      .filter((row) => row !== undefined && Number.isFinite(row.difference / row.margin))
      .reduce<VerdictRow | undefined>(
        (most, row) =>
          most === undefined || Math.abs(row!.difference / row!.margin) > Math.abs(most.difference / most.margin)
            ? row
            : most,
        undefined,
      ),
  );
  const ys = rows.map((row) => (row === undefined ? NaN : row.difference / row.margin));
  const end = (k: 0 | 1) => rows.map((row, i) => orElse((row?.interval[k] ?? NaN) / (row?.margin ?? NaN), ys[i]));
  return { label, side: SIDES[1], xs: points.map(({ x }) => x), ys, lows: end(0), highs: end(1) };
}
