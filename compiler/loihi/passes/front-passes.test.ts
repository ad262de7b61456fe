import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NetworkDescription } from "../../../src/description/types.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { constant, networkOf, population, projection } from "../../../src/network/network.fixture.js";
import { compileFront } from "../front-half.fixture.js";

const indegree = (k: number) => ({ rule: "fixed_indegree", indegree: k }) as const;

function pair(more: Partial<NetworkDescription> = {}): NetworkDescription {
  return networkOf({
    timestep: 0.5,
    populations: [population("E", 40), population("I", 10)],
    projections: [
      projection("E", "E", indegree(20), { weight: constant(30) }),
      projection("I", "E", indegree(5), { weight: { kind: "normal", mean: -100, sd: 30, max: 0 } }),
    ],
    ...more,
  });
}

const kinds = (ledger: ReturnType<typeof compileFront>["ledger"]) => ledger.entries().map((e) => e.kind);

describe("lower", () => {
  it("keeps D as the delay field of exponential synapses and takes one step off for delta synapses", () => {
    const exponential = compileFront(drawNetwork(pair()));
    expect(exponential.quantized.projections[0].delay).toBe(3);
    const delta = compileFront(
      drawNetwork(
        pair({
          populations: [
            { ...population("E", 40), model: "iaf_psc_delta" },
            { ...population("I", 10), model: "iaf_psc_delta" },
          ],
        }),
      ),
    );
    expect(delta.quantized.projections[0].delay).toBe(2);
    expect(delta.scaled.du[0]).toBe(4095);
    expect(compileFront(drawNetwork(pair()), { synapticLatency: "next-step" }).quantized.projections[0].delay).toBe(2);
  });

  it("puts E_L - V_reset and I_e into the bias", () => {
    const network = drawNetwork(
      pair({
        populations: [
          population("E", 40, { E_L: constant(4), V_reset: constant(1), I_e: constant(100) }),
          population("I", 10),
        ],
      }),
    );
    const leak = 1 - Math.exp(-0.5 / 20);
    expect(compileFront(network).lowered.neurons.bias[0]).toBeCloseTo(3 * leak + (20 / 250) * leak * 100, 12);
  });

  it("keeps the integrated depolarisation of each sign when two synaptic time constants become one, and says so", () => {
    const network = drawNetwork(
      pair({
        populations: [population("E", 40, { tau_syn_ex: constant(2), tau_syn_in: constant(8) }), population("I", 10)],
      }),
    );
    const { lowered, ledger, diagnostics } = compileFront(network);
    const { decayU, unitWeight, decayV } = lowered.neurons;
    const charge = (factor: number): number => (unitWeight[0] * factor) / ((1 - decayU[0]) * (1 - decayV[0]));
    const exact = (tau: number): number => {
      const p11 = Math.exp(-0.5 / tau);
      return (((tau * 20) / (250 * (20 - tau))) * (decayV[0] - p11)) / ((1 - p11) * (1 - decayV[0]));
    };
    expect(charge(lowered.projections[0].weightFactor)).toBeCloseTo(exact(2), 10);
    expect(charge(lowered.projections[1].negativeWeightFactor ?? 0)).toBeCloseTo(exact(8), 10);
    expect(kinds(ledger)).toContain("model-approximated");
    expect(diagnostics.map((d) => d.code)).toContain("synaptic-times-merged");
  });

  it("clips delays of more than 63 steps, with a ledger entry and a warning", () => {
    const network = drawNetwork(
      pair({ projections: [projection("E", "E", indegree(5), { weight: constant(10), delay: constant(40) })] }),
    );
    const { quantized, ledger, diagnostics } = compileFront(network);
    expect(quantized.projections[0].delay).toBe(63);
    expect(ledger.entries().find((e) => e.kind === "delay-clipped")).toMatchObject({
      count: 200,
      worst: 17,
      where: "projection E→E",
    });
    expect(diagnostics.map((d) => d.code)).toContain("delay-clipped");
  });

  it("drops the refractory period in the lava profile and holds dead steps + 1 in the hw register", () => {
    const network = drawNetwork(pair());
    expect(kinds(compileFront(network, { profile: "lava" }).ledger)).toContain("refractory-dropped");
    const hw = compileFront(network);
    expect(kinds(hw.ledger)).not.toContain("refractory-dropped");
    expect(hw.quantized.refractory[0]).toBe(5);
  });

  it("turns a step current into a bias change of P20·ΔI", () => {
    const network = drawNetwork(
      pair({ currents: [{ name: "kick", post: "E", times: [10, 20], amplitude: [constant(100), constant(0)] }] }),
    );
    const { lowered, quantized } = compileFront(network);
    expect(lowered.biasChanges.map((c) => c.step)).toEqual([20, 40]);
    expect(lowered.biasChanges[0].bias[0] - lowered.neurons.bias[0]).toBeCloseTo(
      (20 / 250) * (1 - Math.exp(-0.025)) * 100,
      12,
    );
    expect(quantized.biasChanges[0].mantissa[0]).toBeGreaterThan(quantized.biasChanges[1].mantissa[0]);
  });

  it("replaces Poisson sources by bias and noise on request, or counts what the host injects", () => {
    const network = drawNetwork(
      pair({
        sources: [{ name: "x", size: 40, kind: "poisson", rate: constant(1000), start: 0, stop: Infinity }],
        projections: [projection("x", "E", { rule: "one_to_one" }, { weight: constant(50) })],
      }),
    );
    const injected = compileFront(network);
    expect(injected.lowered.hostSpikesPerSecond).toBe(40_000);
    const { lowered, quantized, ledger } = compileFront(network, { poisson: "noise" });
    expect([lowered.hostSpikesPerSecond, lowered.projections.length]).toEqual([0, 0]);
    const { unitWeight, decayU } = lowered.neurons;
    expect(lowered.neurons.bias[0] - injected.lowered.neurons.bias[0]).toBeCloseTo(
      (0.5 * 50 * unitWeight[0]) / (1 - decayU[0]),
      10,
    );
    expect(lowered.noise[0].sd[0]).toBeCloseTo(50 * unitWeight[0] * Math.sqrt(0.5), 10);
    expect(quantized.noiseOf[0]).toBe(0);
    expect(quantized.noiseOf[40]).toBe(-1);
    expect(kinds(ledger)).toContain("input-approximated");
  });

  it("lowers conductances with tau_eff = C/g_tot at given rates, or refuses with exit code 5", () => {
    const cond = (name: string, size: number) => ({
      ...population(name, size, {
        E_L: constant(-60),
        V_reset: constant(-60),
        V_th: constant(-50),
        g_L: constant(12.5),
      }),
      model: "iaf_cond_exp" as const,
    });
    const network = drawNetwork(
      pair({
        populations: [cond("E", 40), cond("I", 10)],
        projections: [projection("E", "E", indegree(20), { weight: constant(2) })],
      }),
    );
    const { lowered, diagnostics } = compileFront(network, { expectedRates: { E: 10, I: 10 } });
    const g = 12.5 + 20 * 2 * 2 * 0.01;
    const vFree = (12.5 * -60) / g;
    // Ten times a second V is held for 2 ms at reset, and falls there from threshold.
    const vStar = vFree - 0.01 * (2 * (vFree + 60) + (250 / g) * 10);
    expect(lowered.neurons.decayV[0]).toBeCloseTo(Math.exp((-0.5 * g) / 250), 10);
    // Towards the mean of E_L and V*, by their conductances.
    const rest = (12.5 * -60 + (g - 12.5) * vStar) / g;
    expect(lowered.neurons.bias[0]).toBeCloseTo((rest + 60) * (1 - Math.exp((-0.5 * g) / 250)), 10);
    expect(lowered.projections[0].weightFactor).toBeCloseTo(-vStar, 8);
    expect(diagnostics.find((d) => d.code === "conductance-lowered")?.message).toContain("V* =");
    expect(() => compileFront(network, { conductance: "refuse" })).toThrow(
      expect.objectContaining({ exitCode: 5 }) as Error,
    );
  });

  it("takes the working point of conductances from the mean over the driven time: four sources in turn count as much as one, however long the run is", () => {
    const cond = {
      ...population("E", 40, { E_L: constant(-60), V_reset: constant(-60), V_th: constant(-50), g_L: constant(12.5) }),
      model: "iaf_cond_exp" as const,
    };
    const lowered = (windows: readonly (readonly [number, number])[], duration = 1000) => {
      const sources = windows.map(([start, stop], k) => ({
        name: `x${k}`,
        size: 40,
        kind: "poisson" as const,
        rate: constant(1000),
        start,
        stop,
      }));
      const projections = sources.map(({ name }) =>
        projection(name, "E", { rule: "one_to_one" }, { weight: constant(2) }),
      );
      const network = drawNetwork(pair({ populations: [cond], duration, sources, projections }));
      return compileFront(network, { expectedRates: { E: 10 } }).lowered.neurons.decayV[0];
    };
    const always = lowered([[0, Infinity]]);
    expect(
      lowered([
        [0, 250],
        [250, 500],
        [500, 750],
        [750, 1000],
      ]),
    ).toBeCloseTo(always, 12);
    expect(lowered([[0, 500]])).toBeCloseTo(always, 12);
    expect(lowered([[500, 1000]])).toBeGreaterThan(always);
    expect(lowered([[0, 500]], 7000)).toBe(lowered([[0, 500]]));
  });
});

describe("scale", () => {
  it("puts the threshold exactly between two integers of v for every neuron of a spread of V_th, with one mantissa", () => {
    const network = drawNetwork(
      pair({
        populations: [population("E", 40, { V_th: { kind: "uniform", low: 15, high: 25 } }), population("I", 10)],
      }),
    );
    const { scaled, lowered } = compileFront(network);
    expect(new Set(scaled.thresholdMantissa.slice(0, 40)).size).toBe(1);
    for (let i = 0; i < 50; i++)
      expect(scaled.scale[i] * lowered.neurons.threshold[i]).toBeCloseTo(64 * scaled.thresholdMantissa[i] + 0.5, 6);
  });

  it("restores the DC gain of rounded decays to 1e-12", () => {
    const { scaled, lowered } = compileFront(drawNetwork(pair({ timestep: 0.1 })));
    const { decayU, decayV } = lowered.neurons;
    const chip = scaled.weightGain[0] / (((scaled.du[0] + 1) / 4096) * (scaled.dv[0] / 4096));
    expect(chip * (1 - decayU[0]) * (1 - decayV[0])).toBeCloseTo(1, 12);
    expect(Array.from(compileFront(drawNetwork(pair()), { compensateDecay: false }).scaled.weightGain)).toEqual(
      new Array(50).fill(1),
    );
  });

  it("lands constant weights in the ratio 1 : -5 on the grid to 1e-4 at 8 and at 4 bits", () => {
    const network = drawNetwork(
      pair({
        projections: [
          projection("E", "E", indegree(20), { weight: constant(20) }),
          projection("I", "E", indegree(5), { weight: constant(-100) }),
        ],
      }),
    );
    for (const weightBits of [8, 4]) {
      const { ledger, quantized } = compileFront(network, { weightBits, rounding: "nearest" });
      expect(typeof quantized.projections[0].mantissa).toBe("number");
      for (const entry of ledger.entries().filter((e) => e.kind === "weight-rounded"))
        expect(Math.abs(entry.meanInputChange)).toBeLessThan(weightBits === 8 ? 1e-4 : 2e-2);
    }
  });

  it("splits a projection of both signs in two groups, or keeps one in mixed mode", () => {
    const network = drawNetwork(
      pair({
        projections: [
          projection("E", "E", indegree(20), { weight: { kind: "normal", mean: 0, sd: 30 }, sign: "keep" }),
        ],
      }),
    );
    expect(compileFront(network).scaled.groups.map((g) => [g.name, g.signMode])).toEqual([
      ["E→E (exc)", "excitatory"],
      ["E→E (inh)", "inhibitory"],
    ]);
    expect(compileFront(network, { signMode: "mixed" }).scaled.groups.map((g) => g.signMode)).toEqual(["mixed"]);
  });

  it("gives all groups one exponent when one weight LSB is asked for", () => {
    const { scaled } = compileFront(drawNetwork(pair()), { weightExponent: "network" });
    expect(new Set(scaled.groups.map((g) => g.weightExponent)).size).toBe(1);
    expect(new Set(scaled.scale).size).toBe(1);
  });

  it("refuses 7-bit weights, which have no code, and names those that exist", () => {
    expect(() => compileFront(drawNetwork(pair()), { weightBits: 7 })).toThrow(/1, 2, 3, 4, 5, 6, 8/);
  });

  it("predicts overflow where a pinned scale is too large", () => {
    const { scaled, diagnostics } = compileFront(drawNetwork(pair()), {
      scale: 400_000,
      expectedRates: { E: 100, I: 100 },
    });
    expect(scaled.predictedClip.v).toBeGreaterThan(0);
    expect(diagnostics.map((d) => d.code)).toContain("overflow-predicted");
  });
});

describe("quantize", () => {
  it("is the same twice, also with stochastic rounding", () => {
    const network = drawNetwork(pair());
    const once = compileFront(network, { rounding: "stochastic", weightBits: 3 }).quantized.projections;
    expect(compileFront(network, { rounding: "stochastic", weightBits: 3 }).quantized.projections).toEqual(once);
  });

  it("moves the mean input of 2-bit spread weights by less than 1 % with balance rounding and enters every loss", () => {
    const network = drawNetwork(
      pair({
        projections: [projection("I", "E", indegree(400), { weight: { kind: "lognormal", mean: -100, sd: 60 } })],
      }),
    );
    const balance = compileFront(network, { weightBits: 2 })
      .ledger.entries()
      .find((e) => e.kind === "weight-rounded");
    const nearest = compileFront(network, { weightBits: 2, rounding: "nearest" })
      .ledger.entries()
      .find((e) => e.kind === "weight-rounded");
    expect(Math.abs(balance?.meanInputChange ?? 1)).toBeLessThan(0.01);
    expect(Math.abs(nearest?.meanInputChange ?? 0)).toBeGreaterThan(Math.abs(balance?.meanInputChange ?? 1));
  });
});

describe("the front half on random networks", () => {
  const spread = fc.record({
    mean: fc.double({ min: -200, max: 200, noNaN: true }),
    sd: fc.double({ min: 0, max: 100, noNaN: true }),
  });

  it("passes every independent checker: limits, low bits, row sums, no synapse lost", () => {
    fc.assert(
      fc.property(
        fc.record({
          weights: fc.array(spread, { minLength: 1, maxLength: 3 }),
          threshold: fc.double({ min: 2, max: 40, noNaN: true }),
          tau: fc.double({ min: 1, max: 60, noNaN: true }),
          dt: fc.constantFrom(0.1, 0.5, 1),
          delay: fc.integer({ min: 1, max: 80 }),
          current: fc.double({ min: -1000, max: 1000, noNaN: true }),
          profile: fc.constantFrom("lava" as const, "hw" as const),
          rounding: fc.constantFrom("balance" as const, "nearest" as const, "stochastic" as const, "floor" as const),
          weightBits: fc.constantFrom(1, 2, 3, 4, 5, 6, 8),
          signMode: fc.constantFrom("separate" as const, "mixed" as const),
          weightExponent: fc.constantFrom("projection" as const, "network" as const),
          compensateDecay: fc.boolean(),
          model: fc.constantFrom("iaf_psc_exp" as const, "iaf_psc_delta" as const),
        }),
        (c) => {
          const unit = c.model === "iaf_psc_delta" ? 0.01 : 1;
          const cell = {
            ...population("A", 12, {
              tau_m: constant(c.tau),
              V_th: constant(c.threshold),
              V_reset: constant(0),
              I_e: constant(c.current),
            }),
            model: c.model,
          };
          const network = drawNetwork(
            networkOf({
              timestep: c.dt,
              populations: [cell],
              projections: c.weights.map((w, i) =>
                projection("A", "A", indegree(30), {
                  name: `p${i}`,
                  weight: { kind: "normal", mean: w.mean * unit, sd: w.sd * unit },
                  sign: "keep",
                  delay: constant(c.delay * c.dt),
                }),
              ),
            }),
          );
          const weightBits = c.signMode === "mixed" && c.weightBits === 1 ? 2 : c.weightBits;
          const { profile, rounding, signMode, weightExponent, compensateDecay } = c;
          const options = { profile, rounding, weightBits, signMode, weightExponent, compensateDecay };
          const { quantized, scaled } = compileFront(network, options);
          expect(quantized.projections).toHaveLength(c.weights.length);
          expect(Math.max(...scaled.thresholdMantissa)).toBeLessThanOrEqual(131_071);
        },
      ),
      { numRuns: 150 },
    );
  });
});
