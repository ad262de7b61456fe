/** The pages of the phenomena and of studies in a real browser: wide, on a phone, dark, on paper and with the keyboard. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { phenomenaFixture } from "../phenomena/report/phenomena.fixture.js";
import { renderPhenomena } from "../phenomena/report/render-phenomena.js";
import { renderStudies } from "../studies/report/render-studies.js";
import { studiesFixture } from "../studies/report/studies.fixture.js";
import { ask, launch, openReport } from "./report-page.js";

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "equipoise-phenomena-"));
  writeFileSync(join(folder, "phenomena.html"), renderPhenomena(phenomenaFixture));
  writeFileSync(join(folder, "studies.html"), renderStudies(studiesFixture));
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

type PageName = "phenomena" | "studies";

/** Opens one page after the other. */
async function visit(
  names: readonly PageName[],
  options: Parameters<typeof openReport>[2],
  act: (page: Page) => Promise<void>,
): Promise<void> {
  for (const name of names) {
    const { page, incidents } = await openReport(browser, join(folder, `${name}.html`), options);
    await act(page);
    await page.context().close();
    expect(incidents).toEqual([]);
  }
}

const BOTH: readonly PageName[] = ["phenomena", "studies"];

describe("the pages of phenomena and studies, from files", () => {
  it("shows every figure and verdict, and asks nobody for anything", () =>
    visit(["phenomena"], {}, async (page) => {
      expect(await page.locator("svg.sweep:visible").count()).toBe(2);
      expect(await page.locator("#high-drive .reasons > div:visible").count()).toBe(3);
      await page.locator("nav a", { hasText: "Large drives" }).click();
      await page.waitForURL(/#high-drive$/);
    }));

  it("shows every figure and map of a study, and asks nobody for anything", () =>
    visit(["studies"], {}, async (page) => {
      expect(await page.locator("svg.sweep:visible").count()).toBe(3);
      expect(await page.locator("svg.verdict-map:visible").count()).toBe(2);
      expect(await page.locator("#bits .findings > li:visible").count()).toBe(3);
      await page.locator("nav a", { hasText: "How many bits" }).click();
      await page.waitForURL(/#bits$/);
    }));

  it.each([
    ["on a wide screen", { viewport: { width: 1440, height: 900 } }],
    ["on a phone", { viewport: { width: 360, height: 740 } }],
    ["in the dark", { colorScheme: "dark" as const }],
  ])("is legible, named and not wider than the window %s", (_, options) =>
    visit(BOTH, options, async (page) => {
      await ask(page, "openDetails()");
      expect(await ask(page, "overflowing()")).toEqual([]);
      expect(await ask(page, "poorContrast()")).toEqual([]);
      expect(await ask(page, "nameless()")).toEqual([]);
    }),
  );

  it("keeps the words of a figure inside it", () =>
    visit(BOTH, {}, async (page) => {
      for (const svg of await page.locator("svg.sweep, svg.verdict-map").all()) {
        const frame = (await svg.boundingBox())!;
        for (const text of await svg.locator("text").all()) {
          const box = (await text.boundingBox())!;
          const name = await text.textContent();
          expect(box.x, name!).toBeGreaterThanOrEqual(frame.x - 1);
          expect(box.x + box.width, name!).toBeLessThanOrEqual(frame.x + frame.width + 1);
          expect(box.y + box.height, name!).toBeLessThanOrEqual(frame.y + frame.height + 1);
        }
      }
    }));

  it("keeps the marks of a key small and the names of a map's columns apart", () =>
    visit(BOTH, {}, async (page) => {
      for (const mark of await page.locator("svg.mark-key").all())
        expect((await mark.boundingBox())!.width).toBeLessThanOrEqual(20);
      for (const svg of await page.locator("svg.verdict-map").all()) {
        const boxes = await Promise.all(
          (await svg.locator("> text:not(.axis-label)").all()).map(async (text) => (await text.boundingBox())!),
        );
        const meet = (a: (typeof boxes)[0], b: (typeof boxes)[0]) =>
          a.x < b.x + b.width && b.x < a.x + a.width && a.y + 1 < b.y + b.height && b.y + 1 < a.y + a.height;
        expect(boxes.flatMap((a, k) => boxes.slice(k + 1).filter((b) => meet(a, b)))).toEqual([]);
      }
    }));

  it("prints on white without controls", () =>
    visit(BOTH, { colorScheme: "dark", viewport: { width: 720, height: 1000 } }, async (page) => {
      await page.emulateMedia({ media: "print" });
      expect(await ask(page, "paper()")).toBe("rgb(255, 255, 255)");
      expect(await page.locator("button:visible").count()).toBe(0);
      expect(await ask(page, "overflowing()")).toEqual([]);
    }));
});
