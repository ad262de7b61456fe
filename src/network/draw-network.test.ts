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

describe("drawNetwork: neurons and inputs", () => {
  it("keeps constants as numbers, spreads the rest, and numbers ids population by population, then sources", () => {
    const network = drawNetwork(
      networkOf({
        populations: [
          population(
            "A",
            1000,
            { V_th: { kind: "normal", mean: 20, sd: 1, max: 22 } },
            { kind: "uniform", low: 0, high: 15 },
          ),
          population("B", 5),
        ],
        sources: [{ name: "ext", size: 3, kind: "poisson", rate: constant(10), start: 5, stop: Infinity }],
        projections: [projection("ext", "B", { rule: "all_to_all" }, { autapses: false })],
      }),
    );
    const [a, b] = network.populations;
    expect(a.parameters.tau_m).toBe(20);
    const thresholds = a.parameters.V_th as Float64Array;
    expect(thresholds).toHaveLength(1000);
    expect(Math.max(...thresholds)).toBe(22);
    expect(a.initialV.every((v) => v > 0 && v < 15)).toBe(true);
    expect([a.first, b.first, network.sources[0].first, network.size, network.sourceSize]).toEqual([
      0, 1000, 1005, 1005, 3,
    ]);
    expect(network.projections[0]).toMatchObject({
      preKind: "source",
      pre: 0,
      preFirst: 1005,
      preSize: 3,
      postFirst: 1000,
    });
    expect(network.projections[0].source).toHaveLength(15);
    expect(network.sources[0]).toMatchObject({
      rate: 10,
      startStep: 50,
      stopStep: 0xffffffff,
      stream: streamOf("ext"),
    });
    expect([network.steps, network.burnInSteps]).toEqual([1000, 100]);
  });

  it("emits a spike time in the step that ends at it, sorted by step and id", () => {
    const [source] = drawNetwork(
      networkOf({
        sources: [
          {
            name: "s",
            size: 2,
            kind: "spike_times",
            start: 0,
            stop: Infinity,
            times: [
              [0.3, 0.1, 0],
              [0.1, 0.3, 0.3],
            ],
          },
        ],
      }),
    ).sources;
    expect(Array.from(source.spikeSteps)).toEqual([0, 0, 0, 2, 2, 2]);
    expect(Array.from(source.spikeIds)).toEqual([0, 0, 1, 0, 1, 1]);
  });

  it("brings currents to steps; of two changes in one step the later holds", () => {
    const current = { name: "I", post: "A", times: [0, 10, 10.01], amplitude: [constant(1), constant(2), constant(3)] };
    const [drawn] = drawNetwork(networkOf({ populations: [population("A", 2)], currents: [current] })).currents;
    expect(Array.from(drawn.steps)).toEqual([0, 100]);
    expect(drawn.amplitude).toEqual([1, 3]);
  });

  it("says of every time how far rounding moved it, and of no time on the grid", () => {
    const list = (...values: number[]) => ({ kind: "list", values }) as const;
    const network = (off: number) =>
      drawNetwork(
        networkOf({
          timestep: 0.1,
          duration: 100 + off,
          burnIn: 10 + off,
          populations: [population("A", 3, { t_ref: list(2 + off, 2, 0.3) })],
          sources: [
            { name: "p", size: 1, kind: "poisson", rate: constant(10), start: 5 + off, stop: 50 + off },
            { name: "s", size: 2, kind: "spike_times", start: 0, stop: Infinity, times: [[0.1, 0.3 + off], [0.7]] },
          ],
          currents: [{ name: "I", post: "A", times: [0, 1.5 + off], amplitude: [constant(1), constant(2)] }],
        }),
      );
    expect(network(0).timeRounding).toEqual([]);
    expect(
      network(0.04).timeRounding?.map(({ where, what, count, of, worst }) => [
        where,
        what,
        count,
        of,
        Number(worst.toPrecision(6)),
      ]),
    ).toEqual([
      ["duration", "duration", 1, 1, 0.04],
      ["burn-in", "burn-in", 1, 1, 0.04],
      ["population A", "refractory period", 1, 3, 0.06],
      ["spike source p: start", "start", 1, 1, 0.04],
      ["spike source p: stop", "stop", 1, 1, 0.04],
      ["spike source s", "spike times", 1, 3, 0.04],
      ["current I", "times", 1, 2, 0.04],
    ]);
  });

  it("names a spike at 0 ms, which is emitted one step later, and a change of a current that never acts", () => {
    const { timeRounding } = drawNetwork(
      networkOf({
        populations: [population("A", 1)],
        sources: [{ name: "s", size: 1, kind: "spike_times", start: 0, stop: Infinity, times: [[0, 0.1]] }],
        currents: [{ name: "I", post: "A", times: [0, 10, 10.01], amplitude: [constant(1), constant(2), constant(3)] }],
      }),
    );
    expect(timeRounding).toMatchObject([
      { where: "spike source s", count: 1, of: 2, worst: 0.1 },
      { where: "current I", count: 1, of: 3 },
      { where: "current I: changes without effect", count: 1, of: 3 },
    ]);
  });

  it("counts the drawn delays that became one step although they were shorter", () => {
    const [entry] = drawNetwork(
      oneProjection({ rule: "all_to_all" }, 100, 100, { delay: { kind: "normal", mean: 0.2, sd: 0.1 } }),
      { dt: 0.1 },
    ).delayRounding;
    // 0.1 ms is one standard deviation below the mean.
    expect(entry.short / entry.count).toBeGreaterThan(0.14);
    expect(entry.short / entry.count).toBeLessThan(0.18);
  });

  it("reports progress up to the last synapse", () => {
    const calls: number[][] = [];
    drawNetwork(oneProjection({ rule: "fixed_indegree", indegree: 5 }, 10, 4), {
      progress: (_phase, done, total) => calls.push([done, total]),
    });
    expect(calls.at(-1)).toEqual([20, 20]);
  });
});

describe("drawNetwork: what it refuses", () => {
  const indegree = (k: number): ConnectionRule => ({ rule: "fixed_indegree", indegree: k });
  const withParameters = (parameters: Parameters<typeof population>[2]) =>
    networkOf({ populations: [population("A", 3, parameters)] });
  it.each<[string, () => NetworkDescription, RegExp]>([
    [
      "more distinct inputs than neurons",
      () => oneProjection(indegree(5), 5, "self", { autapses: false, multapses: false }),
      /5 different partners are wanted, but there are 4/,
    ],
    [
      "more distinct pairs than exist",
      () => oneProjection({ rule: "fixed_total_number", N: 10 }, 3, 3, { multapses: false }),
      /10 different pairs are wanted, but there are 9/,
    ],
    ["p above 1", () => oneProjection({ rule: "pairwise_bernoulli", p: 1.5 }, 3, 3), /probability 1.5 is outside 0..1/],
    ["one_to_one of unequal sizes", () => oneProjection({ rule: "one_to_one" }, 3, 4), /pre has 3 and post 4/],
    [
      "an explicit index beyond the population",
      () => oneProjection({ rule: "explicit", pre: Uint32Array.of(3), post: Uint32Array.of(0) }, 3, 3),
      /entry 0 has presynaptic index 3/,
    ],
    [
      "an explicit autapse where forbidden",
      () =>
        oneProjection({ rule: "explicit", pre: Uint32Array.of(0, 2), post: Uint32Array.of(1, 2) }, 3, "self", {
          autapses: false,
        }),
      /entry 1 connects neuron 2 to itself/,
    ],
    [
      "an explicit multapse where forbidden",
      () =>
        oneProjection({ rule: "explicit", pre: Uint32Array.of(2, 2), post: Uint32Array.of(1, 1) }, 3, 3, {
          multapses: false,
        }),
      /neuron 2 is listed twice as an input of neuron 1/,
    ],
    [
      "a delay beyond 65,535 steps",
      () => oneProjection(indegree(1), 3, 3, { delay: constant(7000) }),
      /70000 used, at most 65535/,
    ],
    [
      "a lognormal of mean 0",
      () => oneProjection(indegree(1), 3, 3, { weight: { kind: "lognormal", mean: 0, sd: 1 } }),
      /cannot have mean 0/,
    ],
    [
      "an unknown population",
      () => networkOf({ populations: [population("A", 3)], projections: [projection("X", "A", indegree(1))] }),
      /projection X→A: there is no X[^]*known names: A/,
    ],
    [
      "two populations of one name",
      () => networkOf({ populations: [population("A", 3), population("A", 3)] }),
      /named A/,
    ],
    [
      "a parameter list of the wrong length",
      () => withParameters({ I_e: { kind: "list", values: [1, 2] } }),
      /population A: I_e: the list has 2 values, but 3 are needed/,
    ],
    [
      "a reset at the threshold",
      () => withParameters({ V_reset: { kind: "list", values: [0, 20, 0] } }),
      /population A, neuron 1: V_reset 20 mV is not below V_th 20 mV/,
    ],
    [
      "a time constant of 0",
      () => withParameters({ tau_m: constant(0) }),
      /population A: tau_m is 0, but must be positive/,
    ],
    [
      "a negative rate",
      () =>
        networkOf({
          sources: [
            { name: "s", size: 2, kind: "poisson", rate: { kind: "list", values: [1, -1] }, start: 0, stop: 1 },
          ],
        }),
      /spike source s, source 1: the rate -1 Hz is negative/,
    ],
    ["a seed that is no uint32", () => networkOf({ seed: -1 }), /the seed -1/],
  ])("refuses %s", (_name, description, message) => {
    expect(() => drawNetwork(description())).toThrow(message);
  });
});
