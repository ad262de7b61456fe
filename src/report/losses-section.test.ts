import { describe, expect, it } from "vitest";
import { lossesByEffect } from "../program/losses-by-effect.js";
import { lossesSection, signedPercent } from "./losses-section.js";
import { verificationFixture } from "./report.fixture.js";

const v = verificationFixture({ duration: 600 });

describe("lossesSection", () => {
  it("sorts by the size of the mean input change, entries without one last", () =>
    expect(lossesByEffect(v.ledger).map((e) => e.kind)).toEqual(["decay-rounded", "weight-rounded", "delay-rounded"]));

  it.each([
    [0, "0 %"],
    [0.0123, "+1.2 %"],
    [-0.0123, "−1.2 %"],
    [2e-6, "< 0.001 %"],
    [-2e-6, "> −0.001 %"],
  ])("writes a change of %d as %s", (change, text) => expect(signedPercent(change)).toBe(text));

  it("says so where no register overflowed, and shows work apart from losses", () => {
    const counters = { "u-wrapped": 0, spikes: 120 };
    const quiet = lossesSection({ ...v, runs: v.runs.map((run) => ({ ...run, counters })) }).markup;
    expect(quiet).toContain("No register overflowed in any run: <code>u-wrapped</code>.");
    expect(quiet).toContain("Work of the target&#39;s runs");
    const loud = lossesSection({
      ...v,
      runs: v.runs.map((run) => ({ ...run, counters: { ...counters, "v-clipped": 3 } })),
    }).markup;
    expect(loud).toContain("Overflows while the target ran");
    expect(loud).toContain("Zero in every run: <code>u-wrapped</code>.");
  });
});
