import { describe, expect, it } from "vitest";
import { contentHash, leading48Bits } from "./content-hash.js";

const hex = (value: unknown) => Buffer.from(contentHash(value)).toString("hex");

describe("contentHash", () => {
  it("does not depend on the order of keys, nor on where an array lies in its buffer", () => {
    expect(hex({ a: 1, b: Float64Array.of(2, 3) })).toBe(hex({ b: Float64Array.of(1, 2, 3).subarray(1), a: 1 }));
  });

  it("gives the hash that checkpoints of earlier versions hold", () => {
    const content = {
      name: "é\ud800",
      sizes: [1, -2.5],
      nothing: null,
      flags: { b: true, a: undefined },
      memory: Uint8Array.of(1, 2, 3),
      weights: Float32Array.of(0.5),
    };
    expect(hex(content)).toBe("64096cc1d979289b32e45cb818d391d006a81fbbbfd7230c878734610d45f1c4");
    expect(leading48Bits(contentHash(content))).toBe(0x64096cc1d979);
  });

  it("tells apart values, kinds, lengths, keys and nesting", () => {
    const values = [
      1,
      "1",
      [1],
      [[1]],
      [1, 1],
      { a: 1 },
      { b: 1 },
      { a: [1] },
      Uint8Array.of(1),
      Int8Array.of(1),
      Uint8Array.of(1, 0),
      null,
      undefined,
    ];
    expect(new Set(values.map(hex)).size).toBe(values.length);
  });
});
