/** Balanced notation, stimuli and the order of keys, as they are read. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeNet, errorText, HEAD, parse, POPULATIONS } from "./parsed.fixture.js";

describe("balanced notation", () => {
  const balanced = (more: string) =>
    `constants: { J: 12 mV }\nbalanced: { K: 4, J: J, weights: { E: { E: 1, I: "-2" }, I: { E: 1, I: 0 } }, delay: 1 ms${more} }`;

  it("gives jumps of J·j/√K in the unit of each model and leaves zero weights out", () => {
    const { projections } = describeNet(balanced(""));
    expect(projections.map((p) => [p.name, p.weight, p.connect])).toEqual([
      ["E→E", { kind: "constant", value: 300 }, { rule: "fixed_indegree", indegree: 4 }],
      ["E→I", { kind: "constant", value: 6 }, { rule: "fixed_indegree", indegree: 4 }],
      ["I→E", { kind: "constant", value: -600 }, { rule: "fixed_indegree", indegree: 4 }],
    ]);
  });

  it("gives a current of J·√K·x·m0·C_m: 12 mV·2·0.8·10 Hz·250 pF = 48 pA", () => {
    const { currents } = describeNet(balanced(", drive: { I: 0.8, rate: 10 Hz }"));
    expect(currents).toEqual([
      { name: "drive→I", post: "I", times: [0], amplitude: [{ kind: "constant", value: expect.closeTo(48, 10) }] },
    ]);
  });

  it("gives Poisson sources of rate K·x·m0 at weight J/√K: the same mean drive as the current", () => {
    const { sources, projections } = describeNet(balanced(", drive: { E: 0.5, rate: 10 Hz, as: poisson }"));
    const weight = projections.find((p) => p.name === "drive→E")?.weight;
    expect(sources).toEqual([
      { name: "drive.E", size: 4, kind: "poisson", rate: { kind: "constant", value: 20 }, start: 0, stop: Infinity },
    ]);
    expect(weight).toEqual({ kind: "constant", value: 300 });
    const poissonMean = 300 * 5 * (20 / 1000);
    const current = describeNet(balanced(", drive: { E: 0.5, rate: 10 Hz }")).currents[0].amplitude[0];
    expect(current).toEqual({ kind: "constant", value: expect.closeTo(poissonMean, 10) });
  });

  it("draws pairs with p = K/N where asked", () => {
    expect(
      describeNet(balanced(", connect: bernoulli").replace("K: 4", "K: 2")).projections.map((p) => p.connect),
    ).toEqual([
      { rule: "pairwise_bernoulli", p: 0.5 },
      { rule: "pairwise_bernoulli", p: 0.5 },
      { rule: "pairwise_bernoulli", p: 1 },
    ]);
    expect(errorText(HEAD + POPULATIONS + balanced(", connect: bernoulli"))).toContain("more than the 2 neurons of I");
  });

  it("names unknown populations and refuses conductances", () => {
    expect(errorText(`${HEAD}${POPULATIONS}balanced: { K: 4, J: 1 mV, weights: { E: { F: 1 } } }`)).toContain(
      "no such population `F`",
    );
    expect(errorText(`${HEAD}${POPULATIONS}balanced: { K: 4, J: 1 mV, weights: { G: { E: 1 } } }`)).toContain(
      "give the weight in nS",
    );
  });
});

describe("stimuli", () => {
  const stimulus = (line: string) => describeNet(`stimuli: { s: ${line} }`);

  it("a current with a stop ends there", () => {
    expect(
      stimulus("{ type: current, target: [I, E], amplitude: 100 pA, start: 10 ms, stop: 0.5 s }").currents,
    ).toEqual(
      ["E", "I"].map((post) => ({
        name: `s→${post}`,
        post,
        times: [10, 500],
        amplitude: [
          { kind: "constant", value: 100 },
          { kind: "constant", value: 0 },
        ],
      })),
    );
  });

  it("steps are piecewise constant and must ascend", () => {
    expect(
      stimulus(
        "{ type: step_current, target: E, steps: [{ at: 0 ms, amplitude: 1 pA }, { at: 5 ms, amplitude: [1 pA, 2 pA, 3 pA, 4 pA] }] }",
      ).currents[0],
    ).toMatchObject({
      times: [0, 5],
      amplitude: [{ value: 1 }, { values: [1, 2, 3, 4] }],
    });
    expect(
      errorText(
        `${HEAD}${POPULATIONS}stimuli: { s: { type: step_current, target: E, steps: [{ at: 5 ms, amplitude: 0 }, { at: 5 ms, amplitude: 0 }] } }`,
      ),
    ).toContain("ascending");
  });

  it("Poisson input is one source a neuron, one to one", () => {
    const { sources, projections } = stimulus("{ type: poisson, target: E, rate: 8 kHz, weight: { jump: 0.1 mV } }");
    expect(sources).toEqual([
      { name: "s.E", size: 4, kind: "poisson", rate: { kind: "constant", value: 8000 }, start: 0, stop: Infinity },
    ]);
    expect(projections).toMatchObject([
      { name: "s→E", pre: "s.E", post: "E", connect: { rule: "one_to_one" }, weight: { value: 5 } },
    ]);
  });

  it("a pool is one source that targets, and projections, share", () => {
    const { sources, projections } = describeNet(
      'stimuli: { pool: { type: poisson_pool, size: 50, rate: 5 Hz, target: E, connect: { rule: fixed_indegree, K: 10 }, weight: 2 pA } }\nprojections: { p: { pre: pool, post: I, connect: { rule: fixed_indegree, K: 5 }, weight: "1 mV/K" } }',
    );
    expect(sources).toMatchObject([{ name: "pool", size: 50 }]);
    expect(projections).toMatchObject([
      { name: "p", pre: "pool", post: "I", weight: { value: 0.2 } },
      { name: "pool→E", pre: "pool", connect: { indegree: 10 } },
    ]);
  });

  it("spike times are sorted; one train reaches all, as many as neurons go one to one", () => {
    const one = stimulus("{ type: spike_times, times: [3, 1 ms, 2], unit: 1 ms, target: E, weight: 1 pA }");
    expect(one.sources[0]).toMatchObject({ size: 1, times: [[1, 2, 3]] });
    expect(one.projections[0].connect).toEqual({ rule: "all_to_all" });
    const many = stimulus("{ type: spike_times, times: [[1 ms], []], target: I, weight: 1 mV }");
    expect(many.sources[0]).toMatchObject({ size: 2, times: [[1], []] });
    expect(many.projections[0].connect).toEqual({ rule: "one_to_one" });
  });

  it("tuned drive peaks with baseline + contrast·peak at the stimulus angle and is symmetric about it", () => {
    const { sources } = stimulus(
      "{ type: tuned, target: E, angle: 90 deg, contrast: 0.5, peak: 40 Hz, baseline: 5 Hz, kappa: 2, weight: 1 pA }",
    );
    const rate = sources[0].rate ?? expect.fail("no rate");
    expect(rate).toEqual({
      kind: "list",
      values: [5 + 20 * Math.exp(-4), 5 + 20 * Math.exp(-2), 25, 5 + 20 * Math.exp(-2)].map((x) =>
        expect.closeTo(x, 9),
      ),
    });
    const currents = stimulus("{ type: tuned, target: E, angle: 0 rad, contrast: 0.5, peak: 40 pA }").currents;
    expect(currents[0].amplitude[0]).toMatchObject({
      kind: "list",
      values: [20, expect.any(Number), expect.closeTo(20 * Math.exp(-4), 9), expect.any(Number)],
    });
  });

  it.each([
    ["{ type: poisson, target: F, rate: 1 Hz, weight: 1 pA }", "no such population `F`"],
    ["{ type: poisson, target: E, rate: -1 Hz, weight: 1 pA }", "at least 0 Hz"],
    ["{ type: poisson, target: E, rate: 1 Hz }", "the weight is missing"],
    ["{ type: poisson_pool, size: 3, rate: 1 Hz, target: E, weight: 1 pA }", "how 3 sources reach E"],
    ["{ type: tuned, target: E, angle: 1 deg, peak: 1 mV }", "expected a rate or a current"],
    ["{ type: tuned, target: E, angle: 1 deg, peak: 1 pA, contrast: 2 }", "between 0 and 1"],
    ["{ type: current, target: E, amplitude: 1 pA, start: 2 ms, stop: 1 ms }", "before start"],
  ])("%s is refused: %s", (line, message) =>
    expect(errorText(`${HEAD}${POPULATIONS}stimuli: { s: ${line} }`)).toContain(message),
  );

  it("a spike source may not share its name with a population", () => {
    expect(errorText(`${HEAD}${POPULATIONS}stimuli: { E: { type: poisson_pool, size: 3, rate: 1 Hz } }`)).toContain(
      "both a population and a spike source",
    );
  });
});

describe("order of keys", () => {
  const document = {
    timestep: "0.5 ms",
    duration: "1 s",
    constants: { J: "2*h", h: "6 mV" },
    populations: {
      I: { size: 2, neuron: { model: "iaf_psc_delta" } },
      E: {
        size: 4,
        neuron: { model: "IF_curr_exp", tau_m: "15 ms", cm: "1 nF" },
        initial: { V_m: { uniform: ["-65 mV", "-50 mV"] } },
      },
    },
    balanced: {
      K: 4,
      J: "J",
      weights: { E: { E: 1, I: -2 }, I: { E: 1, I: -1.8 } },
      drive: { E: 1, I: 0.8, rate: "10 Hz" },
    },
    stimuli: {
      b: { type: "poisson", target: ["I"], rate: "1 Hz", weight: "1 mV" },
      a: { type: "poisson", target: "E", rate: "1 Hz", weight: "1 pA" },
    },
  };

  function shuffled(value: unknown, order: readonly number[]): unknown {
    if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, inner], i) => ({
      key,
      inner: shuffled(inner, order),
      rank: order[(i + key.length) % order.length],
    }));
    return Object.fromEntries(entries.sort((a, b) => a.rank - b.rank).map(({ key, inner }) => [key, inner]));
  }

  it("changes nothing: 200 shuffles of a description give the same bytes", () => {
    const expected = JSON.stringify(parse(JSON.stringify(document)).description);
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 7, maxLength: 13 }), (order) => {
        expect(JSON.stringify(parse(JSON.stringify(shuffled(document, order))).description)).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("populations, projections and sources come out sorted by name", () => {
    const { populations, sources } = parse(JSON.stringify(document)).description;
    expect(populations.map((p) => p.name)).toEqual(["E", "I"]);
    expect(sources.map((s) => s.name)).toEqual(["a.E", "b.I"]);
  });
});
