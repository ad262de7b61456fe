import { describe, expect, it } from "vitest";
import type { SpinnakerProgram } from "../program/spinnaker/program.js";
import type { LossCounter } from "../diagnostics/run-counters.js";
import { runLossesOf } from "../program/run-losses.js";
import { lossBeside, lossFinding, lossFindings } from "./loss-finding.js";
import { fullShiftOf } from "../families/loss-context.js";
import { runLossWarnings, type RunLossContext } from "../families/run-loss-warnings.js";
import type { Verification } from "./verification.js";

const run = {
  populations: [
    { name: "E", first: 0, size: 4 },
    { name: "I", first: 4, size: 2 },
  ],
  steps: 100,
};
const losses = runLossesOf({ "u-wrapped": 40, "u-wrapped:E": 40, "v-clipped-low": 1, "v-clipped-low:I": 1 }, null, run);
type Judged = Parameters<typeof lossFinding>[0];
const judged = (verdict: string, more: Partial<Judged> = {}) =>
  ({
    verdict: { verdict },
    ledger: losses,
    attribution: null,
    options: { scale: 1000 },
    ...more,
  }) as unknown as Verification;

describe("what overflows have to do with the verdict", () => {
  it("names the heaviest where the balance does not survive, and what gives it room", () => {
    expect(lossFinding(judged("breaks"))).toBe(
      "Registers of the target overflowed 41 times while it ran, most of all the synaptic current u of population E (it wrapped; 10 % of its updates); compile with --scale 500 instead of 1000 LSB per mV to begin with: how far beyond its range the synaptic current u was asked to go is not known, and half the scale is a guess; or leave it out: it is then chosen for the input expected.",
    );
  });

  it("says nothing where the balance survives, or where nothing overflowed", () => {
    expect(lossFinding(judged("survives"))).toBeNull();
    expect(lossFinding(judged("breaks", { ledger: [] }))).toBeNull();
  });

  it("is a finding of the attribution itself where a register lost much, and is then told once", () => {
    const findings = lossFindings(losses, [], { scale: 1000 });
    expect(findings).toEqual([
      {
        item: "overflow",
        sentence: expect.stringMatching(/^Registers of the target overflowed 41 times .* 10 % of its updates/),
      },
    ]);
    expect(lossFindings(runLossesOf({ "u-wrapped": 1 }, null, { ...run, steps: 1_000_000 }), [], {})).toEqual([]);
    const attribution = (told: typeof findings) =>
      ({ ranking: [], findings: told }) as unknown as Judged["attribution"];
    expect(lossBeside(judged("breaks", { attribution: attribution(findings) }))).toBeNull();
    expect(lossBeside(judged("breaks", { attribution: attribution([]) }))).toMatch(
      /^Registers of the target overflowed/,
    );
  });

  it("says whether saturation alone moves the network", () => {
    const attribution = (weight: number) =>
      ({ ranking: [{ item: "saturation", weight }] }) as unknown as Judged["attribution"];
    expect(lossFinding(judged("drifts", { attribution: attribution(2) }))).toMatch(/and alone it moves the network/);
    expect(lossFinding(judged("drifts", { attribution: attribution(0) }))).toMatch(
      /alone, with nothing else quantized, it has no effect/,
    );
  });
});

describe("the warning at the end of a run", () => {
  it("is one for each population, over the seeds, with options that the target has", () => {
    const warnings = runLossWarnings([losses, losses], { options: { scale: null } });
    expect(warnings.map((w) => w.message)).toEqual([
      "Registers of population E overflowed while running over 2 seeds: the synaptic current u wrapped 80 times (10 % of its updates); this target keeps totals only, not which neurons.",
      "Registers of population I overflowed while running over 2 seeds: the voltage v, at its lower end, was clipped 2 times (0.5 % of its updates); this target keeps totals only, not which neurons.",
    ]);
    expect(warnings[0].hint).toBe(
      "compile with a smaller --scale (LSB per mV), half as large to begin with: how far beyond its range the register was asked to go is not known, or make the input smaller",
    );
  });

  it("asks for the room that the worst step needed, and for half the scale where a clipped voltage hides how much that is", () => {
    const measured = (counter: LossCounter, peak: number) =>
      runLossesOf(
        {},
        [{ counter, counts: [3, 0, 0, 0, 0, 0], unit: "LSB", peaks: [peak, 0, 0, 0, 0, 0], limit: 100 }],
        run,
      );
    const hint = (counter: LossCounter, peak: number) =>
      runLossWarnings([measured(counter, peak)], { options: { scale: 1000 } })[0].hint;
    expect(hint("u-wrapped", 200)).toMatch(
      /--scale 500 instead of 1000 LSB per mV, which holds the largest value of this run/,
    );
    // Barely over: rounded down, so that it holds.
    expect(hint("u-wrapped", 101)).toMatch(/--scale 990 instead of 1000/);
    expect(runLossWarnings([measured("u-wrapped", 101)], { options: { scale: null } })[0].hint).toMatch(
      /by a factor of 1\.1/,
    );
    expect(hint("v-clipped-low", 101)).toMatch(
      /--scale 500 instead of 1000 LSB per mV to begin with: how far .* is not known/,
    );
  });

  it("advises a SpiNNaker rule only where another is on", () => {
    const ring = runLossesOf({ "ring-saturated-excitatory": 3, "ring-saturated-excitatory:E": 3 }, null, run);
    const hint = (options: object) => runLossWarnings([ring], { options })[0].hint;
    expect(hint({ shiftRule: "published" })).toBe(
      "compile with --shift-rule bounded-saturation, which bounds how often this happens",
    );
    expect(hint({ shiftRule: "bounded-saturation", inputPeak: 10 })).toMatch(
      /^compile with a larger --input-peak than 10 or a smaller --accepted-saturation/,
    );
  });

  it("advises no compiler option where none chose the shift: the script of an imported job, the integers as given", () => {
    const ring = runLossesOf({ "ring-saturated-excitatory": 3, "ring-saturated-excitatory:E": 3 }, null, run);
    const hint = (context: RunLossContext) => runLossWarnings([ring], context)[0].hint;
    expect(hint({ options: {} })).toBe(
      "give the population a larger max_expected_summed_weight in the script that made the job, or make these weights smaller there",
    );
    const options = { shiftRule: "bounded-saturation", inputPeak: 10 };
    expect(hint({ options, ofIntegers: true })).toBe(
      "give the population larger left_shifts in network.json with weights to match, or make its weights smaller",
    );
    const wrapped = runLossesOf({ "u-wrapped": 3, "u-wrapped:E": 3 }, null, run);
    const given = runLossWarnings([wrapped], { options: { scale: null }, ofIntegers: true })[0].hint;
    expect(given).toMatch(/^make weights, bias and threshold/);
    expect(`${given} ${hint({ options, ofIntegers: true })}`).not.toMatch(/--/);
  });

  it("advises no larger shift where it is the largest already", () => {
    const ring = runLossesOf({ "ring-saturated-inhibitory": 3, "ring-saturated-inhibitory:E": 3 }, null, run);
    const program = (shift: number) =>
      ({
        populations: run.populations,
        cores: [{ neurons: Uint32Array.of(0, 1, 2, 3), leftShifts: [2, shift] }],
      }) as unknown as SpinnakerProgram;
    const hint = (shift: number) =>
      runLossWarnings([ring], {
        options: { shiftRule: "bounded-saturation" },
        fullShift: fullShiftOf(program(shift)),
      })[0].hint;
    expect(hint(15)).toMatch(/^make these weights smaller: the left shift is the largest already/);
    expect(hint(14)).toMatch(/--input-peak/);
  });

  it("is absent where nothing was lost", () => {
    expect(runLossWarnings([[], []], { options: {} })).toEqual([]);
  });
});
