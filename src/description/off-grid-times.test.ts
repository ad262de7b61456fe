import { describe, expect, it } from "vitest";
import { EquipoiseError, formatDiagnostic } from "../diagnostics/diagnostic.js";
import { parseDescription } from "./load-description.js";

const POPULATION = "populations:\n  E: { size: 2, neuron: { model: iaf_psc_exp } }\n";
const messages = (text: string) =>
  parseDescription(text, "net.yaml", () => new Uint8Array())
    .warnings.filter((w) => w.code.endsWith("-rounded"))
    .map(formatDiagnostic);
/** With a time step of 0.5 ms. */
const warningsOf = (rest: string) => messages(`timestep: 0.5 ms\nduration: 1 s\n${POPULATION}${rest}`);

describe("times off the grid", () => {
  it("are warned of at their place, with what becomes of them", () => {
    expect(
      messages(
        `timestep: 10 ms\nduration: 25 ms\nburn_in: 5.1 ms\npopulations: { E: { size: 1, neuron: { model: iaf_psc_exp, t_ref: 12 ms } } }\n`,
      ).map((m) => m.split(" [")[0]),
    ).toEqual([
      "net.yaml:2:11: warning: duration: 25 ms is no whole number of steps of 10 ms: the run is rounded to 20 ms",
      "net.yaml:3:10: warning: burn_in: 5.1 ms is no whole number of steps of 10 ms: the burn-in is rounded to 10 ms",
      "net.yaml:4:67: warning: populations.E.neuron.t_ref: 12 ms is no whole number of steps of 10 ms: the refractory period is rounded up to 20 ms",
    ]);
  });

  it("warns of a default that the time step does not divide", () => {
    const [period] = messages(
      "timestep: 1 ms\nduration: 1 s\npopulations: { E: { size: 1, neuron: { model: IF_curr_exp } } }\n",
    );
    expect(period).toContain(
      "the default of 0.1 ms is no whole number of steps of 1 ms: the refractory period is rounded up to 1 ms",
    );
    const [delay] = messages(
      `timestep: 0.4 ms\nduration: 2 s\n${POPULATION}projections: { p: { pre: E, post: E, connect: all_to_all, weight: 1 pA } }\n`,
    );
    expect(delay).toContain(
      "projections.p: the default of 1 ms is no whole number of steps of 0.4 ms: the delay is rounded to 1.2 ms",
    );
  });

  it.each([
    [
      "a delay",
      "projections: { p: { pre: E, post: E, connect: all_to_all, weight: 1 pA, delay: 0.7 ms } }",
      /^net\.yaml:5:\d+: warning: projections\.p\.delay: 0\.7 ms is no whole number of steps of 0\.5 ms: the delay is rounded to 0\.5 ms/,
    ],
    [
      "listed delays",
      "projections: { p: { pre: E, post: E, connect: { rule: explicit, synapses: [[0, 0, 1 pA, 1 ms], [0, 1, 1 pA, 0.7 ms], [1, 1, 1 pA, 1.25 ms]] } } }",
      /^net\.yaml:5:109: warning: .*synapses\[1\]\[3\]: 2 of 3 delays are no whole number of steps of 0\.5 ms and are rounded; the largest move: 1\.25 ms becomes 1\.5 ms/,
    ],
    [
      "the start",
      "stimuli: { s: { type: poisson, target: E, rate: 5 Hz, weight: 1 pA, start: 0.6 ms } }",
      /stimuli\.s\.start: 0\.6 ms is no whole number of steps of 0\.5 ms: the start is rounded to 0\.5 ms/,
    ],
    [
      "the stop",
      "stimuli: { s: { type: current, target: E, amplitude: 1 pA, stop: 10.4 ms } }",
      /stimuli\.s\.stop: 10\.4 ms .* the stop is rounded to 10\.5 ms/,
    ],
    [
      "the time of a step",
      "stimuli: { s: { type: step_current, target: E, steps: [{ at: 0 ms, amplitude: 1 pA }, { at: 3.3 ms, amplitude: 2 pA }] } }",
      /stimuli\.s\.steps\[1\]\.at: 1 of 2 times of steps is no whole number .* 3\.3 ms becomes 3\.5 ms/,
    ],
    [
      "spike times",
      "stimuli: { s: { type: spike_times, target: E, weight: 1 pA, unit: 1 ms, times: [1, 1.1, 2.2] } }",
      /stimuli\.s\.times: 2 of 3 spike times are no whole number .* 2\.2 ms becomes 2 ms/,
    ],
    [
      "a spike at 0 ms",
      "stimuli: { s: { type: spike_times, target: E, weight: 1 pA, times: [0 ms, 1 ms] } }",
      /1 of 2 spike times is .* 0 ms becomes 0\.5 ms/,
    ],
    [
      "the delay of balanced",
      "balanced: { K: 2, J: 1 mV, delay: 1.3 ms, weights: { E: { E: 1 } } }",
      /balanced\.delay: 1\.3 ms is .* the delay is rounded to 1\.5 ms/,
    ],
  ])("warns of %s", (_what, rest, message) => {
    const warnings = warningsOf(`${rest}\n`);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(message);
  });

  it("says nothing of what is drawn, nor of a stop after the end", () => {
    expect(
      warningsOf(
        "projections: { p: { pre: E, post: E, connect: all_to_all, weight: 1 pA, delay: { normal: { mean: 1.3 ms, sd: 0.3 ms } } } }\nstimuli: { s: { type: poisson, target: E, rate: 5 Hz, weight: 1 pA, stop: 1000.3 ms } }\n",
      ),
    ).toEqual([]);
  });

  it("says nothing of a delay that the listed ones override", () => {
    expect(
      warningsOf(
        "projections: { p: { pre: E, post: E, delay: 0.7 ms, connect: { rule: explicit, synapses: [[0, 0, 1 pA, 1 ms]] } } }\n",
      ),
    ).toEqual([]);
  });

  it("names one value once, however often it stands there, and no more than twenty values", () => {
    const same = Array.from(
      { length: 30 },
      (_, k) => `  p${k}: { pre: E, post: E, connect: all_to_all, weight: 1 pA, delay: 0.7 ms }\n`,
    ).join("");
    expect(warningsOf(`projections:\n${same}`)).toEqual([
      expect.stringMatching(/projections\.p0\.delay: 0\.7 ms .*rounded to 0\.5 ms, here and in 29 other places/),
    ]);
    const different = Array.from(
      { length: 30 },
      (_, k) => `  p${k}: { pre: E, post: E, connect: all_to_all, weight: 1 pA, delay: ${k + 1}.1 ms }\n`,
    ).join("");
    const many = warningsOf(`projections:\n${different}`);
    expect(many).toHaveLength(21);
    expect(many[20]).toMatch(/10 more times are no whole number of steps/);
  });

  it("takes decimals at their word: no decimal on the grid is rounded, whatever its double is", () => {
    const text = `timestep: 0.1 ms\nduration: 100.3 ms\nburn_in: 0.3 ms\npopulations: { E: { size: 3, neuron: { model: iaf_psc_exp, t_ref: [0.3 ms, 700 us, "3*0.1 ms"] } } }
projections: { p: { pre: E, post: E, connect: { rule: explicit, delay_unit: 0.1 ms, synapses: [[0, 0, 1 pA, 1], [1, 0, 1 pA, 3], [2, 0, 1 pA, 7]] } }, q: { pre: E, post: E, connect: all_to_all, weight: 1 pA, delay: 1.5 ms } }
stimuli: { s: { type: spike_times, unit: 0.1 ms, target: E, weight: 1 pA, times: [${Array.from({ length: 1000 }, (_, k) => k + 1).join(", ")}] } }\n`;
    expect(messages(text)).toEqual([]);
  });

  it("refuses a burn-in that is as many steps as the run", () => {
    const load = () =>
      parseDescription(
        `timestep: 10 ms\nduration: 24 ms\nburn_in: 16 ms\n${POPULATION}`,
        "net.yaml",
        () => new Uint8Array(),
      );
    expect(load).toThrow(EquipoiseError);
    expect(load).toThrow(/burn_in: in whole steps of 10 ms, 16 ms is no shorter than the duration of 24 ms/);
  });
});
