import { describe, expect, it } from "vitest";
import type { Verdict } from "../verdict/verdict.js";
import type { Verification } from "../verify/verification.js";
import { advice, reachOf } from "./advice.js";
import { verificationFixture } from "./report.fixture.js";

const fixture = verificationFixture({ duration: 900 });
const balanced = { state: "balanced", reasons: [], cancellationChecked: true } as const;

function judged(verdict: Partial<Verdict>, more: Partial<Verification> = {}): Verification {
  const states = fixture.runs.map(({ seed }) => ({ seed, reference: balanced, target: balanced }));
  return {
    ...fixture,
    runs: fixture.runs.map((run) => ({ ...run, counters: {} })),
    ...more,
    verdict: { ...fixture.verdict, runs: states, needed: null, ...verdict },
  };
}

describe("advice", () => {
  it("names the metric nearest to its limit where the balance survives", () => {
    const rows = fixture.verdict.rows
      .filter((row) => row.role === "decides")
      .slice(0, 2)
      .map((row, k) => ({ ...row, interval: [-0.1, k === 0 ? 0.2 : 0.9] as const, margin: 1 }));
    expect(advice(judged({ verdict: "survives", rows }))).toEqual([
      `Nothing needs to change. Nearest to its limit: ${rows[1].metric} of ${rows[1].population}, whose confidence interval reaches 90 % of the margin.`,
    ]);
    expect(advice(judged({ verdict: "survives", rows: [] }))).toEqual(["Nothing needs to change."]);
  });

  it("says how many seeds would decide", () =>
    expect(advice(judged({ verdict: "inconclusive", needed: { seeds: 7, seconds: 4.66 } }))).toEqual([
      "Run again with `--seeds 7`, or with about 4.7 s a seed, to decide.",
    ]));

  it("asks for attribution where none was made, and repeats what it found where one was", () => {
    expect(advice(judged({ verdict: "drifts" }, { attribution: null }))[0]).toContain("`--attribution always`");
    expect(advice(judged({ verdict: "drifts" }))).toEqual([fixture.attribution!.summary]);
  });

  it("sends to the description where the reference itself is not balanced", () => {
    const runs = fixture.runs.map(({ seed }) => ({
      seed,
      reference: { ...balanced, state: "regular" as const },
      target: balanced,
    }));
    expect(advice(judged({ verdict: "breaks", runs }))[0]).toMatch(/^Change the description first/);
  });

  it("counts overflows once, not again by population, and says where they had no effect", () => {
    const runs = fixture.runs
      .slice(0, 1)
      .map((run) => ({ ...run, counters: { "v-clipped-low": 12, "v-clipped-low:E": 12, spikes: 900 } }));
    expect(advice(judged({ verdict: "drifts" }, { runs, attribution: null }))[1]).toBe(
      "Registers overflowed 12 times while the target ran (see Losses): a smaller `--scale` gives them room.",
    );
    const silent = {
      ...fixture.attribution!,
      ranking: [{ item: "saturation", worst: null, weight: 0, rank: "not seen" as const, lost: null, sentence: "" }],
    };
    expect(advice(judged({ verdict: "drifts" }, { runs, attribution: silent }))[1]).toContain("without an effect");
  });

  it("measures the reach of an interval by its farther end", () => {
    const row = fixture.verdict.rows[0];
    expect(reachOf({ ...row, interval: [-0.6, 0.2], margin: 0.5 })).toBeCloseTo(1.2, 12);
  });
});
