import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawnPoints } from "./course-plot.js";
import { renderLoop, type LoopReport } from "./render-loop.js";
import { HOSTILE_NAME } from "./report.fixture.js";

const report: LoopReport = {
  network: HOSTILE_NAME,
  on: "emulator",
  plant: `python "${HOSTILE_NAME}"`,
  command: "equipoise loop net.yaml",
  version: "equipoise 0",
  dt: 1,
  steps: 100,
  block: 10,
  populations: [
    { name: HOSTILE_NAME, first: 0, size: 4 },
    { name: "I", first: 4, size: 2 },
  ],
  spikeSteps: Uint32Array.of(3, 3, 50, 99),
  spikeIds: Uint32Array.of(0, 5, 2, 1),
  result: {
    spikes: 4,
    latencies: Float64Array.from({ length: 10 }, (_, k) => 0.1 * (k + 1)),
    plantLatencies: new Float64Array(10),
    trajectory: {
      [HOSTILE_NAME]: Float64Array.from({ length: 10 }, (_, k) => Math.sin(k)),
      still: new Float64Array(10),
    },
    fingerprint: "0123456789abcdef",
  },
  summary: { text: HOSTILE_NAME, figures: {} },
  clock: "wall",
};

/** Without the page's own style and script, which are the same on every page. */
const contentOf = (more: Partial<LoopReport> = {}) =>
  renderLoop({ ...report, ...more }).replace(/<(script|style)>[^]*?<\/\1>/g, "");

describe("the page of a loop", () => {
  it("shows course, rates and latencies, and takes no name for markup", () => {
    const page = contentOf();
    expect(page).not.toContain("<img src=x");
    expect(page).toContain("0123456789abcdef");
    // 3 spikes of 4 neurons in 100 ms
    expect(page).toMatch(/>3<\/td><td class="number">7\.50<\/td>/);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("stands without spikes, without states and with a single block", () => {
    const page = contentOf({
      steps: 1,
      block: 1,
      spikeSteps: new Uint32Array(0),
      spikeIds: new Uint32Array(0),
      result: { ...report.result, latencies: Float64Array.of(0), plantLatencies: Float64Array.of(1e6), trajectory: {} },
      summary: null,
    });
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("draws the lowest and the highest value of a course of any length, in the order of time", () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 2, max: 40 }),
        (values, most) => {
          const points = drawnPoints(values, most);
          expect(points.length).toBeLessThanOrEqual(Math.max(most, 2));
          expect([...points].sort((a, b) => a - b)).toEqual(points);
          const drawn = points.map((k) => values[k]);
          expect(Math.min(...drawn)).toBe(Math.min(...values));
          expect(Math.max(...drawn)).toBe(Math.max(...values));
        },
      ),
    ));
});
