/** Markup in every text of every page, in a real browser under the page's own content-security policy: none of it comes to life. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { phenomenaFixture } from "../phenomena/report/phenomena.fixture.js";
import { renderPhenomena } from "../phenomena/report/render-phenomena.js";
import { renderComparison } from "../src/report/render-comparison.js";
import { renderReport } from "../src/report/render-report.js";
import { verificationFixture } from "../src/report/report.fixture.js";
import { renderSweep } from "../src/report/sweep/render-sweep.js";
import type { SweepPage, SweepPagePoint } from "../src/report/sweep/sweep-page.js";
import { decodeVerification, encodeVerification } from "../src/verify/codec.js";
import { renderStudies } from "../studies/report/render-studies.js";
import { studiesFixture } from "../studies/report/studies.fixture.js";
import { ask, launch, openReport } from "./report-page.js";

const HOSTILE = [
  `<img src=x onerror="window.hacked=1">`,
  `</script><script>window.hacked=1</script>`,
  `</style></title></textarea></bdi></svg><svg onload="window.hacked=1">`,
  `"'><iframe srcdoc="<script>parent.hacked=1</script>"></iframe>`,
  `javascript:window.hacked=1//`,
  `<!--<script>`,
  `\${window.hacked=1}{{constructor.constructor('window.hacked=1')()}}`,
];

let number = 0;

type Holder = Record<string | number, unknown>;
interface Slot {
  /** Where it stands, whichever entry of a list. */
  readonly place: string;
  readonly holder: Holder;
  readonly key: string;
}

function textsOf(value: unknown, place = ""): Slot[] {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key): Slot[] => {
    const below = `${place}.${Array.isArray(value) ? "[]" : key}`;
    return typeof holder[key] === "string" ? [{ place: below, holder, key }] : textsOf(holder[key], below);
  });
}

/** A copy of plain data in which texts are hostile, in all places where `accepts` takes the whole. */
function poisoned<T>(value: T, accepts: (copy: T) => void): { copy: T; texts: number } {
  const copy = structuredClone(value);
  const slots = textsOf(copy);
  let texts = 0;
  for (const place of new Set(slots.map((slot) => slot.place))) {
    const here = slots.filter((slot) => slot.place === place);
    const before = here.map(({ holder, key }) => holder[key]);
    for (const { holder, key } of here) holder[key] = `${HOSTILE[number % HOSTILE.length]} ${number++}`;
    try {
      accepts(copy);
      texts += here.length;
    } catch {
      // One of a few words, and no text of a user.
      here.forEach(({ holder, key }, k) => (holder[key] = before[k]));
    }
  }
  return { copy, texts };
}

const small = () =>
  verificationFixture({
    ...{ duration: 120, burnIn: 20, dt: 1, seeds: 2, cores: 2 },
    populations: [
      { name: "E", size: 6, rate: 11 },
      { name: "I", size: 3, rate: 9 },
    ],
  });
const verification = () => poisoned(small(), (copy) => void decodeVerification(encodeVerification(copy)));

const PAGES: readonly [name: string, make: () => { page: string; texts: number }][] = [
  [
    "a verification",
    () => {
      const { copy, texts } = verification();
      return { page: renderReport(copy), texts };
    },
  ],
  [
    "several targets side by side",
    () => {
      const { copy, texts } = verification();
      return { page: renderComparison([copy, copy]), texts };
    },
  ],
  [
    "phenomena",
    () => {
      const { copy, texts } = poisoned(phenomenaFixture, (one) => void renderPhenomena(one));
      return { page: renderPhenomena(copy), texts };
    },
  ],
  [
    "studies",
    () => {
      const { copy, texts } = poisoned(studiesFixture, (one) => void renderStudies(one));
      return { page: renderStudies(copy), texts };
    },
  ],
  [
    "a sweep",
    () => {
      const { page, texts } = hostileSweep();
      const markup = renderSweep(page);
      // Maps and curves are there, with names in them.
      expect(markup).toMatch(/id="maps"[^]*<svg[^]*id="curves"[^]*<svg/);
      return { page: markup, texts };
    },
  ],
];

/** Axes of hostile names, two of hostile values; populations, targets and tasks alike. Keys are texts of the user, too, so that it is made, not changed. */
function hostileSweep(): { page: SweepPage; texts: number } {
  let texts = 0;
  const hostile = () => `${HOSTILE[texts % HOSTILE.length]} ${texts++}`;
  const { verdict } = verificationFixture({
    ...{ duration: 120, burnIn: 20, dt: 1, seeds: 2, cores: 2 },
    populations: [
      { name: hostile(), size: 6, rate: 11 },
      { name: hostile(), size: 3, rate: 9 },
    ],
  });
  const axes = [
    { name: hostile(), values: [hostile(), hostile(), hostile()] },
    { name: hostile(), values: [hostile(), hostile()] },
    { name: hostile(), values: [1, 2] },
  ];
  const points = axes[0].values.flatMap((first) =>
    axes[1].values.flatMap((second) =>
      axes[2].values.map((third): Omit<SweepPagePoint, "point"> => ({
        values: { [axes[0].name]: first, [axes[1].name]: second, [axes[2].name]: third },
        target: hostile(),
        seeds: 2,
        verdict: { ...verdict, reason: hostile() },
        deciding: verdict.rows[0],
        use: { cores: 2, chips: 1 },
        predicted: verdict.rows.map(({ population }) => ({ population, float: 10, quantized: 11 })),
      })),
    ),
  );
  const problem = (point: number) => ({
    ...{ task: hostile(), point, seed: 1, state: "failed" as const, code: hostile(), message: hostile() },
  });
  return {
    page: {
      ...{ name: hostile(), network: hostile(), version: hostile(), command: hostile() },
      ...{ axes, seeds: [1, 2], tasks: 2 * points.length },
      points: points.map((one, point) => ({ point, ...one })),
      problems: [problem(0), problem(1)],
    },
    texts,
  };
}

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "equipoise-injection-"));
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(PAGES)("the page of %s", (name, make) => {
  it("has a policy that lets nothing else run, and shows hostile texts as texts", async () => {
    const { page: markup, texts } = make();
    expect(texts).toBeGreaterThan(10);
    expect(markup).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; [^"]*script-src 'sha256-/,
    );
    const file = join(folder, `${name}.html`);
    writeFileSync(file, markup);
    const { page, incidents } = await openReport(browser, file);
    const scripts = await page.locator("script:not([type])").count();
    expect(scripts).toBe(1);
    expect(await page.locator("iframe, object, embed, [onerror], [onload], base, textarea").count()).toBe(0);
    expect(await page.locator('a[href^="javascript:"], form').count()).toBe(0);
    expect(await page.evaluate("document.body.textContent.includes('window.hacked=1')")).toBe(true);
    await ask(page, "openDetails()");
    expect(await page.evaluate("'hacked' in window")).toBe(false);
    await page.context().close();
    expect(incidents).toEqual([]);
  });
});
