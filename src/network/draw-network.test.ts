/** What is drawn: connectivity, the same in any order, weights and delays. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConnectionRule, NetworkDescription, ProjectionDescription } from "../description/types.js";
import { streamOf } from "../numerics/philox.js";
import { drawNetwork } from "./draw-network.js";
import { constant, networkOf, oneProjection, population, projection } from "./network.fixture.js";
import type { Projection } from "./types.js";

function rowsOf(p: Projection): number[][] {
  return Array.from({ length: p.postSize }, (_, i) => Array.from(p.source.subarray(p.rowStart[i], p.rowStart[i + 1])));
}

function drawOne(
  connect: ConnectionRule,
  preSize: number,
  postSize: number | "self",
  more: Partial<ProjectionDescription> = {},
): Projection {
  return drawNetwork(oneProjection(connect, preSize, postSize, more)).projections[0];
}

/** A number that changes when any drawn value does. */
function pin(...arrays: (number | ArrayLike<number>)[]): string {
  return streamOf(arrays.map((a) => (typeof a === "number" ? a : Array.from(a).join())).join(";")).toString(16);
}

const hasRepeat = (row: number[]): boolean => new Set(row).size < row.length;

const hasSelf = (rows: number[][]): boolean => rows.some((row, i) => row.includes(i));

/** Every rule that draws, sized so that it can be met with and without multapses and autapses. */
const drawnRule = (n: number): fc.Arbitrary<ConnectionRule> =>
  fc.oneof(
    fc.nat(n - 1).map((indegree): ConnectionRule => ({ rule: "fixed_indegree", indegree })),
    fc.nat(n - 1).map((outdegree): ConnectionRule => ({ rule: "fixed_outdegree", outdegree })),
    fc.nat(n * (n - 1)).map((N): ConnectionRule => ({ rule: "fixed_total_number", N })),
    fc.constantFrom(0, 0.03, 0.5, 1).map((p): ConnectionRule => ({ rule: "pairwise_bernoulli", p })),
    fc.constant<ConnectionRule>({ rule: "all_to_all" }),
  );

describe("drawNetwork: connectivity", () => {
  it("obeys the rule, the autapse and the multapse setting, with ascending rows, for any rule on 2..80 neurons", () => {
    const cases = fc
      .integer({ min: 2, max: 80 })
      .chain((n) => fc.tuple(fc.constant(n), drawnRule(n), fc.boolean(), fc.boolean(), fc.nat(1e6)));
    fc.assert(
      fc.property(cases, ([n, connect, autapses, multapses, seed]) => {
        const p = drawNetwork({ ...oneProjection(connect, n, "self", { autapses, multapses }), seed }).projections[0];
        const rows = rowsOf(p);
        for (const row of rows) {
          expect(row).toEqual([...row].sort((a, b) => a - b));
          expect(row.every((s) => s < n)).toBe(true);
          if (!multapses) expect(hasRepeat(row)).toBe(false);
        }
        if (!autapses) expect(hasSelf(rows)).toBe(false);
        const outdegree = new Array<number>(n).fill(0);
        for (const s of p.source) outdegree[s]++;
        if (connect.rule === "fixed_indegree") expect(rows.every((row) => row.length === connect.indegree)).toBe(true);
        if (connect.rule === "fixed_outdegree") expect(outdegree.every((k) => k === connect.outdegree)).toBe(true);
        if (connect.rule === "fixed_total_number") expect(p.source.length).toBe(connect.N);
        if (connect.rule === "all_to_all") expect(p.source.length).toBe(n * (autapses ? n : n - 1));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it.each<[string, ConnectionRule, boolean]>([
    ["fixed_indegree with multapses", { rule: "fixed_indegree", indegree: 100 }, true],
    ["fixed_indegree without multapses", { rule: "fixed_indegree", indegree: 100 }, false],
    ["fixed_total_number without multapses", { rule: "fixed_total_number", N: 30_000 }, false],
    ["fixed_total_number above half of all pairs", { rule: "fixed_total_number", N: 90_000 }, false],
    ["pairwise_bernoulli", { rule: "pairwise_bernoulli", p: 0.25 }, false],
  ])(
    "picks every source equally often under %s: 200 sources, chi-square within 199 ± 6 standard deviations",
    (_name, connect, multapses) => {
      const p = drawOne(connect, 200, 500, { multapses });
      const counts = new Float64Array(200);
      for (const s of p.source) counts[s]++;
      const expected = p.source.length / 200;
      const chi = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
      expect(chi).toBeLessThan(199 + 6 * Math.sqrt(2 * 199));
      if (multapses) expect(chi).toBeGreaterThan(199 - 6 * Math.sqrt(2 * 199));
    },
  );

  it("picks every target equally often under fixed_outdegree: in-degrees of 200 targets, chi-square within 199 ± 6 standard deviations", () => {
    const p = drawOne({ rule: "fixed_outdegree", outdegree: 100 }, 500, 200);
    const chi = rowsOf(p).reduce((sum, row) => sum + (row.length - 250) ** 2 / 250, 0);
    expect(Math.abs(chi - 199)).toBeLessThan(6 * Math.sqrt(2 * 199));
  });

  it("connects p·N² pairs within 5 standard deviations, 300 neurons, also where autapses are skipped", () => {
    for (const p of [0.001, 0.1, 0.9])
      for (const autapses of [true, false]) {
        const pairs = 300 * (autapses ? 300 : 299);
        const drawn = drawOne({ rule: "pairwise_bernoulli", p }, 300, "self", { autapses }).source.length;
        expect(Math.abs(drawn - p * pairs)).toBeLessThan(5 * Math.sqrt(pairs * p * (1 - p)));
      }
  });

  it("repeats sources only as often as chance: 1000 draws of 1000 leave 1000·(1 - 1/1000)^1000 = 367.7 unused on average", () => {
    const rows = rowsOf(drawOne({ rule: "fixed_indegree", indegree: 1000 }, 1000, 200));
    const unused = rows.reduce((sum, row) => sum + 1000 - new Set(row).size, 0) / rows.length;
    expect(Math.abs(unused - 367.7)).toBeLessThan(5 * (9.8 / Math.sqrt(200)));
  });

  it("sorts rows longer than the insertion-sort bound and ids above 65,536, in four bytes an id", () => {
    const p = drawOne({ rule: "fixed_indegree", indegree: 300 }, 70_000, 3);
    expect(p.source).toBeInstanceOf(Uint32Array);
    for (const row of rowsOf(p)) expect(row).toEqual([...row].sort((a, b) => a - b));
    expect(Math.max(...p.source)).toBeGreaterThan(65_536);
    expect(drawOne({ rule: "fixed_indegree", indegree: 3 }, 65_536, 3).source).toBeInstanceOf(Uint16Array);
  });

  it("draws 500 of 4·10^8 pairs without a repeat", () => {
    const p = drawOne({ rule: "fixed_total_number", N: 500 }, 20_000, 20_000, { multapses: false });
    expect(p.source.length).toBe(500);
    expect(rowsOf(p).some(hasRepeat)).toBe(false);
  });

  it("keeps explicit entries with their own weights and delays, by post and ascending pre", () => {
    const connect: ConnectionRule = {
      rule: "explicit",
      pre: Uint32Array.of(2, 0, 1, 2),
      post: Uint32Array.of(1, 1, 0, 1),
      weight: Float32Array.of(1, -2, 3, 4),
      delay: Float64Array.of(0.5, 1, 2, 3),
    };
    const p = drawOne(connect, 3, 2);
    expect(rowsOf(p)).toEqual([[1], [0, 2, 2]]);
    expect(Array.from(p.weight as Float32Array)).toEqual([3, -2, 1, 4]);
    expect(Array.from(p.delay as Uint8Array)).toEqual([20, 10, 5, 30]);
  });

  it("connects neuron i to neuron i one to one", () => {
    expect(rowsOf(drawOne({ rule: "one_to_one" }, 4, 4))).toEqual([[0], [1], [2], [3]]);
  });
});

describe("drawNetwork: independence of order", () => {
  const describeWith = (order: number[], popOrder: number[]): NetworkDescription => {
    const populations = [
      population("A", 30, { V_th: { kind: "normal", mean: 20, sd: 1 } }),
      population("B", 20),
      population("C", 10),
    ];
    const random = {
      weight: { kind: "normal", mean: 1, sd: 0.5 },
      delay: { kind: "uniform", low: 0.5, high: 3 },
    } as const;
    const projections = [
      projection("A", "B", { rule: "fixed_indegree", indegree: 7 }, random),
      projection("B", "A", { rule: "pairwise_bernoulli", p: 0.3 }, random),
      projection("C", "C", { rule: "fixed_total_number", N: 40 }, { ...random, autapses: false }),
      projection("A", "C", { rule: "fixed_outdegree", outdegree: 4 }, { ...random, multapses: false }),
    ];
    return networkOf({
      populations: popOrder.map((i) => populations[i]),
      projections: order.map((i) => projections[i]),
    });
  };

  it("draws every projection and every population the same under any permutation of both", () => {
    const key = (d: NetworkDescription): string[] => {
      const network = drawNetwork(d);
      return [
        ...network.projections.map((p) => `${p.name} ${pin(p.rowStart, p.source, p.weight, p.delay)}`),
        ...network.populations.map((p) => `${p.name} ${pin(p.parameters.V_th, p.initialV)}`),
      ].sort();
    };
    const expected = key(describeWith([0, 1, 2, 3], [0, 1, 2]));
    const permutation = (n: number) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n });
    fc.assert(
      fc.property(permutation(4), permutation(3), (order, popOrder) => {
        expect(key(describeWith(order, popOrder))).toEqual(expected);
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  it("draws a projection the same alone and among others, and differently under another seed or name", () => {
    const all = drawNetwork(describeWith([0, 1, 2, 3], [0, 1, 2])).projections[1];
    const alone = drawNetwork(describeWith([1], [0, 1, 2])).projections[0];
    expect(alone.source).toEqual(all.source);
    expect(drawNetwork(describeWith([1], [0, 1, 2]), { seed: 43 }).projections[0].source).not.toEqual(all.source);
    const renamed = describeWith([1], [0, 1, 2]);
    expect(
      drawNetwork({ ...renamed, projections: [{ ...renamed.projections[0], name: "other" }] }).projections[0].source,
    ).not.toEqual(all.source);
  });

  it("gives the pinned draws of seed 42", () => {
    const pins = drawNetwork(describeWith([0, 1, 2, 3], [0, 1, 2])).projections.map((p) =>
      pin(p.rowStart, p.source, p.delay),
    );
    expect(pins).toMatchInlineSnapshot(`
      [
        "3ac09c83",
        "e4ee91c1",
        "c5dff9f9",
        "95609a52",
      ]
    `);
  });
});

describe("drawNetwork: weights and delays", () => {
  const big = { rule: "fixed_indegree", indegree: 200 } as const;
  const moments = (values: ArrayLike<number>): [number, number] => {
    const list = Array.from(values);
    const mean = list.reduce((a, b) => a + b, 0) / list.length;
    return [mean, Math.sqrt(list.reduce((a, b) => a + (b - mean) ** 2, 0) / list.length)];
  };

  it("has mean -2 and standard deviation 0.5 of 100,000 normal, lognormal and uniform weights within 5 standard errors", () => {
    const half = 0.5 * Math.sqrt(3);
    for (const weight of [
      { kind: "normal", mean: -2, sd: 0.5 } as const,
      { kind: "lognormal", mean: -2, sd: 0.5 } as const,
      { kind: "uniform", low: -2 - half, high: -2 + half } as const,
    ]) {
      const [mean, sd] = moments(drawOne(big, 100, 500, { weight }).weight as Float32Array);
      expect(Math.abs(mean + 2)).toBeLessThan((5 * 0.5) / Math.sqrt(100_000));
      expect(Math.abs(sd - 0.5)).toBeLessThan(0.01);
    }
  });

  it("sets weights of the wrong sign to 0, keeps the synapses and reports how many", () => {
    const weight = { kind: "normal", mean: 1, sd: 1 } as const;
    const clipped = drawNetwork(oneProjection(big, 100, 50, { weight }));
    const kept = drawOne(big, 100, 50, { weight, sign: "keep" }).weight as Float32Array;
    const values = clipped.projections[0].weight as Float32Array;
    expect(Array.from(values)).toEqual(Array.from(kept, (w) => Math.max(w, 0)));
    const negative = kept.filter((w) => w < 0).length;
    const mean = (list: Float32Array) => list.reduce((sum, w) => sum + w, 0) / list.length;
    expect(Math.abs(negative / kept.length - 0.1587)).toBeLessThan(0.02);
    expect(clipped.weightClipping).toEqual([
      {
        projection: "A→B",
        count: negative,
        of: 10_000,
        worst: expect.closeTo(-Math.min(...kept), 6),
        meanDrawn: expect.closeTo(mean(kept), 6),
        meanKept: expect.closeTo(mean(values), 6),
      },
    ]);
    expect(clipped.synapses).toBe(10_000);
  });

  it("clips to min and max", () => {
    const values = drawOne(big, 100, 50, { weight: { kind: "normal", mean: 1, sd: 1, min: 0.5, max: 1.5 } })
      .weight as Float32Array;
    expect([Math.min(...values), Math.max(...values)]).toEqual([0.5, 1.5]);
  });

  it("stores one number where all are equal, else bytes up to 255 steps and two bytes above", () => {
    const p = drawOne(big, 100, 5);
    expect([p.weight, p.delay]).toEqual([0.1, 15]);
    expect(drawOne(big, 100, 5, { weight: { kind: "normal", mean: 3, sd: 0 } }).weight).toBe(3);
    expect(drawOne(big, 100, 5, { delay: { kind: "uniform", low: 1.46, high: 1.54 } }).delay).toBe(15);
    expect(drawOne(big, 100, 5, { delay: { kind: "uniform", low: 1, high: 25 } }).delay).toBeInstanceOf(Uint8Array);
    expect(drawOne(big, 100, 5, { delay: { kind: "uniform", low: 1, high: 26 } }).delay).toBeInstanceOf(Uint16Array);
  });

  it("rounds delays to the nearest step, a half up, never below one, and says how far they moved", () => {
    const delayOf = (delay: number, dt = 0.5) =>
      drawNetwork(oneProjection(big, 10, 5, { delay: constant(delay) }), { dt });
    expect(delayOf(0.75).projections[0].delay).toBe(2);
    expect(delayOf(1.25).projections[0].delay).toBe(3);
    expect(delayOf(1.24).projections[0].delay).toBe(2);
    expect(delayOf(0.1).projections[0].delay).toBe(1);
    expect(delayOf(0.1).delayRounding).toEqual([{ projection: "A→B", count: 1000, worst: 0.4, short: 1000 }]);
    expect(delayOf(1.5, 0.1).delayRounding).toEqual([]);
    expect(delayOf(0.3, 0.1).delayRounding).toEqual([]);
  });

  it("takes a list of weights in row order and refuses one of the wrong length", () => {
    const connect = { rule: "all_to_all" } as const;
    const weight = { kind: "list", values: [1, 2, 3, 4] } as const;
    expect(Array.from(drawOne(connect, 2, 2, { weight }).weight as Float32Array)).toEqual([1, 2, 3, 4]);
    expect(() => drawOne(connect, 2, 3, { weight })).toThrow(
      /projection A→B: weight: the list has 4 values, but 6 are needed/,
    );
  });
});
