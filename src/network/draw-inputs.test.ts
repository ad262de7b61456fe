/** What a drawn network has beside its synapses: neurons, inputs and the times of these; and what is refused. */
import { describe, expect, it } from "vitest";
import type { ConnectionRule, NetworkDescription } from "../description/types.js";
import { streamOf } from "../numerics/philox.js";
import { drawNetwork } from "./draw-network.js";
import { constant, networkOf, oneProjection, population, projection } from "./network.fixture.js";

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
