/** The counts of late steps against boards whose every moment is known: what is certain is so, and nothing late goes unseen. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pace } from "./pace.js";

const PERIOD = 1;
/** ms */
const ROUNDING = 1e-9;

describe("the pace of a board", () => {
  it("counts no step late that was in time, and leaves no late step among those that are proven", () => {
    let certain = 0;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 2, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.infiniteStream(
          fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 3, noNaN: true })),
        ),
        (work, share, roundTrip, looks) => {
          // When each step is complete, from the moment at which the board began: steps begin at their time, or when the one before is over.
          let free = 0;
          const complete = work.map((ms, k) => (free = Math.max(free, k * PERIOD) + ms));
          // Moments are sums of float64: within their rounding of its deadline a step may be called either.
          const lateBy = (ms: number) => complete.filter((at, k) => at > (k + 1) * PERIOD + ms).length;
          let now = 0;
          const pace = new Pace(() => now, 1000 * PERIOD, 0, work.length, 0);
          const began = share * roundTrip;
          now = roundTrip;
          pace.begun(0);
          for (let step = 0; step < work.length;) {
            const [within, takes] = looks.next().value as [number, number];
            const asked = now;
            const read = asked + within * takes;
            now = asked + takes;
            step = complete.filter((at) => began + at <= read).length;
            pace.looked(asked, step);
          }
          const { missed, unproven, seen } = pace.report;
          certain += missed;
          expect(missed).toBeLessThanOrEqual(lateBy(-ROUNDING));
          expect(unproven).toBeGreaterThanOrEqual(lateBy(ROUNDING));
          expect(seen.count).toBe(work.length);
        },
      ),
      { numRuns: 1000 },
    );
    expect(certain).toBeGreaterThan(100);
  });

  it("allows for a clock that is wrong by a share, and for no more", () => {
    const run = (slow: number, tolerance: number) => {
      let now = 0;
      const pace = new Pace(() => now, 1000, 0, 1000, tolerance);
      pace.begun(0);
      for (let k = 0; k < 1000; k++) {
        now = (k + 0.9) * (1 + slow);
        pace.looked(now, k);
        pace.looked(now, k + 1);
      }
      return pace.report.missed;
    };
    expect(run(1e-3, 1.1e-3)).toBe(0);
    expect(run(1e-3, 0)).toBeGreaterThan(800);
    expect(run(0.02, 0.01)).toBeGreaterThan(800);
  });
});
