import { describe, expect, it } from "vitest";
import type { Recording } from "../recording/recording.js";
import { rasterPixels } from "./static-raster.js";

function recording(spikes: readonly (readonly [step: number, neuron: number])[]): Recording {
  return {
    source: "test",
    network: "n",
    seed: 1,
    dt: 1,
    startStep: 0,
    steps: 100,
    counters: {},
    populations: [
      { name: "E", first: 0, size: 80 },
      { name: "I", first: 80, size: 20 },
    ],
    spikeSteps: Uint32Array.from(spikes, (s) => s[0]),
    spikeIds: Uint32Array.from(spikes, (s) => s[1]),
  };
}
const inked = (pixels: Uint8Array, width: number) =>
  [...pixels.keys()].filter((k) => pixels[k] > 0).map((k) => [k % width, Math.floor(k / width), pixels[k]]);

describe("rasterPixels", () => {
  it("puts the first neuron at the bottom, the last at the top, in the colours of their populations", () => {
    const dots = inked(
      rasterPixels(
        recording([
          [0, 0],
          [50, 99],
        ]),
        { from: 0, to: 100 },
        200,
        200,
      ),
      200,
    );
    expect(dots.filter(([, , colour]) => colour === 1).every(([x, y]) => x < 2 && y >= 196)).toBe(true);
    expect(dots.filter(([, , colour]) => colour === 2).every(([x, y]) => x >= 100 && x < 102 && y < 4)).toBe(true);
    expect(dots).toHaveLength(8); // two dots of 2 × 2
  });

  it("leaves out spikes before and after the view and keeps the last step inside the picture", () => {
    expect(
      inked(
        rasterPixels(
          recording([
            [9, 5],
            [20, 5],
          ]),
          { from: 10, to: 20 },
          40,
          40,
        ),
        40,
      ),
    ).toEqual([]);
    expect(inked(rasterPixels(recording([[19, 5]]), { from: 10, to: 20 }, 11, 40), 11).length).toBeGreaterThan(0);
  });
});
