import { describe, expect, it } from "vitest";
import type { Verdict, VerdictRow } from "../verdict/verdict.js";
import { decidingRows } from "./deciding-rows.js";
import { verificationFixture } from "./report.fixture.js";

const { verdict } = verificationFixture({
  populations: [
    { name: "E", size: 40, rate: 10 },
    { name: "<I>", size: 10, rate: 12 },
  ],
});

function withOutcomes(
  outcomes: readonly (readonly [id: string, population: string, equivalent: VerdictRow["equivalent"]])[],
): Verdict {
  const outcomeOf = (row: VerdictRow) =>
    outcomes.find(([id, population]) => id === row.id && population === row.population)?.[2] ?? row.equivalent;
  return {
    ...verdict,
    rows: verdict.rows.map((row) => ({ ...row, equivalent: outcomeOf(row) })),
    deciding: outcomes.map(([id, population, equivalent]) => ({ id, population, equivalent, severity: 1 })),
  };
}

describe("decidingRows", () => {
  it("shows nothing where all metrics are within their margins", () =>
    expect(decidingRows(withOutcomes([]))).toBe(false));

  it("shows what decided in its order, each with values, interval, margin and outcome, and explains a metric once", () => {
    const { markup } = decidingRows(
      withOutcomes([
        ["rate", "E", "no"],
        ["rate", "<I>", "undecided"],
      ]),
    ) as { markup: string };
    expect(markup.indexOf('class="deciding-no"')).toBeGreaterThan(0);
    expect(markup.indexOf('class="deciding-no"')).toBeLessThan(markup.indexOf('class="deciding-undecided"'));
    expect(markup).toMatch(
      /rate of <bdi>E<\/bdi><\/strong>: [\d.]+ → [\d.]+\u00a0Hz, a change of [+−]?[\d.]+ .*margin ±[\d.]+/,
    );
    expect(markup).toContain("<bdi>&lt;I&gt;</bdi>");
    expect(markup.match(/spikes per neuron and second/g)).toHaveLength(1);
  });

  it("leaves what is more to the table of metrics", () => {
    const many = verdict.rows
      .filter((row) => row.kind === "mean")
      .slice(0, 5)
      .map((row) => [row.id, row.population, "no"] as const);
    expect((decidingRows(withOutcomes(many)) as { markup: string }).markup).toContain(
      `${many.length - 3} more in the <a href="#metrics">`,
    );
  });
});
