/** The compiler and the emulators in a page of a browser: bundled through the package's own doors, they give the bytes and spikes of Node. */
import { readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as library from "../src/index.js";
import { compileAndRun, type Outcome } from "./browser-page/compile-and-run.js";
import { launch } from "./report-page.js";
import { mustBeFresh } from "./fresh-dist.js";

mustBeFresh();

const STEPS = 400;
const yaml = readFileSync(new URL("../examples/small-balanced.yaml", import.meta.url), "utf8");
const { resolve } = createRequire(import.meta.url);
const doors = ["compiler", "emulator"].map((name) => `@equipoise/equipoise/${name}`);

interface Bundle {
  readonly code: string;
  /** Files of this package, of others, and whatever of Node they ask for. */
  readonly modules: readonly string[];
}

async function bundle(): Promise<Bundle> {
  const results = await build({
    configFile: false,
    logLevel: "silent",
    root: fileURLToPath(new URL("browser-page", import.meta.url)),
    resolve: { alias: Object.fromEntries(doors.map((door) => [door, resolve(door)])) },
    build: {
      write: false,
      target: "es2022",
      minify: false,
      lib: { entry: "page.ts", formats: ["iife"], name: "page" },
    },
  });
  const [{ output }] = results as Extract<typeof results, unknown[]>;
  expect(output.map((file) => file.type)).toEqual(["chunk"]);
  const [chunk] = output;
  return { code: chunk.code, modules: [...chunk.moduleIds, ...chunk.imports] };
}

let bundled: Bundle;
let browser: Browser;
let page: Page;
const incidents: string[] = [];

beforeAll(async () => {
  [bundled, browser] = await Promise.all([bundle(), launch()]);
  page = await browser.newPage();
  page.on("console", (message) => incidents.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => incidents.push(`exception: ${error.message}`));
  page.on("request", (request) => incidents.push(`request: ${request.url()}`));
  await page.addScriptTag({ content: bundled.code });
});
afterAll(() => browser?.close());

describe("compiler and emulators in a browser", () => {
  it("are bundled with nothing of Node, and nothing that only Node's door needs", () => {
    const { modules } = bundled;
    expect(modules.length).toBeGreaterThan(100);
    expect(modules.filter((id) => isBuiltin(id) || id.includes("browser-external"))).toEqual([]);
    expect(
      modules.filter((id) =>
        /\/dist\/(src\/(node|cli|jobs|verify|report)|phenomena|firmware-bridge\/(simulated|transport))\//.test(id),
      ),
    ).toEqual([]);
    expect(bundled.code).not.toMatch(/from ?"node:|require\("(fs|os|crypto|zlib|path|worker_threads)"\)/);
  });

  it.each(["loihi1", "spinnaker1"])("give the program and the spikes of Node, on %s", async (targetId) => {
    const there = await page.evaluate<Outcome, unknown[]>(
      (what) => (globalThis as unknown as { compileAndRun(...of: unknown[]): Promise<Outcome> }).compileAndRun(...what),
      [yaml, targetId, STEPS],
    );
    expect(there.spikes).toBeGreaterThan(500);
    expect(there.referenceSpikes).toBeGreaterThan(500);
    expect(there.hash).not.toBe(there.referenceHash);
    expect(there).toEqual(await compileAndRun(library, yaml, targetId, STEPS));
    expect(incidents).toEqual([]);
  });

  it("say that there are no threads, rather than look for those of Node", async () => {
    expect(
      await page.evaluate(
        (text) => (globalThis as unknown as { inTwoThreads(text: string): Promise<string> }).inTwoThreads(text),
        yaml,
      ),
    ).toBe("no-threads");
  });
});
