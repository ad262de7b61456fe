/** What every experiment must have, whoever wrote it. */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDescription } from "../src/description/load-description.js";
import { loadDescription } from "../src/node/files/load-description.js";
import { exampleFile } from "./example-file.js";
import { experimentById, experiments } from "./registry.js";

const folder = new URL("../examples/phenomena/", import.meta.url);
const noFiles = () => expect.fail("an experiment reads no files");

describe("experiments", () => {
  it("have ids of their own, and are found by them", () => {
    expect(new Set(experiments.map((e) => e.id)).size).toBe(experiments.length);
    for (const experiment of experiments) expect(experimentById(experiment.id)).toBe(experiment);
    expect(() => experimentById("gravity")).toThrow(/there is no experiment `gravity`/);
  });

  it("have one example each, and no other lies in the folder", () => {
    expect(readdirSync(folder).sort()).toEqual(experiments.map((e) => `${e.id}.yaml`).sort());
  });

  describe.each(experiments.map((e) => [e.id, e] as const))("%s", (id, experiment) => {
    it("says what it claims and tests, each tolerance with its reason", () => {
      for (const text of [experiment.title, experiment.claim, experiment.theory])
        expect(text.length).toBeGreaterThan(10);
      expect(experiment.quantities.length).toBeGreaterThan(0);
      expect(new Set(experiment.quantities.map((q) => q.id)).size).toBe(experiment.quantities.length);
      for (const { tolerance } of experiment.quantities) expect(tolerance.why.length).toBeGreaterThan(20);
    });

    it.each(["quick", "full"] as const)(
      "has conditions of the size %s whose descriptions parse without warnings",
      (size) => {
        const conditions = experiment.conditions(size);
        expect(new Set(conditions.map((c) => c.key)).size).toBe(conditions.length);
        for (const condition of conditions) {
          const { description, warnings } = parseDescription(condition.description, `${condition.key}.yaml`, noFiles);
          expect(warnings).toEqual([]);
          expect(description.duration).toBeGreaterThan(description.burnIn);
          for (const name of Object.keys(condition.trace ?? {}))
            expect(description.populations.map((p) => p.name)).toContain(name);
        }
      },
    );

    it("has chance in every condition, so that seeds are repetitions", () => {
      for (const condition of experiment.conditions("quick")) {
        const { populations, projections, sources } = parseDescription(condition.description, id, noFiles).description;
        const drawn = projections.some((p) => !["all_to_all", "one_to_one", "explicit"].includes(p.connect.rule));
        expect(
          drawn ||
            sources.some((s) => s.kind === "poisson") ||
            populations.some((p) => p.initial.V_m.kind !== "constant"),
          condition.key,
        ).toBe(true);
      }
    });

    it("has an example file that is what it says, and loads (npm run generate)", () => {
      const path = new URL(`${id}.yaml`, folder);
      expect(readFileSync(path, "utf8")).toBe(exampleFile(experiment));
      expect(loadDescription(path.pathname).warnings).toEqual([]);
    });
  });
});
