/** What theory said before anything ran, beside what was measured. */
import type { MeasuredRate, Verification } from "../verify/verification.js";
import { coordinate, extent, linearScale, ticks, type Scale } from "./axis-scale.js";
import { html, isolated, type Html } from "./html.js";
import { formatNumber, formatPlain } from "./number-format.js";
import { populationColours } from "./population-colours.js";
import { figure, section, shorten, table } from "./section.js";

const WIDTH = 560;
const [LEFT, RIGHT, TOP, BOTTOM] = [110, 24, 8, 40];
const ROW = 44;

export function predictionSection(v: Verification): Html {
  const p = v.prediction;
  const conditions = [
    p.balancedStateFloat ? null : "In float, the balance equations have no balanced state.",
    p.balancedStateQuantized ? null : "With the quantized integers, the balance equations have no balanced state left.",
    ...p.caveats,
  ].filter((text) => text !== null);
  return section(
    "prediction",
    "Predicted against measured",
    isolated(p.summary),
    html`
${conditions.length > 0 && html`<ul class="caveats">${conditions.map((text) => html`<li>${isolated(text)}</li>`)}</ul>`}
${figure(dumbbells(p.rates), html`Mean rates. Diamonds: finite-K theory; circles: measured, means over ${v.runs.length} seeds. Open and grey: float64; filled: quantized.`)}
${table(
  "Mean rates in Hz",
  [
    { title: "population" },
    { title: "theory, float", numeric: true },
    { title: "reference", numeric: true },
    { title: "theory, quantized", numeric: true },
    { title: "target", numeric: true },
  ],
  p.rates.map((r) => [
    isolated(r.population),
    formatNumber(r.float),
    formatNumber(r.measuredReference),
    formatNumber(r.quantized),
    formatNumber(r.measuredTarget),
  ]),
  "compact",
)}
<p class="note">Condition number of the mean weight matrix: <strong>${formatNumber(p.conditionNumber)}</strong>. The relative error of the balanced rates can be up to this many times that of the mean weights.</p>`,
  );
}

function dumbbells(rates: readonly MeasuredRate[]): Html {
  const height = TOP + rates.length * ROW + BOTTOM;
  const values = rates.flatMap((r) => [r.float, r.quantized, r.measuredReference, r.measuredTarget]);
  const [, high] = extent(values);
  const x = linearScale([0, Number.isFinite(high) && high > 0 ? high * 1.08 : 1], [LEFT, WIDTH - RIGHT]);
  const colours = populationColours(rates.map((r) => r.population));
  return html`<div class="key-line"><svg class="marks" viewBox="0 0 380 16" role="img" aria-label="key: diamonds are theory, circles are measured">
${diamond(8, 8, "open")}<text x="18" y="12">theory, float</text>${circle(110, 8, "open")}<text x="120" y="12">reference</text>${diamond(198, 8, "filled")}<text x="208" y="12">theory, quantized</text>${circle(326, 8, "filled")}<text x="336" y="12">target</text></svg></div>
<svg class="dumbbells" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="predicted and measured rates of ${rates.length} populations">
${ticks(x.domain, 6).map((t) => html`<path class="grid" d="M${coordinate(x(t))} ${TOP}V${height - BOTTOM}"/><text x="${coordinate(x(t))}" y="${height - BOTTOM + 15}" text-anchor="middle">${formatPlain(t)}</text>`)}
${rates.map((r, k) => row(r, x, TOP + k * ROW, colours[k].className))}
<path class="axis" d="M${LEFT} ${height - BOTTOM}H${WIDTH - RIGHT}"/><text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${height - 3}" text-anchor="middle">rate (Hz)</text></svg>`;
}

/** Theory on the upper line, measurement on the lower. */
function row(r: MeasuredRate, x: Scale, top: number, colour: string): Html {
  const [upper, lower] = [top + 14, top + 30];
  const join = (a: number, b: number, y: number) =>
    Number.isFinite(a) &&
    Number.isFinite(b) &&
    html`<path class="join" d="M${coordinate(x(a))} ${y}H${coordinate(x(b))}"/>`;
  const at = (value: number, mark: (x: number) => Html) => Number.isFinite(value) && mark(x(value));
  const missing = [
    Number.isNaN(r.float) && "no fixed point in float",
    Number.isNaN(r.quantized) && "no fixed point quantized",
  ].filter((text) => text !== false);
  return html`<g class="${colour}"><title>${r.population}</title><text class="name" x="${LEFT - 12}" y="${top + 26}" text-anchor="end">${shorten(r.population, 12)}</text>
${join(r.float, r.quantized, upper)}${join(r.measuredReference, r.measuredTarget, lower)}
${at(r.float, (px) => diamond(px, upper, "open"))}${at(r.quantized, (px) => diamond(px, upper, "filled"))}${at(r.measuredReference, (px) => circle(px, lower, "open"))}${at(r.measuredTarget, (px) => circle(px, lower, "filled"))}
${missing.length > 0 && html`<text class="empty" x="${WIDTH - RIGHT}" y="${upper + 4}" text-anchor="end">${missing.join("; ")}</text>`}</g>`;
}

function diamond(x: number, y: number, className: string): Html {
  return html`<path class="mark-${className}" d="M${coordinate(x)} ${y - 6}l6 6-6 6-6-6z"/>`;
}

function circle(x: number, y: number, className: string): Html {
  return html`<circle class="mark-${className}" cx="${coordinate(x)}" cy="${y}" r="5"/>`;
}
