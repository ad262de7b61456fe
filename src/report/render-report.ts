/**
 * renderReport: a verification as one HTML file that opens from disk without a network (page.ts).
 * Scripts add zoom and choice; without them (print, reader views, strict hosts) still pictures show the same.
 */
import { verdictTitle } from "../verdict/verdict.js";
import type { Verification } from "../verify/verification.js";
import { attributionSection } from "./attribution-section.js";
import { coreMapSection } from "./core-map-section.js";
import { currentsSection } from "./currents-section.js";
import { distributionsSection } from "./distributions-section.js";
import { html, visible } from "./html.js";
import { lossesSection } from "./losses-section.js";
import { metricsSection } from "./metrics-section.js";
import { renderPage } from "./page.js";
import { predictionSection } from "./prediction-section.js";
import { rasterSection } from "./raster-section.js";
import { runsSection } from "./runs-section.js";
import { shorten } from "./section.js";
import { verdictSection } from "./verdict-section.js";

const CONTENTS: readonly (readonly [id: string, title: string])[] = [
  ["metrics", "Metrics"],
  ["rasters", "Rasters"],
  ["distributions", "Distributions"],
  ["currents", "Currents"],
  ["prediction", "Theory"],
  ["attribution", "Attribution"],
  ["cores", "Cores"],
  ["losses", "Losses"],
  ["runs", "Runs"],
];

export function renderReport(v: Verification): string {
  return renderPage({
    title: `${shorten(visible(v.network.name), 60)} on ${v.target.id}: ${verdictTitle[v.verdict.verdict]}`,
    version: v.version,
    contents: CONTENTS,
    first: { id: "verdict", title: "the verdict" },
    main: html`${verdictSection(v)}${metricsSection(v)}${rasterSection(v)}${distributionsSection(v)}${currentsSection(v)}${predictionSection(v)}${attributionSection(v)}${coreMapSection(v)}${lossesSection(v)}${runsSection(v)}`,
  });
}
