// The docs site, built by `npm run docs` (scripts/docs-site.mjs), which lays the pages out in `EQUIPOISE_DOCS_PAGES` first. Nothing in it asks
// another machine for anything: no fonts, no scripts, no pictures from elsewhere, and its search is its own.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitepress";
import { sidebar } from "./sidebar.mjs";

const { EQUIPOISE_DOCS_PAGES: pages, EQUIPOISE_DOCS_SITE: site } = process.env;
if (!pages || !site) throw new Error("The site is built by `npm run docs`.");

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 5v22M8 27h16M5 10h22" stroke="%23808080" stroke-width="2.5" fill="none"/><circle cx="6" cy="15" r="5" fill="%23c0392b"/><circle cx="26" cy="15" r="5" fill="%232b6cb0"/></svg>`;

export default defineConfig({
  title: "equipoise",
  description: "Does the balance of excitation and inhibition survive on the chip?",
  lang: "en",
  srcDir: pages,
  outDir: site,
  cacheDir: join(pages, "../cache"),
  head: [
    ["link", { rel: "icon", href: `data:image/svg+xml,${icon.replaceAll('"', "'")}` }],
    [
      "meta",
      {
        "http-equiv": "Content-Security-Policy",
        content:
          "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
      },
    ],
  ],
  // Braces are braces: the pages are read on the forge as well.
  markdown: {
    attrs: { disable: true },
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    nav: [
      { text: "Tutorial", link: "/tutorial" },
      { text: "Commands", link: "/commands" },
      { text: "Not there", link: "/not-there" },
    ],
    sidebar: sidebar((page) => existsSync(join(pages, `${page}.md`))),
    outline: { level: [2, 3] },
    search: { provider: "local" },
    footer: { message: "Apache-2.0" },
  },
});
