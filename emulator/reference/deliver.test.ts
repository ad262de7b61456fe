import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pushRows } from "../../src/network/push-rows.js";
import { Arrivals } from "./arrivals.js";
import { Delivery, inPushOrder, largestDelay } from "./deliver.js";
import { handBuiltNetwork, type Edge } from "./hand-built-network.fixture.js";

const PRE = 6;
const POST = 9;

function deliveryOf(edges: readonly Edge[], channels: number) {
  const network = handBuiltNetwork({
    dt: 1,
    populations: [
      { name: "A", size: PRE, model: "iaf_psc_exp" },
      { name: "B", size: POST, model: "iaf_psc_exp" },
    ],
    projections: [{ pre: "A", post: "B", edges }],
  });
  const [{ weight, delay, preFirst, preSize }] = network.projections;
  const { start, target, order } = pushRows(network, 0);
  const arrivals = new Arrivals(POST, channels, largestDelay(delay));
  const rows = {
    preFirst,
    preSize,
    start,
    target,
    targetOffset: 0,
    weight: typeof weight === "number" ? weight : inPushOrder(weight, order),
    delay: typeof delay === "number" ? delay : inPushOrder(delay, order),
  };
  return { arrivals, delivery: new Delivery(rows, arrivals) };
}

describe("push delivery", () => {
  it.each([
    { kind: "one weight, one delay", weights: [3], delays: [2], channels: 2 },
    { kind: "one negative weight", weights: [-3], delays: [1], channels: 2 },
    { kind: "weights of one sign, one delay", weights: [-1, -2, -5], delays: [3], channels: 2 },
    { kind: "weights of both signs", weights: [4, -1, 0, 7], delays: [1], channels: 2 },
    { kind: "both signs in one channel", weights: [4, -1, 0, 7], delays: [2], channels: 1 },
    { kind: "one weight, many delays", weights: [-2], delays: [1, 2, 5], channels: 2 },
    { kind: "everything different", weights: [4, -1, 9], delays: [1, 2, 5], channels: 2 },
  ])(
    "$kind: every arrival is the sum over the edges of the spikes sent `delay` steps before, over 12 steps of a wrapping ring",
    ({ weights, delays, channels }) => {
      const edge = fc.record({
        pre: fc.nat(PRE - 1),
        post: fc.nat(POST - 1),
        weight: fc.constantFrom(...weights),
        delay: fc.constantFrom(...delays),
      });
      const spikes = fc.array(fc.uniqueArray(fc.nat(PRE - 1)), { minLength: 12, maxLength: 12 });
      fc.assert(
        fc.property(
          fc.array(edge, { minLength: 1, maxLength: 60 }),
          spikes,
          fc.integer({ min: 1, max: 4 }),
          (edges, spikesOf, count) => {
            const { arrivals, delivery } = deliveryOf(edges, channels);
            let events = 0;
            for (let step = 0; step < 12; step++) {
              const expected = new Float64Array(POST * channels);
              for (const { pre, post, weight, delay } of edges)
                if (step >= delay && spikesOf[step - delay].includes(pre))
                  expected[(channels === 2 && weight < 0 ? POST : 0) + post] += weight * count;
              const offset = arrivals.offset(step);
              expect(Array.from(arrivals.data.subarray(offset, offset + arrivals.stride), (x) => x + 0)).toEqual([
                ...expected,
              ]);
              if (step > 0) arrivals.clear(step - 1);
              const ids = Uint32Array.from([...spikesOf[step]].sort((a, b) => a - b));
              events += delivery.deliver(step, ids, new Uint32Array(ids.length).fill(count), 0, ids.length);
            }
            const sent = edges.reduce((sum, { pre }) => sum + spikesOf.filter((ids) => ids.includes(pre)).length, 0);
            expect(events).toBe(sent * count);
          },
        ),
        { numRuns: 40 },
      );
    },
  );

  it("a one-to-one projection takes a vector of counts, any other shape is told apart", () => {
    const diagonal = (size: number) =>
      Array.from({ length: size }, (_, i) => ({ pre: i, post: i, weight: 0.5, delay: 2 }));
    const { arrivals, delivery } = deliveryOf(diagonal(PRE), 1);
    expect(delivery.oneToOne).toBe(true);
    expect(delivery.deliverCounts(0, Uint16Array.of(0, 1, 2, 3, 0, 5))).toBe(11);
    expect([...arrivals.data.subarray(arrivals.offset(2), arrivals.offset(2) + POST)]).toEqual([
      0, 0.5, 1, 1.5, 0, 2.5, 0, 0, 0,
    ]);
    expect(deliveryOf(diagonal(PRE - 1), 1).delivery.oneToOne).toBe(false);
    expect(deliveryOf([...diagonal(PRE - 1), { pre: 4, post: 5, weight: 0.5, delay: 2 }], 1).delivery.oneToOne).toBe(
      false,
    );
    expect(
      deliveryOf(
        diagonal(PRE).map((e, k) => ({ ...e, delay: 1 + k })),
        1,
      ).delivery.oneToOne,
    ).toBe(false);
  });
});
