import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsFor, decodeRow, decodeSynapse, encodeRow, encodeSynapse } from "./synaptic-word.js";

const layouts = fc.integer({ min: 0, max: 8 }).chain((indexBits) =>
  fc.record({
    indexBits: fc.constant(indexBits),
    typeBits: fc.constant(1),
    delayBits: fc.integer({ min: 0, max: 13 - indexBits }),
  }),
);
const synapses = layouts.chain((layout) =>
  fc.record({
    layout: fc.constant(layout),
    synapse: fc.record({
      weight: fc.nat(65_535),
      delay: fc.integer({ min: 1, max: 2 ** layout.delayBits }),
      type: fc.nat(1),
      index: fc.nat(2 ** layout.indexBits - 1),
    }),
  }),
);

describe("synaptic words", () => {
  it("give back every synapse of every layout", () => {
    fc.assert(
      fc.property(
        synapses,
        ({ layout, synapse }) => void expect(decodeSynapse(encodeSynapse(synapse, layout), layout)).toEqual(synapse),
      ),
    );
  });

  it("lie as weight | delay | type | index: 0xABCD, 5, 1, 9 with 4 index bits is 0xABCD00B9", () => {
    expect(
      encodeSynapse({ weight: 0xabcd, delay: 5, type: 1, index: 9 }, { indexBits: 4, typeBits: 1, delayBits: 4 }),
    ).toBe(0xabcd00b9);
  });

  it("store the longest delay as 0", () => {
    expect(
      encodeSynapse({ weight: 1, delay: 16, type: 0, index: 0 }, { indexBits: 4, typeBits: 1, delayBits: 4 }),
    ).toBe(0x10000);
  });

  it("refuse what a field cannot hold, and a delay of 0", () => {
    const layout = { indexBits: 4, typeBits: 1, delayBits: 4 };
    const good = { weight: 1, delay: 1, type: 0, index: 0 };
    for (const bad of [
      { weight: 65_536 },
      { weight: 0.5 },
      { weight: -1 },
      { delay: 0 },
      { delay: 17 },
      { type: 2 },
      { index: 16 },
    ]) {
      expect(() => encodeSynapse({ ...good, ...bad }, layout)).toThrow(/does not fit a synaptic word/);
    }
  });

  it("count bits as the tool chain does: 1 → 1, 2 → 1, 256 → 8, 257 → 9", () => {
    expect([0, 1, 2, 3, 256, 257].map(bitsFor)).toEqual([0, 1, 1, 2, 8, 9]);
  });
});

describe("synaptic rows", () => {
  it("come back from their three header words", () => {
    fc.assert(
      fc.property(
        fc.uint32Array({ maxLength: 256 }),
        (words) => void expect(decodeRow(encodeRow(words))).toEqual(words),
      ),
    );
  });

  it("are refused when cut short or plastic", () => {
    expect(() => decodeRow(encodeRow(Uint32Array.of(1, 2, 3)).subarray(0, 5))).toThrow(/claims 3 synapses/);
    expect(() => decodeRow(Uint32Array.of(0, 1))).toThrow(/claims/);
    expect(() => decodeRow(Uint32Array.of(1, 0, 0))).toThrow(/plastic/);
  });
});
