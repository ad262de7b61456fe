/**
 * A figure of an experiment: theory as lines, the reference and the targets as marks with their intervals over seeds, moved apart by a few
 * pixels where they share an x. Where several series are shown each is named at its last point, and where one series has several
 * curves of theory each of them at its highest point. A figure of one side tells its series apart by marks, one of curves alone by colours,
 * with a key of its own.
 */
import type { Figure, FigureCurve, FigurePoints, Side } from "../phenomena/experiment.js";
import { coordinate, linePath } from "./axis-scale.js";
import { html, type Html } from "./html.js";
import { formatNumber, formatPlain } from "./number-format.js";
import { figure } from "./section.js";
import { markKey, sideClass, sideMark } from "./side-marks.js";
import { valueAxis, type ValueAxis } from "./value-axis.js";

const WIDTH = 480;
const HEIGHT = 320;
const [RIGHT, TOP, BOTTOM] = [18, 16, 46];
const DODGE = 6;
/** Width of a digit of a tick. */
const DIGIT = 7;
const LINE_HEIGHT = 13;

/** @param sides all sides of the page, so that each has the same mark in every figure */
export function sweepFigure(f: Figure, sides: readonly Side[]): Html {
  const finite = (values: readonly number[]) => values.filter(Number.isFinite);
  const xs = [...f.curves, ...f.points].flatMap((c) => finite(c.xs));
  const ys = [...f.curves.flatMap((c) => finite(c.ys)), ...f.points.flatMap((p) => finite([...p.ys, ...p.lows, ...p.highs]))];
  const ofCurves = f.points.length === 0 && f.curves.every((c) => c.side === undefined);
  const ofOneSide = f.points.length > 1 && new Set(f.points.map((p) => p.side)).size === 1;
  const measured = ofCurves ? f.curves : [...f.points, ...f.curves.filter((c) => c.side !== undefined)];
  const empty = measured.every((m) => finite(m.ys).length === 0);
  const y = valueAxis(ys, f.y.log ?? false, [HEIGHT - BOTTOM, TOP]);
  const left = 36 + DIGIT * Math.max(3, ...y.ticks.map((t) => formatPlain(t).length));
  const x = valueAxis(xs, f.x.log ?? false, [left, WIDTH - RIGHT], 6);
  const xTicks = sweptTicks(f, x);
  const body = empty
    ? html`<text class="empty" x="${WIDTH / 2}" y="${HEIGHT / 2}" text-anchor="middle">nothing was measured</text>`
    : html`${f.curves.map((curve, k) => curvePath(curve, ofCurves ? sideClass(k + 1) : curve.side && sideClass(sides.indexOf(curve.side)), x, y))}${f.points.map((points, k) =>
        ofOneSide ? pointMarks(points, k, 0, x, y) : pointMarks(points, sides.indexOf(points.side), sides.indexOf(points.side) - (sides.length - 1) / 2, x, y),
      )}${!ofCurves && !ofOneSide && seriesNames(f, x, y)}`;
  const key = ofOneSide
    ? markKey(f.points.map((p) => p.label), false)
    : ofCurves && html`<ul class="key lines">${f.curves.map(({ label }, k) => html`<li class="${sideClass(k + 1)}"><span class="line-key"></span>${label}</li>`)}</ul>`;
  const svg = html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" class="sweep" role="img" aria-label="${describe(f)}">
${y.ticks.map((t) => html`<path class="grid" d="M${left} ${coordinate(y.at(t))}H${WIDTH - RIGHT}"/><text x="${left - 7}" y="${coordinate(y.at(t) + 4)}" text-anchor="end">${formatPlain(t)}</text>`)}
${xTicks.map((t) => html`<path class="tick" d="M${coordinate(x.at(t))} ${HEIGHT - BOTTOM}v5"/><text x="${coordinate(x.at(t))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${formatPlain(t)}</text>`)}
<path class="axis" d="M${left} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
${body}
<text class="axis-label" x="${(left + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${f.x.label}</text>
<text class="axis-label" x="15" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 15 ${(TOP + HEIGHT - BOTTOM) / 2})">${f.y.label}</text></svg>`;
  return figure(html`<p class="figure-title">${f.title}</p>${svg}${key}`, f.caption, "panel");
}

/** The swept values themselves where they are few and stand apart, else round ones. */
function sweptTicks({ points }: Figure, x: ValueAxis): readonly number[] {
  const swept = [...new Set(points.flatMap((p) => p.xs))].sort((a, b) => a - b);
  const apart = swept.every((v, k) => k === 0 || x.at(v) - x.at(swept[k - 1]) > 34);
  return swept.length > 1 && swept.length <= 9 && apart && swept.every((v) => formatPlain(v).length <= 6) ? swept : x.ticks;
}

function describe({ title, points }: Figure): string {
  const spans = points.map(({ label, side, ys }) => {
    const some = ys.filter(Number.isFinite);
    return some.length === 0 ? `${side}, ${label}: not measured` : `${side}, ${label}: ${formatNumber(some[0])} to ${formatNumber(some[some.length - 1])}`;
  });
  return `${title}. ${spans.join("; ")}`;
}

/** @param colour that of a side or a series; without it the line is theory */
function curvePath(curve: FigureCurve, colour: string | undefined, x: ValueAxis, y: ValueAxis): Html {
  const path = linePath(curve.xs.map((v) => x.at(v)), curve.ys.map((v) => y.at(v)));
  return html`<path class="${colour === undefined ? "theory-line" : `side-line ${colour}`}" d="${path}"/>`;
}

/** With mark k, moved sideways by `place` times the distance of sides. */
function pointMarks({ xs, ys, lows, highs }: FigurePoints, k: number, place: number, x: ValueAxis, y: ValueAxis): Html {
  const shift = place * DODGE;
  return html`<g class="${sideClass(k)}">${xs.map((value, i) => {
    const [at, height] = [x.at(value) + shift, y.at(ys[i])];
    if (!Number.isFinite(at) || !Number.isFinite(height)) return "";
    // What a logarithm cannot show ends at the frame.
    const [low, high] = [y.at(lows[i]), y.at(highs[i])].map((v, end) => (Number.isFinite(v) ? v : end === 0 ? HEIGHT - BOTTOM : height));
    return html`<path class="side-interval" d="M${coordinate(at)} ${coordinate(low)}V${coordinate(high)}"/>${sideMark(k, at, height)}`;
  })}</g>`;
}

interface NamePlace {
  readonly label: string;
  readonly x: number;
  y: number;
}

/** What needs a name beside the key of the page, each below the one above it. */
function seriesNames({ curves, points }: Figure, x: ValueAxis, y: ValueAxis): Html {
  const place = ({ label, xs, ys }: FigureCurve | FigurePoints, k: number): NamePlace[] => (k < 0 || !Number.isFinite(ys[k]) ? [] : [{ label, x: x.at(xs[k]), y: y.at(ys[k]) - 9 }]);
  const atEnd = (c: FigureCurve | FigurePoints) => place(c, c.ys.findLastIndex(Number.isFinite));
  const atTop = (c: FigureCurve) => place(c, c.ys.reduce((best, v, k) => (Number.isFinite(v) && !(v <= c.ys[best]) ? k : best), 0));
  const series = [...new Set(points.map((p) => p.label))];
  const theory = curves.filter((c) => c.side === undefined);
  const places = [
    ...(series.length > 1 ? series.flatMap((label) => points.filter((p) => p.label === label).map(atEnd).find((found) => found.length > 0) ?? []) : []),
    ...(series.length < 2 && theory.length > 1 ? theory.flatMap(atTop) : []),
  ].sort((a, b) => a.y - b.y);
  for (let k = 1; k < places.length; k++) if (places[k].y < places[k - 1].y + LINE_HEIGHT && Math.abs(places[k].x - places[k - 1].x) < 160) places[k].y = places[k - 1].y + LINE_HEIGHT;
  const inside = (at: number) => Math.min(HEIGHT - BOTTOM - 4, Math.max(TOP + 8, at));
  const anchor = (at: number) => (at > WIDTH - 130 ? "end" : at < 190 ? "start" : "middle");
  return html`${places.map((p) => html`<text class="series-name" x="${coordinate(p.x)}" y="${coordinate(inside(p.y))}" text-anchor="${anchor(p.x)}">${p.label}</text>`)}`;
}
