import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawNetwork } from "./draw-network.js";
import { oneProjection } from "./network.fixture.js";
import { pushRows } from "./push-rows.js";

describe("pushRows", () => {
  it("holds every synapse once, by source and ascending target, with its own weight and delay", () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(10),
        (seed, preSize, postSize, indegree) => {
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
        },
      ),
      { seed: 1 },
    );
  });

  it("needs no order where weight and delay are constant", () => {
    const network = drawNetwork(oneProjection({ rule: "all_to_all" }, 2, 3));
    const { start, target, order } = pushRows(network, 0);
    expect([Array.from(start), Array.from(target), order]).toEqual([[0, 3, 6], [0, 1, 2, 0, 1, 2], null]);
  });
});
