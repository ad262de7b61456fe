/** What integersOf reads from a program is what the compiler put into it, synapse by synapse. */
import { describe, expect, it } from "vitest";
import { compileQuantized } from "../../compiler/loihi/compile-quantized.js";
import { randomQuantized } from "../../compiler/loihi/random-integer-network.fixture.js";
import { compileSpinnaker } from "../../compiler/spinnaker/compile.js";
import { parseDescription } from "../../src/description/load-description.js";
import { integersOf } from "../../src/interchange/integers/of-program.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { LOIHI1 } from "../../src/targets/loihi/loihi1.js";
import { SPINNAKER1 } from "../../src/targets/spinnaker/spinnaker1.js";

function at(values: number | ArrayLike<number>, k: number): number {
  return typeof values === "number" ? values : values[k];
}

/** Synapses by source, one line each, in an order that can be compared. */
function lines(rowStart: ArrayLike<number>, ...columns: ArrayLike<number>[]): string[] {
  const all: string[] = [];
  for (let pre = 0; pre + 1 < rowStart.length; pre++)
    for (let k = rowStart[pre]; k < rowStart[pre + 1]; k++)
      all.push([pre, ...columns.map((values) => values[k])].join(" "));
  return all.sort();
}

describe("integersOf a Loihi-style program", () => {
  const wanted = { neurons: 1500, indegree: 40, sources: 50, sourceIndegree: 5, maxDelay: 9, profiles: 3 };
  const quantized = randomQuantized(wanted);
  const { program } = compileQuantized(quantized, LOIHI1, { profile: "lava" });
  const integers = integersOf(program);

  it("has the registers of every neuron", () => {
    expect(program.cores.length).toBeGreaterThan(1);
    const { du, dv, thresholdMantissa } = quantized.scaled;
    const { biasMantissa, biasExponent, refractory, u0, v0, noiseOf: noise } = quantized;
    const registers = { du, dv, thresholdMantissa, biasMantissa, biasExponent, refractory, u0, v0, noise };
    expect(integers.neurons).toEqual(registers);
  });

  it("has every synapse, by source", () => {
    const expected: string[] = [];
    quantized.scaled.lowered.projections.forEach(({ projection: { rowStart, source, preFirst } }, p) => {
      const { mantissa, group, delay } = quantized.projections[p];
      for (let i = 0; i + 1 < rowStart.length; i++)
        for (let k = rowStart[i]; k < rowStart[i + 1]; k++)
          expected.push([preFirst + source[k], i, at(mantissa, k), at(group, k), at(delay, k)].join(" "));
    });
    const { rowStart, post, mantissa, group, delay } = integers.synapses;
    expect([rowStart.length, post.length]).toEqual([1551, 1500 * 45]);
    expect(lines(rowStart, post, mantissa, group, delay)).toEqual(expected.sort());
  });

  it("says where each neuron sits", () => {
    const { core, slot } = integers.seats!;
    for (let i = 0; i < 1500; i++) expect(program.cores[core[i]].neurons[slot[i]]).toBe(i);
  });
});

const TWO = `name: two
seed: 4
timestep: 1 ms
duration: 50 ms
populations:
  E: { size: 60, neuron: &cell { model: iaf_psc_exp, I_e: 300 pA, t_ref: 2 ms }, initial: { V_m: { uniform: [-65 mV, -50 mV] } } }
  I: { size: 20, neuron: *cell }
projections:
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: 8 }, weight: { normal: { mean: 90 pA, sd: 20 pA } }, delay: { uniform: [1 ms, 1900 ms] } }
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 9 }, weight: { normal: { mean: 9 pA, sd: 20 pA } }, delay: 2 ms, sign: keep }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: 5 }, weight: -180 pA, delay: 1 ms }
stimuli:
  X: { type: host, size: 12, rate: 30 Hz, target: E, connect: { rule: fixed_indegree, K: 4 }, weight: 60 pA, delay: 1 ms }
`;

describe("integersOf a program of a SpiNNaker-style machine", () => {
  const network = drawNetwork(parseDescription(TWO, "two.yaml", () => new Uint8Array()).description);
  const options = { expectedRates: { E: 10, I: 10 }, atomsPerCore: 17, synapseCores: 2 };
  const { program, sliced } = compileSpinnaker(network, SPINNAKER1, options);
  const integers = integersOf(program);

  it("has the parameters and shifts of every population", () => {
    const { lowered, shifts } = sliced.quantized.shifted;
    expect(program.cores.length).toBeGreaterThan(4);
    expect(integers.populations).toEqual(
      lowered.populations.map(({ population: { name, first, size }, model, parameters }, p) => ({
        ...{ name, first, size, model, parameters, stepsPerTick: 1 },
        leftShifts: [shifts[p].excitatory.shift, shifts[p].inhibitory.shift],
      })),
    );
  });

  it("has every synapse, by source, delay extensions included", () => {
    expect(Math.max(...program.cores.flatMap((core) => core.blocks.map((block) => block.extraDelay)))).toBeGreaterThan(
      0,
    );
    const expected: string[] = [];
    network.projections.forEach(({ rowStart, source, preFirst, postFirst }, p) => {
      const { weight, type, delay } = sliced.quantized.projections[p];
      for (let i = 0; i + 1 < rowStart.length; i++)
        for (let k = rowStart[i]; k < rowStart[i + 1]; k++)
          expected.push([preFirst + source[k], postFirst + i, at(weight, k), at(type, k), at(delay, k)].join(" "));
    });
    const { rowStart, post, weight, type, delay } = integers.synapses;
    expect(rowStart.length).toBe(93);
    expect(lines(rowStart, post, weight, type, delay)).toEqual(expected.sort());
  });

  it("says where each neuron sits", () => {
    const { core, slot } = integers.seats!;
    for (let i = 0; i < 80; i++) expect(program.cores[core[i]].neurons[slot[i]]).toBe(i);
    expect(integers.cores!.every(({ core: number }) => number !== undefined && number > 0)).toBe(true);
  });
});
