/** The accumulator of the FPGA boards: what the compiler foresees, against what the sums of the image do. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compiler/loihi/compile.js";
import { compileQuantized } from "../compiler/loihi/compile-quantized.js";
import { imageForTarget } from "../firmware-bridge/boards/loihi-image.js";
import { parseDescription } from "../src/description/load-description.js";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { PoissonTable } from "../src/numerics/poisson-table.js";
import { ECP5_85F, ICE40UP5K } from "../src/targets/loihi/fpga-core.js";
import { LOIHI1 } from "../src/targets/loihi/loihi1.js";
import type { LoihiProfile, LoihiTarget } from "../src/targets/loihi/target.js";
import { AccumulatorModel } from "./accumulator-model.js";
import { excites, foreseen, quantizedOf, train, withSource, type Net } from "./board-sums.js";

/** Overflows in which the worst rasters end: for every neuron and sign, all that can arrive in one step does. */
function worstOverflows(net: Net, profile: LoihiProfile, others: readonly (readonly number[])[]): number {
  const { program } = compileQuantized(quantizedOf(net), ICE40UP5K, { profile });
  const { bytes } = imageForTarget(program, ICE40UP5K)!;
  const model = new AccumulatorModel(bytes, ICE40UP5K.image!.neurons!.value!);
  let sum = model.overflowsOf(others);
  const longest = 14;
  for (const post of new Set(net.synapses.map((synapse) => synapse.post))) {
    for (const sign of [true, false]) {
      const raster = Array.from({ length: longest + 1 }, () => new Set<number>());
      for (const { source, delay, post: onto } of net.synapses)
        if (onto === post && excites(net, source) === sign) raster[longest - delay].add(source);
      sum += model.overflowsOf(raster.map((ids) => [...ids].sort((a, b) => a - b)));
    }
  }
  return sum;
}

/** One neuron that gets these weights, in one step or by several delays. */
const into = (weights: readonly number[], exponents: readonly [number, number], inhibitory = false): Net => ({
  neurons: 2 * weights.length,
  exponents,
  synapses: weights.map((mantissa, k) => ({
    source: (inhibitory ? weights.length : 0) + k,
    post: 0,
    mantissa,
    delay: k % 3,
  })),
});

/** 128·255 + 127 = 32,767, in units of 2^-1. */
const FULL = [...new Array<number>(128).fill(255), 127];

describe("a sum in the board's accumulator", () => {
  it("of 32,767 units fits and one of 32,768 does not, whichever the unit is and whatever the delays are", () => {
    for (const exponent of [-1, -3, -6] as const) {
      const fits = into(FULL, [exponent, 0]);
      const not = into([...FULL, 1], [exponent, 0]);
      expect(foreseen(fits)).toMatchObject({ decides: true, entries: [] });
      expect(foreseen(not).entries).toMatchObject([
        {
          where: "population neurons",
          count: 1,
          worst: 32_768 / 32_767,
          note: expect.stringContaining(
            `the board's accumulator of 16 bits (${-exponent} of them fraction) holds`,
          ) as string,
        },
      ]);
      expect([fits, not].map((net) => worstOverflows(net, "hw", []) > 0)).toEqual([false, true]);
    }
  });

  it("of -32,768 units fits and one of -32,769 does not", () => {
    const fits = into([...FULL, 1], [0, -1], true);
    const not = into([...FULL, 1, 1], [0, -1], true);
    expect(foreseen(fits).entries).toEqual([]);
    expect(foreseen(not).entries).toMatchObject([{ unit: "times the range, inhibitory", worst: 32_769 / 32_768 }]);
    expect([fits, not].map((net) => worstOverflows(net, "hw", []) > 0)).toEqual([false, true]);
  });

  it("has the unit of the weights as they are: even mantissas have fewer bits of fraction than their exponent", () => {
    const even = [...new Array<number>(150).fill(254)];
    expect(foreseen(into(even, [-1, 0])).decides).toBe(false);
    expect(foreseen(into([...even, 1], [-1, 0])).entries).toHaveLength(1);
  });

  it("wraps as the chip's does in hw without a fraction, and ends the run in lava, where the chip's is wider", () => {
    const net = into([...FULL, 1], [0, 0]);
    expect(foreseen(net, "hw").decides).toBe(false);
    expect(foreseen(net, "lava")).toMatchObject({ decides: true, entries: [{ count: 1 }] });
    expect(foreseen(into(FULL, [0, 0]), "lava")).toMatchObject({ decides: true, entries: [] });
    expect(foreseen(net, "lava", ECP5_85F).entries).toHaveLength(1);
    expect(foreseen(net, "lava", LOIHI1).decides).toBe(false);
  });

  it("counts as many spikes of a source as a step may have", () => {
    const none = { spikeSteps: new Uint32Array(), spikeIds: new Uint32Array() };
    // 129 spikes of 255 units do not fit, 128 do.
    expect(foreseen(withSource(255, train(128)))).toMatchObject({ entries: [], warnings: [] });
    expect(foreseen(withSource(255, train(129)))).toMatchObject({
      entries: [{ count: 1 }],
      warnings: [
        {
          message: expect.stringMatching(/is likely to overflow, which ends a run on the board: stimulus s/) as string,
          hint: expect.stringMatching(/larger weight exponents/) as string,
        },
      ],
    });
    const table = new PoissonTable(100);
    const most = table.first + table.thresholds.length;
    expect(table.count(2 ** 32 - 1)).toBe(most);
    const poisson = { kind: "poisson" as const, rate: 100_000, ...none };
    const fitting = Math.floor(32_767 / most);
    expect(foreseen(withSource(fitting % 2 === 0 ? fitting - 1 : fitting, poisson)).entries).toEqual([]);
    expect(foreseen(withSource(fitting % 2 === 0 ? fitting + 1 : fitting + 2, poisson)).entries).toHaveLength(1);
  });

  it("never leaves it where nothing was foreseen, and does in some raster where it was", () => {
    const arbitrary = fc.record({
      profile: fc.constantFrom<LoihiProfile>("hw", "lava"),
      finest: fc.integer({ min: -6, max: -1 }),
      apart: fc.nat({ max: 13 }),
      swapped: fc.boolean(),
      synapses: fc.array(
        fc.record({
          source: fc.nat({ max: 5 }),
          post: fc.nat({ max: 5 }),
          mantissa: fc.integer({ min: 1, max: 255 }),
          delay: fc.nat({ max: 14 }),
        }),
        { minLength: 1, maxLength: 60 },
      ),
      raster: fc.array(fc.uniqueArray(fc.nat({ max: 5 })), { maxLength: 30 }),
    });
    const seen = { fits: 0, overflows: 0, refused: 0 };
    fc.assert(
      fc.property(arbitrary, ({ profile, finest, apart, swapped, synapses, raster }) => {
        const [low, high] = profile === "lava" ? [0, Math.min(7, apart)] : [finest, Math.min(7, finest + apart)];
        const net: Net = {
          ...{ neurons: 6, synapses },
          exponents: swapped ? [high, low] : [low, high],
        };
        const { decides, entries, warnings } = foreseen(net, profile);
        let overflows: number;
        try {
          overflows = worstOverflows(net, profile, raster);
        } catch (error) {
          // A single weight beyond the range has no place in the image: said in either case.
          if (!(error instanceof EquipoiseError)) throw error;
          expect(error.diagnostics.map(({ code }) => code)).toEqual(["board-cannot"]);
          expect(warnings).toHaveLength(1);
          seen.refused++;
          return;
        }
        if (!decides) return;
        expect(overflows > 0).toBe(entries.length > 0);
        seen[overflows > 0 ? "overflows" : "fits"]++;
      }),
      { numRuns: 300 },
    );
    // Each case is met, or the property says nothing.
    expect(Math.min(seen.fits, seen.overflows, seen.refused)).toBeGreaterThan(5);
  });
});

const CELL =
  "model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms";

const drawn = (rest: string, size = 20) =>
  drawNetwork(
    parseDescription(
      `name: n\nseed: 1\ntimestep: 1 ms\nduration: 200 ms\npopulations:\n  A: { size: ${size}, neuron: { ${CELL} }, initial: { V_m: { uniform: [0 mV, 15 mV] } } }\n${rest}`,
      "n.yaml",
      () => new Uint8Array(0),
    ).description,
  );

describe("a description for a board with that accumulator", () => {
  // Strong input, and a projection whose weights are a four-thousandth of it: the chip gives them a fraction.
  const strong = (rate: number) =>
    drawn(
      "projections:\n  weak: { pre: A, post: A, connect: { rule: fixed_indegree, K: 10 }, weight: 1 pA, delay: 1 ms }\n" +
        `stimuli:\n  n: { type: poisson, target: A, rate: ${rate} Hz, weight: 4000 pA, delay: 1 ms }\n`,
    );
  const exponents = (network: ReturnType<typeof drawn>, target: LoihiTarget) =>
    compile(network, target, { expectedRates: { A: 20 } }).program.groups.map(({ weightExponent }) => weightExponent);

  it("gets as many bits of fraction as leave room for its input, and fewer the more that is", () => {
    const fraction = (rate: number, target: LoihiTarget) =>
      Math.max(0, ...exponents(strong(rate), target).map((e) => -e));
    const rates = [20, 2000, 200_000];
    const chip = rates.map((rate) => fraction(rate, LOIHI1));
    const board = rates.map((rate) => fraction(rate, ICE40UP5K));
    expect(Math.min(...chip)).toBeGreaterThan(0);
    board.forEach((bits, k) => expect(bits).toBeLessThanOrEqual(chip[k]));
    expect(board).not.toEqual(chip);
    const pinned = compile(strong(200_000), ICE40UP5K, { scale: 100_000, expectedRates: { A: 20 } });
    expect(pinned.program.groups.every(({ weightExponent }) => weightExponent >= 0)).toBe(true);
  });

  it("is warned of a volley that leaves it in lava at a pinned scale, with the way out", () => {
    const volley = drawn(
      `stimuli:\n  s: { type: spike_times, times: ${JSON.stringify(Array.from({ length: 30 }, () => [20]))}, unit: 1 ms, target: A, connect: all_to_all, weight: 300 pA, delay: 1 ms }\n`,
    );
    const said = (scale: number, profile: LoihiProfile, target: LoihiTarget) =>
      compile(volley, target, { scale, profile }).diagnostics.filter(({ code }) => code.startsWith("overflow-"));
    expect(said(100_000, "lava", LOIHI1)).toEqual([]);
    expect(said(100_000, "lava", ICE40UP5K)).toMatchObject([
      {
        code: "overflow-certain",
        message: expect.stringMatching(
          /^Known spike times take the board's accumulator of 16 bits of 20 of 20 neurons out of its range: that ends a run on the board\.$/,
        ) as string,
      },
      {
        code: "overflow-likely",
        place: { object: "population A" },
        message: expect.stringMatching(
          /^Population A: the board's accumulator of 16 bits is likely to overflow, which ends a run on the board: stimulus s \(known spike times\) may send/,
        ) as string,
        hint: expect.stringMatching(/--scale \d+ instead of 100000 .*--profile hw/) as string,
      },
    ]);
    const scale = Number(/--scale (\d+)/.exec(said(100_000, "lava", ICE40UP5K)[1].hint!)![1]);
    expect(said(scale, "lava", ICE40UP5K)).toEqual([]);
    expect(compile(volley, ICE40UP5K, { profile: "lava" }).diagnostics.map(({ code }) => code)).not.toContain(
      "overflow-likely",
    );
  });
});
