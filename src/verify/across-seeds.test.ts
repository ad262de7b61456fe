import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { acrossSeeds } from "./across-seeds.js";

const told = (message: string, object = "population E", more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: "synaptic-times-merged",
  severity: "warning",
  message,
  place: { object },
  ...more,
});
const messages = (perSeed: readonly (readonly Diagnostic[])[]) => acrossSeeds(perSeed).map(({ message }) => message);

describe("acrossSeeds", () => {
  it("says once what every seed says, with the range of each number that differs", () => {
    expect(messages([[told("tau 5 ms.")], [told("tau 5 ms.")]])).toEqual(["tau 5 ms."]);
    expect(messages([5.012, 4.99, 5.001].map((tau) => [told(`tau ${tau} ms became 5 ms.`)]))).toEqual([
      "tau 4.99 to 5.012 ms became 5 ms. The ranges are over 3 seeds.",
    ]);
    expect(messages([[told("moves by -1.5 %")], [told("moves by +2 %")]])).toEqual([
      "moves by -1.5 to +2 %; the ranges are over 2 seeds",
    ]);
  });

  it("keeps apart what one seed says twice, other populations, and names that end in digits", () => {
    expect(
      messages([
        [told("1 of 3 lost"), told("2 of 3 lost")],
        [told("1 of 3 lost"), told("2 of 3 lost")],
      ]),
    ).toEqual(["1 of 3 lost", "2 of 3 lost"]);
    expect(messages([[told("tau 5 ms", "population A"), told("tau 6 ms", "population B")]])).toHaveLength(2);
    expect(messages([[told("E1 is silent")], [told("E2 is silent")]])).toEqual(["E1 is silent", "E2 is silent"]);
  });

  it("keeps the worst use of a limit", () => {
    const used = (n: number) => told(`${n} steps`, "population E", { limit: { what: "steps", used: n, max: 60 } });
    expect(acrossSeeds([[used(70)], [used(90)], [used(80)]])).toMatchObject([
      { message: "70 to 90 steps; the ranges are over 3 seeds", limit: { used: 90 } },
    ]);
  });

  it("is one seed's own list, once each, where there is one seed, and never longer than all lists", () => {
    const diagnostic = fc.record({ n: fc.integer({ min: -9, max: 9 }), who: fc.constantFrom("A", "B") });
    fc.assert(
      fc.property(fc.array(fc.array(diagnostic, { maxLength: 5 }), { minLength: 1, maxLength: 4 }), (lists) => {
        const perSeed = lists.map((list) => list.map(({ n, who }) => told(`moved ${n} steps`, who)));
        const all = acrossSeeds(perSeed);
        expect(all.length).toBeLessThanOrEqual(new Set(perSeed.flat().map((d) => JSON.stringify(d))).size);
        expect(acrossSeeds([perSeed[0]])).toEqual([...new Map(perSeed[0].map((d) => [JSON.stringify(d), d])).values()]);
      }),
    );
  });
});
