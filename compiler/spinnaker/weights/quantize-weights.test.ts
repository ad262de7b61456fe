import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LossLedger } from "../../../src/diagnostics/loss-ledger.js";
import { roundHalfEven } from "../../../src/numerics/round-half-even.js";
import type { RoundingMode } from "../../../src/options/shared-options.js";
import { enterWeightLosses, publishedWeight, quantizeWeights, type QuantizedWeights } from "./quantize-weights.js";
import { LARGEST_SUM, weightScale } from "./ring-buffer-scale.js";

/** Rows of signed weights in steps: scale 1, so that a weight is its own y. */
function quantize(
  rows: readonly (readonly number[])[],
  rounding: RoundingMode,
  scale = 1,
): QuantizedWeights & { words: number[] } {
  const weight = Float64Array.from(rows.flat());
  const rowStart = Uint32Array.from([0, ...rows.map((_, i) => rows.slice(0, i + 1).flat().length)]);
  const result = quantizeWeights(
    { name: "E→I", rowStart, weight },
    {
      rounding,
      toChip: 1,
      largestWeight: LARGEST_SUM,
      scale: { excitatory: scale, inhibitory: scale },
      seed: 5,
      postFirst: 100,
    },
  );
  const words =
    typeof result.weight === "number" ? new Array<number>(weight.length).fill(result.weight) : [...result.weight];
  return { ...result, words };
}

const modes = ["nearest", "floor", "stochastic", "balance"] as const;
const anyRows = fc.array(
  fc.array(
    fc.oneof(
      fc.double({ min: -70_000, max: 70_000, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.constantFrom(0.5, 1.5, -2.5, 0, 65535, 65535.5, 65536),
    ),
    { maxLength: 20 },
  ),
  { minLength: 1, maxLength: 5 },
);

describe("16-bit weights", () => {
  it("round half to even, lose their sign to the synapse type, and saturate where the published tool wraps to 0", () => {
    const { words, losses } = quantize([[0.5, 1.5, -2.5, 65535.4, 65535.5, 65536, -131_075]], "nearest");
    expect(words).toEqual([0, 2, 2, 65535, 65535, 65535, 65535]);
    expect([65535.5, 65536, 131_075].map(publishedWeight)).toEqual([0, 0, 3]);
    expect(losses.excitatory).toMatchObject({ synapses: 5, toZero: 1, saturated: 2, wrapped: 2 });
    expect(losses.inhibitory).toMatchObject({ synapses: 2, saturated: 1, wrapped: 1 });
  });

  it("takes the scale of shift and conductance: 1 nS at shift 3 is 4194.304 steps", () => {
    const scale = weightScale(3, 1024);
    const result = quantizeWeights(
      { name: "x", rowStart: Uint32Array.of(0, 1), weight: 1 },
      {
        rounding: "nearest",
        toChip: 1e-3,
        largestWeight: LARGEST_SUM,
        scale: { excitatory: scale, inhibitory: scale },
        seed: 1,
        postFirst: 0,
      },
    );
    expect(result.weight).toBe(4194);
    expect(result.losses.excitatory.error).toBeCloseTo(-0.304 / scale, 12);
  });

  it("follows a scale and a unit of its own in each row", () => {
    const rows = { name: "x", rowStart: Uint32Array.of(0, 2, 4), weight: Float64Array.of(1, -1, 1, -1) };
    const scale = { excitatory: Float64Array.of(100, 200), inhibitory: Float64Array.of(10, 20) };
    const { weight } = quantizeWeights(rows, {
      rounding: "nearest",
      toChip: Float64Array.of(1, 2),
      largestWeight: LARGEST_SUM,
      scale,
      seed: 1,
      postFirst: 0,
    });
    expect([...(weight as Uint16Array)]).toEqual([100, 10, 400, 40]);
  });

  it("give one number for a constant that rounds alike, and none for an empty projection", () => {
    expect(quantize([[3.2, 3.2], [3.2]], "nearest").weight).toBe(3);
    expect(quantize([[], []], "balance").words).toEqual([]);
  });

  it("draw the same words for the same seed, and floor + 1 with the probability of the rest", () => {
    const rows = [new Array<number>(20_000).fill(2.25)];
    const { words } = quantize(rows, "stochastic");
    expect(words).toEqual(quantize(rows, "stochastic").words);
    const share = words.filter((w) => w === 3).length / words.length;
    expect(new Set(words)).toEqual(new Set([2, 3]));
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 20_000));
  });

  it("lie within one step of y in [0, 65535] in the modes that round each weight by itself", () => {
    fc.assert(
      fc.property(
        anyRows,
        fc.constantFrom("nearest" as const, "floor" as const, "stochastic" as const),
        (rows, mode) => {
          const { words } = quantize(rows, mode);
          rows.flat().forEach((w, k) => {
            const y = Math.abs(w);
            const [low, high] =
              mode === "nearest"
                ? [roundHalfEven(y), roundHalfEven(y)]
                : [Math.floor(y), mode === "floor" ? Math.floor(y) : Math.floor(y) + 1];
            expect(words[k]).toBeGreaterThanOrEqual(Math.min(LARGEST_SUM, low));
            expect(words[k]).toBeLessThanOrEqual(Math.min(LARGEST_SUM, high));
          });
        },
      ),
    );
  });

  it("count what a naive oracle counts, in every mode and by sign", () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom(...modes), (rows, mode) => {
        const { words, losses } = quantize(rows, mode);
        for (const type of ["excitatory", "inhibitory"] as const) {
          const of = rows
            .flat()
            .map((w, k) => ({ w, y: Math.abs(w), q: words[k] }))
            .filter(({ w }) => w < 0 === (type === "inhibitory"));
          const count = (test: (s: { y: number; q: number }) => boolean) => of.filter(test).length;
          expect(losses[type]).toMatchObject({
            synapses: of.length,
            toZero: count(({ y, q }) => y !== 0 && q === 0),
            wrapped: count(({ y }) => roundHalfEven(y) >= 65536),
            changed: count(({ y, q }) => Math.abs(y - q) > 1e-9 * Math.max(1, y)),
          });
          const beyond = count(
            ({ y }) => (mode === "floor" || mode === "stochastic" ? Math.floor(y) : roundHalfEven(y)) > 65535,
          );
          // Stochastic rounding may take what lies between 65535 and 65536 up, and then holds it.
          const between = mode === "stochastic" ? count(({ y }) => y > 65535 && y < 65536) : 0;
          expect(losses[type].saturated).toBeGreaterThanOrEqual(beyond);
          expect(losses[type].saturated).toBeLessThanOrEqual(beyond + between);
          expect(losses[type].sum).toBeCloseTo(
            of.reduce((sum, { y }) => sum + y, 0),
            6,
          );
          expect(losses[type].error).toBeCloseTo(
            of.reduce((sum, { y, q }) => sum + q - y, 0),
            6,
          );
        }
      }),
    );
  });

  it("come out the same, to the last bit of every loss, whether one weight is given as a number or for each synapse", () => {
    const scales = fc.constantFrom(1, 4096, 0.3, 1023.7);
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: -70_000, max: 70_000, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })),
        fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(scales, scales, scales), { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        fc.constantFrom(...modes),
        (weight, lengths, units, oneUnit, rounding) => {
          const rowStart = Uint32Array.from([
            0,
            ...lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b)),
          ]);
          const per = (k: 0 | 1 | 2) => (oneUnit ? units[0][k] : Float64Array.from(units, (of) => of[k]));
          const options = {
            rounding,
            toChip: per(0),
            largestWeight: LARGEST_SUM,
            scale: { excitatory: per(1), inhibitory: per(2) },
            seed: 5,
            postFirst: 100,
          };
          const each = new Float64Array(rowStart[lengths.length]).fill(weight);
          expect(quantizeWeights({ name: "E→I", rowStart, weight }, options)).toEqual(
            quantizeWeights({ name: "E→I", rowStart, weight: each }, options),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("keep the summed input of every neuron and type to half a step in balance mode, also of weights far below a step", () => {
    const magnitudes = fc.array(
      fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.double({ min: 0, max: 60_000, noNaN: true })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(magnitudes, magnitudes, (positive, negative) => {
        const row = [...positive, ...negative.map((w) => -w)];
        const { words, losses } = quantize([row], "balance");
        for (const type of ["excitatory", "inhibitory"] as const) {
          expect(Math.abs(losses[type].error)).toBeLessThanOrEqual(0.5 + 1e-6);
          expect(losses[type].saturated).toBe(0);
        }
        row.forEach((w, k) => w === 0 && expect(words[k]).toBe(0));
      }),
    );
  });

  it("keep 1,000 inputs of 0.3 steps alive in balance mode, which nearest rounding silences", () => {
    const rows = [new Array<number>(1000).fill(0.3)];
    expect(quantize(rows, "nearest").losses.excitatory).toMatchObject({ toZero: 1000, error: -300.00000000000563 });
    const { words, losses } = quantize(rows, "balance");
    expect(words.reduce((a, b) => a + b, 0)).toBe(300);
    expect(losses.excitatory.toZero).toBe(700);
  });

  it("do not depend on the other rows: a neuron keeps its draws on any core", () => {
    const both = quantize(
      [
        [0.3, 1.7, 2.2],
        [5.5, 0.1, 0.1, 3.3],
      ],
      "balance",
    ).words;
    const second = quantizeWeights(
      { name: "E→I", rowStart: Uint32Array.of(0, 4), weight: Float64Array.of(5.5, 0.1, 0.1, 3.3) },
      {
        rounding: "balance",
        toChip: 1,
        largestWeight: LARGEST_SUM,
        scale: { excitatory: 1, inhibitory: 1 },
        seed: 5,
        postFirst: 101,
      },
    );
    expect([...(second.weight as Uint16Array)]).toEqual(both.slice(3));
  });

  it("enter their losses into the ledger with what the published tool would have wrapped", () => {
    const ledger = new LossLedger();
    enterWeightLosses(ledger, "E→I", quantize([[0.2, 65536.4, 7]], "nearest"), "nearest", "nA", LARGEST_SUM);
    const entries = ledger.entries();
    expect(entries.map(({ kind, count, of }) => [kind, count, of])).toEqual([
      ["weight-clipped", 1, 3],
      ["weight-rounded", 2, 3],
      ["weight-rounded-to-zero", 1, 3],
    ]);
    expect(entries[0].note).toBe("excitatory, held at 65535; sPyNNaker's host code would wrap 1 of them");
    expect(entries[0].where).toBe("projection E→I");
    expect(entries[1].meanInputChange).toBeCloseTo(-1.6 / 65543.6, 12);
  });
});
