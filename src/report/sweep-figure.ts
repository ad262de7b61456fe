/**
 * A figure of an experiment: theory as lines, the reference and the targets as marks with their intervals over seeds, moved apart by a few
 * pixels where they share an x. Where several series are shown each is named at its last point.
 */
import type { Figure, FigureCurve, FigurePoints, Side } from "../phenomena/experiment.js";
import { coordinate, linePath } from "./axis-scale.js";
import { html, type Html } from "./html.js";
import { formatNumber, formatPlain } from "./number-format.js";
import { figure } from "./section.js";
import { sideClass, sideMark } from "./side-marks.js";
import { valueAxis, type ValueAxis } from "./value-axis.js";

const WIDTH = 480;
const HEIGHT = 320;
const [LEFT, RIGHT, TOP, BOTTOM] = [66, 18, 16, 46];
const DODGE = 9;
const LINE_HEIGHT = 13;

/** @param sides all sides of the page, so that each has the same mark in every figure */
export function sweepFigure(f: Figure, sides: readonly Side[]): Html {
  const finite = (values: readonly number[]) => values.filter(Number.isFinite);
  const xs = [...f.curves, ...f.points].flatMap((c) => finite(c.xs));
  const ys = [...f.curves.flatMap((c) => finite(c.ys)), ...f.points.flatMap((p) => finite([...p.ys, ...p.lows, ...p.highs]))];
  const empty = f.points.every((p) => finite(p.ys).length === 0);
  const x = valueAxis(xs, f.x.log ?? false, [LEFT, WIDTH - RIGHT], 6);
  const y = valueAxis(ys, f.y.log ?? false, [HEIGHT - BOTTOM, TOP]);
  const xTicks = sweptTicks(f, x);
  const body = empty
    ? html`<text class="empty" x="${WIDTH / 2}" y="${HEIGHT / 2}" text-anchor="middle">nothing was measured</text>`
    : html`${f.curves.map((curve) => curvePath(curve, sides, x, y))}${f.points.map((points) => pointMarks(points, sides, x, y))}${seriesNames(f, x, y)}`;
  const svg = html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" class="sweep" role="img" aria-label="${describe(f)}">
${y.ticks.map((t) => html`<path class="grid" d="M${LEFT} ${coordinate(y.at(t))}H${WIDTH - RIGHT}"/><text x="${LEFT - 7}" y="${coordinate(y.at(t) + 4)}" text-anchor="end">${formatPlain(t)}</text>`)}
${xTicks.map((t) => html`<path class="tick" d="M${coordinate(x.at(t))} ${HEIGHT - BOTTOM}v5"/><text x="${coordinate(x.at(t))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${formatPlain(t)}</text>`)}
<path class="axis" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
${body}
<text class="axis-label" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${f.x.label}</text>
<text class="axis-label" x="15" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 15 ${(TOP + HEIGHT - BOTTOM) / 2})">${f.y.label}</text></svg>`;
  return figure(html`<p class="figure-title">${f.title}</p>${svg}`, f.caption, "panel");
}

/** The swept values themselves where they are few and stand apart, else round ones. */
function sweptTicks({ points }: Figure, x: ValueAxis): readonly number[] {
  const swept = [...new Set(points.flatMap((p) => p.xs))].sort((a, b) => a - b);
  const apart = swept.every((v, k) => k === 0 || x.at(v) - x.at(swept[k - 1]) > 34);
  return swept.length > 1 && swept.length <= 9 && apart && swept.every((v) => formatPlain(v).length <= 5) ? swept : x.ticks;
}

function describe({ title, points }: Figure): string {
  const spans = points.map(({ label, side, ys }) => {
    const some = ys.filter(Number.isFinite);
    return some.length === 0 ? `${side}, ${label}: not measured` : `${side}, ${label}: ${formatNumber(some[0])} to ${formatNumber(some[some.length - 1])}`;
  });
  return `${title}. ${spans.join("; ")}`;
}

function curvePath(curve: FigureCurve, sides: readonly Side[], x: ValueAxis, y: ValueAxis): Html {
  const path = linePath(curve.xs.map((v) => x.at(v)), curve.ys.map((v) => y.at(v)));
  return curve.side === undefined ? html`<path class="theory-line" d="${path}"/>` : html`<path class="side-line ${sideClass(sides.indexOf(curve.side))}" d="${path}"/>`;
}

function pointMarks({ side, xs, ys, lows, highs }: FigurePoints, sides: readonly Side[], x: ValueAxis, y: ValueAxis): Html {
  const k = sides.indexOf(side);
  const shift = (k - (sides.length - 1) / 2) * DODGE;
  return html`<g class="${sideClass(k)}">${xs.map((value, i) => {
    const [at, height] = [x.at(value) + shift, y.at(ys[i])];
    if (!Number.isFinite(at) || !Number.isFinite(height)) return "";
    // What a logarithm cannot show ends at the frame.
    const [low, high] = [y.at(lows[i]), y.at(highs[i])].map((v, end) => (Number.isFinite(v) ? v : end === 0 ? HEIGHT - BOTTOM : height));
    return html`<path class="side-interval" d="M${coordinate(at)} ${coordinate(low)}V${coordinate(high)}"/>${sideMark(k, at, height)}`;
  })}</g>`;
}

/** Only where there is more than one series: its name above its last point, or the last point of its curve. */
function seriesNames({ curves, points }: Figure, x: ValueAxis, y: ValueAxis): Html | false {
  const labels = [...new Set(points.map((p) => p.label))];
  if (labels.length < 2) return false;
  const lastOf = (c: FigureCurve | FigurePoints) => {
    const k = c.ys.findLastIndex(Number.isFinite);
    return k < 0 ? undefined : ([x.at(c.xs[k]), y.at(c.ys[k])] as const);
  };
  const places = labels
    .flatMap((label) => {
      const place = [...points.filter((p) => p.label === label), ...curves.filter((c) => c.label === label)].map(lastOf).find((p) => p !== undefined && Number.isFinite(p[1]));
      return place === undefined ? [] : [{ label, x: place[0], y: place[1] - 9 }];
    })
    .sort((a, b) => a.y - b.y);
  // From the top down, each below the one above it.
  for (let k = 1; k < places.length; k++) if (places[k].y < places[k - 1].y + LINE_HEIGHT && Math.abs(places[k].x - places[k - 1].x) < 90) places[k].y = places[k - 1].y + LINE_HEIGHT;
  const inside = (at: number) => Math.min(HEIGHT - BOTTOM - 4, Math.max(TOP + 8, at));
  return html`${places.map((p) => html`<text class="series-name" x="${coordinate(p.x)}" y="${coordinate(inside(p.y))}" text-anchor="${p.x > WIDTH - 110 ? "end" : "middle"}">${p.label}</text>`)}`;
}
