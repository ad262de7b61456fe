import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SynapseRowWriter, type FpgaSynapse } from "./fpga-synapse-rows.js";

/** What a row adds to the accumulator, by delay and target, read as the core reads it. */
function readRow(words: Uint16Array, source: number, longDelays: boolean): Map<string, number> {
  const sums = new Map<string, number>();
  let at = words[source];
  if (at === 0) return sums;
  for (;;) {
    const header = words[at++];
    const count = header & (longDelays ? 63 : 255);
    const delay = (header >>> 12) + (longDelays ? 16 * ((header >>> 6) & 3) : 0);
    if (count === 0) return sums;
    for (let k = 0, target = 0; k < count; k++) {
      const word = words[at++];
      target += word & 255;
      const weight = ((word >>> 8) << ((header >>> 9) & 7)) * (header & 256 ? -1 : 1);
      if (weight !== 0) sums.set(`${delay} ${target}`, (sums.get(`${delay} ${target}`) ?? 0) + weight);
    }
  }
}

const synapse = (neurons: number, longestDelay: number): fc.Arbitrary<FpgaSynapse> =>
  fc
    .tuple(fc.nat(neurons - 1), fc.integer({ min: -256, max: 255 }), fc.nat(7), fc.nat(longestDelay))
    .map(([target, mantissa, exponent, delay]) => ({ target, weight: mantissa * 2 ** exponent, exponent, delay }))
    .filter(({ weight }) => weight !== 0);

describe("synapse rows of the FPGA core", () => {
  it.each([
    [14, 1024, false],
    [30, 512, true],
    [62, 256, true],
  ])("hold every synapse of a row: any target, delay (to %i), weight and gap", (longestDelay, neurons, longDelays) => {
    fc.assert(
      fc.property(fc.array(synapse(neurons, longestDelay), { maxLength: 400 }), (row) => {
        const words = new Uint16Array(8192);
        const writer = new SynapseRowWriter(words, 4, longDelays);
        writer.add(2, row);
        const expected = new Map<string, number>();
        for (const { target, weight, delay } of row)
          expected.set(`${delay} ${target}`, (expected.get(`${delay} ${target}`) ?? 0) + weight);
        const read = readRow(words, 2, longDelays);
        // Weights of a pair may cancel; then neither side has to name it.
        for (const sums of [expected, read]) for (const [key, sum] of sums) if (sum === 0) sums.delete(key);
        expect(new Map([...read].sort())).toEqual(new Map([...expected].sort()));
        expect(words.subarray(writer.used).every((word) => word === 0)).toBe(true);
      }),
    );
  });

  it("take a word a synapse and two a row where delay and sign are one, however long the row", () => {
    const words = new Uint16Array(4096);
    const writer = new SynapseRowWriter(words, 1);
    writer.add(
      0,
      Array.from({ length: 200 }, (_, k) => ({ target: 5 * k, weight: 40, exponent: 0, delay: 3 })),
    );
    expect(writer.used).toBe(1 + 200 + 2);
  });

  it("split the weight -256 in two, since a magnitude has 8 bits", () => {
    const words = new Uint16Array(64);
    new SynapseRowWriter(words, 1).add(0, [{ target: 9, weight: -256 * 128, exponent: 7, delay: 0 }]);
    expect(readRow(words, 0, false)).toEqual(new Map([["0 9", -32768]]));
  });

  it("count on beyond the memory, so that a program that does not fit is told by how much", () => {
    const words = new Uint16Array(16);
    const writer = new SynapseRowWriter(words, 1);
    writer.add(
      0,
      Array.from({ length: 100 }, (_, k) => ({ target: k, weight: 1, exponent: 0, delay: 0 })),
    );
    expect(writer.used).toBe(1 + 100 + 2);
  });
});
