import { describe, expect, it } from "vitest";
import { defaultOptions } from "../options/check-options.js";
import { optionTableOf } from "../options/option-tables.js";
import { allTargets } from "../targets/registry.js";
import type { Verification } from "../verify/verification.js";
import { labelledOptions, quantizationOf } from "./option-labels.js";
import { renderReport } from "./render-report.js";
import { verificationFixture } from "./report.fixture.js";

/** A saved verification may come from elsewhere: its options are what the file says. */
const of = (id: string, options: object) => ({ target: { id }, options }) as unknown as Verification;

describe("labelledOptions", () => {
  it.each(allTargets().map((target) => [target.id, target] as const))(
    "%s: names every option as its table does, and not the family",
    (id, target) => {
      const options = defaultOptions(target);
      const labelled = labelledOptions(of(id, options));
      const { options: table } = optionTableOf(target);
      expect(labelled.map(({ help }) => help)).toEqual(
        Object.keys(options)
          .filter((name) => name !== "family")
          .map((name) => table[name].help),
      );
    },
  );

  it("says what null leaves to the compiler, and shows rates by population", () => {
    const rows = labelledOptions(of("loihi1", { family: "loihi", scale: null, expectedRates: { E: 4 } }));
    expect(rows.map(({ label, value }) => [label, value])).toEqual([
      ["scale", "chosen"],
      ["expected rates", "E: 4"],
    ]);
  });

  it("knows the family by the target where a file does not say it, and shows what it does not know as it is", () => {
    expect(labelledOptions(of("loihi1", { weightBits: 3 }))[0].help).toMatch(/mantissa/);
    expect(labelledOptions(of("nowhere", { weightBits: 3, __proto__: null }))).toEqual([
      { label: "weight bits", help: undefined, value: "3" },
    ]);
    expect(quantizationOf(of("nowhere", {}))).toBeUndefined();
  });

  it("stands in the report, with the help of each option and the clause of the head", () => {
    const v = verificationFixture({ seeds: 1 });
    const page = renderReport(v);
    expect(page).toContain(quantizationOf(v));
    for (const { label, help } of labelledOptions(v)) {
      expect(page).toContain(`>${label}</dt>`);
      expect(help).toBeDefined();
    }
  });
});
