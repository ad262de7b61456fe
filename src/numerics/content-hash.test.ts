import { describe, expect, it } from "vitest";
import { contentHash } from "./content-hash.js";

const hex = (value: unknown) => Buffer.from(contentHash(value)).toString("hex");

describe("contentHash", () => {
  it("does not depend on the order of keys, nor on where an array lies in its buffer", () => {
    expect(hex({ a: 1, b: Float64Array.of(2, 3) })).toBe(hex({ b: Float64Array.of(1, 2, 3).subarray(1), a: 1 }));
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
