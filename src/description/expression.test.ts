import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExpressionError, evaluate, portable } from "./expression.js";
import type { Symbols } from "./expression.js";
import { DIMENSIONLESS, KINDS, quantityIn, sameDimension, toCanonical } from "./units.js";
import type { Quantity } from "./units.js";

function symbols(values: Readonly<Record<string, Quantity>>): Symbols {
  return {
    names: () => Object.keys(values),
    lookup: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
  };
}
const NONE = symbols({});
const plain = (value: number): Quantity => ({ value, dimension: DIMENSIONLESS });
const THEORY = symbols({
  J: { value: 12, dimension: KINDS.voltage.dimension },
  g: plain(5),
  K: plain(400),
  tau_m: { value: 20, dimension: KINDS.time.dimension },
  x0: plain(2),
});

describe("units", () => {
  it.each([
    ["20 ms", KINDS.time, 20],
    ["2 s", KINDS.time, 2000],
    ["100 us", KINDS.time, 0.1],
    ["0.1 mV", KINDS.voltage, 0.1],
    ["0.015 V", KINDS.voltage, 15],
    ["250 pF", KINDS.capacitance, 250],
    ["0.25 nF", KINDS.capacitance, 250],
    ["1.5 nA", KINDS.current, 1500],
    ["0.01 uS", KINDS.conductance, 10],
    ["0.01 µS", KINDS.conductance, 10],
    ["0.01 μS", KINDS.conductance, 10],
    ["10 Hz", KINDS.frequency, 10],
    ["8.8 Hz", KINDS.frequency, 8.8],
    ["8 kHz", KINDS.frequency, 8000],
    ["45 deg", KINDS.angle, 45],
    ["20ms", KINDS.time, 20],
    ["1e-1 nA", KINDS.current, 100],
    ["-3 mV", KINDS.voltage, -3],
  ])("%s is exactly its canonical number", (text, kind, expected) => {
    const quantity = evaluate(text, NONE);
    expect(sameDimension(quantity.dimension, kind.dimension)).toBe(true);
    expect(toCanonical(quantity, kind)).toBe(expected);
  });

  it("are coherent: pF/ms is nS, mV·nS is pA, MOhm·pF is time", () => {
    expect(evaluate("250 pF / (20 ms)", NONE)).toEqual({
      value: 12.5,
      dimension: evaluate("1 nS", NONE).dimension.map((x) => x + 0),
    });
    expect(evaluate("2 mV * (3 nS)", NONE).value).toBe(evaluate("6 pA", NONE).value);
    expect(evaluate("100 MOhm * (200 pF)", NONE).value).toBeCloseTo(20, 12);
  });

  it("an unknown unit has no quantity", () => expect(quantityIn(1, "parsec")).toBeUndefined());
});

describe("expressions", () => {
  it.each([
    ["J/sqrt(K)", 0.6],
    ["-g*J", -60],
    ["sqrt(K)*x0", 40],
    ["2+3*4", 14],
    ["(2+3)*4", 20],
    ["-2^2", -4],
    ["2^-1", 0.5],
    ["2^3^2", 512],
    ["6/2*3", 9],
    ["min(3, 2, x0)", 2],
    ["max(J, 13 mV)", 13],
    ["exp(0)", 1],
    ["log(1)", 0],
    ["abs(-g)", 5],
    ["2**3", 8],
    ["3 · 4 × 2", 24],
    ["−1", -1],
    ["(4 ms)^0.5 * (4 ms)^0.5", 4],
    [".5", 0.5],
  ])("%s is %d", (text, expected) => expect(evaluate(text, THEORY).value).toBeCloseTo(expected, 12));

  it("Brunel's external rate eta·theta/(J·C_E·tau_m) is 20 Hz", () => {
    const quantity = evaluate("2*(20 mV)/(0.1 mV*1000*tau_m)", THEORY);
    expect(sameDimension(quantity.dimension, KINDS.frequency.dimension)).toBe(true);
    expect(toCanonical(quantity, KINDS.frequency)).toBe(20);
  });

  it.each([
    ["J + 3 ms", "cannot add a voltage and a time"],
    ["j", "`j` is not defined"],
    ["2 J", "not expected here"],
    ["1/0", "divides by zero"],
    ["sqrt(-1)", "not a finite number"],
    ["exp(J)", "needs a plain number"],
    ["2^J", "needs a plain number"],
    ["(1", '")" is missing'],
    ["sqrt(1, 2)", "takes 1 argument, got 2"],
    ["5 mss", "not expected here"],
    ["2 ms^2", "ambiguous"],
    ["", "empty"],
    ["1e999", "not a finite number"],
    ["constructor", "not defined"],
    ["J; x", "cannot read"],
    ["max", "is a function"],
  ])("%s is refused: %s", (text, message) => expect(() => evaluate(text, THEORY)).toThrow(message));

  it.each([
    ["1 h", "write 3600 s"],
    ["1.5 hours", "write 5400 s"],
    ["2 min", "write 120 s"],
    ["0.1 hr", "write 360 s"],
    ["30 sec", "write 30 s"],
    ["250 msec", "write 250 ms"],
    ["1 Hour", "write 3600 s"],
    ["5 mss", "did you mean `ms`?"],
  ])("%s: %s", (text, hint) => {
    const caught = (() => {
      try {
        return evaluate(text, NONE);
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toBeInstanceOf(ExpressionError);
    expect((caught as ExpressionError).hint).toContain(hint);
  });

  it("refuses 501 characters", () => expect(() => evaluate("1".repeat(501), NONE)).toThrow("longer than 500"));

  it("only ever throws ExpressionError, for 2,000 random strings", () => {
    const piece = fc.constantFrom(
      "J",
      "K",
      "1",
      "2.5",
      " ms",
      " mV",
      "+",
      "-",
      "*",
      "/",
      "^",
      "(",
      ")",
      "sqrt(",
      "max(",
      ",",
      "é",
      "$",
      " ",
      "toString",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          expect(Number.isFinite(evaluate(pieces.join(""), THEORY).value)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("agrees with direct arithmetic for random sums of products", () => {
    const number = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(number, number, number, number, (a, b, c, d) => {
        expect(evaluate(`${a}-${b}*${c}/${d}`, NONE).value).toBe(a - (b * c) / d);
      }),
    );
  });

  it("rounds transcendental results to 12 digits", () => expect(portable(Math.exp(1))).toBe(2.71828182846));
});
