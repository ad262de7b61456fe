import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measuredFrom } from "./measured-from.js";

const step = fc.nat(1000);

describe("the first step that measures count", () => {
  it("is the end of the burn-in where the recording has it, and else the recording's first", () => {
    fc.assert(
      fc.property(step, step, fc.integer({ min: 1, max: 1000 }), (burnInSteps, startStep, steps) => {
        const from = measuredFrom({ burnInSteps, startStep, steps });
        const within = burnInSteps >= startStep && burnInSteps < startStep + steps;
        expect(from).toBe(within ? burnInSteps : startStep);
      }),
    );
  });

  it("is the first step of a recording that says nothing of a burn-in", () => {
    expect(measuredFrom({ startStep: 7, steps: 10 })).toBe(7);
  });
});
