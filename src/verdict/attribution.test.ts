import { describe, expect, it } from "vitest";
import { syntheticMetrics, type Settings } from "../analysis/synthetic-metrics.fixture.js";
import { targetById } from "../targets/registry.js";
import { summariseAttribution, type AttributionItem } from "./attribution.js";
import { decide } from "./decide.js";
import { remediesOf } from "./remedies.js";
import { defaultOptions } from "../options/check-options.js";

const references = [1, 2, 3, 4].map((seed) => syntheticMetrics({ seed, noise: 0.001 }));
/** The same seeds give the same noise, as in a network that has not yet diverged; a little is added by another seed. */
const item = (name: string, settings: Settings, everything = false): AttributionItem => ({
  name,
  everything,
  variantMetricsPerSeed: [51, 52, 53, 54].map((seed) => syntheticMetrics({ noise: 0.001, ...settings, seed })),
  referenceMetricsPerSeed: references,
});

describe("summariseAttribution", () => {
  const summary = summariseAttribution(
    [
      item("decays", { rate: 11.2 }),
      item("weights", { rate: 14 }),
      item("delays", {}),
      item("all", { rate: 14.5 }, true),
    ],
    {
      remedies: remediesOf({
        target: targetById("loihi1"),
        options: { ...defaultOptions(targetById("loihi1")), rounding: "nearest" },
      }),
    },
  );

  it("ranks the cause that moves a metric most margins first, with its remedy", () => {
    expect(summary.ranking.map((cause) => cause.item).slice(0, 2)).toEqual(["weights", "decays"]);
    expect(summary.ranking[0].sentence).toMatch(/^weights: rate of [EI] \+.* Hz .*`--rounding balance`/);
    expect(summary.ranking[1].sentence).toMatch(/forgives/);
    expect(summary.summary).toMatch(/weights/);
  });

  it("gives each contribution its interval, around the shift of +3 Hz that was put in", () => {
    const c = summary.contributions.find((x) => x.item === "weights" && x.metric === "rate" && x.population === "E");
    expect(c?.interval[0]).toBeLessThan(3);
    expect(c?.interval[1]).toBeGreaterThan(3);
    expect(c?.seen).toBe(true);
    expect(c?.equivalent).toBe("no");
  });

  it("holds the sum of the parts (+3.2 Hz) against the whole (+3.5 Hz)", () => {
    const i = summary.interactions.find((x) => x.metric === "rate" && x.population === "I");
    expect(Math.abs((i?.sumOfParts ?? NaN) - 3.2)).toBeLessThan(0.1);
    expect(Math.abs((i?.everything ?? NaN) - 3.5)).toBeLessThan(0.1);
    expect(summary.ranking.some((cause) => cause.item === "all")).toBe(false);
  });

  it("holds no sum against a metric that only the full runs have, such as currents", () => {
    const partly = summariseAttribution([
      item("weights", { rate: 14, currents: false }),
      item("all", { rate: 14.5 }, true),
    ]);
    expect(partly.contributions.some((c) => c.item === "all" && c.metric === "drive-e")).toBe(true);
    expect(partly.interactions.some((i) => i.metric === "drive-e")).toBe(false);
    expect(partly.interactions.some((i) => i.metric === "rate")).toBe(true);
  });

  it("with one seed sees nothing, and claims nothing", () => {
    const one = summariseAttribution([
      {
        name: "weights",
        variantMetricsPerSeed: [syntheticMetrics({ rate: 14 })],
        referenceMetricsPerSeed: references.slice(0, 1),
      },
    ]);
    expect(one.summary).toMatch(/No single quantization/);
    expect(one.contributions.every((c) => !c.seen && c.equivalent === "undecided")).toBe(true);
  });
});

describe("summariseAttribution of a verdict", () => {
  const noisy = [1, 2, 3].map((seed) => syntheticMetrics({ seed, noise: 0.002 }));
  const variant = (name: string, settings: Settings, everything = false): AttributionItem => ({
    name,
    everything,
    referenceMetricsPerSeed: noisy,
    variantMetricsPerSeed: [61, 62, 63].map((seed) => syntheticMetrics({ noise: 0.002, ...settings, seed })),
  });
  const verdictOf = (settings: Settings) =>
    decide({
      runs: noisy.map((reference, k) => ({
        seed: k + 1,
        reference,
        target: syntheticMetrics({ noise: 0.002, ...settings, seed: 61 + k }),
      })),
    });

  it("puts what moved the metric that decided first, before a larger effect on one that did not", () => {
    const verdict = verdictOf({ cv: 1.3 });
    const summary = summariseAttribution(
      [variant("decays", { rate: 22 }), variant("weights", { cv: 1.3 }), variant("delays", {})],
      { verdict },
    );
    expect(summary.ranking.map((cause) => [cause.item, cause.rank])).toEqual([
      ["weights", "moves what decided"],
      ["decays", "outside elsewhere"],
      ["delays", expect.anything()],
    ]);
    expect(summary.summary).toMatch(
      /^What moves CVs? of .*, which decided, is weights: .*Outside a margin that did not decide: decays/,
    );
  });

  it("names a cause whose interval lies outside a margin even where it does not stand out among hundreds of intervals", () => {
    // Three seeds that scatter: [0.34, 0.83] against ±0.15 has a p of 0.02, which no false discovery rate over two hundred tests lets through.
    const cvs = [1.25, 1.55, 1.5];
    const wide: AttributionItem = {
      name: "weights",
      referenceMetricsPerSeed: noisy,
      variantMetricsPerSeed: cvs.map((cv, k) => syntheticMetrics({ cv, seed: k + 1, noise: 0.002 })),
    };
    const others = Array.from({ length: 8 }, (_, k): AttributionItem => ({
      name: `thing ${k}`,
      referenceMetricsPerSeed: noisy,
      variantMetricsPerSeed: [71 + k, 81 + k, 91 + k].map((seed) => syntheticMetrics({ seed, noise: 0.002 })),
    }));
    const verdict = verdictOf({ cv: 1.5 });
    for (const context of [{ verdict }, {}]) {
      const summary = summariseAttribution([...others, wide], context);
      const cv = summary.contributions.find((c) => c.item === "weights" && c.metric === "cv" && c.population === "E")!;
      expect(cv.equivalent).toBe("no");
      expect(cv.seen).toBe(true);
      expect(summary.summary).toContain("weights");
      expect(summary.summary).not.toMatch(/No single/);
    }
  });

  it("tests the distances that decided too", () => {
    const verdict = verdictOf({ rate: 14 });
    const summary = summariseAttribution([variant("weights", { rate: 14 })], { verdict });
    expect(verdict.deciding.some((ref) => ref.id === "rates-ks")).toBe(true);
    expect(summary.contributions.find((c) => c.metric === "rates-ks" && c.population === "E")).toMatchObject({
      equivalent: "no",
      decided: true,
      kind: "ks",
    });
  });

  it("says what decided and cannot be tested with one thing quantized", () => {
    const verdict = verdictOf({ residual: 0.3 });
    expect(verdict.verdict).toBe("drifts");
    const summary = summariseAttribution([variant("weights", { currents: false })], { verdict });
    expect(summary.untested.map((ref) => ref.id)).toContain("residual");
    expect(summary.summary).toMatch(/^What decided \(.*\) is measured in the full runs only/);
  });

  it("lays to nothing single what input currents decided, though another metric is undecided, and says what their lowering changed", () => {
    // The CV scatters, so that it is undecided; ρ and V* moved.
    const state = {
      neurons: new Uint32Array(0),
      excitatory: NaN,
      inhibitory: NaN,
      ratio: NaN,
      vStar: -60,
      tauEff: 4,
      notExpressible: "",
    };
    const withState = (metrics: ReturnType<typeof syntheticMetrics>, vStar: number) => ({
      ...metrics,
      populations: metrics.populations.map((p) => ({ ...p, conductances: { ...state, vStar } })),
    });
    const verdict = decide({
      runs: noisy.map((reference, k) => ({
        seed: k + 1,
        reference: withState(reference, -60 + 0.01 * k),
        target: withState(
          syntheticMetrics({ residual: 0.3, cv: [0.8, 0.86, 0.98][k], noise: 0.002, seed: 61 + k }),
          -63,
        ),
      })),
    });
    expect(verdict.verdict).toBe("drifts");
    expect(verdict.deciding.some(({ id, equivalent }) => id === "cv" && equivalent === "undecided")).toBe(true);
    const attribution = (more: Partial<Parameters<typeof summariseAttribution>[1]>) =>
      summariseAttribution([variant("weights", { cv: 0.9, currents: false }), variant("decays", { currents: false })], {
        verdict,
        remedies: (cause) => (cause === "neuron model" ? "use a target that has it" : `change the ${cause}`),
        ...more,
      });
    const { summary, ranking } = attribution({});
    expect(summary).toMatch(
      /^What decided \((residual|mean voltage|inhibitory).*\) is measured in the full runs only, not with one thing quantized: input currents and the conductance state\. /,
    );
    expect(summary).not.toMatch(/which is undecided|No single quantization was shown to move|change the/);
    // The weights move the CV, and need not be changed for it.
    expect(ranking[0]).toMatchObject({ item: "weights", rank: "seen", worst: { metric: "cv" } });
    expect(ranking[0].sentence).not.toContain("change the");
    const known = attribution({
      lowerings: ["E", "I", "other"].map((population) => ({
        population,
        sentence: `Synapses of ${population} became currents.`,
      })),
    });
    expect(known.summary).toContain(
      "What is known to change them is the lowering of the neuron model: Synapses of E became currents. So it is for I. Against it: use a target that has it.",
    );
    expect(known.summary).not.toContain("other");
  });

  it("tells of currents that decided beside a metric that a single quantization moves", () => {
    const verdict = verdictOf({ rate: 14, residual: 0.3 });
    const { summary } = summariseAttribution([variant("weights", { rate: 14, currents: false })], { verdict });
    expect(summary).toMatch(
      /^What moves rate of [EI], which decided, is weights: .* Part of what decided \(.*\) is measured in the full runs only/,
    );
  });

  it("names first what alone takes the network out of balance", () => {
    const verdict = verdictOf({ rate: 300 });
    const summary = summariseAttribution([variant("decays", { rate: 22 }), variant("saturation", { rate: 300 })], {
      verdict,
    });
    expect(summary.ranking[0]).toMatchObject({
      item: "saturation",
      rank: "loses the balance",
      lost: { states: ["saturated"], lost: 3, of: 3 },
    });
    expect(summary.summary).toMatch(
      /^What loses the balance is saturation: alone it leaves the network saturated in 3 of 3 runs\. So does decays\./,
    );
  });

  describe("lost balances", () => {
    /** Three seeds of each side; those named are synchronous. */
    const side = (seed: number, synchronous: readonly number[], settings: Settings = {}) =>
      [0, 1, 2].map((k) =>
        syntheticMetrics({
          noise: 0.002,
          ...settings,
          ...(synchronous.includes(k) ? { modulation: 1.2 } : {}),
          seed: seed + k,
        }),
      );
    const attributed = (
      synchronous: { readonly reference: number[]; readonly target: number[]; readonly weights: number[] },
      halfStep: readonly number[] = [],
    ) => {
      const reference = side(1, synchronous.reference);
      const target = side(61, synchronous.target, { rate: 14 });
      const runs = reference.map((metrics, k) => ({ seed: k + 1, reference: metrics, target: target[k] }));
      const of = (name: string, variantMetricsPerSeed: typeof target, against = reference, everything = false) => ({
        name,
        everything,
        variantMetricsPerSeed,
        referenceMetricsPerSeed: against,
      });
      return summariseAttribution(
        [
          of("everything", target, reference, true),
          of("weights", side(71, synchronous.weights, { rate: 14 })),
          of("decays", side(81, synchronous.weights)),
          of("time step", reference, side(91, halfStep)),
        ],
        { verdict: decide({ runs }) },
      );
    };
    const lostBy = (summary: ReturnType<typeof attributed>) =>
      Object.fromEntries(summary.ranking.map((cause) => [cause.item, cause.lost]));

    it("accuses nothing where the target is balanced in every seed, and attributes its metrics instead", () => {
      // One seed of the reference is at the limit, as may be one seed with one thing quantized.
      for (const weights of [[1], [0], [0, 1]]) {
        const summary = attributed({ reference: [1], target: [], weights });
        expect(lostBy(summary)).toEqual({ weights: null, decays: null, "time step": null });
        expect(summary.summary).toMatch(
          /^What moves rates? of .*, which decided, is weights: alone it makes rate of [EI] \+3/,
        );
      }
    });

    it("counts no seed whose reference is not balanced either", () => {
      const summary = attributed({ reference: [1], target: [0, 1], weights: [0, 1] }, [1]);
      expect(lostBy(summary)).toMatchObject({ weights: { lost: 1, of: 2, runs: 3 } });
      expect(summary.summary).toMatch(
        /^What loses the balance is weights: alone it leaves the network synchronous in 1 of the 2 runs that are balanced without it\./,
      );
      expect(lostBy(attributed({ reference: [0, 1, 2], target: [0, 1, 2], weights: [0, 1, 2] }))).toMatchObject({
        weights: null,
        decays: null,
      });
    });

    it("lays to the time step what the reference loses at its step and the target with it", () => {
      expect(lostBy(attributed({ reference: [0, 1, 2], target: [0, 1, 2], weights: [] }))).toMatchObject({
        "time step": { lost: 3, of: 3 },
      });
      expect(lostBy(attributed({ reference: [0, 1, 2], target: [0, 1, 2], weights: [] }, [0, 1, 2]))).toMatchObject({
        "time step": null,
      });
    });
  });

  it("tells findings of the run before the ranking", () => {
    const summary = summariseAttribution([variant("delays", {})], {
      findings: () => [{ item: "overflow", sentence: "Ring buffers lost 3 % of the input." }],
    });
    expect(summary.summary).toMatch(/^Ring buffers lost 3 % of the input\. /);
  });
});
