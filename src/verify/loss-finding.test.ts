import { describe, expect, it } from "vitest";
import { runLossesOf } from "../program/run-losses.js";
import { lossFinding } from "./loss-finding.js";
import { runLossWarnings } from "./run-loss-warnings.js";
import type { Verification } from "./verification.js";

const run = { populations: [{ name: "E", first: 0, size: 4 }, { name: "I", first: 4, size: 2 }], steps: 100 };
const losses = runLossesOf({ "u-wrapped": 40, "u-wrapped:E": 40, "v-clipped-low": 1, "v-clipped-low:I": 1 }, null, run);
type Judged = Parameters<typeof lossFinding>[0];
const judged = (verdict: string, more: Partial<Judged> = {}) => ({ verdict: { verdict }, ledger: losses, attribution: null, options: { scale: 1000 }, ...more }) as unknown as Verification;

describe("what overflows have to do with the verdict", () => {
  it("names the heaviest where the balance does not survive, and what gives it room", () => {
    expect(lossFinding(judged("breaks"))).toBe(
      "overflow: registers of the target overflowed 41 times while it ran, most of all the synaptic current u of population E (it wrapped; 10 % of its updates); compile with a smaller --scale, about 500 instead of 1000 LSB per mV, or leave it out: it is then chosen for the input expected.",
    );
  });

  it("says nothing where the balance survives, or where nothing overflowed", () => {
    expect(lossFinding(judged("survives"))).toBeNull();
    expect(lossFinding(judged("breaks", { ledger: [] }))).toBeNull();
  });

  it("says whether saturation alone moves the network", () => {
    const attribution = (weight: number) => ({ ranking: [{ item: "saturation", weight }] }) as unknown as Judged["attribution"];
    expect(lossFinding(judged("drifts", { attribution: attribution(2) }))).toMatch(/and alone it moves the network/);
    expect(lossFinding(judged("drifts", { attribution: attribution(0) }))).toMatch(/alone, with nothing else quantized, it has no effect/);
  });
});

describe("the warning at the end of a run", () => {
  it("is one for each population, over the seeds, with options that the target has", () => {
    const warnings = runLossWarnings([losses, losses], { options: { scale: null } });
    expect(warnings.map((w) => w.message)).toEqual([
      "Registers of population E overflowed while running over 2 seeds: the synaptic current u wrapped 80 times (10 % of its updates); this target keeps totals only, not which neurons.",
      "Registers of population I overflowed while running over 2 seeds: the voltage v, at its lower end, was clipped 2 times (0.5 % of its updates); this target keeps totals only, not which neurons.",
    ]);
    expect(warnings[0].hint).toBe("compile with a smaller --scale (LSB per mV), by a factor of about 2, or make the input smaller");
  });

  it("advises a SpiNNaker rule only where another is on", () => {
    const ring = runLossesOf({ "ring-saturated-excitatory": 3, "ring-saturated-excitatory:E": 3 }, null, run);
    const hint = (options: object) => runLossWarnings([ring], { options })[0].hint;
    expect(hint({ shiftRule: "published" })).toBe("compile with --shift-rule bounded-saturation, which bounds how often this happens");
    expect(hint({ shiftRule: "bounded-saturation", inputPeak: 10 })).toMatch(/^compile with a larger --input-peak than 10 or a smaller --accepted-saturation/);
  });

  it("is absent where nothing was lost", () => {
    expect(runLossWarnings([[], []], { options: {} })).toEqual([]);
  });
});
