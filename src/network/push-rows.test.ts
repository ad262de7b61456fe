import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawNetwork } from "./draw-network.js";
import { networkOf, oneProjection, population, projection } from "./network-fixture.js";
import { networkStatistics } from "./network-statistics.js";
import { pushRows } from "./push-rows.js";

describe("pushRows", () => {
  it("holds every synapse once, by source and ascending target, with its own weight and delay", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), fc.nat(10), (seed, preSize, postSize, indegree) => {
        const description = oneProjection({ rule: "fixed_indegree", indegree }, preSize, postSize, {
          weight: { kind: "uniform", low: 0, high: 1 },
          delay: { kind: "uniform", low: 0.1, high: 2 },
        });
        const network = drawNetwork(description, { seed });
        const { source, rowStart, delay } = network.projections[0];
        const { start, target, order } = pushRows(network, 0);
        expect([start.length, start[preSize]]).toEqual([preSize + 1, source.length]);
        expect(order === null).toBe(typeof network.projections[0].weight === "number" && typeof delay === "number");
        for (let s = 0; s < preSize; s++)
          for (let at = start[s]; at < start[s + 1]; at++) {
            const own = order === null ? at : order[at];
            expect(source[own]).toBe(s);
            expect(rowStart[target[at]] <= own && own < rowStart[target[at] + 1]).toBe(true);
            if (at > start[s]) expect(order![at - 1]).toBeLessThan(own);
          }
      }),
      { seed: 1 },
    );
  });

  it("needs no order where weight and delay are constant", () => {
    const network = drawNetwork(oneProjection({ rule: "all_to_all" }, 2, 3));
    const { start, target, order } = pushRows(network, 0);
    expect([Array.from(start), Array.from(target), order]).toEqual([[0, 3, 6], [0, 1, 2, 0, 1, 2], null]);
  });
});

describe("networkStatistics", () => {
  it("counts synapses, in-degrees, weights and delays of an explicit projection", () => {
    const connect = { rule: "explicit", pre: Uint32Array.of(0, 1, 1), post: Uint32Array.of(0, 0, 1), weight: Float32Array.of(1, 2, 6), delay: Float32Array.of(1, 2, 3) } as const;
    expect(networkStatistics(drawNetwork(oneProjection(connect, 2, 3)))).toEqual([
      {
        name: "A→B",
        synapses: 3,
        inDegree: { mean: 1, min: 0, max: 2 },
        weight: { mean: 3, meanSquare: expect.closeTo(41 / 3, 10), min: 1, max: 6 },
        delay: { mean: 20, min: 10, max: 30 },
      },
    ]);
  });

  it("gives constants without reading synapses, and NaN where there are none", () => {
    const description = networkOf({
      populations: [population("A", 4)],
      projections: [projection("A", "A", { rule: "fixed_indegree", indegree: 3 }), projection("A", "A", { rule: "pairwise_bernoulli", p: 0 }, { name: "none" })],
    });
    const [full, none] = networkStatistics(drawNetwork(description));
    expect(full.weight).toEqual({ mean: 0.1, meanSquare: expect.closeTo(0.01, 12), min: 0.1, max: 0.1 });
    expect(none.synapses).toBe(0);
    expect(none.weight.mean).toBeNaN();
  });
});
