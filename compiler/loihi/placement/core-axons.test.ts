import { describe, expect, it } from "vitest";
import type { Partitioned } from "../stages.js";
import { CoreAxons, reachedCores } from "./core-axons.js";

/** Three cores of two neurons; ids 6 and 7 are spike sources. */
const cores = [
  { neurons: Uint32Array.of(0, 4), sources: Uint32Array.of(0, 1, 2, 6) },
  { neurons: Uint32Array.of(1, 2), sources: Uint32Array.of(0, 3, 4, 5, 7) },
  { neurons: Uint32Array.of(3, 5), sources: Uint32Array.of(1) },
];
const partitioned = { cores, coreOf: Uint32Array.of(0, 1, 1, 2, 0, 2) } as unknown as Partitioned;
const axons = new CoreAxons(partitioned, reachedCores(partitioned, 8));

describe("CoreAxons", () => {
  it("lists the cores that neurons and spike sources reach, ascending", () => {
    const { start, end, core } = reachedCores(partitioned, 8);
    const of = (id: number) => [...core.subarray(start[id], end[id])];
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(of)).toEqual([[0, 1], [0, 2], [0], [1], [1], [1], [0], [1]]);
    // Neurons as they lie on their cores, and spike sources behind them.
    expect([0, 4, 1, 2, 3, 5, 6, 7].map((id) => start[id])).toEqual([0, 2, 3, 5, 6, 7, 8, 9]);
  });

  it("counts the axons between two cores in both directions, alike by pair and by core", () => {
    // 1 and 2 to core 0, 0 and 4 to core 1; 3 and 5 to core 1, 1 to core 2.
    const pairs = [
      [0, 4, 0],
      [4, 0, 3],
      [0, 3, 0],
    ];
    for (let a = 0; a < 3; a++) {
      const weights = new Float64Array(3);
      axons.addWeights(a, weights);
      weights[a] = 0;
      expect([...weights]).toEqual(pairs[a]);
      for (let b = 0; b < 3; b++) if (a !== b) expect(axons.between(a, b)).toBe(pairs[a][b]);
    }
  });

  it("counts every axon between cores once", () => {
    expect(axons.total()).toBe(7);
  });
});
