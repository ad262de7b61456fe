import fc from "fast-check";
import { expect, it } from "vitest";
import { AscendingRuns } from "./ascending-runs.js";

it("sorts part of an array as numbers, repetitions included, one run after the other", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }).chain((targets) =>
        fc.record({
          targets: fc.constant(targets),
          runs: fc.array(fc.array(fc.integer({ min: 0, max: targets - 1 }), { minLength: 1, maxLength: 300 }), {
            minLength: 1,
            maxLength: 6,
          }),
        }),
      ),
      ({ targets, runs }) => {
        const sorted = new AscendingRuns(targets);
        const all = Uint16Array.from(runs.flat());
        let from = 0;
        for (const run of runs) {
          sorted.sort(all, from, from + run.length);
          from += run.length;
        }
        expect([...all]).toEqual(runs.flatMap((run) => run.toSorted((a, b) => a - b)));
      },
    ),
  );
});
