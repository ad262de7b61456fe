import { describe, expect, it } from "vitest";
import { EquipoiseError, formatDiagnostic } from "../diagnostics/diagnostic.js";
import { drawNetwork } from "../network/draw-network.js";
import { atObjects } from "./object-places.js";
import { CELL, errorsOf, HEAD, parse } from "./parsed.fixture.js";

const net = (projections: string, more = "") =>
  `${HEAD}populations:\n  E: { size: 4, neuron: ${CELL} }\n  R: { size: 1, neuron: ${CELL} }\n${more}projections:\n${projections}`;
const first = (projections: string) => errorsOf(net(projections)).map(formatDiagnostic);

describe("pairs that a projection forbids and asks for", () => {
  it.each([
    [
      "  s: { pre: E, post: E, connect: one_to_one, autapses: false, weight: -1 pA }\n",
      /^net\.yaml:7:34: error: projections\.s: one_to_one within a population makes only autapses/,
    ],
    [
      "  s: { pre: R, post: R, connect: { rule: fixed_indegree, K: 3 }, autapses: false, weight: -1 pA }\n",
      /^net\.yaml:7:34: error: projections\.s: there is no partner to draw from/,
    ],
    [
      "  s: { pre: E, post: E, connect: { rule: explicit, synapses: [[0, 1], [2, 2]] }, autapses: false, weight: -1 pA }\n",
      /^net\.yaml:7:71: error: projections\.s: entry 1 connects neuron 2 to itself/,
    ],
    [
      "  s: { pre: E, post: E, connect: { rule: explicit, synapses: [[0, 1], [2, 2], [0, 1]] }, multapses: false, weight: -1 pA }\n",
      /^net\.yaml:7:79: error: projections\.s: entry 2: neuron 0 is listed twice as an input of neuron 1/,
    ],
  ])("%s", (projections, message) => {
    const errors = first(projections);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
  });

  it("are reported with all other errors, in one go", () => {
    expect(
      errorsOf(
        net(
          "  s: { pre: E, post: E, connect: one_to_one, autapses: false, weight: -1 pA }\n  t: { pre: E, post: E, connect: all_to_all, weight: 3 ms }\n",
        ),
      ).map(({ code }) => code),
    ).toEqual(["one-to-one-autapses", "wrong-dimension"]);
  });

  it("are no error where they are allowed", () => {
    for (const rule of ["one_to_one", "{ rule: explicit, synapses: [[0, 1], [2, 2], [0, 1]] }"])
      expect(
        parse(net(`  s: { pre: E, post: E, connect: ${rule}, weight: -1 pA }\n`)).description.projections,
      ).toHaveLength(1);
  });
});

describe("what only the drawing can refuse", () => {
  /** At the place that `reportFailure` gives it. */
  const drawn = (text: string) => {
    const { description, places } = parse(text);
    try {
      drawNetwork(description);
    } catch (error) {
      if (!(error instanceof EquipoiseError)) throw error;
      return atObjects(error, places).message;
    }
    return expect.fail("it was drawn");
  };

  it.each([
    [
      "a population whose thresholds cross its resets",
      "  X: { size: 400, neuron: { model: iaf_psc_exp, E_L: 0 mV, V_reset: 0 mV, V_th: { normal: { mean: 15 mV, sd: 10 mV } } } }\n",
      "",
      /^net\.yaml:6:3: error: population X, neuron \d+: V_reset 0 mV is not below V_th/,
    ],
    [
      "a projection whose delays have tails",
      "",
      "  long: { pre: E, post: E, connect: all_to_all, weight: -1 pA, delay: { lognormal: { mean: 30 s, sd: 90 s } } }\n  longer: { pre: E, post: E, connect: all_to_all, weight: -1 pA, delay: { lognormal: { mean: 30 s, sd: 900 s } } }\n",
      /^net\.yaml:\d+:3: error: projection long(er)?: a delay of/,
    ],
    [
      "a source whose rate has a tail",
      "",
      "  s: { pre: E, post: E, connect: all_to_all, weight: -1 pA }\nstimuli:\n  noise: { type: poisson, target: E, rate: { normal: { mean: 900 kHz, sd: 100 MHz } }, weight: 1 pA }\n",
      /^net\.yaml:9:3: error: spike source noise\.E, source \d+: a rate of/,
    ],
  ])("%s", (_, populations, rest, message) => {
    expect(
      drawn(
        `${HEAD}populations:\n  E: { size: 200, neuron: ${CELL} }\n  R: { size: 1, neuron: ${CELL} }\n${populations}projections:\n${rest || "  s: { pre: E, post: E, connect: all_to_all, weight: -1 pA }\n"}`,
      ),
    ).toMatch(message);
  });
});
