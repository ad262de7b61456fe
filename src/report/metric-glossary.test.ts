import { describe, expect, it } from "vitest";
import { distributionMetrics, scalarMetrics } from "../verdict/verdict-metrics.js";
import { verificationFixture } from "./report.fixture.js";
import { glossary, meaningOf } from "./metric-glossary.js";

describe("the glossary", () => {
  it("has a clause for every metric a verdict may rest on", () => {
    for (const { id } of scalarMetrics) expect(meaningOf({ id, kind: "mean" }), id).not.toBe("");
    for (const { id } of distributionMetrics)
      for (const kind of ["ks", "wasserstein"] as const)
        expect(meaningOf({ id: `${id}-${kind}`, kind }), id).not.toBe("");
  });

  it("knows nothing of what every object has", () => {
    for (const id of ["constructor", "__proto__", "toString"]) expect(meaningOf({ id, kind: "mean" })).toBe("");
  });

  it("names each metric of the rows once, whatever the number of populations", () => {
    const { verdict } = verificationFixture({
      populations: [
        { name: "E", size: 40, rate: 10 },
        { name: "I", size: 10, rate: 12 },
      ],
    });
    const terms = [...glossary(verdict.rows).markup.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, term]) => term);
    expect(terms.length).toBeGreaterThan(0);
    expect(new Set(terms).size).toBe(terms.length);
  });
});
