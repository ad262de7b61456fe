import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadDescription } from "../node/files/load-description.js";

const folder = new URL("../../examples/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const load = (name: string) => loadDescription(new URL(name, folder).pathname);

describe("examples", () => {
  it.each(names)("%s loads without warnings and names its schema", (name) => {
    const { description, warnings } = load(name);
    expect(warnings).toEqual([]);
    expect(description.populations.length).toBeGreaterThan(0);
    expect(readFileSync(new URL(name, folder), "utf8").split("\n")[0]).toBe(
      "# yaml-language-server: $schema=../schemas/network.schema.json",
    );
  });

  it("balanced-sqrtk has weights of 30, -60, 30, -54 pA and drives of 600 and 480 pA", () => {
    const { description } = load("balanced-sqrtk.yaml");
    const weights = Object.fromEntries(description.projections.map((p) => [p.name, p.weight]));
    expect(weights["E→E"]).toEqual({ kind: "constant", value: expect.closeTo(30, 9) });
    expect(weights["I→E"]).toEqual({ kind: "constant", value: expect.closeTo(-60, 9) });
    expect(weights["E→I"]).toEqual({ kind: "constant", value: expect.closeTo(30, 9) });
    expect(weights["I→I"]).toEqual({ kind: "constant", value: expect.closeTo(-54, 9) });
    expect(description.currents.map((c) => [c.name, c.times, c.amplitude])).toEqual([
      ["drive→E", [0], [{ kind: "constant", value: expect.closeTo(600, 9) }]],
      ["drive→I", [0], [{ kind: "constant", value: expect.closeTo(480, 9) }]],
    ]);
    expect(description.projections.map((p) => p.connect)).toEqual(
      Array(4).fill({ rule: "fixed_indegree", indegree: 400 }),
    );
    expect(description).toMatchObject({ timestep: 0.5, duration: 2300, burnIn: 300, balanced: { K: 400, J: 12 } });
  });

  it("balanced-sqrtk has the balance-equation rates 10 and 10 Hz", () => {
    const { projections, currents } = load("balanced-sqrtk.yaml").description;
    const charge = (name: string) => {
      const { weight } = projections.find((p) => p.name === name) ?? expect.fail(name);
      return weight.kind === "constant" ? (400 * weight.value * 5) / 1000 : NaN; // pA per Hz
    };
    const drive = currents.map(({ amplitude: [a] }) => (a.kind === "constant" ? a.value : NaN));
    const [ee, ei, ie, ii] = ["E→E", "I→E", "E→I", "I→I"].map(charge);
    const det = ee * ii - ei * ie;
    expect(-(ii * drive[0] - ei * drive[1]) / det).toBeCloseTo(10, 9);
    expect(-(ee * drive[1] - ie * drive[0]) / det).toBeCloseTo(10, 9);
  });

  it("brunel has C_E = 1000 and C_I = 250 inputs of 0.1 and -0.5 mV and an external rate of 20 kHz a cell", () => {
    const { description } = load("brunel.yaml");
    expect(description.sources.map((s) => [s.name, s.size, s.rate])).toEqual([
      ["external.E", 10000, { kind: "constant", value: 20000 }],
      ["external.I", 2500, { kind: "constant", value: 20000 }],
    ]);
    const inhibition = description.projections.find((p) => p.name === "I→E");
    expect(inhibition).toMatchObject({ connect: { indegree: 250 }, weight: { value: -0.5 }, delay: { value: 1.5 } });
    expect(description.projections.find((p) => p.name === "external→E")).toMatchObject({
      connect: { rule: "one_to_one" },
      weight: { value: 0.1 },
    });
  });

  it("small-balanced has the structure of balanced-sqrtk at K = 40", () => {
    const [small, large] = [load("small-balanced.yaml"), load("balanced-sqrtk.yaml")].map(
      ({ description }) => description,
    );
    expect(small.projections.map((p) => p.name)).toEqual(large.projections.map((p) => p.name));
    expect(small.balanced).toEqual({ K: 40, J: 6 });
  });
});
