/**
 * One line of the equivalence plot: the margin as a band, the difference as a dot, its confidence interval as a bar. The unit is the
 * margin itself, so that all rows share an axis. What lies beyond about ± 2 margins ends in an arrow;
 * a difference out there is written as a number beside it.
 */
import type { VerdictRow } from "../verdict/verdict.js";
import { coordinate, linearScale } from "./axis-scale.js";
import { html, type Html } from "./html.js";
import { formatNumber } from "./number-format.js";

export const PLOT_WIDTH = 220;
const HEIGHT = 26;
const BEYOND = 2.1;
const MIDDLE = HEIGHT / 2;

/** In margins; ± Infinity for an interval that one run leaves open. */
export interface Interval {
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
}

function inMargins({ difference, interval, margin }: Pick<VerdictRow, "difference" | "interval" | "margin">): Interval {
  return { difference: difference / margin, lower: interval[0] / margin, upper: interval[1] / margin };
}

export const marginScale = linearScale([-BEYOND - 0.4, BEYOND + 0.4], [0, PLOT_WIDTH]);

/** Bar, arrows where it leaves the plot, and dot at height y. */
export function intervalMark({ difference, lower, upper }: Interval, y: number, scale = marginScale): Html {
  const left = Math.max(lower, -BEYOND);
  const right = Math.min(upper, BEYOND);
  const arrow = (at: number, sign: number) => {
    const tip = coordinate(scale(at + 0.3 * sign));
    const root = coordinate(scale(at));
    return html`<path class="arrow" d="M${root} ${coordinate(y - 4)}L${tip} ${coordinate(y)}L${root} ${coordinate(y + 4)}z"/>`;
  };
  // Without an interval (one run) there is only the estimate.
  const bounded = Number.isFinite(lower) || Number.isFinite(upper);
  const bar = bounded && left <= right;
  // An estimate that has left the plot is written out, on the free side of the arrow.
  const sign = Math.sign(difference);
  const outside =
    Math.abs(difference) > BEYOND &&
    Number.isFinite(difference) &&
    html`<text class="beyond" x="${coordinate(scale((BEYOND - 0.15) * sign))}" y="${coordinate(y - (bar ? 4 : -4))}" text-anchor="${sign > 0 ? "end" : "start"}">${formatNumber(difference, 2)}</text>`;
  return html`${bar && html`<path class="interval" d="M${coordinate(scale(left))} ${coordinate(y)}H${coordinate(scale(right))}"/>`}
${bar && lower >= -BEYOND && html`<path class="interval" d="M${coordinate(scale(left))} ${coordinate(y - 4)}v8"/>`}
${bar && upper <= BEYOND && html`<path class="interval" d="M${coordinate(scale(right))} ${coordinate(y - 4)}v8"/>`}
${(bounded ? lower : difference) < -BEYOND && arrow(-BEYOND, -1)}${(bounded ? upper : difference) > BEYOND && arrow(BEYOND, 1)}
${Math.abs(difference) <= BEYOND && html`<circle class="estimate" cx="${coordinate(scale(difference))}" cy="${coordinate(y)}" r="4"/>`}${outside}`;
}

export function equivalencePlot(row: VerdictRow): Html {
  const band: readonly [number, number] = row.kind === "mean" ? [-1, 1] : [0, 1];
  const [x0, x1] = band.map(marginScale);
  const measured = Number.isFinite(row.difference);
  const label = measured ? `difference of ${(row.difference / row.margin).toFixed(2)} margins` : "not measured";
  return html`<svg class="equivalence" viewBox="0 0 ${PLOT_WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
<rect class="margin-band" x="${coordinate(x0)}" y="1" width="${coordinate(x1 - x0)}" height="${HEIGHT - 2}"/>
<path class="zero" d="M${coordinate(marginScale(0))} 1V${HEIGHT - 1}"/>
${measured && intervalMark(inMargins(row), MIDDLE)}</svg>`;
}
