import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeTrace, encodeTrace } from "./trace-codec.js";

describe("trace codec", () => {
  it("keeps every sample within half a part in 65,535 of the range", () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 100 }),
        (list) => {
          const values = Float32Array.from(list);
          const decoded = decodeTrace(encodeTrace(values));
          const range = Math.max(...values) - Math.min(...values);
          values.forEach((x, k) => expect(Math.abs(decoded[k] - x)).toBeLessThanOrEqual(range / 131_070 + 1e-9));
        },
      ),
    );
  });

  it("encodes an empty trace as nothing", () => expect(decodeTrace(encodeTrace(new Float32Array(0))).length).toBe(0));

  it("writes 16 bits a sample, the lower byte first: 0, 1 and their middle", () => {
    const encoded = encodeTrace(Float32Array.of(0, 1, 0.5));
    expect([...Buffer.from(encoded.base64, "base64")]).toEqual([0, 0, 255, 255, 0, 128]);
  });

  it("carries a constant trace exactly, and what is not finite as the smallest", () => {
    expect([...decodeTrace(encodeTrace(Float32Array.of(7, 7)))]).toEqual([7, 7]);
    expect([...decodeTrace(encodeTrace(Float32Array.of(2, NaN, 4)))]).toEqual([2, 2, 4]);
  });
});
