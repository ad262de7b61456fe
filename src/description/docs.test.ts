import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDescription } from "./load-description.js";

const text = readFileSync(new URL("../../docs/description.md", import.meta.url), "utf8");
const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]);
const block = (start: string) =>
  blocks.find((b) => b.startsWith(start)) ?? expect.fail(`no block starts with ${start}`);

const HEAD = "timestep: 0.5 ms\nduration: 1 s\n";
const CELL = "{ model: iaf_psc_exp, E_L: 0 mV, V_th: 15 mV, V_reset: 0 mV }";
const POPULATIONS = `populations: { E: { size: 400, neuron: ${CELL} }, I: { size: 400, neuron: ${CELL} } }\n`;
const warnings = (description: string) => parseDescription(description, "doc.yaml", () => new Uint8Array()).warnings;

describe("docs/description.md", () => {
  it.each([
    ["constants, arithmetic", HEAD + POPULATIONS + block("constants:")],
    ["populations", HEAD + block("populations:")],
    ["projections", HEAD + POPULATIONS + block("projections:")],
    ["balanced", HEAD + POPULATIONS + block("balanced:")],
    ["stimuli", HEAD + POPULATIONS + block("stimuli:")],
    ["probes", HEAD + POPULATIONS + block("probes:")],
  ])("the example of %s loads without warnings", (_, description) => expect(warnings(description)).toEqual([]));

  it("the example of spreads loads", () => {
    const parameters = block("tau_m:").replace(/^/gm, "      ");
    expect(
      warnings(
        `timestep: 0.1 ms\nduration: 1 s\npopulations:\n  E:\n    size: 3\n    neuron:\n      model: iaf_psc_exp\n${parameters}`,
      ),
    ).toEqual([]);
  });
});
