import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../diagnostics/diagnostic.js";
import { drawNetwork } from "../network/draw-network.js";
import { refractorySteps } from "../numerics/time-grid.js";
import { parse } from "./parsed.fixture.js";

const loaded = (t_ref: string, timestep = "1 ms") =>
  parse(
    `timestep: ${timestep}\nduration: 1 s\npopulations:\n  E: { size: 20000, neuron: { model: iaf_psc_exp, t_ref: ${t_ref} } }\n`,
  );
const warningsOf = (t_ref: string, timestep?: string) =>
  loaded(t_ref, timestep)
    .warnings.filter(({ code }) => code === "refractory-lengthened")
    .map(formatDiagnostic);

/** What the drawn values move by, %. */
const drawnShare = (t_ref: string): number => {
  const periods = drawNetwork(loaded(t_ref).description).populations[0].parameters.t_ref as Float64Array;
  const sum = periods.reduce((all, t) => all + t, 0);
  return (100 * periods.reduce((all, t) => all + refractorySteps(t, 1).roundedBy, 0)) / sum;
};

describe("refractory periods that are drawn", () => {
  it("are warned of at their place where rounding up lengthens them by more than 5 % on average", () => {
    expect(warningsOf("{ uniform: [1 ms, 5 ms] }")).toEqual([
      "net.yaml:4:58: warning: populations.E.neuron.t_ref: rounded up to whole steps of 1 ms, refractory periods of 3 ms on average become 0.5 ms longer (17 %) [refractory-lengthened]\n" +
        "  → use a shorter time step, or a distribution that is 0.5 ms shorter",
    ]);
  });

  it("are not where the time step is fine, or the text has the very values", () => {
    expect(warningsOf("{ uniform: [1 ms, 5 ms] }", "0.1 ms")).toEqual([]);
    expect(warningsOf("2.5 ms")).toEqual([]);
  });

  it.each([
    "{ uniform: [0.4 ms, 5 ms] }",
    "{ normal: { mean: 3 ms, sd: 1 ms, min: 1 ms } }",
    "{ normal: { mean: 2 ms, sd: 0.2 ms, min: 2 ms, max: 2.2 ms } }",
    "{ lognormal: { mean: 3 ms, sd: 2 ms } }",
  ])("%s: the share is that of the drawn values, within a percent of the period", (t_ref) => {
    const said = Number(/\((\d+) %\)/.exec(warningsOf(t_ref)[0])?.[1]);
    expect(Math.abs(said - drawnShare(t_ref))).toBeLessThan(1);
  });
});
