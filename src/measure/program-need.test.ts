import { expect, it } from "vitest";
import { parseDescription } from "../description/load-description.js";
import { environment, useEnvironment } from "../environment/environment.js";
import { defaultOptions } from "../options/check-options.js";
import { targetById } from "../targets/registry.js";
import { priceNetwork } from "./price-network.js";
import { programNeed } from "./program-need.js";

const description = (projections: readonly string[]) =>
  parseDescription(
    `name: n\nseed: 1\ntimestep: 0.1 ms\nduration: 10 ms\npopulations:\n  A: { size: 1000, neuron: &n { model: iaf_psc_exp } }\n  B: { size: 1000, neuron: *n }\nprojections:\n${projections.join("\n")}`,
    "n.yaml",
    () => new Uint8Array(),
  ).description;
const projection = (post: string, indegree: number, values: string) =>
  `  to${post}: { pre: A, post: ${post}, connect: { rule: fixed_indegree, K: ${indegree} }, multapses: true, ${values} }`;
const alike = "weight: 1 pA, delay: 1 ms";
const spread = "weight: { normal: { mean: 9 pA, sd: 1 pA } }, delay: { normal: { mean: 1 ms, sd: 0.2 ms } }";

it("peaks where one weight becomes many words, with the synapses of the population that is packed", () => {
  // 1,000 K synapses: ids 2, rounded weights 2, words 4; those of A are given back before B is packed.
  expect(programNeed(description([projection("A", 500, alike), projection("B", 100, alike)]))).toBe(
    500_000 * (2 + 2 + 4) + 100_000 * (2 + 2),
  );
  expect(programNeed(description([projection("A", 100, alike), projection("B", 500, alike)]))).toBe(
    100_000 * 4 + 500_000 * (2 + 2 + 4),
  );
});

it("peaks while the weights of the first projection are rounded, where all are drawn", () => {
  expect(programNeed(description([projection("A", 100, spread), projection("B", 900, spread)]))).toBe(
    Math.max(1_000_000 * 8 + 100_000 * 2, 100_000 * 6 + 900_000 * (8 + 2), 100_000 * 4 + 900_000 * (2 + 2 + 2 + 4)),
  );
});

it("is what a large network costs to compile for SpiNNaker into a file, and more where an emulator follows or all is looked at again", () => {
  const large = description([projection("A", 200_000, spread)]);
  const target = targetById("spinnaker1");
  const options = { ...defaultOptions(target), oversize: true };
  const before = environment();
  useEnvironment({});
  const cost = (work: "program" | "compile", more: object = {}) => {
    const said: string[] = [];
    priceNetwork(large, target, { ...options, ...more }, work, ({ message }) => said.push(message));
    return said.join().match(/about ([\d.]+) GB/)?.[1];
  };
  try {
    expect(programNeed(large)).toBe(2e9);
    expect(cost("program", { shiftRule: "bounded-saturation" })).toBe("2");
    expect(cost("compile", { shiftRule: "bounded-saturation" })).toBe("7.6");
    expect(cost("program", { shiftRule: "spynnaker" })).toBe("7.6");
  } finally {
    useEnvironment(before);
  }
});
