import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conclude, type Overflow } from "./conclude.js";
import { REFERENCE, type Condition, type Experiment, type Quantity } from "./experiment.js";
import { resultsOf } from "./results.js";
import { atLeast, atMost, belowTheory, between, within, withinShare, type Tolerance } from "./tolerance.js";

const CONDITION: Condition = { key: "only", series: "only", x: 1, description: "" };

function quantity(id: string, tolerance: Tolerance, theory: number, more: Partial<Quantity> = {}): Quantity {
  return {
    id,
    label: id,
    unit: "Hz",
    tolerance,
    estimate: (points) => ({ value: points.value("only", id), theory }),
    ...more,
  };
}

function experimentOf(quantities: readonly Quantity[], more: Partial<Experiment> = {}): Experiment {
  return {
    id: "made-up",
    title: "",
    claim: "",
    theory: "",
    example: "only",
    conditions: () => [CONDITION],
    measure: () => ({ values: {} }),
    quantities,
    figures: () => [],
    ...more,
  };
}

/** @param values by side, then one record a seed */
function concludeOn(
  experiment: Experiment,
  values: Readonly<Record<string, readonly Readonly<Record<string, number>>[]>>,
  refused = new Map<string, string>(),
  overflows: readonly Overflow[] = [],
) {
  const sides = Object.keys(values);
  const seeds = values[REFERENCE].map((_, k) => k);
  return conclude(
    experiment,
    resultsOf(sides, seeds, [CONDITION], (side, seed) => new Map([["only", { values: values[side][seed] }]])),
    refused,
    overflows,
  );
}

const rate = quantity("rate", within(1, "made up"), 10);
const three = (...list: number[]) => list.map((x) => ({ rate: x }));

describe("conclude", () => {
  it("lets a claim hold only where the whole 90 % interval lies inside the tolerance", () => {
    const outcome = (list: number[]) =>
      concludeOn(experimentOf([rate]), { reference: three(...list) }).rows[0].cells[0].outcome;
    expect(outcome([10, 10.1, 9.9])).toBe("holds");
    expect(outcome([9, 10, 11])).toBe("undecided");
    expect(outcome([13, 13.1, 12.9])).toBe("fails");
    expect(outcome([10, NaN, 10])).toBe("undecided");
    expect(outcome([10.9])).toBe("holds");
  });

  it("names what a target loses, with value, theory and tolerance", () => {
    const { conclusions } = concludeOn(experimentOf([rate]), {
      reference: three(10, 10.1, 9.9),
      loihi1: three(6, 6.1, 5.9),
    });
    expect(conclusions.map((c) => c.verdict)).toEqual(["holds", "lost"]);
    expect(conclusions[1].reason).toBe("rate is 6 Hz, theory 10 (± 1)");
  });

  it("says which registers overflowed beside what was lost, and only there", () => {
    const overflow: Overflow = {
      side: "loihi1",
      counter: "accumulator-wrapped",
      count: 2_390_000,
      condition: "from synchrony",
    };
    const on = (value: number) =>
      concludeOn(
        experimentOf([rate]),
        { reference: three(10, 10, 10), loihi1: three(value, value, value) },
        new Map(),
        [overflow],
      ).conclusions[1].reason;
    expect(on(6)).toMatch(
      /\. Registers overflowed: accumulator-wrapped 2,390,000 times in one run \(from synchrony\)$/,
    );
    expect(on(10)).not.toContain("overflowed");
  });

  it("has nothing to preserve where the reference fails", () => {
    const { conclusions } = concludeOn(experimentOf([rate]), {
      reference: three(13, 13, 13),
      loihi1: three(10, 10, 10),
    });
    expect(conclusions.map((c) => c.verdict)).toEqual(["fails", "unfounded"]);
  });

  it("never passes what a target cannot express, and says why", () => {
    const ratio = quantity("rate", within(1, "made up"), 10, {
      notExpressible: (t) => (t.family === "loihi" ? "it has no conductances" : null),
    });
    const { conclusions, rows } = concludeOn(experimentOf([ratio], { lowered: () => "Conductances became currents" }), {
      reference: three(10, 10, 10),
      loihi1: three(10, 10, 10),
      spinnaker1: three(10, 10, 10),
    });
    expect(conclusions.map((c) => c.verdict)).toEqual(["holds", "not expressible", "preserved"]);
    expect(conclusions[1].reason).toBe("it has no conductances. Conductances became currents");
    expect(rows[0].cells[1].value).toBeNaN();
  });

  it("takes the compiler's refusal as not expressible", () => {
    const { conclusions } = concludeOn(
      experimentOf([rate]),
      { reference: three(10, 10, 10), loihi1: three(NaN, NaN, NaN) },
      new Map([["loihi1", "delays do not fit"]]),
    );
    expect(conclusions[1]).toMatchObject({ verdict: "not expressible", reason: "delays do not fit" });
  });

  it("pairs a target's shift with the reference seed by seed", () => {
    const { rows } = concludeOn(experimentOf([rate]), { reference: three(8, 10, 12), loihi1: three(8.5, 10.5, 12.5) });
    expect(rows[0].cells[1]).toMatchObject({ shift: 0.5, shiftLow: 0.5, shiftHigh: 0.5 });
  });

  it("judges deviations from theory where theory differs from seed to seed", () => {
    const moving = quantity("rate", within(0.1, "made up"), NaN, {
      estimate: (p) => ({ value: p.value("only", "rate"), theory: p.value("only", "rate") - 0.05 }),
    });
    expect(concludeOn(experimentOf([moving]), { reference: three(1, 10, 100) }).rows[0].cells[0].outcome).toBe("holds");
  });

  it("preserves exactly when every quantity that the reference has holds on the target too", () => {
    const value = fc.double({ min: 5, max: 15, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 4 }), (pairs) => {
        const names = pairs.map((_, k) => `q${k}`);
        const experiment = experimentOf(names.map((name) => quantity(name, within(1, "made up"), 10)));
        const record = (side: 0 | 1) => [Object.fromEntries(pairs.map((pair, k) => [names[k], pair[side]]))];
        const { conclusions } = concludeOn(experiment, { reference: record(0), loihi1: record(1) });
        const inside = (x: number) => Math.abs(x - 10) <= 1;
        const founded = pairs.filter(([reference]) => inside(reference));
        const expected =
          founded.length === 0 ? "unfounded" : founded.every(([, target]) => inside(target)) ? "preserved" : "lost";
        expect(conclusions[1].verdict).toBe(expected);
      }),
    );
  });
});

describe("tolerances", () => {
  it("allow what they say", () => {
    const why = "made up";
    expect(within(0.5, why)).toMatchObject({ text: "± 0.5" });
    expect(withinShare(0.1, why).allowed(-20)).toEqual([-22, -18]);
    expect(withinShare(0.1, why).text).toBe("± 10 %");
    expect(atLeast(0.98, why).allowed(NaN)).toEqual([0.98, Infinity]);
    expect(atMost(2, why).allowed(NaN)).toEqual([-Infinity, 2]);
    expect(between(30, 80, why)).toMatchObject({ text: "30 … 80" });
    expect(belowTheory(why).allowed(0.25)).toEqual([-Infinity, 0.25]);
  });
});
