/**
 * Program → dump → load → compile: the same dump byte for byte, and the same spikes and states, for random networks of both families.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import "../../src/node/environment.js";
import { compileQuantized } from "../../compiler/loihi/compile-quantized.js";
import { compileIntegersForLoihi } from "../../compiler/loihi/compile-integers.js";
import { randomQuantized } from "../../compiler/loihi/random-integer-network.fixture.js";
import { compileIntegersForSpinnaker } from "../../compiler/spinnaker/compile-integers.js";
import { compileSpinnaker } from "../../compiler/spinnaker/compile.js";
import { parseDescription } from "../../src/description/load-description.js";
import { emulatorOf } from "../../src/families/of-program.js";
import type { Integers } from "../../src/interchange/integers/integers.js";
import { integersOf } from "../../src/interchange/integers/of-program.js";
import { readIntegers } from "../../src/interchange/integers/read-integers.js";
import { writeIntegers } from "../../src/interchange/integers/write-integers.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { decodeProgram } from "../../src/program/decode.js";
import { encodeProgram } from "../../src/program/encode.js";
import type { Program } from "../../src/program/program.js";
import { LOIHI1 } from "../../src/targets/loihi/loihi1.js";
import { SPINNAKER1 } from "../../src/targets/spinnaker/spinnaker1.js";

function dumped(integers: Integers): { text: string; bytes: Buffer } {
  const { text, arrays } = writeIntegers(integers);
  return { text, bytes: Buffer.concat([...arrays()]) };
}

/** Spikes of every step, and the state of all neurons after some of them. */
async function behaviour(program: Program, steps: number): Promise<string[]> {
  const emulator = await emulatorOf(decodeProgram(encodeProgram(program)));
  const lines: string[] = [];
  const all = Uint32Array.from({ length: program.size }, (_, i) => i);
  try {
    for (let step = 0; step < steps; step++) {
      await emulator.advance(1, (at, ids, count) => lines.push(`${at}: ${ids.subarray(0, count).join(" ")}`));
      if (step % 16 === 15) lines.push(JSON.stringify(await emulator.readState(all)));
    }
  } finally {
    await emulator.close();
  }
  return lines;
}

async function roundTrip(program: Program, compile: (integers: Integers) => Program, steps: number): Promise<string[]> {
  const first = dumped(integersOf(program));
  const again = compile(readIntegers({ text: first.text, arrays: () => first.bytes }));
  const second = dumped(integersOf(again));
  expect(second.text).toBe(first.text);
  expect(second.bytes.equals(first.bytes)).toBe(true);
  const lines = await behaviour(program, steps);
  expect(await behaviour(again, steps)).toEqual(lines);
  return lines;
}

describe("an integer network of a Loihi-style chip", () => {
  it("comes back from its files with every integer, spike and state", async () => {
    let spikes = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          neurons: fc.integer({ min: 1, max: 300 }),
          indegree: fc.integer({ min: 0, max: 30 }),
          sources: fc.integer({ min: 0, max: 40 }),
          sourceIndegree: fc.integer({ min: 0, max: 8 }),
          maxDelay: fc.integer({ min: 0, max: 20 }),
          weightBits: fc.constantFrom(1, 2, 4, 8),
          profiles: fc.integer({ min: 1, max: 20 }),
          seed: fc.integer({ min: 0, max: 2 ** 31 }),
        }),
        fc.constantFrom("hw" as const, "lava" as const),
        async (wanted, profile) => {
          const { program } = compileQuantized(randomQuantized(wanted), LOIHI1, { profile });
          const compile = (integers: Integers) => {
            if (integers.family !== "loihi") throw new Error("another family");
            return compileIntegersForLoihi(integers, LOIHI1, JSON.parse(integers.options) as object).program;
          };
          spikes += (await roundTrip(program, compile, 48)).join().length;
        },
      ),
      { numRuns: 25 },
    );
    expect(spikes).toBeGreaterThan(1e5);
  });
});

interface Cell {
  readonly model: "iaf_psc_exp" | "iaf_psc_delta" | "iaf_cond_exp";
  readonly size: number;
}

/** Two populations and a pool of sources; units of weights by the model that they end on. */
function describeNetwork(
  E: Cell,
  I: Cell,
  { seed, delay, spread }: { seed: number; delay: number; spread: boolean },
): string {
  const weight = ({ model }: Cell, strength: number) => {
    const unit = model === "iaf_psc_exp" ? "pA" : model === "iaf_psc_delta" ? "mV" : "nS";
    const scale = model === "iaf_psc_exp" ? 100 : model === "iaf_psc_delta" ? 1 : 6;
    const mean = Number((strength * scale).toPrecision(6));
    return spread ? `{ normal: { mean: ${mean} ${unit}, sd: ${Math.abs(mean) / 4} ${unit} } }` : `${mean} ${unit}`;
  };
  const neuron = ({ model }: Cell) =>
    model === "iaf_cond_exp"
      ? "{ model: iaf_cond_exp, I_e: 300 pA, t_ref: 2 ms }"
      : `{ model: ${model}, I_e: 400 pA, t_ref: 2 ms }`;
  return `name: random
seed: ${seed}
timestep: 1 ms
duration: 60 ms
populations:
  E: { size: ${E.size}, neuron: ${neuron(E)}, initial: { V_m: { uniform: [-70 mV, -55 mV] } } }
  I: { size: ${I.size}, neuron: ${neuron(I)} }
projections:
  E→I: { pre: E, post: I, connect: { rule: pairwise_bernoulli, p: 0.2 }, weight: ${weight(I, 0.5)}, delay: { uniform: [1 ms, ${delay} ms] } }
  E→E: { pre: E, post: E, connect: { rule: pairwise_bernoulli, p: 0.1 }, weight: ${weight(E, 0.5)}, delay: 2 ms }
  I→E: { pre: I, post: E, connect: { rule: pairwise_bernoulli, p: 0.3 }, weight: ${weight(E, -1)}, delay: 1 ms }
stimuli:
  X: { type: poisson, target: E, rate: 400 Hz, weight: ${weight(E, 0.4)}, delay: 1 ms }
  step: { type: step_current, target: I, steps: [{ at: 20 ms, amplitude: 200 pA }, { at: 40 ms, amplitude: -50 pA }] }
`;
}

describe("an integer network of a SpiNNaker-style machine", () => {
  it("comes back from its files with every word, spike and state", async () => {
    let spikes = 0;
    const cell = fc.record({
      model: fc.constantFrom("iaf_psc_exp" as const, "iaf_psc_delta" as const, "iaf_cond_exp" as const),
      size: fc.integer({ min: 1, max: 60 }),
    });
    const how = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
      delay: fc.constantFrom(1, 9, 300),
      spread: fc.boolean(),
    });
    const options = fc.record({
      atomsPerCore: fc.integer({ min: 3, max: 80 }),
      synapseCores: fc.constantFrom(1, 1, 2),
      profile: fc.constantFrom("floor" as const, "nearest_sat" as const, "stochastic_sat" as const),
    });
    await fc.assert(
      fc.asyncProperty(cell, cell, how, options, async (E, I, drawn, chosen) => {
        const { description } = parseDescription(describeNetwork(E, I, drawn), "random.yaml", () => new Uint8Array());
        const { program } = compileSpinnaker(drawNetwork(description), SPINNAKER1, {
          ...chosen,
          expectedRates: { E: 10, I: 10 },
        });
        const compile = (integers: Integers) => {
          if (integers.family !== "spinnaker") throw new Error("another family");
          return compileIntegersForSpinnaker(integers, SPINNAKER1, JSON.parse(integers.options) as object).program;
        };
        spikes += (await roundTrip(program, compile, 48)).join().length;
      }),
      { numRuns: 25 },
    );
    expect(spikes).toBeGreaterThan(1e5);
  });
});
