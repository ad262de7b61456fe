import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { distributionMargins, MARGIN_CAP, scalarMargin } from "./margins.js";
import { CounterStream } from "../numerics/philox.js";
import { ksDistance } from "../numerics/ks-distance.js";

describe("margins", () => {
  it("lie between the floor and three floors, and follow 2.8 standard deviations between", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 10, noNaN: true }),
        fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { maxLength: 6 }),
        (floor, values) => {
          const { margin } = scalarMargin(floor, values);
          expect(margin).toBeGreaterThanOrEqual(floor);
          expect(margin).toBeLessThanOrEqual(MARGIN_CAP * floor);
        },
      ),
    );
    expect(scalarMargin(1, [0, 1, -1])).toEqual({ margin: 2.8, from: "seed-to-seed spread" });
    expect(scalarMargin(1, [0, 10])).toEqual({ margin: 3, from: "cap" });
    expect(scalarMargin(1, [5])).toEqual({ margin: 1, from: "floor" });
  });

  it("of the KS distance admit a rigid shift by the floor, and independent samples of one distribution", () => {
    const random = new CounterStream(2, 0);
    const draw = () => Float64Array.from({ length: 500 }, () => 10 + random.normal());
    const references = [draw(), draw(), draw()];
    const { ks, wasserstein } = distributionMargins(0.5, references);
    expect(
      ksDistance(
        references[0],
        references[0].map((x) => x + 0.5),
      ),
    ).toBeLessThan(ks.margin + 0.03);
    expect(ks.margin).toBeGreaterThan(0.17);
    expect(ks.margin).toBeLessThan(0.25);
    expect(wasserstein.margin).toBe(0.5);
    let above = 0;
    const tight = distributionMargins(0.001, references).ks.margin;
    for (let r = 0; r < 200; r++) if (ksDistance(references[0], draw()) > tight) above++;
    expect(above / 200).toBeLessThan(0.06);
  });
});
