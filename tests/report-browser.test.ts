/** The report in a real browser: a small network through the whole pipeline, and a page full of hostile names. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseDescription } from "../src/description/load-description.js";
import { HOSTILE_NAME, verificationFixture } from "../src/report/report.fixture.js";
import { renderReport } from "../src/report/render-report.js";
import { LOIHI1 } from "../src/targets/loihi/loihi1.js";
import { verdictTitle } from "../src/verdict/verdict.js";
import type { Verification } from "../src/verify/verification.js";
import { verify } from "../src/verify/verify.js";
import { ask, findChromium, launch, openReport } from "./report-page.js";
import { defaultOptions } from "../src/options/check-options.js";

const NETWORK = `
name: hundred
seed: 3
timestep: 0.5 ms
duration: 500 ms
burn_in: 100 ms
populations:
  E: &cells
    size: 80
    neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }
    initial: { V_m: { uniform: [0 mV, 15 mV] } }
  I: { <<: *cells, size: 20 }
balanced:
  K: 15
  J: 6 mV
  weights: { E: { E: 1, I: -2 }, I: { E: 1, I: -1.8 } }
  drive: { E: 1, I: 0.8, rate: 40 Hz }
  delay: 1 ms
probes:
  spikes: all
  currents: { sample: 10 }
`;

const HOSTILE_NAMES = [
  HOSTILE_NAME,
  "\u202etxet desrever\u2066",
  `"'\`&quot;<b>`,
  `L5 ${"very-long-name ".repeat(14)}${"x".repeat(200)}`,
];

let folder: string;
let browser: Browser;
let real: Verification;
const fileOf = (name: string) => join(folder, `${name}.html`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "equipoise-report-"));
  const { description } = parseDescription(NETWORK, "hundred.yaml", () => {
    throw new Error("the network reads no file");
  });
  real = await verify({
    description,
    file: "hundred.yaml",
    command: "equipoise verify hundred.yaml --weight-bits 3 --seeds 2 --attribution always",
    target: LOIHI1,
    options: { ...defaultOptions(LOIHI1), weightBits: 3, rounding: "nearest" },
    seeds: [3, 4],
    jobs: 1,
    attribution: "always",
  });
  writeFileSync(fileOf("real"), renderReport(real));
  const hostile = verificationFixture({
    network: HOSTILE_NAME,
    file: HOSTILE_NAME,
    command: `equipoise verify '${HOSTILE_NAME}'`,
    note: HOSTILE_NAME,
    seeds: 2,
    duration: 800,
    cores: 447,
    populations: HOSTILE_NAMES.map((name) => ({ name, size: 60, rate: 12 })),
  });
  writeFileSync(fileOf("hostile"), renderReport(hostile));
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens, does something, closes; the page must have stayed silent and alone. */
async function visit(
  name: string,
  options: Parameters<typeof openReport>[2],
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, incidents } = await openReport(browser, fileOf(name), options);
  await act(page);
  await page.context().close();
  expect(incidents).toEqual([]);
}

const viewOf = async (page: Page, side: string) =>
  (await page.locator(`canvas.dots[data-side="${side}"]`).getAttribute("data-view"))!.split(" ").map(Number);
const spanOf = ([t0, t1]: number[]) => t1 - t0;

describe("the report of a real run, from a file", () => {
  let page: Page;
  let incidents: readonly string[];

  beforeAll(async () => {
    ({ page, incidents } = await openReport(browser, fileOf("real")));
  });

  afterEach(() => expect(incidents).toEqual([]));

  it("shows the verdict, its reason and what to do on the first screen, asking nobody for anything", async () => {
    expect(await page.locator("#verdict-word").textContent()).toBe(verdictTitle[real.verdict.verdict]);
    expect(await page.locator(".reason").textContent()).toBe(real.verdict.reason.replaceAll("`", ""));
    const advice = await page.locator(".advice").boundingBox();
    expect(advice!.y + advice!.height).toBeLessThan(900);
    expect(await page.locator(".advice p").count()).toBeGreaterThan(0);
    expect(await page.locator("table.glance tbody tr:visible").count()).toBe(4);
  });

  it("shows every row of the verdict, the losses and the rates", async () => {
    expect(await page.locator("table.metrics tr.decides:visible, table.metrics tr.informs:visible").count()).toBe(
      real.verdict.rows.length,
    );
    expect(await page.locator("table.ledger tbody tr:visible").count()).toBe(real.ledger.length);
    expect(await page.locator("#prediction tbody tr:visible").count()).toBe(real.prediction.rates.length);
    expect(await page.locator("#cores rect[data-core]").count()).toBe(real.target.coresUsed);
  });

  it("reads out the time and the neuron under the pointer", async () => {
    const dots = page.locator('canvas.dots[data-side="target"]');
    await dots.scrollIntoViewIfNeeded();
    const box = (await dots.boundingBox())!;
    await dots.hover({ position: { x: box.width / 2, y: 15 } });
    expect(await page.locator("#raster-point").textContent()).toMatch(/^at \d+\.\d ms, neuron \d+ of I$/);
    await dots.hover({ position: { x: box.width / 2, y: box.height - 15 } });
    expect(await page.locator("#raster-point").textContent()).toMatch(/^at \d+\.\d ms, neuron \d of E$/);
  });

  it("scrolls past an unfocused raster instead of zooming it", async () => {
    const dots = page.locator('canvas.dots[data-side="reference"]');
    await dots.scrollIntoViewIfNeeded();
    const home = await viewOf(page, "reference");
    await dots.hover();
    const top = await ask<number>(page, "scrolled()");
    await page.mouse.wheel(0, 120);
    await expect.poll(() => ask<number>(page, "scrolled()")).toBeGreaterThan(top);
    expect(await viewOf(page, "reference")).toEqual(home);
  });

  it("shows another neuron and another window of the currents, the sum being E + I", async () => {
    const sum = page.locator('svg.currents[data-side="target"] .trace-sum');
    const first = await sum.getAttribute("d");
    expect(first!.length).toBeGreaterThan(500);
    await page.locator("#current-neuron").selectOption("1");
    const second = await sum.getAttribute("d");
    expect(second).not.toBe(first);
    // Heights over the zero line, in the plot's own units: that of the sum is that of E plus that of I.
    const firstHeight = async (trace: string) =>
      Number(
        /^M[\d.]+ ([\d.-]+)/.exec(
          (await page.locator(`svg.currents[data-side="target"] ${trace}`).getAttribute("d"))!,
        )![1],
      );
    const zero = await firstHeight(".zero");
    expect((await firstHeight(".trace-sum")) - zero).toBeCloseTo(
      (await firstHeight(".trace-e")) - zero + (await firstHeight(".trace-i")) - zero,
      0,
    );
    await page.locator("#current-window").fill("100");
    expect(await sum.getAttribute("d")).not.toBe(second);
    expect(await page.locator("#current-range").textContent()).toBe("200 – 400 ms");
    expect(await page.locator("#current-note-target").textContent()).toMatch(/ρ = /);
  });

  it("colours the core map by the chosen resource and reads out a core", async () => {
    const core = page.locator("#core-map rect[data-core]").first();
    await page.locator("#core-resource").selectOption({ label: "compartments" });
    await core.hover();
    expect(await page.locator("#core-detail").textContent()).toBe("chip 0, core 0: 100 of 1024 compartments");
    expect(await core.getAttribute("class")).toBe("u0");
  });
});

describe("the same report on a page of its own", () => {
  it("draws both rasters, and zooms, moves and resets them together by button, key, wheel and drag", () =>
    visit("real", {}, async (page) => {
      const dots = page.locator('canvas.dots[data-side="reference"]');
      await dots.scrollIntoViewIfNeeded();
      for (const side of ["reference", "target"]) {
        const coloured = await ask<number>(page, `inked(document.querySelector('canvas.dots[data-side="${side}"]'))`);
        expect(coloured).toBeGreaterThan(50);
      }
      const home = await viewOf(page, "reference");
      await page.getByRole("button", { name: "zoom in" }).click();
      await expect.poll(async () => spanOf(await viewOf(page, "target"))).toBeCloseTo(0.6 * spanOf(home), 0);
      expect(await viewOf(page, "reference")).toEqual(await viewOf(page, "target"));
      await dots.focus();
      await page.keyboard.press("0");
      await expect.poll(() => viewOf(page, "reference")).toEqual(home);
      await page.keyboard.press("]");
      await expect.poll(async () => (await viewOf(page, "target"))[3]).toBeLessThan(home[3]);
      await page.keyboard.press("Home");
      const box = (await dots.boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.wheel(0, -200);
      await expect.poll(async () => spanOf(await viewOf(page, "reference"))).toBeLessThan(spanOf(home));
      const before = await viewOf(page, "reference");
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 - 80, box.y + box.height / 2);
      await page.mouse.up();
      await expect.poll(async () => (await viewOf(page, "target"))[0]).toBeGreaterThan(before[0]);
      await page.getByRole("button", { name: "Whole run" }).click();
      await expect.poll(() => viewOf(page, "target")).toEqual([0, 1000, 0, 100]);
    }));

  it("turns dark and light by button, and both by the system's wish", () =>
    visit("real", { colorScheme: "dark" }, async (page) => {
      const paper = () => ask<string>(page, "paper()");
      expect(await paper()).toBe("rgb(20, 23, 26)");
      await page.locator("#theme").click();
      expect(await paper()).toBe("rgb(253, 253, 251)");
      await page.emulateMedia({ media: "print" });
      expect(await paper()).toBe("rgb(255, 255, 255)");
    }));

  it("prints still pictures on white, without controls, also from a dark screen", () =>
    visit("real", { colorScheme: "dark", viewport: { width: 720, height: 1000 } }, async (page) => {
      await page.emulateMedia({ media: "print" });
      expect(await ask(page, "paper()")).toBe("rgb(255, 255, 255)");
      expect(await page.locator(".static-raster:visible").count()).toBe(2);
      expect(await page.locator("canvas:visible, button:visible, select:visible, input:visible").count()).toBe(0);
      expect(await ask(page, "overflowing()")).toEqual([]);
    }));

  it("shows everything but the controls where scripts are off", () =>
    visit("real", { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator(".static-raster").count()).toBe(2);
      for (const picture of await page.locator(".static-raster, svg.currents, .chip svg").all())
        expect(await picture.isVisible()).toBe(true);
      expect(await page.locator("button:visible, canvas:visible, select:visible, input:visible").count()).toBe(0);
    }));

  it("leads the keyboard from the skip link to the verdict and through every control", () =>
    visit("real", {}, async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.locator(":focus").textContent()).toBe("Skip to the verdict");
      await page.keyboard.press("Enter");
      await page.waitForURL(/#verdict$/);
      const awaited = new Set(["live dots", "current-neuron", "current-window", "core-resource"]);
      const controls = await page.locator("a, button, select, input, summary, [tabindex]").count();
      for (let k = 0; k < controls && awaited.size > 0; k++) {
        await page.keyboard.press("Tab");
        awaited.delete(await ask<string>(page, "focused()"));
      }
      expect([...awaited]).toEqual([]);
    }));
});

describe("a page whose raster is damaged", () => {
  it("says so once, and everything else works", async () => {
    const text = readFileSync(fileOf("real"), "utf8");
    writeFileSync(fileOf("damaged"), text.replace(/(id="raster-data">)[^<]*/, "$1{}"));
    const { page, incidents } = await openReport(browser, fileOf("damaged"));
    await page.locator("#current-window").fill("100");
    expect(await page.locator("#current-range").textContent()).toBe("200 – 400 ms");
    await page.locator("#core-map rect[data-core]").first().hover();
    expect(await page.locator("#core-detail").textContent()).toMatch(/^chip 0, core 0: \d+/);
    expect(await page.locator(".save button").count()).toBeGreaterThan(10);
    await page.context().close();
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatch(/^exception: /);
  });
});

describe("saving from the page", () => {
  /** Clicks every button of a kind and hands over what was saved, name and bytes. */
  async function saved(page: Page, word: string): Promise<{ name: string; bytes: Buffer }[]> {
    const buttons = page.locator(".save button", { hasText: word });
    const files: { name: string; bytes: Buffer }[] = [];
    for (let k = 0; k < (await buttons.count()); k++) {
      // Chromium asks its user before a page saves more than ten files in a row, and takes silence for a no.
      if (k > 0 && k % 9 === 0) await page.reload();
      await ask(page, "openDetails()");
      const button = buttons.nth(k);
      const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
      files.push({ name: download.suggestedFilename(), bytes: readFileSync(await download.path()) });
    }
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    return files;
  }

  it("gives every picture as SVG that stands alone: its letters, its colours and a frame", () =>
    visit("real", {}, async (page) => {
      const files = await saved(page, "SVG");
      expect(files.length).toBeGreaterThan(10);
      for (const { name, bytes } of files) {
        expect(name).toMatch(/^hundred-on-loihi1_[a-z0-9_-]+\.svg$/);
        const text = bytes.toString();
        const broken = await page.evaluate(
          `new DOMParser().parseFromString(${JSON.stringify(text)}, "image/svg+xml").querySelector("parsererror") !== null`,
        );
        expect(broken, name).toBe(false);
        expect(text, name).toMatch(/^<svg [^>]*width="\d/);
        expect(text, name).not.toMatch(/var\(--|class=/);
        expect(text, name).toContain('fill="rgb(253, 253, 251)"');
      }
      expect(files.find(({ name }) => name.includes("rasters_reference"))!.bytes.toString()).toMatch(
        /<image [^>]*href="data:image\/png;base64,[\w+/=]{500}/,
      );
    }));

  it("gives every picture as PNG at three pixels a unit, a raster as it is zoomed", () =>
    visit("real", {}, async (page) => {
      const files = await saved(page, "PNG");
      for (const { name, bytes } of files) expect(bytes.subarray(1, 4).toString(), name).toBe("PNG");
      const { bytes } = files.find(({ name }) => name.includes("distributions_rate-of-e"))!;
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([3 * 340, 3 * 176]);
    }));

  it("gives every table as CSV: a line for each row, numbers that a spreadsheet reads", () =>
    visit("real", {}, async (page) => {
      const files = await saved(page, "CSV");
      expect(files.length).toBe(await page.locator("main table").count());
      const metrics = files
        .find(({ name }) => name.includes("_metrics_"))!
        .bytes.toString()
        .trim()
        .split("\r\n");
      expect(metrics[0]).toBe("population,metric,reference,target,difference,90 % interval,margin,outcome");
      expect(metrics).toHaveLength(1 + real.verdict.rows.length);
      const rate = metrics.find((line) => line.startsWith("E,rate Hz,"))!.split(",");
      const row = real.verdict.rows.find((r) => r.population === "E" && r.id === "rate")!;
      expect(Number(rate[2])).toBeCloseTo(row.reference.mean, 1);
      expect(rate[7]).toBe({ yes: "within", no: "outside", undecided: "undecided" }[row.equivalent]);
    }));

  it("makes no formula of a hostile name, and keeps quotes and commas in one cell", () =>
    visit("hostile", {}, async (page) => {
      for (const { name, bytes } of await saved(page, "CSV")) {
        for (const line of bytes.toString().split("\r\n")) expect(line, name).not.toMatch(/(^|,)"?[=@]/);
      }
    }));
});

describe.each(["real", "hostile"])("the %s page", (name) => {
  it("on a desk and on a phone, light and dark: no sideways scrolling, contrast at least 4.5, every control named", () =>
    visit(name, {}, async (page) => {
      await ask(page, "openDetails()");
      for (const width of [1440, 390])
        for (const colorScheme of ["light", "dark"] as const) {
          await page.setViewportSize({ width, height: 844 });
          await page.emulateMedia({ colorScheme });
          for (const probe of ["overflowing()", "poorContrast()", "nameless()"])
            expect(await ask(page, probe), `${probe} at ${width} px, ${colorScheme}`).toEqual([]);
        }
    }));
});

describe("hostile names", () => {
  it("stay text: no element, script, style or title of theirs comes to life", () =>
    visit("hostile", {}, async (page) => {
      expect(await page.title()).not.toBe("hacked");
      expect(await page.locator("img, iframe, object, embed, link, section b").count()).toBe(0);
      expect(await page.locator("script").count()).toBe(1 + 3);
      expect(await page.locator("#verdict dd bdi").first().textContent()).toBe(HOSTILE_NAME);
      const shown = await page.locator("table.metrics tr.group bdi").allTextContents();
      expect(shown).toEqual([HOSTILE_NAMES[0], "\ufffdtxet desrever\ufffd", ...HOSTILE_NAMES.slice(2)]);
      await page.locator('canvas.dots[data-side="target"]').hover();
      expect(await page.locator("#raster-point").textContent()).toMatch(/neuron \d+ of /);
    }));

  it("are copied exactly with the command", () =>
    visit("hostile", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await page.getByRole("button", { name: "Copy" }).click();
      await expect.poll(() => page.getByRole("button", { name: "Copied" }).count()).toBe(1);
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe(`equipoise verify '${HOSTILE_NAME}'`);
    }));
});

describe("findChromium", () => {
  it("fails with one clear sentence where there is none", () => {
    const { PATH, CHROMIUM } = process.env;
    try {
      process.env.PATH = folder;
      process.env.CHROMIUM = "";
      expect(() => findChromium()).toThrow(
        "no Chromium was found: install the package `chromium`, or set CHROMIUM to the path of its program",
      );
    } finally {
      process.env.PATH = PATH;
      if (CHROMIUM === undefined) delete process.env.CHROMIUM;
      else process.env.CHROMIUM = CHROMIUM;
    }
  });
});
