import { describe, expect, it } from "vitest";
import { glanceTable } from "./glance-table.js";
import { verificationFixture } from "./report.fixture.js";

describe("glanceTable", () => {
  it("shows rate, CV, correlation and ρ of each population with what the test says of them", () => {
    const v = verificationFixture({ duration: 900 });
    const { markup } = glanceTable(v);
    expect(markup.match(/<tr><th scope="row"/g)).toHaveLength(4);
    const rate = v.verdict.rows.find((row) => row.id === "rate" && row.population === "E")!;
    expect(markup).toContain(`${rate.reference.mean.toFixed(2)} → ${rate.target.mean.toFixed(2)}`);
    expect(markup).toContain("means over 3 seeds");
  });

  it("keeps the first 8 of 12 populations and points to the rest", () => {
    const v = verificationFixture({
      seeds: 1,
      duration: 600,
      populations: Array.from({ length: 12 }, (_, k) => ({ name: `P${k}`, size: 10, rate: 10 })),
    });
    const { markup } = glanceTable(v);
    expect(markup.match(/scope="col"/g)).toHaveLength(1 + 8);
    expect(markup).toContain("4 more populations in the");
    expect(markup).toContain("one seed");
  });
});
