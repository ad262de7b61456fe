import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import type { PlantSetup } from "./plant.js";
import { SensorDraws } from "./sensor-draws.js";

const setup: PlantSetup = {
  dt: 0.5,
  seed: 7,
  populations: [],
  sources: [
    { name: "nose", first: 0, size: 30 },
    { name: "ear", first: 30, size: 4 },
  ],
};
const draw = (sense: Record<string, unknown>, from: number, to: number) =>
  new SensorDraws(setup).spikes(sense, from, to);
const rate = fc.double({ min: 0, max: 2000, noNaN: true });

describe("what a plant senses", () => {
  it("gives the same spikes whatever the blocks, what was sensed before and what other sources send", () =>
    fc.assert(
      fc.property(rate, rate, fc.integer({ min: 1, max: 19 }), (nose, ear, cut) => {
        const whole = draw({ nose, ear }, 0, 20);
        const draws = new SensorDraws(setup);
        draws.spikes({ ear: 1000 }, 0, 20);
        const halves = [...draws.spikes({ nose }, 0, cut), ...draws.spikes({ nose }, cut, 20)];
        expect(halves).toEqual(whole.filter(({ source }) => source === "nose"));
      }),
    ));

  it("spikes at the rate that was asked for, and a higher rate adds spikes and takes none away", () => {
    const spikes = draw({ nose: 100 }, 0, 4000);
    // 30 ids, 2 s: 6000 spikes expected, with a standard deviation of 75.
    expect(Math.abs(spikes.length - 6000)).toBeLessThan(4 * 75);
    const more = new Set(draw({ nose: 150 }, 0, 4000).map(({ step, id }) => step * 30 + id));
    expect(spikes.every(({ step, id }) => more.has(step * 30 + id))).toBe(true);
  });

  it("takes a rate for each id, ids, and spikes as they are", () => {
    const each = draw({ ear: { rates: [0, 2000, 0, 2000] } }, 3, 5);
    expect(each.map(({ step, id }) => [step, id])).toEqual([
      [3, 1],
      [3, 3],
      [4, 1],
      [4, 3],
    ]);
    expect(draw({ ear: [2, [4, 1, 3]] }, 3, 5)).toEqual([
      { step: 3, source: "ear", id: 2, count: 1 },
      { step: 4, source: "ear", id: 1, count: 3 },
    ]);
  });

  it.each([
    ["loop-source", { tail: 5 }],
    ["plant-rate", { nose: -1 }],
    ["plant-rate", { nose: 2001 }],
    ["plant-rate", { nose: NaN }],
    ["plant-rate", { ear: { rates: [1, 2, 3] } }],
    ["plant-rate", { ear: { rates: [1, 2, 3, "4"] } }],
    ["plant-malformed", { nose: "often" }],
    ["plant-malformed", { nose: null }],
    ["plant-malformed", { nose: [[1, 2]] }],
  ])("refuses with %s: %j", (code, sense) => {
    const caught = (() => {
      try {
        return draw(sense, 0, 1);
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toBeInstanceOf(EquipoiseError);
    expect((caught as EquipoiseError).diagnostics[0].code).toBe(code);
  });
});
