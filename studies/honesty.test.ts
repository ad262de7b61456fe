/** The promises of the verdict on networks whose truth is known beforehand. Smaller than the study and the same machinery. */
import { describe, expect, it } from "vitest";
import { REFERENCE } from "../phenomena/experiment.js";
import { beyondMargin, mergeTrials, trueShift } from "./honesty.js";
import { balanced, broken, planted } from "./honesty-cases.js";
import { binomialInterval } from "./tally.js";
import { inGroups, runTrial, type TrialTask } from "./trial.js";

const seeds = (count: number) => Array.from({ length: count }, (_, k) => k + 1);
const again = (description: string): TrialTask["target"] => ({ description, on: REFERENCE, redraw: "same seed" });

describe("the verdict", () => {
  it.each([balanced[0], balanced[3]])(
    "$id: says balanced in at least 95 % of 40 seeds, currents included",
    async ({ description }) => {
      const { referenceStates, cancellationChecked } = await runTrial({
        reference: description,
        target: again(description),
        seeds: seeds(40),
        group: [],
      });
      expect(cancellationChecked).toBe(true);
      expect(referenceStates.filter((s) => s === "balanced").length).toBeGreaterThanOrEqual(38);
    },
  );

  it.each(broken)(
    "$id: never says survives over 10 seeds, even on a chip that repeats the broken reference exactly",
    async ({ description }) => {
      const { verdicts, referenceStates } = await runTrial({
        reference: description,
        target: again(description),
        seeds: seeds(10),
        group: [2, 5],
      });
      expect(verdicts.flat().map((v) => v.word)).not.toContain("survives");
      expect(referenceStates).not.toContain("balanced");
    },
  );

  it("says breaks where only the chip's program lacks I→E, with the healthy reference beside it", async () => {
    const { healthy, description } = broken.find((b) => b.id === "I→E removed")!;
    const { verdicts, referenceStates } = await runTrial({
      reference: healthy,
      target: { description, on: "loihi1", redraw: "same seed" },
      seeds: seeds(2),
      group: [2],
    });
    expect(referenceStates).toEqual(["balanced", "balanced"]);
    expect(verdicts[0].map((v) => v.word)).toEqual(["breaks"]);
  });

  it("raises false alarms no more often than α = 5 % where nothing differs but chance", async () => {
    const [{ description }] = balanced;
    const { verdicts } = await runTrial({
      reference: description,
      target: { description, on: REFERENCE, redraw: "other network" },
      seeds: seeds(40),
      group: [1, 5],
    });
    for (const group of verdicts) {
      const alarms = group.filter((v) => v.word === "drifts" || v.word === "breaks").length;
      expect(binomialInterval(alarms, group.length)[0]).toBeLessThanOrEqual(0.05);
    }
    const tests = verdicts.flat().map((v) => v.rows);
    expect(tests.reduce((n, r) => n + r.different, 0)).toBeLessThanOrEqual(
      0.05 * tests.reduce((n, r) => n + r.deciding, 0),
    );
  });

  it("does not call a rate that moved by more than its margin equivalent", async () => {
    const result = await runTrial({
      reference: balanced[0].description,
      target: again(planted("all", -0.1).description),
      seeds: seeds(10),
      group: [5],
    });
    const shifts = Object.fromEntries(Object.entries(result.rates).map(([name, rates]) => [name, trueShift(rates)]));
    expect(shifts.E).toBeGreaterThan(0.05);
    expect(result.verdicts[0].filter((v) => beyondMargin(v, shifts)).map((v) => v.word)).not.toContain("survives");
  });
});

describe("trials", () => {
  it("judge each seed once: a rest that fills no group is left out", () => {
    expect(inGroups([1, 2, 3, 4, 5], 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(inGroups([1], 2)).toEqual([]);
  });

  it("merge in order", () => {
    const part = (rate: number) => ({
      referenceStates: ["balanced"] as const,
      targetStates: ["silent"] as const,
      rates: { E: { reference: [rate], target: [2 * rate] } },
      verdicts: [[], []],
      cancellationChecked: rate > 1,
    });
    const merged = mergeTrials([part(1), part(2)]);
    expect(merged.rates.E).toEqual({ reference: [1, 2], target: [2, 4] });
    expect(merged.cancellationChecked).toBe(false);
    expect(trueShift(merged.rates.E)).toBe(1);
  });
});
