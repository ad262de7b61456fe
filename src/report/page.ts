/**
 * A page that opens from disk without a network: it may load nothing, and its content security policy allows only the style sheet and the
 * script written into it, by their hash. Both are committed as text (generated/, by scripts/bundle-client.mjs), so nothing is read to render.
 */
import { toBase64 } from "../numerics/base64.js";
import { sha256 } from "../numerics/sha256.js";
import { CLIENT_SCRIPT } from "./generated/client-script.js";
import { STYLE_SHEET } from "./generated/style-sheet.js";
import { Html, html, type HtmlValue } from "./html.js";

export interface Page {
  readonly title: string;
  /** `equipoise 0.1.0` */
  readonly version: string;
  /** Section ids and what the navigation calls them. */
  readonly contents: readonly (readonly [id: string, title: string])[];
  /** The section that a keyboard user skips to. */
  readonly first: { readonly id: string; readonly title: string };
  readonly main: HtmlValue;
}

function hashSource(text: string): string {
  return `'sha256-${toBase64(sha256(new TextEncoder().encode(text)))}'`;
}

export function renderPage({ title, version, contents, first, main }: Page): string {
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src ${hashSource(STYLE_SHEET)}`,
    `script-src ${hashSource(CLIENT_SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${version}">
<title>${title}</title>
<style>${new Html(STYLE_SHEET)}</style>
</head>
<body>
<a class="skip" href="#${first.id}">Skip to ${first.title}</a>
<header><span class="brand">equipoise</span><nav aria-label="sections">${contents.map(([id, label]) => html`<a href="#${id}">${label}</a>`)}</nav>
<button type="button" class="needs-script" id="theme" aria-pressed="false">Dark</button></header>
<main>${main}
</main>
<footer>${version}. Everything in this page comes from the run above; it loads nothing.</footer>
${new Html(`<script>${CLIENT_SCRIPT}</script>`)}
</body>
</html>
`.markup
  }`;
}
