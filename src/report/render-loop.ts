/** renderLoop: the course of a network in a loop with a plant as one HTML file: the plant over time, spikes, latencies. */
import type { LoopResult } from "../closed-loop/closed-loop.js";
import { loopLatencies } from "../closed-loop/loop-latencies.js";
import type { PlantPart, PlantSummary } from "../closed-loop/plant.js";
import { coursePlot } from "./course-plot.js";
import { html, isolated, prose, visible, type Html } from "./html.js";
import { latencyPlot } from "./latency-plot.js";
import { formatMs, formatNumber } from "./number-format.js";
import { renderPage } from "./page.js";
import { populationColours } from "./population-colours.js";
import { firstSpikeAt } from "./raster-codec.js";
import { plural, section, shorten, table } from "./section.js";
import { staticRaster, type View } from "./static-raster.js";

export interface LoopReport {
  readonly network: string;
  /** What ran it: `emulator`, `simulated:fpga`. */
  readonly on: string;
  /** As --plant has it. */
  readonly plant: string;
  readonly command: string;
  /** `equipoise 0.1.0` */
  readonly version: string;
  /** ms */
  readonly dt: number;
  readonly steps: number;
  readonly block: number;
  readonly populations: readonly PlantPart[];
  /** One entry a spike, in the order of steps; ids of the whole network. */
  readonly spikeSteps: Uint32Array;
  readonly spikeIds: Uint32Array;
  readonly result: LoopResult;
  readonly summary: PlantSummary | null;
  /** Whose time the network's latencies are in. */
  readonly clock: "wall" | "board";
}

/** Spikes at which a raster of this size is still dots. */
const READABLE_SPIKES = 15_000;
const RATE_BINS = 200;
const SHORTEST_BIN_MS = 5;
const PERCENTILES = [0.5, 0.9, 0.99, 1];
const MS_PER_SECOND = 1000;

export function renderLoop(report: LoopReport): string {
  return renderPage({
    title: `${shorten(visible(report.network), 60)}: in a loop with ${shorten(visible(report.plant), 40)}`,
    version: report.version,
    contents: [
      ["course", "Course"],
      ["rasters", "Spikes"],
      ["latency", "Latency"],
    ],
    first: { id: "course", title: "the course of the plant" },
    main: html`${courseSection(report)}${spikesSection(report)}${latencySection(report)}`,
  });
}

/** The whole loop, or of one with more spikes than can be told apart the end. */
function rasterView({ steps, spikeSteps }: LoopReport): View {
  const beyond = spikeSteps.length - READABLE_SPIKES;
  return { from: beyond <= 0 ? 0 : Math.min(steps - 1, spikeSteps[beyond]), to: Math.max(1, steps) };
}

function courseSection(report: LoopReport): Html {
  const { network, on, plant, command, dt, steps, block, result, summary } = report;
  const names = Object.keys(result.trajectory);
  const view = rasterView(report);
  const shaded = { from: view.from * dt, to: view.to * dt };
  const rows = names.map((name) => {
    const values = result.trajectory[name];
    const sorted = Float64Array.from(values).sort();
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const figures = [sorted[0], mean, sorted[sorted.length - 1], values[values.length - 1]];
    return [isolated(name), ...figures.map((value) => formatNumber(value))];
  });
  const numeric = ["lowest", "mean", "highest", "at the end"].map((title) => ({ title, numeric: true }));
  return html`
<section class="verdict" id="course" aria-labelledby="course-title">
<p class="kicker">${isolated(network)} in a loop with ${isolated(plant)}</p>
<h1 id="course-title">What the plant did</h1>
${summary !== null && summary.text !== "" && html`<p class="reason">${prose(summary.text)}</p>`}
<p class="lead">${formatNumber(steps)} steps of ${formatMs(dt)} on ${isolated(on)}, a look at the plant every ${formatMs(block * dt)}; ${formatNumber(result.spikes)} ${plural(result.spikes, "spike")}, fingerprint <code>${result.fingerprint}</code>: another loop with the same one went the same way, spike by spike.${names.length > 0 && html` Shaded: the time of the raster below.`}</p>
<div class="sides">${names.map((name) => coursePlot(name, result.trajectory[name], block * dt, steps * dt, shaded))}</div>
${names.length > 0 && table("The plant's state over all blocks", [{ title: "state" }, ...numeric], rows)}
<div class="command"><p class="label" id="command-label">Reproduce</p>
<pre tabindex="0" aria-labelledby="command-label"><code>${command}</code></pre></div>
</section>`;
}

function spikesSection(report: LoopReport): Html {
  const { populations, dt, spikeSteps, on } = report;
  const view = rasterView(report);
  const colours = populationColours(populations.map(({ name }) => name));
  const shown = spikeSteps.length - firstSpikeAt(spikeSteps, view.from);
  const lead =
    view.from === 0
      ? html`All ${formatNumber(spikeSteps.length)} spikes, and the rate of each population.`
      : html`The last ${formatMs((view.to - view.from) * dt)} with ${formatNumber(shown)} of ${formatNumber(spikeSteps.length)} spikes, and the rate of each population.`;
  return section(
    "rasters",
    "What the network did",
    lead,
    html`<div class="sides"><div><figure class="raster-of">${staticRaster(report, rateSeries(report), 0, view, colours, `raster and rates on ${shorten(on, 40)}`)}</figure>
<ul class="key">${populations.map((p, k) => html`<li><span class="swatch ${colours[k].className}"></span>${isolated(p.name)} <span class="quiet">${formatNumber(p.size)}</span></li>`)}</ul></div>
<div>${ratesTable(report)}</div></div>`,
  );
}

function ratesTable(report: LoopReport): Html {
  const { populations, steps, dt, spikeIds } = report;
  const counts = new Array<number>(populations.length).fill(0);
  for (const id of spikeIds) counts[populationOf(report, id)]++;
  const numeric = ["neurons", "spikes", "rate (Hz)"].map((title) => ({ title, numeric: true }));
  return table(
    "Mean rates over the whole loop",
    [{ title: "population" }, ...numeric],
    populations.map(({ name, size }, k) => {
      const rate = (counts[k] * MS_PER_SECOND) / (size * steps * dt);
      return [isolated(name), ...[size, counts[k], rate].map((value) => formatNumber(value))];
    }),
  );
}

function populationOf({ populations }: LoopReport, id: number): number {
  return populations.findIndex(({ first, size }) => id >= first && id < first + size);
}

function rateSeries(report: LoopReport): { rateSeries: { binMs: number; values: Float64Array } }[] {
  const { populations, dt, steps, spikeSteps, spikeIds } = report;
  const binSteps = Math.max(1, Math.ceil(Math.max(SHORTEST_BIN_MS / dt, steps / RATE_BINS / 8)));
  const bins = Math.max(1, Math.floor(steps / binSteps));
  const series = populations.map(() => new Float64Array(bins));
  spikeSteps.forEach((step, k) => {
    const bin = Math.floor(step / binSteps);
    if (bin < bins) series[populationOf(report, spikeIds[k])][bin]++;
  });
  return series.map((counts, k) => ({
    rateSeries: {
      binMs: binSteps * dt,
      values: counts.map((count) => (count * MS_PER_SECOND) / (populations[k].size * binSteps * dt)),
    },
  }));
}

function latencySection({ result, clock, block, dt }: LoopReport): Html {
  const { network, plant } = loopLatencies(result);
  const sides = [
    { title: clock === "board" ? "Network, in the board's own time" : "Network, there and back", latencies: network },
    { title: "Plant", latencies: plant },
  ];
  const columns = PERCENTILES.map((p) => ({ title: p === 1 ? "longest" : `${100 * p} %`, numeric: true }));
  return section(
    "latency",
    "How long a block took",
    html`A block is ${formatMs(block * dt)} of the network's time. The network: from handing over what was sensed to having its spikes. The plant: to act and to sense, on this machine.`,
    html`<div class="sides">${sides.map(({ title, latencies }, k) => latencyPlot(title, latencies, k === 0 ? "c-e0" : "c-i0"))}</div>
${table(
  "ms for a block",
  [{ title: "who" }, ...columns],
  sides.map(({ title, latencies }) => {
    return [title, ...PERCENTILES.map((p) => formatNumber(latencies.quantile(p)))];
  }),
)}`,
  );
}
