import { describe, expect, it } from "vitest";
import { spikeDots } from "./spike-dots.js";

const RED = [255, 0, 0];
const BLUE = [0, 0, 255];
const populationOf = Uint16Array.of(0, 0, 1, 1);
const colours = [RED, BLUE];
/** Ten steps on a hundred columns, four neurons on forty rows. */
const view = { t0: 0, t1: 10, n0: 0, n1: 4 };
const size = { width: 100, height: 40, ratio: 1 };

const spikesAt = (...spikes: readonly (readonly [step: number, id: number])[]) => ({
  spikeSteps: Uint32Array.from(spikes, ([step]) => step),
  spikeIds: Uint32Array.from(spikes, ([, id]) => id),
});

/** Colour and opacity of the pixels that are not clear, by `column,row`. */
function inked(pixels: Uint8ClampedArray, width: number): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let at = 0; at < pixels.length / 4; at++)
    if (pixels[4 * at + 3] > 0)
      found.set(`${at % width},${Math.floor(at / width)}`, [...pixels.subarray(4 * at, 4 * at + 4)]);
  return found;
}

const draw = (spikes: Parameters<typeof spikeDots>[0], shown = view) =>
  inked(spikeDots(spikes, shown, 4, populationOf, colours, size), size.width);

describe("spike dots", () => {
  it("puts time to the right and the first neuron at the bottom, in the colour of its population", () => {
    const first = draw(spikesAt([0, 0]));
    const columns = [...first.keys()].map((at) => Number(at.split(",")[0]));
    const rows = [...first.keys()].map((at) => Number(at.split(",")[1]));
    expect(Math.min(...columns)).toBe(0);
    expect(Math.min(...rows)).toBeGreaterThanOrEqual(30);
    expect([...first.values()][0].slice(0, 3)).toEqual(RED);
    const last = draw(spikesAt([9, 3]));
    expect(Math.min(...[...last.keys()].map((at) => Number(at.split(",")[0])))).toBe(90);
    expect(Math.max(...[...last.keys()].map((at) => Number(at.split(",")[1])))).toBeLessThan(10);
    expect([...last.values()][0].slice(0, 3)).toEqual(BLUE);
  });

  it("grows darker where spikes meet: 80 % for one, 96 % for two", () => {
    expect(new Set([...draw(spikesAt([5, 1])).values()].map((pixel) => pixel[3]))).toEqual(new Set([204]));
    expect(new Set([...draw(spikesAt([5, 1], [5, 1])).values()].map((pixel) => pixel[3]))).toEqual(new Set([245]));
  });

  it("leaves out what is not in view, in time and in neurons", () => {
    const spikes = spikesAt([2, 0], [5, 0], [5, 3], [8, 0]);
    expect(draw(spikes, { t0: 4, t1: 6, n0: 2, n1: 4 }).size).toBe(
      draw(spikesAt([5, 3]), { ...view, t0: 4, t1: 6, n0: 2 }).size,
    );
    expect(draw(spikes, { ...view, t0: 9 }).size).toBe(0);
  });

  it("stays inside the picture at its last column and row", () => {
    const dense = spikesAt(
      ...Array.from({ length: 10 }, (_, step) => [0, 1, 2, 3].map((id) => [step, id] as const)).flat(),
    );
    for (const at of draw(dense, { t0: 0, t1: 9.5, n0: 0.5, n1: 3.5 }).keys()) {
      const [column, row] = at.split(",").map(Number);
      expect(column).toBeLessThan(100);
      expect(row).toBeLessThan(40);
    }
  });

  it("knows more populations than a byte counts", () => {
    const many = Uint16Array.of(300);
    const palette = Array.from({ length: 301 }, (_, k) => (k === 300 ? BLUE : RED));
    const pixels = spikeDots(spikesAt([0, 0]), { t0: 0, t1: 10, n0: 0, n1: 1 }, 1, many, palette, size);
    expect([...inked(pixels, 100).values()][0].slice(0, 3)).toEqual(BLUE);
  });
});
