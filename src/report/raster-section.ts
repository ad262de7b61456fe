/** Reference and target side by side: the same neurons, the same time, one zoom for both. */
import { stepsOf } from "../numerics/time-grid.js";
import type { Recording } from "../recording/recording.js";
import type { Verification } from "../verify/verification.js";
import { embeddedJson, html, isolated, type Html } from "./html.js";
import { formatMs, formatNumber } from "./number-format.js";
import type { RasterData } from "./page-data.js";
import { populationColours } from "./population-colours.js";
import { encodeRaster, firstSpikeAt } from "./raster-codec.js";
import { section } from "./section.js";
import { staticRaster, type View } from "./static-raster.js";

/** Spikes a side that the page carries: with more, the page keeps the beginning and says so. */
const MOST_SPIKES = 1_200_000;
/** Spikes a side at which a plot of this size is still dots and not a slab. */
const READABLE_SPIKES = 15_000;
const LONGEST_VIEW_MS = 1000;

/** The steps that the page carries. */
export function embeddedSteps(reference: Recording, target: Recording, most = MOST_SPIKES): View {
  const from = Math.min(reference.startStep, target.startStep);
  let to = Math.max(reference.startStep + reference.steps, target.startStep + target.steps);
  for (const { spikeSteps } of [reference, target]) {
    const start = firstSpikeAt(spikeSteps, from);
    if (spikeSteps.length - start > most) to = Math.min(to, Math.max(from + 1, spikeSteps[start + most]));
  }
  return { from, to: Math.max(to, from + 1) };
}

/** Opens after the burn-in, on as much time as reads well. */
export function openingView(reference: Recording, target: Recording, burnInSteps: number, all: View): View {
  const from = Math.min(Math.max(burnInSteps, all.from), all.to - 1);
  let to = Math.min(all.to, from + Math.max(1, stepsOf(LONGEST_VIEW_MS, reference.dt).steps));
  const spikes = Math.max(
    ...[reference, target].map(({ spikeSteps }) => firstSpikeAt(spikeSteps, to) - firstSpikeAt(spikeSteps, from)),
  );
  if (spikes > READABLE_SPIKES) to = from + Math.max(1, Math.round(((to - from) * READABLE_SPIKES) / spikes));
  return { from, to: Math.min(all.to, Math.max(to, from + stepsOf(20, reference.dt).steps)) };
}

export function rasterSection(v: Verification): Html {
  const { reference, target } = v.detail;
  const burnInSteps = stepsOf(v.network.burnIn, v.network.dt).steps;
  const all = embeddedSteps(reference, target);
  const view = openingView(reference, target, burnInSteps, all);
  const colours = populationColours(reference.populations.map((p) => p.name));
  const sides = [
    { id: "reference", title: "Reference", recording: reference, metrics: v.runs[0].reference },
    { id: "target", title: "Target", recording: target, metrics: v.runs[0].target },
  ] as const;
  const data: RasterData = {
    dt: reference.dt,
    from: all.from,
    to: all.to,
    burnIn: burnInSteps,
    view: [view.from, view.to],
    populations: reference.populations.map((p, k) => ({
      name: p.name,
      first: p.first,
      size: p.size,
      colour: colours[k].className,
    })),
    sides: {
      reference: encodeRaster(reference, all.from, all.to),
      target: encodeRaster(target, all.from, all.to),
    },
  };
  const ends = Math.max(reference.startStep + reference.steps, target.startStep + target.steps);
  const cut = all.to < ends;
  const neurons = reference.populations.reduce((n, p) => n + p.size, 0);
  const lead = html`Seed ${v.runs[0].seed}: ${formatNumber(neurons)} neurons, ${formatNumber(reference.spikeSteps.length)} spikes in the reference and ${formatNumber(target.spikeSteps.length)} on the target, burn-in included. Single spikes part soon after the start, as in every irregular network; look for the same density, the same stripes and the same rates.${cut ? html` <strong>The page carries the first ${formatMs((all.to - all.from) * reference.dt)}</strong>; the recordings beside it hold everything.` : ""}`;
  return section(
    "rasters",
    "What the two networks did",
    lead,
    html`
<div class="toolbar needs-script" id="raster-tools" role="group" aria-label="raster view">
<button type="button" data-act="in" aria-label="zoom in">+</button><button type="button" data-act="out" aria-label="zoom out">−</button>
<button type="button" data-act="left" aria-label="earlier">←</button><button type="button" data-act="right" aria-label="later">→</button>
<button type="button" data-act="all">Whole run</button><button type="button" data-act="reset">Reset</button>
<output id="raster-range" aria-live="polite"></output> <output id="raster-point"></output></div>
<div class="sides">${sides.map(
      ({ id, title, recording, metrics }) => html`
<figure class="raster"><figcaption><strong>${title}</strong>${recording.source !== id && html` <span class="quiet">${isolated(recording.source)}</span>`}</figcaption>
<div class="still">${staticRaster(recording, metrics.populations, burnInSteps, view, colours, `raster and rates of the ${id}`)}</div>
<canvas class="live dots" data-side="${id}" tabindex="0" role="application" aria-roledescription="zoomable raster" aria-label="Spike raster of the ${id}. Arrow keys move, plus and minus zoom in time, shift with them in neurons, 0 resets."></canvas>
<canvas class="live rates" data-side="${id}" role="img" aria-label="population rates of the ${id} over the same time"></canvas></figure>`,
    )}</div>
<ul class="key">${reference.populations.map((p, k) => html`<li><span class="swatch ${colours[k].className}"></span>${isolated(p.name)} <span class="quiet">${formatNumber(p.size)}</span></li>`)}</ul>
<p class="note needs-script">Click a raster, then turn the wheel to zoom in time (with Shift: in neurons); drag to move; double-click to reset; or use the keys + − ← → ↑ ↓ 0. Point at a spot to read its time and neuron. Below each raster: the mean rate of each population, in bins that follow the zoom. Hatched: the burn-in, which no metric uses.</p>
<script type="application/json" id="raster-data">${embeddedJson(data)}</script>`,
  );
}
