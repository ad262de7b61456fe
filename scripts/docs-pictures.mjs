// Makes the pictures of the report in docs/figures/ anew: `npm run docs:pictures`. They are of the run that docs/tutorial.md shows.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MAIN = join(ROOT, "dist/src/cli/main.js");
const to = process.argv[2] ?? join(ROOT, "docs/figures");

/** Name of the picture, the part of the page with which it begins, and the one with which it ends. */
const PICTURES = [
  ["report-verdict", "#verdict", ".advice"],
  ["report-rasters", "#rasters h2", "#rasters figure:last-of-type"],
  ["report-attribution", "#attribution h2", "#attribution figure:nth-of-type(1)"],
];
const MARGIN = 20;

const folder = mkdtempSync(join(tmpdir(), "equipoise-pictures-"));
try {
  execFileSync(process.execPath, [MAIN, "init", "my-network"], { cwd: folder, stdio: "ignore" });
  const words = "verify my-network/network.yaml --weight-bits 2 --rounding nearest --seeds 3 --duration 2200 --out out";
  const { status } = spawnSync(process.execPath, [MAIN, ...words.split(" ")], { cwd: folder, stdio: "ignore" });
  if (status !== 2) throw new Error(`The run of the tutorial drifts, and ended with ${status}.`);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 }, deviceScaleFactor: 1.25 });
  await page.goto(pathToFileURL(join(folder, "out/report.html")).href);
  // The bar that stays at the top of the window would lie on the pictures.
  await page.evaluate("document.querySelector('header').style.position = 'static'");
  for (const [name, first, last] of PICTURES) {
    const [from, until] = await Promise.all([first, last].map((part) => page.locator(part).first().boundingBox()));
    const y = Math.max(0, from.y - MARGIN);
    const clip = { x: 0, y, width: 1000, height: until.y + until.height + MARGIN - y };
    await page.screenshot({ path: join(to, `${name}.png`), clip, fullPage: true });
  }
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
