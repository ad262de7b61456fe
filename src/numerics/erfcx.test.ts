import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dawson, erf, erfc, erfcx, logErfcx } from "./erfcx.js";

const relative = (value: number, truth: number) => Math.abs(value / truth - 1);

describe("erfcx and Dawson's integral", () => {
  // 30-digit arithmetic (mpmath): x, erfcx(x), D(x)
  const table: [number, number, number][] = [
    [0.1, 0.89645697996912663666, 0.099335992397852866591],
    [0.5, 0.61569034419292587487, 0.42443638350202229593],
    [1, 0.42758357615580700441, 0.53807950691276841914],
    [2, 0.25539567631050574387, 0.30134038892379196603],
    [3, 0.17900115118138995042, 0.17827103061055828734],
    [5, 0.11070463773306862637, 0.10213407442427683544],
    [6.1, 0.091294300368683835006, 0.083116330508351493574],
    [6.2, 0.089858108319745922558, 0.081738006558247021379],
    [7, 0.07980005432915293349, 0.072180974658236292028],
    [10, 0.056140992743822585858, 0.050253847187598528033],
    [100, 0.0056416137829894329036, 0.0050002500375093782827],
  ];
  it.each(table)("agree with 20 digits at x = %d to 3e-15", (x, scaled, integral) => {
    expect(relative(erfcx(x), scaled)).toBeLessThan(3e-15);
    expect(relative(dawson(x), integral)).toBeLessThan(3e-15);
  });

  it("erf(0.5), erf(1) and erfc(2) have 15 correct digits", () => {
    expect(relative(erf(0.5), 0.52049987781304653768)).toBeLessThan(1e-15);
    expect(relative(erf(1), 0.84270079294971486934)).toBeLessThan(1e-15);
    expect(relative(erfc(2), 0.0046777349810472658379)).toBeLessThan(3e-15);
  });

  it("erfcx(x) + erfcx(-x) = 2e^{x²}, erf is odd, erf + erfc = 1, D is odd", () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (x) => {
        expect(relative(erfcx(x) + erfcx(-x), 2 * Math.exp(x * x))).toBeLessThan(1e-13);
        expect(erf(-x)).toBe(-erf(x));
        expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThan(1e-14);
        expect(dawson(-x)).toBe(-dawson(x));
      }),
    );
  });

  it("satisfy their differential equations: erfcx' = 2x·erfcx - 2/√π and D' = 1 - 2xD", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 20, noNaN: true }), (x) => {
        const h = 1e-4;
        expect((erfcx(x + h) - erfcx(x - h)) / (2 * h)).toBeCloseTo(2 * x * erfcx(x) - 2 / Math.sqrt(Math.PI), 6);
        expect((dawson(x + h) - dawson(x - h)) / (2 * h)).toBeCloseTo(1 - 2 * x * dawson(x), 6);
      }),
    );
  });

  it("logErfcx stays finite where erfcx overflows and joins it at -5", () => {
    expect(erfcx(-30)).toBe(Infinity);
    expect(logErfcx(-30)).toBeCloseTo(900 + Math.LN2, 10);
    expect(relative(logErfcx(-5.0000001), logErfcx(-4.9999999))).toBeLessThan(1e-7);
  });
});
