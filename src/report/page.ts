/**
 * A page that opens from disk without a network: it may load nothing, and its content security policy allows only the style sheet and the
 * scripts written into it, by their hash. The scripts stand in the page as they are; none may contain `</`.
 */
import { readFileSync } from "node:fs";
import { toBase64 } from "../numerics/base64.js";
import { sha256 } from "../numerics/sha256.js";
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
  /** Files of client/. */
  readonly scripts: readonly string[];
}

function clientFile(name: string): string {
  return readFileSync(new URL(`client/${name}`, import.meta.url), "utf8");
}

function hashSource(text: string): string {
  return `'sha256-${toBase64(sha256(new TextEncoder().encode(text)))}'`;
}

export function renderPage({ title, version, contents, first, main, scripts }: Page): string {
  const style = clientFile("report.css");
  const sources = scripts.map(clientFile);
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src ${hashSource(style)}`,
    `script-src ${sources.map(hashSource).join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="${version}" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#${first.id}">Skip to ${first.title}</a>
        <header>
          <span class="brand">equipoise</span>
          <nav aria-label="sections">${contents.map(([id, label]) => html`<a href="#${id}">${label}</a>`)}</nav>
          <button type="button" class="needs-script" id="theme" aria-pressed="false">Dark</button>
        </header>
        <main>${main}</main>
        <footer>${version}. Everything in this page comes from the run above; it loads nothing.</footer>
        ${sources.map((script) => new Html(`<script>${script}</script>\n`))}
      </body>
    </html> `.markup
  }`;
}
