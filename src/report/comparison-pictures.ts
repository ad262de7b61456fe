/** The same stretch of time and the same neurons on every target, and how rates and irregularity are spread there: the comparison for the eye. */
import type { Verification } from "../verify/verification.js";
import { histogramPlot, QUANTITIES } from "./distributions-section.js";
import { html, isolated, type Html } from "./html.js";
import { formatNumber } from "./number-format.js";
import { populationColours } from "./population-colours.js";
import { openingView } from "./raster-section.js";
import { section } from "./section.js";
import { staticRaster } from "./static-raster.js";

/** More populations than this would make the page a wall of histograms. */
const MOST_POPULATIONS = 8;
const SPREAD = QUANTITIES.filter((q) => q.of === "neurons");

/** @param sameReference whether every target is held against the same reference runs */
export function picturesSection(verifications: readonly Verification[], sameReference: boolean): Html {
  const [first] = verifications;
  const lead = html`Seed ${first.runs[0].seed}, from the end of the burn-in on. Single spikes part soon after the start, as in every irregular network; look for the same density, the same stripes and the same rates.`;
  const references = (sameReference ? [first] : verifications).map((v) =>
    rasterOf(v, "reference", sameReference ? "reference" : `reference of ${v.target.id}`),
  );
  return section(
    "pictures",
    "What the networks did",
    lead,
    html`
<div class="panels wide">${references}${verifications.map((v) => rasterOf(v, "target", v.target.id))}</div>
${spreads(verifications)}`,
  );
}

function rasterOf(v: Verification, side: "reference" | "target", name: string): Html {
  const recording = v.detail[side];
  const burnInSteps = Math.round(v.network.burnIn / v.network.dt);
  const all = { from: recording.startStep, to: recording.startStep + recording.steps };
  const view = openingView(v.detail.reference, v.detail.target, burnInSteps, all);
  const colours = populationColours(recording.populations.map((p) => p.name));
  return html`<figure class="panel raster-of"><p class="figure-title">${isolated(name)}</p>${staticRaster(recording, v.runs[0][side].populations, burnInSteps, view, colours, `raster and rates of ${name}`)}</figure>`;
}

function spreads(verifications: readonly Verification[]): Html {
  const { populations } = verifications[0].runs[0].reference;
  const colours = populationColours(populations.map((p) => p.name));
  const hidden = populations.length - MOST_POPULATIONS;
  return html`
<ul class="key lines"><li><span class="line-key reference-key"></span>reference</li><li><span class="line-key target-key"></span>target</li></ul>
<div class="distributions">${populations.slice(0, MOST_POPULATIONS).map(
    (population, k) => html`
<div class="distribution-row"><h3><span class="swatch ${colours[k].className}"></span>${isolated(population.name)}</h3>
${SPREAD.map(
  (q) =>
    html`<div class="panels">${verifications.map((v) => {
      const { reference, target } = v.runs[0];
      return histogramPlot(
        { ...q, title: v.target.id },
        reference.populations[k],
        target.populations[k],
        colours[k].className,
        1000 / reference.duration,
      );
    })}</div>`,
)}</div>`,
  )}</div>
${hidden > 0 && html`<p class="note">${formatNumber(hidden)} more populations are in the reports of the targets.</p>`}`;
}
