/** The docs site: it builds, has no dead link, asks no other machine for anything, and its search finds what the pages say. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { extname, join, relative } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mustBeFresh } from "../fresh-dist.js";
import { launch } from "../report-page.js";

const root = join(import.meta.dirname, "../..");
/** Under the clone, since a page finds the packages that it is made with from where it stands. */
const site = join(root, "out", `site-test-${process.pid}`);
/** A host that does not exist: what asks it is answered from the folder, and all else is an incident. */
const ORIGIN = "http://site.test";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

let browser: Browser;
mustBeFresh();

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, "scripts/docs-site.mjs"), "--out", site], { stdio: "pipe" });
  browser = await launch();
}, 400_000);

afterAll(async () => {
  await browser?.close();
  rmSync(site, { recursive: true, force: true });
});

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => extname(name) !== "");
const html = () => filesUnder(site).filter((name) => name.endsWith(".html") && name !== "404.html");

/** The file that an address of the site stands for. */
function fileOf(path: string): string {
  const plain = decodeURIComponent(path).replace(/^\//, "");
  const names = [plain, `${plain}.html`, join(plain, "index.html")];
  return join(site, names.find((name) => extname(name) !== "" && existsSync(join(site, name))) ?? plain);
}

/** A page that goes from address to address, with all that went wrong there. */
async function opened(options: BrowserContextOptions = {}): Promise<{ page: Page; incidents: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const incidents: string[] = [];
  await context.route("**/*", async (route) => {
    const address = new URL(route.request().url());
    const file = fileOf(address.pathname);
    if (address.origin !== ORIGIN || !existsSync(file)) {
      incidents.push(`request: ${address.href}`);
      await route.abort();
    } else await route.fulfill({ body: readFileSync(file), contentType: TYPES[extname(file)] });
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => incidents.push(`exception: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) incidents.push(`console: ${message.text()}`);
  });
  return { page, incidents };
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(ORIGIN + path, { waitUntil: "networkidle" });
}

describe("the docs site", () => {
  it("has every page of docs/ in its sidebar, and no page twice", async () => {
    const { GROUPS } = await import("../../docs/.vitepress/sidebar.mjs");
    const listed = GROUPS.flatMap(({ pages }) => pages.map(([page]) => page));
    const built = html().map((name) => name.replace(/\.html$/, ""));
    expect(built.filter((page) => page !== "index" && !listed.includes(page))).toEqual([]);
    expect(listed.filter((page, i) => listed.indexOf(page) !== i)).toEqual([]);
    for (const name of readdirSync(join(root, "docs")).filter((n) => n.endsWith(".md")))
      expect(built).toContain(name.replace(/\.md$/, ""));
  });

  it("has no link to a page, file or heading that is not there", () => {
    const texts = new Map(html().map((name) => [name, readFileSync(join(site, name), "utf8")]));
    const dead: string[] = [];
    let count = 0;
    for (const [name, text] of texts)
      for (const [, target] of text.matchAll(/<a[^>]* href="([^"]+)"/g)) {
        if (/^\w+:/.test(target)) continue;
        count++;
        const { pathname, hash } = new URL(target.replaceAll("&amp;", "&"), `${ORIGIN}/${name}`);
        const file = fileOf(pathname === "/" ? "/index.html" : pathname);
        const there = existsSync(file) && extname(file) !== "";
        const id = decodeURIComponent(hash.slice(1));
        const heading = !there || id === "" || texts.get(relative(site, file))?.includes(`id="${id}"`);
        if (!there || heading !== true) dead.push(`${name}: ${target}`);
      }
    expect(dead).toEqual([]);
    expect(count).toBeGreaterThan(500);
  });

  it("loads every page with the network cut: nothing is asked of another machine", async () => {
    const wrong: string[] = [];
    const { page, incidents } = await opened();
    for (const name of html()) {
      await visit(page, `/${name}`);
      wrong.push(...incidents.splice(0).map((incident) => `${name}: ${incident}`));
    }
    await page.context().close();
    expect(wrong).toEqual([]);
  }, 300_000);

  it("finds the ring buffer, a message and an option from the search box", async () => {
    for (const [words, where] of [
      ["ring buffer", "spinnaker"],
      ["wrong-dimension", "messages"],
      ["compensate-decay", "options"],
    ]) {
      const { page, incidents } = await opened();
      await visit(page, "/verdict.html");
      await page.keyboard.press("Control+k");
      await page.locator(".VPLocalSearchBox input").fill(words);
      const found = page.locator(`.VPLocalSearchBox a.result[href*="${where}"]`).first();
      await found.waitFor();
      await found.click();
      await page.waitForURL(new RegExp(`/${where}`));
      await page.context().close();
      expect(incidents).toEqual([]);
    }
  });

  it.each([
    ["a phone", 390, 844],
    ["a desktop", 1440, 900],
  ])("is no wider than %s, in light and dark", async (_, width, height) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await opened({ viewport: { width, height }, colorScheme });
      for (const path of ["/", "/tutorial.html", "/options.html", "/commands.html", "/not-there.html"]) {
        await visit(page, path);
        const pictures = process.env.DOCS_SCREENSHOTS;
        if (pictures !== undefined) {
          mkdirSync(pictures, { recursive: true });
          const name = `${path.replace(/\W/g, "") || "home"}-${width}-${colorScheme}.png`;
          await page.screenshot({ path: join(pictures, name) });
        }
        const wide = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
        expect(wide, `${path} at ${width}`).toBeLessThanOrEqual(0);
        const dark = await page.evaluate<boolean>("document.documentElement.classList.contains('dark')");
        expect(dark).toBe(colorScheme === "dark");
      }
      await page.context().close();
    }
  });
});
