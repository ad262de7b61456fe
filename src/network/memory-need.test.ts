import { expect, it } from "vitest";
import { parseDescription } from "../description/load-description.js";
import { networkNeed } from "./memory-need.js";

const need = (projections: string) =>
  networkNeed(
    parseDescription(
      `name: n\nseed: 1\ntimestep: 0.1 ms\nduration: 10 ms\npopulations:\n  E: { size: 1000, neuron: { model: iaf_psc_exp } }\nprojections:\n${projections}`,
      "n.yaml",
      () => new Uint8Array(),
    ).description,
  );

it("counts what each synapse keeps, and what sorting takes for one projection at a time", () => {
  const pairs = (name: string, N: number, more: string) =>
    `  ${name}: { pre: E, post: E, connect: { rule: fixed_total_number, N: ${N} }, ${more} }\n`;
  const alike = "weight: 1 pA, delay: 1 ms";
  const spread = "weight: { normal: { mean: 9 pA, sd: 1 pA } }, delay: { normal: { mean: 1 ms, sd: 0.2 ms } }";
  expect(need(pairs("a", 500, alike))).toEqual({ synapses: 500, betweenNeurons: 500, bytes: 500 * (2 + 4) });
  expect(need(pairs("a", 500, alike) + pairs("b", 300, spread)).bytes).toBe(500 * 2 + 300 * 8 + 500 * 4);
});
