import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clampView, moveView, rasterLimits, zoomNeurons, zoomTime, type RasterView } from "./raster-view.js";

/** 10 s at 0.1 ms, 500 neurons, from step 200 on. */
const limits = rasterLimits(200, 100_200, 500, 0.1);
const view: RasterView = { t0: 1000, t1: 11_000, n0: 100, n1: 300 };

const anyView = fc
  .tuple(
    fc.double({ min: -2e5, max: 2e5, noNaN: true }),
    fc.double({ min: 0, max: 3e5, noNaN: true }),
    fc.double({ min: -1000, max: 1000, noNaN: true }),
    fc.double({ min: 0, max: 2000, noNaN: true }),
  )
  .map(([t0, t, n0, n]) => clampView({ t0, t1: t0 + t, n0, n1: n0 + n }, limits));

function expectWithin({ t0, t1, n0, n1 }: RasterView): void {
  expect(t0).toBeGreaterThanOrEqual(200);
  expect(t1).toBeLessThanOrEqual(100_200 + 1e-6);
  expect(t1 - t0).toBeGreaterThanOrEqual(50 - 1e-6);
  expect(n0).toBeGreaterThanOrEqual(0);
  expect(n1).toBeLessThanOrEqual(500 + 1e-9);
  expect(n1 - n0).toBeGreaterThanOrEqual(4 - 1e-9);
}

describe("raster view", () => {
  it("shows at least 5 ms or 4 steps, whichever is longer, but no more than there is", () => {
    expect(rasterLimits(0, 1000, 100, 0.1)).toMatchObject({ leastSteps: 50, leastNeurons: 4 });
    expect(rasterLimits(0, 1000, 100, 5)).toMatchObject({ leastSteps: 4 });
    expect(rasterLimits(10, 12, 1, 1)).toMatchObject({ leastSteps: 2, leastNeurons: 1 });
  });

  it("halves the time in view and keeps the point under the pointer: step 3500, a quarter from the left", () => {
    expect(zoomTime(view, limits, 0.5, 0.25)).toEqual({ ...view, t0: 2250, t1: 7250 });
    expect(zoomTime(view, limits, 0.5)).toEqual({ ...view, t0: 3500, t1: 8500 });
  });

  it("halves the neurons in view and keeps the row under the pointer", () => {
    expect(zoomNeurons(view, limits, 0.5, 0)).toEqual({ ...view, n0: 100, n1: 200 });
    expect(zoomNeurons(view, limits, 0.5, 1)).toEqual({ ...view, n0: 200, n1: 300 });
  });

  it("stops at the shortest view and at the whole record", () => {
    const { t0, t1 } = zoomTime(view, limits, 1e-9);
    expect([t0, t1]).toEqual([5975, 6025]);
    expect(zoomTime(view, limits, 1e9)).toEqual({ ...view, t0: 200, t1: 100_200 });
    expect(zoomNeurons(view, limits, 1e9)).toEqual({ ...view, n0: 0, n1: 500 });
  });

  it("moves by shares of itself and stops at the ends with its length kept", () => {
    expect(moveView(view, limits, 0.2, 0.25)).toEqual({ t0: 3000, t1: 13_000, n0: 150, n1: 350 });
    expect(moveView(view, limits, -1, -1)).toEqual({ t0: 200, t1: 10_200, n0: 0, n1: 200 });
    expect(moveView(view, limits, 100, 100)).toEqual({ t0: 90_200, t1: 100_200, n0: 300, n1: 500 });
  });

  it("never leaves the record nor gets too short, whatever is asked", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const factor = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    const shift = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(anyView, factor, share, shift, (start, f, s, m) => {
        expectWithin(start);
        expectWithin(zoomTime(start, limits, f, s));
        expectWithin(zoomNeurons(start, limits, f, s));
        expectWithin(moveView(start, limits, m, -m));
      }),
    );
  });

  it("zooms back out to where it was, where no end is in the way", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (factor, share) => {
          const back = zoomTime(zoomTime(view, limits, factor, share), limits, 1 / factor, share);
          expect(back.t0).toBeCloseTo(view.t0, 6);
          expect(back.t1).toBeCloseTo(view.t1, 6);
        },
      ),
    );
  });
});
