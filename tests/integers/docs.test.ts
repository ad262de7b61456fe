/** docs/integers.md names every array and key, and its example does what it says. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { integersJsonSchemaText } from "../../src/interchange/integers/document-schema.js";
import { LOIHI_ARRAYS, SPINNAKER_ARRAYS } from "../../src/interchange/integers/names.js";
import { NUMPY, pythonOf } from "../../scripts/python-environments.js";
import { equipoise, temporaryFolder } from "../cli/equipoise.js";
import { mustBeFresh } from "../fresh-dist.js";

mustBeFresh();

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const page = read("docs/integers.md");
const folder = temporaryFolder();
afterAll(folder.remove);

describe("docs/integers.md", () => {
  it("names every array", () => {
    expect([...LOIHI_ARRAYS, ...SPINNAKER_ARRAYS].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it("names every key of network.json", () => {
    const schema = JSON.parse(read("schemas/integers.schema.json")) as {
      definitions: Record<string, { properties: object }>;
    };
    const { Loihi, Spinnaker, Group, Input, Probe } = schema.definitions;
    const keys = [Loihi, Spinnaker, Group, Input, Probe].flatMap(({ properties }) => Object.keys(properties));
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter((key) => key !== "$schema" && !page.includes(`\`${key}\``))).toEqual([]);
  });

  it("has the schema that the reader holds files against", () => {
    expect(read("schemas/integers.schema.json")).toBe(integersJsonSchemaText());
  });

  it("has an example that runs", async () => {
    const [, example] = /```python\n([\s\S]*?)```/.exec(page)!;
    const made = spawnSync(pythonOf(NUMPY), ["-c", example], { cwd: folder.path, encoding: "utf8" });
    expect(made.stderr).toBe("");
    const { code, stdout } = await equipoise(["run", "three", "--json"], folder.path);
    expect(code).toBe(0);
    const { populations, steps } = JSON.parse(stdout) as {
      steps: number;
      populations: { name: string; rate: number }[];
    };
    expect(steps).toBe(1000);
    expect(populations.map(({ name }) => name)).toEqual(["E", "I"]);
    for (const { rate } of populations) expect(rate).toBeGreaterThan(5);
  });
});
