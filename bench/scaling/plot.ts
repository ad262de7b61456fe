/** A figure of lines with marks on two logarithmic axes, as an SVG that stands alone. */
import { coordinate, linePath } from "../../src/report/axis-scale.js";
import { formatPlain } from "../../src/report/number-format.js";
import { valueAxis } from "../../src/report/value-axis.js";

export interface Series {
  readonly name: string;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

export interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
}

const [WIDTH, HEIGHT] = [480, 300];
const [LEFT, RIGHT, TOP, BOTTOM] = [62, 138, 30, 44];
const LINE_HEIGHT = 15;
/** Told apart without colour too: marks differ. Okabe & Ito's colours. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

function mark(kind: number, x: number, y: number): string {
  const at = (dx: number, dy: number) => `${coordinate(x + dx)} ${coordinate(y + dy)}`;
  switch (kind % 4) {
    case 0:
      return `<circle cx="${coordinate(x)}" cy="${coordinate(y)}" r="3.5"/>`;
    case 1:
      return `<path d="M${at(-3.5, -3.5)}h7v7h-7z"/>`;
    case 2:
      return `<path d="M${at(0, -4.5)}L${at(4.5, 3.5)}H${coordinate(x - 4.5)}z"/>`;
    default:
      return `<path d="M${at(0, -5)}L${at(5, 0)}L${at(0, 5)}L${at(-5, 0)}z"/>`;
  }
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

export function plotSvg({ title, x, y, series }: Plot): string {
  const right = WIDTH - RIGHT;
  const floor = HEIGHT - BOTTOM;
  const xAxis = valueAxis(
    series.flatMap((s) => [...s.xs]),
    true,
    [LEFT, right],
  );
  const yAxis = valueAxis(
    series.flatMap((s) => [...s.ys]),
    true,
    [floor, TOP],
  );
  const text = (content: string, attributes: string) => `<text ${attributes}>${escaped(content)}</text>`;
  const grid = yAxis.ticks.map((tick) => {
    const at = coordinate(yAxis.at(tick));
    return `<path class="grid" d="M${LEFT} ${at}H${right}"/>${text(formatPlain(tick), `x="${LEFT - 7}" y="${coordinate(yAxis.at(tick) + 4)}" text-anchor="end"`)}`;
  });
  const marks = xAxis.ticks.map((tick) => {
    const at = coordinate(xAxis.at(tick));
    return `<path class="axis" d="M${at} ${floor}v5"/>${text(formatPlain(tick), `x="${at}" y="${floor + 18}" text-anchor="middle"`)}`;
  });
  const lines = series.map(({ name, xs, ys }, k) => {
    const [px, py] = [xs.map((v) => xAxis.at(v)), ys.map((v) => yAxis.at(v))];
    const points = px.map((at, i) => (Number.isFinite(py[i]) ? mark(k, at, py[i]) : "")).join("");
    const key = TOP + 8 + k * LINE_HEIGHT;
    const colour = COLOURS[k % COLOURS.length];
    return `<g fill="${colour}" stroke="${colour}"><path d="${linePath(px, py)}" fill="none" stroke-width="1.5"/>${points}${mark(k, right + 16, key)}</g>${text(name, `x="${right + 26}" y="${key + 4}"`)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">
<style>
text { font: 12px system-ui, sans-serif; fill: #222 }
.axis { stroke: #555; fill: none }
.grid { stroke: #ddd; fill: none }
.paper { fill: #fff }
</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>
${text(title, `x="${LEFT}" y="17" font-weight="bold"`)}
${grid.join("\n")}
<path class="axis" d="M${LEFT} ${TOP}V${floor}H${right}"/>
${marks.join("\n")}
${lines.join("\n")}
${text(x, `x="${(LEFT + right) / 2}" y="${HEIGHT - 8}" text-anchor="middle"`)}
${text(y, `x="14" y="${(TOP + floor) / 2}" text-anchor="middle" transform="rotate(-90 14 ${(TOP + floor) / 2})"`)}
</svg>
`;
}
