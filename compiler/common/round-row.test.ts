import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balanceRow, roundHalfEven } from "./round-row.js";

function balance(values: readonly number[], start: number, min: number, max: number): Int32Array {
  const n = values.length;
  const q = new Int32Array(n);
  balanceRow(Float64Array.from(values), q, n, start, min, max, new Float64Array(n));
  return q;
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const squares = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b * b, 0);

describe("roundHalfEven", () => {
  it("takes halves to the even neighbour, also below zero", () => {
    expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, -2.6].map(roundHalfEven)).toEqual([0, 2, 2, 0, -2, 2, -3]);
  });
});

describe("balance rounding", () => {
  it("keeps the sum within half a step for any one-signed row inside the range", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 7, noNaN: true }), { minLength: 1, maxLength: 80 }),
        fc.nat(),
        fc.boolean(),
        (row, offset, negative) => {
          const values = negative ? row.map((x) => -x) : row;
          const q = balance(values, offset % row.length, negative ? -7 : 0, negative ? 0 : 7);
          expect(Math.abs(sum(q) - sum(values))).toBeLessThanOrEqual(0.5 + 1e-9);
          expect(Math.min(...q)).toBeGreaterThanOrEqual(negative ? -7 : 0);
          expect(Math.max(...q)).toBeLessThanOrEqual(negative ? 0 : 7);
        },
      ),
    );
  });

  it("leaves weights that are exactly 0 at 0", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0.3, 1.7), { minLength: 1, maxLength: 60 }), (values) => {
        const q = balance(values, 0, 0, 3);
        values.forEach((y, k) => y === 0 && expect(q[k]).toBe(0));
      }),
    );
  });

  it("gives a constant weight of 1.3 steps the values 1 and 2 only, 30 of 100 times 2", () => {
    const q = balance(new Array<number>(100).fill(1.3), 37, 0, 3);
    expect([...new Set(q)].sort()).toEqual([1, 2]);
    expect(sum(q)).toBe(130);
  });

  it("brings the mean square of spread 2-bit weights closer than plain error diffusion, to within 1 %", () => {
    const values = Array.from({ length: 1000 }, (_, k) => 1.5 + 1.2 * Math.sin(1.7 * k));
    const q = balance(values, 0, 0, 3);
    const plain = new Int32Array(1000);
    let carry = 0;
    values.forEach((y, k) => {
      plain[k] = Math.min(3, Math.max(0, roundHalfEven(carry + y)));
      carry += y - plain[k];
    });
    expect(Math.abs(squares(q) / squares(values) - 1)).toBeLessThan(Math.abs(squares(plain) / squares(values) - 1));
    expect(Math.abs(squares(q) / squares(values) - 1)).toBeLessThan(0.01);
  });

  it("saturates a row whose ideal lies outside the range instead of wrapping", () => {
    expect([...balance([9, 9, 9], 1, 0, 7)]).toEqual([7, 7, 7]);
  });
});
