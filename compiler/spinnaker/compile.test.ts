/** Properties of the SpiNNaker pipeline: nothing is lost on the way to the rows, limits hold, files round-trip, misfits are named. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDescription } from "../../src/description/load-description.js";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import type { Network } from "../../src/network/types.js";
import { decodeProgram } from "../../src/program/decode.js";
import { encodeProgram } from "../../src/program/encode.js";
import { wrapBody, unwrapBody } from "../../src/program/program-file.js";
import type { SpinnakerCore } from "../../src/program/spinnaker/machine-image.js";
import { defaultOptions } from "../../src/options/check-options.js";
import { spinnakerBoard } from "../../src/targets/registry.js";
import { SPINNAKER1 } from "../../src/targets/spinnaker/spinnaker1.js";
import { checkPacked } from "./checks/check-packed.js";
import { compileSpinnaker } from "./compile.js";
import type { Shifted } from "./stages.js";
import type { SpinnakerOptions } from "../../src/options/spinnaker.js";

interface Wanted {
  readonly seed: number;
  readonly neurons: number;
  readonly K: number;
  /** ms */
  readonly longestDelay: number;
  readonly dt: number;
}

function networkOf({ seed, neurons, K, longestDelay, dt }: Wanted): Network {
  const cell =
    "{ model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn_ex: 5 ms, tau_syn_in: 8 ms, E_L: 0 mV, V_reset: 0 mV, V_th: { normal: { mean: 15 mV, sd: 1 mV } }, t_ref: 2 ms }";
  const text = `
name: random
seed: ${seed}
timestep: ${dt} ms
duration: 100 ms
populations:
  E: { size: ${neurons}, neuron: ${cell} }
  I: { size: ${Math.ceil(neurons / 4)}, neuron: ${cell} }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: ${K} }, weight: { normal: { mean: 20 pA, sd: 10 pA } }, delay: { uniform: [${dt} ms, ${longestDelay} ms] } }
  E→I: { pre: E, post: I, connect: { rule: pairwise_bernoulli, p: 0.3 }, weight: 25 pA, delay: ${dt} ms }
  I→E: { pre: I, post: E, connect: { rule: all_to_all }, weight: { lognormal: { mean: -60 pA, sd: 30 pA } }, delay: 1 ms }
stimuli:
  s: { type: poisson, target: [E, I], rate: 800 Hz, weight: 30 pA, delay: 1 ms }
`;
  return drawNetwork(parseDescription(text, "random.yaml", () => new Uint8Array(0)).description);
}

const rates = { E: 10, I: 10 };
/** What the checker of packed cores holds them against. */
const SPEC = { target: SPINNAKER1, board: spinnakerBoard(SPINNAKER1, "spin5"), options: defaultOptions(SPINNAKER1) };
const wanted = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  neurons: fc.integer({ min: 4, max: 300 }),
  K: fc.integer({ min: 1, max: 40 }),
  longestDelay: fc.constantFrom(1, 3, 20, 100),
  dt: fc.constantFrom(0.1, 0.5, 1),
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof EquipoiseError) return `${error.diagnostics[0].code} ${error.exitCode}`;
    throw error;
  }
  return "accepted";
}

describe("compileSpinnaker", () => {
  it("packs every synapse of 40 random networks with its weight, type and delay, within all limits of a core", () => {
    fc.assert(
      fc.property(
        wanted,
        fc.integer({ min: 8, max: 256 }),
        fc.integer({ min: 1, max: 3 }),
        (network, atomsPerCore, synapseCores) => {
          const drawn = networkOf(network);
          // The independent checker compares the packed rows with the drawn network, synapse by synapse.
          const { program } = compileSpinnaker(drawn, SPINNAKER1, {
            expectedRates: rates,
            atomsPerCore,
            synapseCores,
            oversize: true,
          });
          expect(program.cores.reduce((sum, core) => sum + core.words.length, 0)).toBe(drawn.synapses);
          for (const { layout, neurons, rowStart } of program.cores) {
            expect(layout.indexBits + layout.typeBits + layout.delayBits).toBeLessThanOrEqual(
              SPINNAKER1.limits.ringBufferBits.value!,
            );
            expect(neurons.length).toBeLessThanOrEqual(atomsPerCore);
            for (let r = 1; r < rowStart.length; r++)
              expect(rowStart[r] - rowStart[r - 1]).toBeLessThanOrEqual(SPINNAKER1.limits.rowWords.value!);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is held by a checker that notices any changed bit of a synaptic word that means something", () => {
    const { program, sliced } = compileSpinnaker(
      networkOf({ seed: 3, neurons: 300, K: 20, longestDelay: 20, dt: 0.5 }),
      SPINNAKER1,
      { expectedRates: rates },
    );
    checkPacked(sliced, program.cores, SPEC);
    fc.assert(
      fc.property(fc.nat(program.cores.length - 1), fc.nat(), fc.nat(31), (c, k, bit) => {
        const { words, layout } = program.cores[c];
        const unused = bit >= layout.indexBits + layout.typeBits + layout.delayBits && bit < 16;
        fc.pre(!unused);
        const changed = words.slice();
        changed[k % words.length] ^= 1 << bit;
        const cores: SpinnakerCore[] = program.cores.map((core, i) => (i === c ? { ...core, words: changed } : core));
        expect(() => checkPacked(sliced, cores, SPEC)).toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same bytes again, and a file that decodes to the same program", () => {
    const network = networkOf({ seed: 9, neurons: 200, K: 10, longestDelay: 3, dt: 0.1 });
    const once = compileSpinnaker(network, SPINNAKER1, { expectedRates: rates });
    const bytes = encodeProgram(once.program);
    expect(encodeProgram(compileSpinnaker(network, SPINNAKER1, { expectedRates: rates }).program)).toEqual(bytes);
    expect(decodeProgram(bytes)).toEqual(once.program);
  });

  it("2,000 mutated bodies with a right digest are refused with a sentence, or are valid programs that encode again", () => {
    const body = unwrapBody(
      encodeProgram(
        compileSpinnaker(networkOf({ seed: 1, neurons: 12, K: 3, longestDelay: 3, dt: 1 }), SPINNAKER1, {
          expectedRates: rates,
        }).program,
      ),
      "it",
    );
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }),
        (changes) => {
          const bad = body.slice();
          for (const [at, xor] of changes) bad[at] ^= xor;
          const code = codeOf(() => {
            const decoded = decodeProgram(wrapBody(bad));
            expect(decodeProgram(encodeProgram(decoded))).toEqual(decoded);
          });
          if (code !== "accepted") refused++;
          expect(code).toMatch(
            /^(accepted$|program-(corrupt|invalid|newer|too-large)|core-(layout|rows)|(target|board|profile)-unknown)/,
          );
        },
      ),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(400);
  });

  it("uses delay extensions for delays beyond the ring buffers, and counts their cores", () => {
    const { sliced, program } = compileSpinnaker(
      networkOf({ seed: 2, neurons: 300, K: 20, longestDelay: 100, dt: 0.1 }),
      SPINNAKER1,
      { expectedRates: rates },
    );
    expect(sliced.senders.delayCores).toBeGreaterThan(0);
    const extra = new Set(program.cores.flatMap((core) => core.blocks.map((block) => block.extraDelay)));
    expect(extra.size).toBeGreaterThan(1);
  });

  it("packs the same words for synapse cores of their own, and places each group on one chip", () => {
    const network = networkOf({ seed: 6, neurons: 200, K: 20, longestDelay: 3, dt: 0.5 });
    const alone = compileSpinnaker(network, SPINNAKER1, { expectedRates: rates });
    const shared = compileSpinnaker(network, SPINNAKER1, { expectedRates: rates, synapseCores: 3 });
    expect(shared.sliced.senders.synapseCores).toBe(3 * shared.program.cores.length);
    const words = (result: typeof alone) => result.program.cores.map((core) => core.words.length);
    expect(words(shared)).toEqual(words(alone));
    const { mapping, cores, inputs } = shared.program;
    cores.forEach((_, k) => {
      for (let part = 0; part < 3; part++) {
        const seat = cores.length + inputs.length + 3 * k + part;
        expect([mapping!.chipX[seat], mapping!.chipY[seat]]).toEqual([mapping!.chipX[k], mapping!.chipY[k]]);
      }
    });
  });

  it("names the resource, the limit and the way out where the network does not fit", () => {
    const attempt = (network: Wanted, options: Partial<SpinnakerOptions>) => {
      try {
        compileSpinnaker(networkOf(network), SPINNAKER1, { expectedRates: rates, ...options });
      } catch (error) {
        if (error instanceof EquipoiseError) return error;
        throw error;
      }
      throw new Error("it fits");
    };
    const small: Wanted = { seed: 1, neurons: 400, K: 5, longestDelay: 3, dt: 1 };
    const tooMany = attempt(small, { board: "spin3", atomsPerCore: 4 });
    expect(tooMany.exitCode).toBe(ExitCode.doesNotFit);
    expect(tooMany.diagnostics[0]).toMatchObject({
      code: "network-exceeds-board",
      limit: { what: "cores", used: 127, max: 64 },
      hint: expect.stringMatching(/spin5/) as string,
    });
    expect(
      compileSpinnaker(networkOf(small), SPINNAKER1, {
        expectedRates: rates,
        board: "spin3",
        atomsPerCore: 4,
        oversize: true,
      }).program.oversize,
    ).toBe(true);
    expect(attempt({ ...small, longestDelay: 6000, dt: 0.1 }, {}).exitCode).toBe(ExitCode.doesNotFit);
  });

  it.each([
    [1, 20],
    [0.1, 201],
  ])("says that V sticks above rest: at %s ms %s LSB", async (dt, stuck) => {
    const text = `
name: one
timestep: ${dt} ms
duration: 700 ms
populations:
  P: { size: 1, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: -65 mV, V_reset: -65 mV, V_th: -50 mV, t_ref: 2 ms }, initial: { V_m: -55 mV } }
`;
    const { program } = compileSpinnaker(
      drawNetwork(parseDescription(text, "one.yaml", () => new Uint8Array(0)).description),
      SPINNAKER1,
      { expectedRates: { P: 0 } },
    );
    expect(program.ledger.find((entry) => entry.kind === "state-rounded")).toMatchObject({
      worst: stuck / 32768,
      unit: "mV",
      note: expect.stringContaining(`${stuck} LSB`) as string,
    });
  });

  it("takes a left shift of at least the one asked for, with a step of 2^(shift - 15) nA", () => {
    const network = networkOf({ seed: 3, neurons: 40, K: 10, longestDelay: 1, dt: 1 });
    const shifts = (leastShift: number) => {
      let shifted: Shifted | undefined;
      compileSpinnaker(
        network,
        SPINNAKER1,
        { leastShift, expectedRates: rates },
        { afterPass: (name, value) => name === "shifts" && (shifted = value as Shifted) },
      );
      return shifted!.shifts.flatMap(({ excitatory, inhibitory }) => [excitatory, inhibitory]);
    };
    const byRule = shifts(0);
    shifts(9).forEach(({ shift, step }, k) => {
      expect(shift).toBe(Math.max(9, byRule[k].shift));
      expect(step).toBe(2 ** (shift - 15));
    });
    expect(shifts(1).map(({ shift }) => shift)).toEqual(byRule.map(({ shift }) => Math.max(1, shift)));
  });

  it("loses a projection of small weights under the published shift rule, says so, and keeps it under ours", () => {
    const text = `
name: silent
timestep: 1 ms
duration: 100 ms
populations:
  P: { size: 100, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
  Q: { size: 1000, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
projections:
  strong: { pre: Q, post: P, connect: { rule: all_to_all }, weight: 3 nA, delay: 1 ms }
  weak: { pre: P, post: P, connect: { rule: fixed_indegree, K: 10 }, weight: 10 pA, delay: 1 ms }
`;
    const network = drawNetwork(parseDescription(text, "silent.yaml", () => new Uint8Array(0)).description);
    const compiled = (shiftRule: SpinnakerOptions["shiftRule"]) =>
      compileSpinnaker(network, SPINNAKER1, { shiftRule, rounding: "nearest", expectedRates: { P: 5, Q: 0.05 } });
    const published = compiled("published");
    const silent = published.diagnostics.find((d) => d.code === "projection-silent");
    expect(silent?.message).toMatch(/All 1,000 excitatory weights of projection weak round to zero/);
    expect(silent?.hint).toMatch(/bounded-saturation/);
    expect(published.program.ledger).toContainEqual(
      expect.objectContaining({ kind: "weight-rounded-to-zero", where: "projection weak", count: 1000 }),
    );
    const ours = compiled("bounded-saturation");
    expect(ours.diagnostics.some((d) => d.code === "projection-silent")).toBe(false);
    expect(ours.program.ledger.some((entry) => entry.kind === "weight-rounded-to-zero")).toBe(false);
  });
});
