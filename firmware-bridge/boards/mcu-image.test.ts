/** A network that a microcontroller cannot hold: the way out names equal weights only where the weights differ. */
import { describe, expect, it } from "vitest";
import { parseDescription } from "../../src/description/load-description.js";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { build } from "../../src/measure/build.js";
import { defaultOptions } from "../../src/options/check-options.js";
import { machineOf } from "../../src/program/spinnaker/machine-of-program.js";
import { targetById } from "../../src/targets/registry.js";
import { mcuImage } from "./mcu-image.js";

/** @param weight of a description @param share of what the image would take that is there */
function hintOf(weight: string, share: number, delay = "1 ms", K = 100): string | undefined {
  const { description } = parseDescription(
    `{ timestep: 1 ms, duration: 10 ms,
       populations: { A: { size: 200, neuron: { model: iaf_psc_exp } } },
       projections: { AA: { pre: A, post: A, connect: { rule: fixed_indegree, K: ${K} }, weight: ${weight}, delay: ${delay} } } }`,
    "net.yaml",
    () => expect.fail("no files"),
  );
  const target = targetById("rp2040");
  const { program } = build(description, target, defaultOptions(target)).compiled;
  if (program.family !== "spinnaker") return expect.fail("another family");
  const machine = machineOf(program);
  const { use } = mcuImage(machine, 1 << 20);
  const needed = use.rows + use.rings + use.states + use.rest;
  try {
    mcuImage(machine, 4 * Math.ceil((needed * share) / 4));
  } catch (error) {
    if (error instanceof EquipoiseError) return error.diagnostics[0].hint;
    throw error;
  }
  return expect.fail("it fits");
}

describe("a program that does not fit a microcontroller", () => {
  it("of equal weights, balance rounding's two neighbours included: fewer synapses is all that helps", () => {
    expect(hintOf("20 pA", 0.9)).toBe("use fewer synapses");
    expect(hintOf("{ normal: { mean: 20 pA, sd: 0 pA } }", 0.9)).toBe("use fewer synapses");
  });

  it("of weights that differ: equal ones are counted, and whether they alone are enough", () => {
    const differing = "{ normal: { mean: 20 pA, sd: 8 pA } }";
    expect(hintOf(differing, 0.9)).toMatch(
      /^use fewer synapses, or weights that are equal within a projection: 1\d,\d{3} synapses take 4 bytes instead of 2 because theirs differ$/,
    );
    expect(hintOf(differing, 0.5)).toMatch(/because theirs differ; that alone is not enough$/);
    expect(hintOf(differing, 0.05)).toBe("use fewer synapses");
  });

  it("of long delays: the ring buffers are named, and no synapse", () => {
    expect(hintOf("20 pA", 0.9, "{ uniform: [1 ms, 15 ms] }", 2)).toBe("use shorter delays, or fewer neurons");
  });
});
