/**
 * A figure over swept values: theory as lines, the reference and the targets as marks with their intervals over seeds, moved apart by a few
 * pixels where they share an x. No word stands on the data: several series are named in the margin, beside the last point of each; curves of
 * theory have dashes of their own and stand in the figure's key. A figure of one side tells its series apart by marks, one of curves alone
 * by colours, in its key too.
 */
import type { Figure, FigureCurve, FigurePoints } from "./figure.js";
import { coordinate, linePath } from "../axis-scale.js";
import { html, type Html } from "../html.js";
import { formatNumber, formatPlain } from "../number-format.js";
import { figure, shorten } from "../section.js";
import { markKey, sideClass, sideMark } from "./side-marks.js";
import { valueAxis, type ValueAxis } from "../value-axis.js";

const WIDTH = 480;
const HEIGHT = 320;
const [RIGHT, TOP, BOTTOM] = [18, 16, 46];
/** Of the margin that names series, and of one of its letters. */
const [WIDEST_NAME, LETTER] = [150, 6.6];
/** Patterns of theory's lines in client/report.css. */
const DASHES = 5;
const DODGE = 6;
/** Width of a digit of a tick. */
const DIGIT = 7;
const LINE_HEIGHT = 13;
/** Letters of a value that is a word. */
const LONGEST_TICK = 14;

/** @param sides all sides of the page, so that each has the same mark in every figure */
export function sweepFigure(f: Figure, sides: readonly string[]): Html {
  const finite = (values: readonly number[]) => values.filter(Number.isFinite);
  const xs = [...f.curves, ...f.points].flatMap((c) => finite(c.xs));
  const ys = [
    ...f.curves.flatMap((c) => finite(c.ys)),
    ...f.points.flatMap((p) => finite([...p.ys, ...p.lows, ...p.highs])),
  ];
  const ofCurves = f.points.length === 0 && f.curves.every((c) => c.side === undefined);
  const ofOneSide = f.points.length > 1 && new Set(f.points.map((p) => p.side)).size === 1;
  const measured = ofCurves ? f.curves : [...f.points, ...f.curves.filter((c) => c.side !== undefined)];
  const empty = measured.every((m) => finite(m.ys).length === 0);
  const y = valueAxis(ys, f.y.log ?? false, [HEIGHT - BOTTOM, TOP]);
  const theory = f.curves.filter((c) => c.side === undefined);
  const names = ofCurves || ofOneSide ? [] : [...new Set(f.points.map((p) => p.label))];
  const right =
    names.length > 1 ? Math.min(WIDEST_NAME, 20 + LETTER * Math.max(...names.map((name) => [...name].length))) : RIGHT;
  const left = 36 + DIGIT * Math.max(3, ...y.ticks.map((t) => formatPlain(t).length));
  const x = valueAxis(xs, f.x.log ?? false, [left, WIDTH - right], 6);
  const xTicks = f.x.names?.map((_, k) => k) ?? sweptTicks(f, x);
  const xText = (tick: number) =>
    f.x.names === undefined ? formatPlain(tick) : shorten(f.x.names[tick], LONGEST_TICK);
  const body = empty
    ? html`<text class="empty" x="${WIDTH / 2}" y="${HEIGHT / 2}" text-anchor="middle">nothing was measured</text>`
    : html`${f.curves.map((curve, k) => curvePath(curve, ofCurves ? `side-line ${sideClass(k + 1)}` : curve.side === undefined ? `theory-line dash-${theory.indexOf(curve) % DASHES}` : `side-line ${sideClass(sides.indexOf(curve.side))}`, x, y))}${f.points.map(
        (points, k) =>
          ofOneSide
            ? pointMarks(points, k, 0, x, y)
            : pointMarks(points, sides.indexOf(points.side), sides.indexOf(points.side) - (sides.length - 1) / 2, x, y),
      )}${names.length > 1 && seriesNames(f, names, x, y, WIDTH - right)}`;
  const key = ofOneSide
    ? html`${theoryKey(theory)}${markKey(
        f.points.map((p) => p.label),
        false,
      )}`
    : !ofCurves
      ? theoryKey(theory)
      : html`<ul class="key lines">${f.curves.map(({ label }, k) => html`<li class="${sideClass(k + 1)}"><span class="line-key"></span>${label}</li>`)}</ul>`;
  const svg = html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" class="sweep" role="img" aria-label="${describe(f)}">
${y.ticks.map((t) => html`<path class="grid" d="M${left} ${coordinate(y.at(t))}H${WIDTH - right}"/><text x="${left - 7}" y="${coordinate(y.at(t) + 4)}" text-anchor="end">${formatPlain(t)}</text>`)}
${xTicks.map((t) => html`<path class="tick" d="M${coordinate(x.at(t))} ${HEIGHT - BOTTOM}v5"/><text x="${coordinate(x.at(t))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${xText(t)}</text>`)}
<path class="axis" d="M${left} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - right}"/>
${body}
<text class="axis-label" x="${(left + WIDTH - right) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${f.x.label}</text>
<text class="axis-label" x="15" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 15 ${(TOP + HEIGHT - BOTTOM) / 2})">${f.y.label}</text></svg>`;
  return figure(html`<p class="figure-title">${f.title}</p>${svg}${key}`, f.caption, "panel");
}

/** The swept values themselves where they are few and stand apart, else round ones. */
function sweptTicks({ points }: Figure, x: ValueAxis): readonly number[] {
  const swept = [...new Set(points.flatMap((p) => p.xs))].sort((a, b) => a - b);
  const apart = swept.every((v, k) => k === 0 || x.at(v) - x.at(swept[k - 1]) > 34);
  return swept.length > 1 && swept.length <= 9 && apart && swept.every((v) => formatPlain(v).length <= 6)
    ? swept
    : x.ticks;
}

function describe({ title, points }: Figure): string {
  const spans = points.map(({ label, side, ys }) => {
    const some = ys.filter(Number.isFinite);
    return some.length === 0
      ? `${side}, ${label}: not measured`
      : `${side}, ${label}: ${formatNumber(some[0])} to ${formatNumber(some[some.length - 1])}`;
  });
  return `${title}. ${spans.join("; ")}`;
}

function curvePath(curve: FigureCurve, className: string, x: ValueAxis, y: ValueAxis): Html {
  return html`<path class="${className}" d="${linePath(
    curve.xs.map((v) => x.at(v)),
    curve.ys.map((v) => y.at(v)),
  )}"/>`;
}

/** What each line of theory is; the dashes are those of the figure. */
function theoryKey(curves: readonly FigureCurve[]): Html | false {
  if (curves.length === 0) return false;
  return html`<ul class="key lines">${curves.map(({ label }, k) => html`<li><svg class="line-sample" viewBox="0 0 34 8" width="34" height="8" aria-hidden="true"><path class="theory-line dash-${k % DASHES}" d="M1 4H33"/></svg>${label}</li>`)}</ul>`;
}

/** With mark k, moved sideways by `place` times the distance of sides. */
function pointMarks({ xs, ys, lows, highs }: FigurePoints, k: number, place: number, x: ValueAxis, y: ValueAxis): Html {
  const shift = place * DODGE;
  return html`<g class="${sideClass(k)}">${xs.map((value, i) => {
    const [at, height] = [x.at(value) + shift, y.at(ys[i])];
    if (!Number.isFinite(at) || !Number.isFinite(height)) return "";
    // What a logarithm cannot show ends at the frame.
    const [low, high] = [y.at(lows[i]), y.at(highs[i])].map((v, end) =>
      Number.isFinite(v) ? v : end === 0 ? HEIGHT - BOTTOM : height,
    );
    return html`<path class="side-interval" d="M${coordinate(at)} ${coordinate(low)}V${coordinate(high)}"/>${sideMark(k, at, height)}`;
  })}</g>`;
}

interface NamePlace {
  readonly label: string;
  /** Of the last point. */
  readonly x: number;
  readonly y: number;
  /** Of the name: below the one above it. */
  at: number;
}

/** In the margin from `edge` on, each with a thin line to the last point of its series. */
function seriesNames({ points }: Figure, names: readonly string[], x: ValueAxis, y: ValueAxis, edge: number): Html {
  const places = names
    .flatMap((label): NamePlace[] => {
      const ends = points
        .filter((p) => p.label === label)
        .map((p) => ({ p, k: p.ys.findLastIndex((v) => Number.isFinite(y.at(v))) }));
      const last = ends.find(({ k }) => k >= 0);
      if (last === undefined) return [];
      const height = y.at(last.p.ys[last.k]);
      return [{ label, x: x.at(last.p.xs[last.k]), y: height, at: height }];
    })
    .sort((a, b) => a.y - b.y);
  const letters = Math.floor((WIDTH - edge - 16) / LETTER);
  places.forEach(
    (place, k) => (place.at = Math.max(place.at, k === 0 ? TOP + LINE_HEIGHT / 2 : places[k - 1].at + LINE_HEIGHT)),
  );
  // What was pushed below the axis pushes back up.
  for (let k = places.length - 1, floor = HEIGHT - BOTTOM; k >= 0; k--, floor -= LINE_HEIGHT)
    places[k].at = Math.min(places[k].at, floor);
  return html`${places.map((p) => html`<path class="leader" d="M${coordinate(p.x + 9)} ${coordinate(p.y)}L${coordinate(edge + 9)} ${coordinate(p.at)}"/><text class="series-name" x="${coordinate(edge + 12)}" y="${coordinate(p.at + 4)}">${shorten(p.label, letters)}<title>${p.label}</title></text>`)}`;
}
