/** Excitation, inhibition and what is left of them, for single neurons: the balance as the neuron sees it. */
import type { SampleCurrents, Verification } from "../verify/verification.js";
import { coordinate, linePath, linearScale, ticks, type Scale } from "./axis-scale.js";
import { cancellationBars, drivesOf, type Drives } from "./cancellation-bars.js";
import { currentTraces, KEPT_MS, residualFraction, type CurrentTraces } from "./current-traces.js";
import { embeddedJson, html, isolated, type Html } from "./html.js";
import { formatNumber, formatPercent, formatPlain, withUnit } from "./number-format.js";
import { SIDES, type CurrentsData, type NeuronCurrents, type Side } from "./page-data.js";
import { figure, section, shorten, table } from "./section.js";
import { encodeTrace } from "./trace-codec.js";

const WINDOW_MS = 200;
const WIDTH = 560;
const HEIGHT = 300;
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 16, 8, 34];
/** Bytes of base64 a page spends on currents; neurons beyond it are left out. */
const BUDGET = 1_500_000;

interface Plotted {
  readonly source: SampleCurrents;
  readonly traces: CurrentTraces;
  /** Shared by both sides and by all windows, so that nothing jumps. */
  readonly y: Scale;
  /** The constant input that just reaches threshold, mean of the population; null where unknown. */
  readonly threshold: number | null;
}

/** Share of the samples at each end that may stick out of the plot. */
const RARE = 0.002;

export function currentsSection(v: Verification): Html {
  const plotted = plottedNeurons(v);
  const title = "Excitation, inhibition and their sum";
  if (plotted.length === 0) return section("currents", title, "No input currents were kept.", "");
  const first = plotted[0];
  const dt = v.network.dt;
  const start = first.source.fromStep * dt;
  const data: CurrentsData = {
    width: WIDTH,
    left: LEFT,
    right: RIGHT,
    top: TOP,
    bottom: BOTTOM,
    height: HEIGHT,
    windowMs: WINDOW_MS,
    neurons: plotted.map((p) => neuronData(p, dt)),
  };
  const samples = first.traces.referenceE.length;
  const length = samples * first.traces.group * dt;
  const whole = first.source.referenceE.length * dt;
  const lead = html`In balance, a large excitatory input is met by an inhibitory one of nearly its size, moment by moment: the dashed mirror of inhibition follows excitation, and their sum stays near the threshold.`;
  const drives = drivesOf(v);
  const bars = cancellationBars(drives);
  return section(
    "currents",
    title,
    lead,
    html`
<ul class="key lines">${[["c-e0", "excitatory"], ["c-i0", "inhibitory"], ["mirror-key c-i0", "inhibitory, mirrored"], ["sum-key", "sum"], ...(first.threshold === null ? [] : [["threshold-key", "input that just reaches threshold"]])].map(([className, text]) => html`<li><span class="line-key ${className}"></span>${text}</li>`)}</ul>
<div class="toolbar needs-script"><label>Neuron <select id="current-neuron">${plotted.map(({ source }, k) => html`<option value="${k}">${shorten(source.population, 40)} ${source.neuron}</option>`)}</select></label>
<label class="grow">Window <input id="current-window" type="range" min="0" max="${Math.max(0, Math.round(length - WINDOW_MS))}" step="10" value="0"></label><output id="current-range"></output></div>
<div class="sides">${SIDES.map((side) => html`<figure><figcaption><strong>${side === "reference" ? "Reference" : "Target"}</strong> <span class="quiet" id="current-note-${side}">${isolated(noteOf(first.source, side))}</span></figcaption>${currentPlot(first, side, start, dt)}</figure>`)}</div>
<p class="note">Seed ${v.runs[0].seed}, external input included. Each point is the mean over ${formatPlain(first.traces.group * dt)} ms; one scale for both sides and all windows, of which rare peaks may stick out. ρ = |⟨E⟩ + ⟨I⟩| / ⟨E⟩ over the whole record of the neuron.${whole > length + 1 ? ` The page keeps the first ${formatNumber(KEPT_MS / 1000)} s after the burn-in.` : ""}</p>
${bars !== null && html`${figure(bars, html`Means of seed ${v.runs[0].seed} over the sampled neurons: excitation, the inhibition that comes back from its end, and in black what is left of both (beside it: ρ, the mean share left of the excitation of a neuron).`, "cancellation-figure")}${meansTable(drives)}`}
<script type="application/json" id="currents-data">${embeddedJson(data)}</script>`,
  );
}

function plottedNeurons(v: Verification): Plotted[] {
  const out: Plotted[] = [];
  let bytes = 0;
  for (const source of v.detail.currents) {
    const traces = currentTraces(source, v.network.dt);
    bytes += (4 * traces.referenceE.length * 2 * 4) / 3;
    if (bytes > BUDGET && out.length > 0) break;
    const threshold = thresholdInput(v, source.population);
    out.push({ source, traces, threshold, y: linearScale(range(traces), [HEIGHT - BOTTOM, TOP]) });
  }
  return out;
}

/** From the lowest inhibition to the highest of excitation and mirrored inhibition, without the rarest peaks. */
function range({ referenceE, referenceI, targetE, targetI }: CurrentTraces): [low: number, high: number] {
  const positive = [referenceE, targetE, ...[referenceI, targetI].map((values) => values.map((x) => -x))];
  const high = Math.max(0, ...positive.map((values) => quantile(values, 1 - RARE)).filter(Number.isFinite));
  const inhibition = Math.min(
    0,
    ...[referenceI, targetI].map((values) => quantile(values, RARE)).filter(Number.isFinite),
  );
  return [1.05 * inhibition, 1.05 * high];
}

function quantile(values: Float32Array, q: number): number {
  const sorted = values.filter(Number.isFinite).sort();
  return sorted.length === 0 ? NaN : sorted[Math.round(q * (sorted.length - 1))];
}

function thresholdInput(v: Verification, population: string): number | null {
  const currents = v.runs[0].reference.populations.find((p) => p.name === population)?.currents;
  const threshold = currents === undefined ? NaN : currents.excitatory / currents.driveOverThreshold;
  return Number.isFinite(threshold) ? threshold : null;
}

function noteOf(source: SampleCurrents, side: Side): string {
  const rho =
    side === "reference"
      ? residualFraction(source.referenceE, source.referenceI)
      : residualFraction(source.targetE, source.targetI);
  return `${source.population} ${source.neuron}, ρ = ${formatNumber(rho)}`;
}

function neuronData({ source, traces, y, threshold }: Plotted, dt: number): NeuronCurrents {
  return {
    start: source.fromStep * dt,
    sample: traces.group * dt,
    unit: source.unit,
    low: y.domain[0],
    high: y.domain[1],
    threshold,
    notes: { reference: noteOf(source, "reference"), target: noteOf(source, "target") },
    reference: { E: encodeTrace(traces.referenceE), I: encodeTrace(traces.referenceI) },
    target: { E: encodeTrace(traces.targetE), I: encodeTrace(traces.targetI) },
  };
}

function currentPlot({ source, traces, y, threshold }: Plotted, side: Side, start: number, dt: number): Html {
  const sample = traces.group * dt;
  const [e, i] = side === "reference" ? [traces.referenceE, traces.referenceI] : [traces.targetE, traces.targetI];
  const shown = Math.min(e.length, Math.ceil(WINDOW_MS / sample));
  const x = linearScale([start, start + WINDOW_MS], [LEFT, WIDTH - RIGHT]);
  const xs = Array.from({ length: shown }, (_, k) => x(start + (k + 0.5) * sample));
  const path = (at: (k: number) => number) =>
    linePath(
      xs,
      xs.map((_, k) => y(at(k))),
    );
  return html`<svg class="currents" data-side="${side}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="excitatory and inhibitory input current and their sum, ${side}">
<g class="y-ticks">${ticks(y.domain, 5).map((t) => html`<path class="grid" d="M${LEFT} ${coordinate(y(t))}H${WIDTH - RIGHT}"/><text x="${LEFT - 6}" y="${coordinate(y(t) + 3.5)}" text-anchor="end">${formatPlain(t)}</text>`)}</g>
<path class="zero" d="M${LEFT} ${coordinate(y(0))}H${WIDTH - RIGHT}"/>
<clipPath id="clip-currents-${side}"><rect x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${HEIGHT - TOP - BOTTOM}"/></clipPath>
<g clip-path="url(#clip-currents-${side})"><path class="threshold-line" d="${threshold !== null && `M${LEFT} ${coordinate(y(threshold))}H${WIDTH - RIGHT}`}"/>
<path class="line trace-e c-e0" d="${path((k) => e[k])}"/><path class="line trace-i c-i0" d="${path((k) => i[k])}"/><path class="line trace-mirror c-i0" d="${path((k) => -i[k])}"/><path class="line trace-sum" d="${path((k) => e[k] + i[k])}"/></g>
<path class="axis" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
<g class="x-ticks">${ticks(x.domain, 4).map((t) => html`<text x="${coordinate(x(t))}" y="${HEIGHT - BOTTOM + 15}" text-anchor="middle">${formatPlain(t)}</text>`)}</g>
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 3}" text-anchor="middle">time (ms)</text>
<text class="y-unit" x="13" y="${HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 13 ${HEIGHT / 2})">input (${source.unit})</text></svg>`;
}

/** The population means that belong to the traces. */
function meansTable(drives: readonly Drives[]): Html {
  const columns = [
    { title: "population" },
    { title: "neurons", numeric: true },
    { title: "residual ρ" },
    { title: "inhibition lags by" },
    { title: "peak of the correlation" },
    { title: "excitation ÷ threshold" },
  ];
  const change = (a: string, b: string) => html`<span class="unbroken">${a} → ${b}</span>`;
  const rows = drives.map(({ population, reference: a, target: b }) => [
    isolated(population),
    formatNumber(a.neurons.length),
    change(formatPercent(a.residual, 3), formatPercent(b.residual, 3)),
    change(formatNumber(a.lag, 2), withUnit(formatNumber(b.lag, 2), "ms")),
    change(formatNumber(a.lagPeak, 2), formatNumber(b.lagPeak, 2)),
    change(formatNumber(a.driveOverThreshold), formatNumber(b.driveOverThreshold)),
  ]);
  return table("Means over the sampled neurons, reference → target", columns, rows, "compact");
}
