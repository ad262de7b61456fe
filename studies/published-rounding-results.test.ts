import { describe, expect, it } from "vitest";
import type { RunState, VerdictRow } from "../src/verdict/verdict.js";
import { expectation, judged, statisticsWord, worstRow } from "./published-rounding-results.js";

const row = (
  id: string,
  equivalent: VerdictRow["equivalent"],
  difference = 0.1,
  role: VerdictRow["role"] = "decides",
) => ({ id, equivalent, difference, margin: 0.2, role }) as VerdictRow;
const state = (reference: string) => ({ reference: { state: reference } }) as RunState;
const verdict = (
  rows: VerdictRow[],
  word: "survives" | "breaks" | "inconclusive" = "inconclusive",
  reference = "balanced",
) => ({ verdict: word, rows, runs: [state(reference)] });

describe("statisticsWord", () => {
  it("rests on rates and the three distributions alone", () => {
    expect(statisticsWord(verdict([row("rate", "yes"), row("rates-ks", "yes"), row("lv", "no")]))).toBe("survives");
    expect(statisticsWord(verdict([row("rate", "yes"), row("cvs-ks", "no")]))).toBe("drifts");
    expect(statisticsWord(verdict([row("rate", "yes"), row("correlations-ks", "undecided")]))).toBe("inconclusive");
    expect(statisticsWord(verdict([]))).toBe("inconclusive");
  });

  it("breaks with a verdict of that word, unless the reference itself is no balanced network", () => {
    expect(statisticsWord(verdict([row("rate", "yes")], "breaks"))).toBe("breaks");
    expect(statisticsWord(verdict([row("rate", "yes")], "breaks", "synchronous"))).toBe("survives");
  });
});

describe("worstRow", () => {
  it("is the compared row furthest off in margins; one that only informs does not count", () => {
    expect(
      worstRow(verdict([row("rate", "yes", -0.3), row("cvs-ks", "yes", 0.2), row("rates-ks", "no", 9, "informs")]))
        ?.margins,
    ).toBeCloseTo(1.5, 12);
    expect(worstRow(verdict([]))).toBeUndefined();
  });
});

describe("what was published", () => {
  it("the mean weight for all: distorted at fixed in-degree, kept where in-degrees vary", () => {
    expect(expectation("fixed in-degree", { scheme: "mean", bits: 0 })).toBe("distorted");
    expect(expectation("varying in-degree", { scheme: "mean", bits: 0 })).toBe("kept");
    expect(expectation("fixed in-degree", { scheme: "moments", bits: 1 })).toBe("kept");
    expect(expectation("fixed in-degree", { scheme: "sums", bits: 1 })).toBeUndefined();
  });

  it("is confirmed, contradicted or left open by a word", () => {
    expect([
      judged("survives", "kept"),
      judged("drifts", "kept"),
      judged("drifts", "distorted"),
      judged("inconclusive", "kept"),
    ]).toEqual([true, false, true, null]);
  });
});
