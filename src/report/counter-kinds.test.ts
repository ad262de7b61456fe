import { describe, expect, it } from "vitest";
import { overflowKinds, overflowParts, workKinds } from "./counter-kinds.js";

const counters: readonly Record<string, number>[] = [
  { spikes: 10, "u-wrapped": 0, "u-wrapped:E": 0, "v-clipped-low": 3, "v-clipped-low:E": 1, "v-clipped-low:I": 2 },
  { spikes: 11, "v-clipped-low": 0, "v-clipped-low:E": 0, "v-clipped-low:I": 0 },
];

describe("counter kinds", () => {
  it("tells overflows from work, run by run, a counter that a run lacks being 0", () => {
    expect(overflowKinds(counters)).toEqual([
      { name: "u-wrapped", perRun: [0, 0] },
      { name: "v-clipped-low", perRun: [3, 0] },
    ]);
    expect(workKinds(counters)).toEqual([{ name: "spikes", perRun: [10, 11] }]);
  });

  it("gives the parts by population that are not zero", () => {
    expect(overflowParts(counters, "v-clipped-low").map((part) => part.name)).toEqual([
      "v-clipped-low:E",
      "v-clipped-low:I",
    ]);
    expect(overflowParts(counters, "u-wrapped")).toEqual([]);
  });
});
