import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complexDeterminant, conditionNumber, eigenvalues, multiply, singularValues, solve } from "./linear-algebra.js";

const squareOf = (entry: fc.Arbitrary<number>) =>
  fc
    .integer({ min: 1, max: 8 })
    .chain((n) => fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }));
const square = squareOf(fc.integer({ min: -10_000, max: 10_000 }).map((value) => value / 1000));
/** With denormal numbers and every order of magnitude in between. */
const wildSquare = squareOf(fc.double({ min: -10, max: 10, noNaN: true }));

describe("small dense linear algebra", () => {
  it("solves a system that needs pivoting, and gives NaN for a singular one", () => {
    expect(
      solve(
        [
          [0, 2],
          [1, 1],
        ],
        [4, 3],
      ),
    ).toEqual([1, 2]);
    expect(
      solve(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toEqual([NaN, NaN]);
  });

  it("finds -0.4 ± 0.2i for [[1,-2],[1,-1.8]]", () => {
    const [first, second] = eigenvalues([
      [1, -2],
      [1, -1.8],
    ]);
    expect(first.re).toBeCloseTo(-0.4, 14);
    expect(second.re).toBeCloseTo(-0.4, 14);
    expect(Math.abs(first.im)).toBeCloseTo(0.2, 14);
    expect(first.im).toBeCloseTo(-second.im, 14);
  });

  it("finds the roots 1..6 of a companion matrix, and the roots of unity of a cyclic shift", () => {
    // (x-1)(x-2)…(x-6)
    const coefficients = [21, -175, 735, -1624, 1764, -720];
    const companion = coefficients.map((_, i) => coefficients.map((c, j) => (i === 0 ? c : i - 1 === j ? 1 : 0)));
    eigenvalues(companion).forEach((value, i) => expect(value.re).toBeCloseTo(6 - i, 8));
    const shift = [0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].map((j) => ((i + 1) % 5 === j ? 1 : 0)));
    for (const value of eigenvalues(shift)) expect(Math.hypot(value.re, value.im)).toBeCloseTo(1, 12);
    expect(eigenvalues(shift)[0].re).toBeCloseTo(1, 12);
  });

  it("eigenvalues sum to the trace and sum of squares to tr(A²), for any matrix up to 8×8", () => {
    fc.assert(
      fc.property(square, (a) => {
        const values = eigenvalues(a);
        const trace = a.reduce((sum, row, i) => sum + row[i], 0);
        const trace2 = a.reduce((sum, row, i) => sum + row.reduce((inner, value, j) => inner + value * a[j][i], 0), 0);
        expect(values.reduce((sum, v) => sum + v.re, 0)).toBeCloseTo(trace, 7);
        expect(values.reduce((sum, v) => sum + v.im, 0)).toBeCloseTo(0, 7);
        expect(values.reduce((sum, v) => sum + v.re ** 2 - v.im ** 2, 0)).toBeCloseTo(trace2, 5);
      }),
    );
  });

  it("eigenvalues, singular values and determinant are numbers for every finite matrix, denormal entries included", () => {
    fc.assert(
      fc.property(wildSquare, (a) => {
        expect(eigenvalues(a).every((value) => Number.isFinite(value.re) && Number.isFinite(value.im))).toBe(true);
        expect(singularValues(a).every((value) => value >= 0 && value < Infinity)).toBe(true);
        expect(complexDeterminant(a.map((row) => row.map((re) => ({ re, im: 0 })))).re).not.toBeNaN();
      }),
    );
  });

  it("singular values of [[3,0],[4,5]] are √45 and √5; of a singular matrix the last is 0", () => {
    const [large, small] = singularValues([
      [3, 0],
      [4, 5],
    ]);
    expect(large).toBeCloseTo(Math.sqrt(45), 13);
    expect(small).toBeCloseTo(Math.sqrt(5), 13);
    expect(
      conditionNumber([
        [3, 0],
        [4, 5],
      ]),
    ).toBeCloseTo(3, 13);
    expect(
      conditionNumber([
        [1, 2],
        [2, 4],
      ]),
    ).toBeGreaterThan(1e15);
  });

  it("the product of singular values is |det|, and solve inverts multiply where the condition allows", () => {
    fc.assert(
      fc.property(square, (a) => {
        const determinant = complexDeterminant(a.map((row) => row.map((re) => ({ re, im: 0 })))).re;
        const product = singularValues(a).reduce((x, y) => x * y, 1);
        expect(Math.abs(product - Math.abs(determinant))).toBeLessThan(
          1e-8 * (1 + Math.hypot(...a.flat()) ** a.length),
        );
        if (conditionNumber(a) > 1e6) return;
        const x = a.map((_, i) => i + 1);
        solve(a, multiply(a, x)).forEach((value, i) => expect(value).toBeCloseTo(x[i], 6));
      }),
    );
  });
});
