import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { handBuiltNetwork } from "../emulator/reference/hand-built-network.fixture.js";
import { createReference } from "../emulator/reference/reference.js";
import { parseDescription } from "../src/description/load-description.js";
import { familyOf } from "../src/families/registry.js";
import type { NeuronModel, NeuronModels } from "../src/models/neuron-model.js";
import { MODEL_NAMES, NEURON_MODELS, neuronModel } from "../src/models/registry.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { constant, networkOf, population } from "../src/network/network.fixture.js";
import { allTargets } from "../src/targets/registry.js";

const models = Object.values(NEURON_MODELS);
const defaultOf = (model: NeuronModel) => (name: string) => model.parameters[name].default;

/** `1 nF` and `−70 mV` of the page, in pF, mV, ms, pA, nS. */
function canonical(cell: string): number {
  const [, amount, unit] = /^(-?[\d.]+) (\w+)$/.exec(cell.replace("−", "-"))!;
  return Number(amount) * (unit === "nF" ? 1000 : 1);
}

describe("neuron models", () => {
  it("stand under their own names, and agree on what a parameter of one name is", () => {
    const seen = new Map<string, unknown>();
    for (const [name, model] of Object.entries(NEURON_MODELS)) {
      expect(model.name).toBe(name);
      expect(neuronModel(name)).toBe(model);
      for (const [key, { unit, pynn, shorthand, range }] of Object.entries(model.parameters)) {
        const what = { unit, pynn, shorthand, range };
        expect(seen.get(key) ?? what).toEqual(what);
        seen.set(key, what);
      }
      expect(Object.keys(model.pynn!.defaults).sort()).toEqual(Object.keys(model.parameters).sort());
    }
    expect(() => neuronModel("toString")).toThrow("no neuron model is called toString");
  });

  it("have the parameters, names and defaults of the table in docs/description.md", () => {
    const page = readFileSync(join(import.meta.dirname, "..", "docs", "description.md"), "utf8");
    const lines = page.split("\n");
    const head = lines.findIndex((line) => line.startsWith("| parameter | PyNN name |"));
    const rowsOf = (from: number) => lines.slice(from, lines.indexOf("", from));
    const cellsOf = (line: string) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", ""));
    const columns = cellsOf(lines[head]).slice(2);
    expect(columns).toEqual([...models.map(({ name }) => name), ...models.map(({ pynn }) => pynn!.name)]);
    const rows = rowsOf(head + 2).map(cellsOf);
    const all = new Set(models.flatMap(({ parameters }) => Object.keys(parameters)));
    expect(new Set(rows.map(([key]) => key))).toEqual(all);
    let compared = 0;
    for (const [key, pynnName, ...cells] of rows) {
      cells.forEach((cell, k) => {
        const model = models[k % models.length];
        const spec = model.parameters[key];
        if (cell === "–") {
          expect(spec === undefined).toBe(true);
          return;
        }
        expect(spec.pynn ?? (key === "g_L" ? "" : key)).toBe(pynnName);
        const inPynn = k >= models.length;
        const value = (name: string) => (inPynn ? model.pynn!.defaults[name] : model.parameters[name].default);
        if (cell === "C_m/g_L") expect(value(key)).toBe(value("C_m") / value("g_L"));
        else if (cell === "C_m/tau_m") expect(value(key)).toBe(value("C_m") / value("tau_m"));
        else expect(value(key)).toBe(canonical(cell));
        compared++;
      });
    }
    expect(compared).toBe(2 * models.reduce((sum, { parameters }) => sum + Object.keys(parameters).length, 0));
  });

  it.each(MODEL_NAMES)(
    "%s: the reference rests where the record says, and fires just above its threshold current",
    async (name) => {
      const model = neuronModel(name);
      const get = (key: string): number =>
        ({ C_m: 250, tau_m: 20, E_L: -70, V_th: -50, V_reset: -60, g_L: 12.5 })[key] ?? defaultOf(model)(key);
      const threshold = model.thresholdCurrent(get);
      expect(model.restingPotential(get, threshold)).toBeCloseTo(get("V_th"), 9);
      const currents = [0, 0.5, 0.999, 1.001].map((share) => share * threshold);
      const reference = createReference(
        handBuiltNetwork({
          dt: 0.1,
          populations: [{ name: "A", size: 4, model: name, parameters: { I_e: Float64Array.from(currents) } }],
        }),
      );
      const fired = new Set<number>();
      await reference.advance(6000, (_, ids, count) => ids.subarray(0, count).forEach((id) => fired.add(id)));
      const { v } = await reference.readState([0, 1, 2]);
      currents.slice(0, 3).forEach((current, i) => expect(v[i]).toBeCloseTo(model.restingPotential(get, current), 6));
      expect([...fired]).toEqual([3]);
    },
  );

  it("give a population the parameters that they declare, and no others", () => {
    for (const model of models) {
      const cells = { ...population("A", 2, { C_m: constant(300) }), model: model.name };
      const [drawn] = drawNetwork(networkOf({ populations: [cells] })).populations;
      expect(Object.keys(drawn.parameters)).toEqual(Object.keys(model.parameters));
      expect(drawn.parameters.C_m).toBe(300);
      const without = Object.fromEntries(Object.entries(cells.parameters).filter(([key]) => key !== "E_L"));
      expect(() =>
        drawNetwork(networkOf({ populations: [{ ...cells, parameters: without as typeof cells.parameters }] })),
      ).toThrow(`population A: E_L is not given, and ${model.name} needs it`);
    }
  });

  it("are all run by every family that runs any, and by none of those that are only sized, which say so", () => {
    const runs = { loihi: 0, spinnaker: 0, sized: 0 };
    for (const target of allTargets()) {
      for (const model of models) {
        const why = familyOf(target).whyNot(model, target);
        if (target.family === "sized") expect(why).toBe(`${target.title} cannot be emulated: ${target.notEmulated}`);
        else expect(why).toBe(null);
        runs[target.family]++;
      }
    }
    expect(Object.values(runs).every((count) => count > 0)).toBe(true);
    // Of the same states, but with another equation.
    const other: NeuronModel = { ...neuronModel("iaf_psc_exp"), name: "eif_psc_exp" };
    const loihi = allTargets().find(({ family }) => family === "loihi")!;
    expect(familyOf(loihi).whyNot(other, loihi)).toBe(
      "a compartment has a membrane, one synaptic current and a refractory counter, and no update for the equations of eif_psc_exp",
    );
  });

  it("that a caller passes cannot take a name that is built in, nor stand under another's", () => {
    const read = (more: NeuronModels) => () =>
      parseDescription(
        "timestep: 1 ms\nduration: 9 ms\npopulations: { A: { size: 1, neuron: { model: iaf_psc_exp } } }\n",
        "a.yaml",
        () => new Uint8Array(),
        { models: more },
      );
    const own = neuronModel("iaf_psc_exp");
    expect(read({ iaf_psc_exp: { ...own, leak: "tau_m" } })).toThrow("the model iaf_psc_exp is built in");
    expect(read({ mine: own })).toThrow("the model iaf_psc_exp is passed under the name mine");
    expect(read({ mine: { ...own, name: "mine", pynn: undefined } })().description.populations[0].model).toBe(
      "iaf_psc_exp",
    );
  });
});
