/** Opens a report in a real Chromium and watches it: what it logs, throws or asks the network for. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** @throws a plain sentence where there is no browser: the tests of the report must not pass unseen. */
export function findChromium(): string {
  const candidates = [
    process.env.CHROMIUM ?? "",
    ...(process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
  ];
  const found = candidates.find((path) => path !== "" && isExecutable(path));
  if (found === undefined)
    throw new Error(
      "no Chromium was found: install the package `chromium`, or set CHROMIUM to the path of its program",
    );
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Console messages, exceptions, dialogs, and every request other than the file itself. */
  readonly incidents: readonly string[];
}

export async function openReport(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  await context.addInitScript({ path: fileURLToPath(new URL("report-probes.js", import.meta.url)) });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const incidents: string[] = [];
  page.on("console", (message) => incidents.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => incidents.push(`exception: ${error.message}`));
  page.on("dialog", (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  // data: addresses are the pictures that the page carries itself.
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) incidents.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, incidents };
}

/** Asks one of the probes of report-probes.js, e.g. `ask(page, "poorContrast()")`. */
export function ask<T>(page: Page, call: string): Promise<T> {
  return page.evaluate<T>(`probe.${call}`);
}
