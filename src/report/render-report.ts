/**
 * renderReport: a verification as one HTML file that opens from disk without a network.
 *
 * The page may load nothing: its content security policy allows only the style sheet and the scripts written into it, by their hash.
 * Scripts add zoom and choice; without them (print, reader views, strict hosts) still pictures show the same.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Verification } from "../verify/verification.js";
import { attributionSection } from "./attribution-section.js";
import { coreMapSection } from "./core-map-section.js";
import { currentsSection } from "./currents-section.js";
import { distributionsSection } from "./distributions-section.js";
import { Html, html, visible } from "./html.js";
import { lossesSection } from "./losses-section.js";
import { metricsSection } from "./metrics-section.js";
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

/** These files stand in the page as they are; none may contain `</`. */
const SCRIPTS = ["page.js", "raster.js", "currents.js", "core-map.js"] as const;

function clientFile(name: string): string {
  return readFileSync(new URL(`client/${name}`, import.meta.url), "utf8");
}

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

export function renderReport(v: Verification): string {
  const style = clientFile("report.css");
  const scripts = SCRIPTS.map(clientFile);
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src ${hashSource(style)}`,
    `script-src ${scripts.map(hashSource).join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const title = `${shorten(visible(v.network.name), 60)} on ${v.target.id}: ${v.verdict.verdict}`;
  return `<!doctype html>\n${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${v.version}">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<header><span class="brand">equipoise</span><nav aria-label="sections">${CONTENTS.map(([id, label]) => html`<a href="#${id}">${label}</a>`)}</nav>
<button type="button" class="needs-script" id="theme" aria-pressed="false">Dark</button></header>
<main>${verdictSection(v)}${metricsSection(v)}${rasterSection(v)}${distributionsSection(v)}${currentsSection(v)}${predictionSection(v)}${attributionSection(v)}${coreMapSection(v)}${lossesSection(v)}${runsSection(v)}
</main>
<footer>${v.version}. Everything in this page comes from the run above; it loads nothing.</footer>
${scripts.map((script) => new Html(`<script>${script}</script>\n`))}</body>
</html>
`.markup}`;
}
