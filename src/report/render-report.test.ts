import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Verification } from "../verify/verification.js";
import { embeddedSteps } from "./raster-section.js";
import { renderReport } from "./render-report.js";
import { HOSTILE_NAME, verificationFixture } from "./report.fixture.js";
import { expectSound } from "./sound-page.fixture.js";

const plain = verificationFixture();

describe("renderReport", () => {
  it("puts the verdict, its reason and the command before everything else", () => {
    const page = renderReport(plain);
    expectSound(page);
    const order = [
      'id="verdict"',
      'id="metrics"',
      'id="rasters"',
      'id="distributions"',
      'id="currents"',
      'id="prediction"',
      'id="attribution"',
      'id="cores"',
      'id="losses"',
      'id="runs"',
    ].map((id) => page.indexOf(id));
    expect(order.every((at) => at > 0)).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(page).toContain(`<span id="verdict-word">${plain.verdict.verdict}</span>`);
    expect(page).toContain(plain.command);
  });

  it("shows every row of the verdict once", () => {
    const page = renderReport(plain);
    expect(page.match(/<tr class="(decides|informs)">/g)).toHaveLength(plain.verdict.rows.length);
  });

  it("allows exactly the script and the style it carries, by hash, and nothing else", () => {
    const page = renderReport(plain);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1];
    expect(policy).toMatch(/^default-src 'none'; img-src data:; /);
    expect(policy).not.toMatch(/unsafe|http|\*/);
    const bodies = [...page.matchAll(/<(?:script|style)>([\s\S]*?)<\/(?:script|style)>/g)].map((m) => m[1]);
    expect(bodies).toHaveLength(2);
    for (const body of bodies)
      expect(policy).toContain(`'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  });

  it("is the same text for the same verification", () =>
    expect(renderReport(verificationFixture())).toBe(renderReport(plain)));

  it("keeps hostile names as text in markup, attributes and data", () => {
    const names = [HOSTILE_NAME, "\u202eEVIL\u2066", "a\u2028b\u0000'\"`", `🧠${"x".repeat(2000)}`];
    const v = verificationFixture({
      network: HOSTILE_NAME,
      file: HOSTILE_NAME,
      command: HOSTILE_NAME,
      note: HOSTILE_NAME,
      seeds: 2,
      populations: names.map((name) => ({ name, size: 40, rate: 12 })),
    });
    const page = renderReport(v);
    expectSound(page);
    expect(page).not.toContain("<img src=x");
    expect(page).not.toMatch(/[\u202e\u2066\u2028\u0000]/);
    expect(page.match(/<\/script>/g)).toHaveLength(1 + 3); // one program, three blocks of data
  });

  it.each([
    [
      "no spike at all",
      {
        populations: [
          { name: "E", size: 50, rate: 0 },
          { name: "I", size: 10, rate: 0 },
        ],
      },
    ],
    ["one population of one neuron", { populations: [{ name: "only", size: 1, rate: 20 }], seeds: 1 }],
    [
      "twelve populations",
      {
        populations: Array.from({ length: 12 }, (_, k) => ({
          name: `L${k}${k % 2 ? "I" : "E"}`,
          size: 30,
          rate: 2 + k,
        })),
        seeds: 2,
      },
    ],
    ["no burn-in and a record shorter than the window", { burnIn: 0, duration: 60, seeds: 1 }],
  ])("draws only finite numbers with %s", (_, settings) => expectSound(renderReport(verificationFixture(settings))));

  it("draws only finite numbers where nothing could be measured or predicted", () => {
    const v: Verification = {
      ...plain,
      prediction: {
        ...plain.prediction,
        conditionNumber: Infinity,
        balancedStateFloat: false,
        rates: plain.prediction.rates.map((r) => ({ ...r, float: NaN, quantized: NaN, measuredReference: NaN })),
      },
      ledger: [],
      diagnostics: [],
      attribution: null,
      verdict: {
        ...plain.verdict,
        rows: plain.verdict.rows.map((r) => ({ ...r, difference: NaN, interval: [NaN, NaN], margin: NaN })),
      },
      detail: {
        ...plain.detail,
        currents: [],
        utilisation: { cores: [], chips: [], axons: { all: 0, interChip: 0, fromInputPorts: 0 } },
      },
    };
    const page = renderReport(v);
    expectSound(page);
    expect(page).toContain("--attribution always");
  });

  it("holds 4,200 cores on 33 chips", () => {
    const page = renderReport(verificationFixture({ cores: 4200, seeds: 1 }));
    expect(page.match(/data-core="/g)).toHaveLength(4200);
    expect(page.match(/<figure class="chip">/g)).toHaveLength(33);
    expect(page.length).toBeLessThan(3e6);
  });

  it("renders 10⁶ spikes a side in less than 6 MB", () => {
    const v = verificationFixture({
      populations: [
        { name: "E", size: 10_000, rate: 20 },
        { name: "I", size: 2500, rate: 20 },
      ],
      seeds: 1,
      duration: 4000,
      dt: 0.1,
      attribution: false,
    });
    expect(v.detail.reference.spikeSteps.length).toBeGreaterThan(950_000);
    expect(Buffer.byteLength(renderReport(v))).toBeLessThan(6e6);
  });
});

describe("embeddedSteps", () => {
  it("keeps the beginning of a record with more spikes than the page carries", () => {
    const { reference, target } = plain.detail;
    const cut = embeddedSteps(reference, target, 1000);
    const within = (steps: Uint32Array) => steps.filter((s) => s < cut.to).length;
    expect(cut.to).toBeLessThan(reference.steps);
    expect(Math.max(within(reference.spikeSteps), within(target.spikeSteps))).toBeLessThanOrEqual(1000);
    expect(embeddedSteps(reference, target)).toEqual({ from: 0, to: reference.steps });
  });
});
