import { describe, expect, it } from "vitest";
import { syntheticMetrics, type Settings } from "../analysis/synthetic-metrics.fixture.js";
import { summariseAttribution, type AttributionItem } from "./attribution.js";
import { remedyFor } from "./remedies.js";

const references = [1, 2, 3, 4].map((seed) => syntheticMetrics({ seed, noise: 0.001 }));
/** The same seeds give the same noise, as in a network that has not yet diverged; a little is added by another seed. */
const item = (name: string, settings: Settings, everything = false): AttributionItem => ({
  name,
  everything,
  variantMetricsPerSeed: [51, 52, 53, 54].map((seed) => syntheticMetrics({ noise: 0.001, ...settings, seed })),
  referenceMetricsPerSeed: references,
});

describe("summariseAttribution", () => {
  const summary = summariseAttribution([item("decays", { rate: 11.2 }), item("weights", { rate: 14 }), item("delays", {}), item("all", { rate: 14.5 }, true)]);

  it("ranks the cause that moves a metric most margins first, with its remedy", () => {
    expect(summary.ranking.map((cause) => cause.item).slice(0, 2)).toEqual(["weights", "decays"]);
    expect(summary.ranking[0].sentence).toMatch(/^weights: rate of [EI] \+.* Hz .*rounding mode `balance`/);
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
    const partly = summariseAttribution([item("weights", { rate: 14, currents: false }), item("all", { rate: 14.5 }, true)]);
    expect(partly.contributions.some((c) => c.item === "all" && c.metric === "drive-e")).toBe(true);
    expect(partly.interactions.some((i) => i.metric === "drive-e")).toBe(false);
    expect(partly.interactions.some((i) => i.metric === "rate")).toBe(true);
  });

  it("with one seed sees nothing, and claims nothing", () => {
    const one = summariseAttribution([{ name: "weights", variantMetricsPerSeed: [syntheticMetrics({ rate: 14 })], referenceMetricsPerSeed: references.slice(0, 1) }]);
    expect(one.summary).toMatch(/No single quantization/);
    expect(one.contributions.every((c) => !c.seen && c.equivalent === "undecided")).toBe(true);
  });

  it("knows a remedy for every cause by its usual names", () => {
    expect(remedyFor("time-step")).toBe(remedyFor("dt"));
    expect(remedyFor("state width")).toMatch(/scale/);
    expect(remedyFor("something else")).toMatch(/more bits/);
  });
});
