import { describe, expect, it } from "vitest";
import type { Acted } from "./plant.js";
import { SpikeForms } from "./spike-forms.js";

const setup = {
  dt: 2,
  seed: 1,
  populations: [
    { name: "E", first: 0, size: 10 },
    { name: "I", first: 10, size: 5 },
  ],
  sources: [],
};
const spikes: Acted[] = [
  { step: 4, population: "E", id: 3 },
  { step: 6, population: "E", id: 0 },
  { step: 6, population: "E", id: 9 },
];

describe("spikes for a plant", () => {
  it("are counts, every one, or the rate of the block, of silent populations too", () => {
    expect(new SpikeForms(setup, { spikes: "counts", tau: 0 }).of(spikes, 4, 8)).toEqual({ E: 3, I: 0 });
    expect(new SpikeForms(setup, { spikes: "ids", tau: 0 }).of(spikes, 4, 8)).toEqual({
      E: [
        [4, 3],
        [6, 0],
        [6, 9],
      ],
      I: [],
    });
    // 3 spikes of 10 neurons in 8 ms
    expect(new SpikeForms(setup, { spikes: "rates", tau: 0 }).of(spikes, 4, 8)).toEqual({ E: 37.5, I: 0 });
  });

  it("are low-passed step by step, so that blocks do not change a rate", () => {
    const whole = new SpikeForms(setup, { spikes: "rates", tau: 20 }).of(spikes, 4, 8);
    const forms = new SpikeForms(setup, { spikes: "rates", tau: 20 });
    forms.of(spikes.slice(0, 1), 4, 6);
    expect(forms.of(spikes.slice(1), 6, 8)).toEqual(whole);
    // 50 Hz in step 4, 100 Hz in step 6, nothing in 5 and 7; each a tenth of the way
    expect(whole.E).toBeCloseTo((4.5 + (100 - 4.5) * 0.1) * 0.9, 12);
  });
});
