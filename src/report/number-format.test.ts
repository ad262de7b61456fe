import { describe, expect, it } from "vitest";
import {
  decimalsFor,
  formatFixed,
  formatMs,
  formatNumber,
  formatPercent,
  formatPlain,
  formatSigned,
  withUnit,
} from "./number-format.js";

describe("number formats", () => {
  it.each([
    [11.432, "11.4"],
    [0.8, "0.800"],
    [-3.14159, "−3.14"],
    [1234.5, "1235"],
    [48213, "48\u202f213"],
    [4e6, "4\u202f000\u202f000"],
    [0.000012, "1.20 × 10⁻⁵"],
    [2.5e12, "2.50 × 10¹²"],
    [0, "0"],
    [-0, "0"],
    [NaN, "–"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ])("writes %d as %s", (x, text) => expect(formatNumber(x)).toBe(text));

  it.each([
    [0.5, "0.5"],
    [0.05, "0.05"],
    [100, "100"],
    [-0.2, "−0.2"],
    [2.3, "2.3"],
  ])("writes the chosen number %d as %s, without zeros that claim precision", (x, text) =>
    expect(formatPlain(x)).toBe(text),
  );

  it("tells the times of a deep zoom into a long run apart, given the digits", () => {
    expect([123_456, 123_456.5].map((ms) => formatPlain(ms, 12))).toEqual(["123\u202f456", "123456.5"]);
  });

  it("gives a signed difference its sign, and zero none even when it rounds to zero from below", () => {
    expect([formatSigned(0.31, 2), formatSigned(-0.31, 2), formatSigned(-0.001, 2), formatSigned(0.001, 2)]).toEqual([
      "+0.31",
      "−0.31",
      "0.00",
      "0.00",
    ]);
  });

  it("resolves a tenth of the margin or finer: ±0.05 gives 3 decimals, ±30 none", () => {
    expect([0.5, 0.05, 0.01, 30, 0, NaN, Infinity].map(decimalsFor)).toEqual([2, 3, 3, 0, 2, 2, 2]);
    expect(formatFixed(612.3, 0)).toBe("612");
  });

  it("writes shares, times and units", () => {
    expect([
      formatPercent(0.987, 3),
      formatPercent(-0.0021),
      formatPercent(0),
      formatPercent(1e-7),
      formatPercent(NaN),
    ]).toEqual(["98.7 %", "−0.21 %", "0 %", "< 0.001 %", "–"]);
    expect([formatMs(2300), formatMs(300)]).toEqual(["2.3\u00a0s", "300\u00a0ms"]);
    expect([withUnit("3", "Hz"), withUnit("3", "")]).toEqual(["3\u00a0Hz", "3"]);
  });
});
