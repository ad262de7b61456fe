import { describe, expect, it } from "vitest";
import type { Condition, Measured } from "../experiment.js";
import { atLevel } from "../measures/input-levels.js";
import { runCondition } from "../run-condition.js";
import { gainControl } from "./gain-control.js";

const [quick] = gainControl.conditions("quick");

/** Fewer cells than any report needs. */
async function measuredOn(description: string): Promise<Record<string, Measured>> {
  const condition: Condition = { ...quick, description: description.replace(/size: \d+/, "size: 24") };
  const { key, series, x } = condition;
  const { sides } = await runCondition({
    condition,
    experiments: [{ id: gainControl.id, key, series, x }],
    seed: 1,
    targets: ["loihi1"],
  });
  return Object.fromEntries(
    sides.map((side) => [side.side, "refused" in side ? { values: {} } : side.measured[gainControl.id]]),
  );
}

const growth = ([low, high]: readonly [Measured, Measured], at: readonly [number, number]) =>
  high.values[atLevel("peak", at[1])] / low.values[atLevel("peak", at[0])];

describe("gain control on a chip without conductances", () => {
  it("is lost in one program for all contrasts, and would be hidden by one program a contrast", async () => {
    const together = await measuredOn(quick.description);
    // Theory: 2 for a 16-fold contrast.
    const inOneRun = (side: string) => growth([together[side], together[side]], [1 / 16, 1]);
    expect(Math.abs(inOneRun("reference") / 2 - 1)).toBeLessThan(0.2);
    expect(inOneRun("loihi1")).toBeGreaterThan(4);

    // All five windows at one contrast.
    const alone = (c: number) =>
      measuredOn(
        quick.description.replace(/contrast: [0-9.]+/g, `contrast: ${c}`).replace(/alpha\*[0-9.]+\*/g, `alpha*${c}*`),
      );
    const [low, high] = [await alone(1 / 16), await alone(1)];
    expect(Math.abs(growth([low.loihi1, high.loihi1], [1, 1]) / 2 - 1)).toBeLessThan(0.2);
  });
});
