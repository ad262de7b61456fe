import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balanceState, residualDrive } from "./balance.js";
import { conductanceRatio, randomWalkCv } from "./conductance-ratio.js";
import { balancedModel, inputOf, populationOf } from "./test-models.fixture.js";
import { workingPoint } from "./working-point.js";

describe("balanceState", () => {
  it("predicts 10 and 10 Hz for W = [[1,-2],[1,-1.8]], X = [1,0.8], m₀ = 10 Hz: stable, condition 46.2", () => {
    const state = balanceState(balancedModel(400));
    expect(state.rates[0]).toBeCloseTo(10, 8);
    expect(state.rates[1]).toBeCloseTo(10, 8);
    expect(state.W[0][0]).toBeCloseTo(12 * 20, 9); // √K·12 mV
    expect(state.exists && state.stable).toBe(true);
    expect(state.condition).toBeCloseTo(3.0390243443578533 / 0.06581059489415177, 6);
    expect(state.ratios).toMatchObject({ holds: true });
    expect(state.ratios?.external).toBeCloseTo(1.25, 12);
    expect(state.ratios?.inhibitory).toBeCloseTo(2 / 1.8, 12);
  });

  it("the rates do not depend on K", () => {
    for (const K of [25, 100, 10_000])
      balanceState(balancedModel(K)).rates.forEach((rate) => expect(rate).toBeCloseTo(10, 7));
  });

  it("finds no balanced state when the I cells are driven too strongly, and says so by the ratio chain", () => {
    const state = balanceState(balancedModel(400, undefined, [1, 0.95]));
    expect(state.exists).toBe(false);
    expect(state.ratios?.holds).toBe(false);
  });

  it("a singular W gives NaN rates, exists false and infinite condition instead of an exception", () => {
    const state = balanceState(
      balancedModel(400, [
        [0, 0],
        [0, 0],
      ]),
    );
    expect(state.exists).toBe(false);
    expect(state.rates).toEqual([NaN, NaN]);
    expect(state.condition).toBe(Infinity);
  });

  it("equal cells with equal input (Brunel's E and I) count as one population: 10 Hz where W = [[1,-1.5],[1,-1.5]], X = 0.5·10 Hz", () => {
    const model = balancedModel(
      400,
      [
        [1, -1.5],
        [1, -1.5],
      ],
      [0.5, 0.5],
    );
    const state = balanceState({
      ...model,
      populations: model.populations.map((p) => ({ ...model.populations[0], name: p.name })),
    });
    expect(state.groups).toEqual([[0, 1]]);
    expect(state.rates[0]).toBeCloseTo(10, 8);
    expect(state.rates[1]).toBe(state.rates[0]);
    expect(state.exists && state.stable).toBe(true);
    expect(state.worstAmplification).toBeCloseTo((1 + 1.5) / 0.5, 9);
  });

  it.each([
    ["0 but for rounding", [2, 1.8]],
    ["negative", [2, 1.9]],
  ])("has no amplification where a rate is %s: there is nothing that could move", (_, x) => {
    // W = [[1, -2], [1, -1.8]]: r_E ∝ 1.8·X_E - 2·X_I.
    const state = balanceState(balancedModel(30, undefined, x));
    expect(state.exists).toBe(false);
    expect(state.condition).toBeLessThan(100);
    expect(state.rates[0]).toBeLessThanOrEqual(0);
    expect(state.worstAmplification).toBeNaN();
  });

  it("equations that are only numerically singular leave the rates open instead of giving rounding noise", () => {
    const state = balanceState(
      balancedModel(
        400,
        [
          [1, -1.5],
          [1 + 1e-15, -1.5],
        ],
        [0.5, 0.6],
      ),
    );
    expect(state.rates).toEqual([NaN, NaN]);
    expect(state.condition).toBe(Infinity);
  });

  it("the ratio chain holds exactly when the rates are positive and det W > 0, for any signs-respecting 2×2 network", () => {
    const w = fc.double({ min: 0.1, max: 3, noNaN: true });
    fc.assert(
      fc.property(w, w, w, w, w, w, (ee, ei, ie, ii, xe, xi) => {
        const state = balanceState(
          balancedModel(
            100,
            [
              [ee, -ei],
              [ie, -ii],
            ],
            [xe, xi],
          ),
        );
        const determinant = -ee * ii + ei * ie;
        if (Math.abs(determinant) < 1e-6 || state.rates.some((rate) => Math.abs(rate) < 1e-6)) return;
        expect(state.ratios?.holds).toBe(state.exists && determinant > 0);
      }),
    );
  });

  it("the solution leaves no residual drive, and the sensitivity is the derivative of the rates", () => {
    const three = {
      ...balancedModel(400),
      populations: [...balancedModel(400).populations, populationOf("S", { I_ext: 500 })],
    };
    const model = {
      ...three,
      inputs: [...three.inputs, inputOf(0, 2, 200, 20), inputOf(2, 2, 100, -60), inputOf(2, 0, 50, -5)],
    };
    const state = balanceState(model);
    residualDrive(state, state.rates).forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-7));
    const error = 1e-6;
    const moved = balanceState({
      ...model,
      inputs: model.inputs.map((input) =>
        input.post === 0 && input.pre === 1 ? { ...input, weightMean: input.weightMean * (1 + error) } : input,
      ),
    });
    moved.rates.forEach((rate, c) =>
      expect((rate - state.rates[c]) / error / state.sensitivity[0][1][c]).toBeCloseTo(1, 3),
    );
  });
});

describe("conductance identities", () => {
  it("g_E/g_I = 10/65 at -65 mV without leak, with E_ex 0 and E_in -75 mV", () => {
    expect(conductanceRatio({ vStar: -65, E_ex: 0, E_in: -75, E_L: -70, g_L: 0, g_I: 1 })).toBeCloseTo(10 / 65, 14);
  });

  it("the working point of a conductance neuron satisfies the identity with leak and current, and τ = C/G", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        (re, ri) => {
          const cell = populationOf("c", {
            synapse: "conductance",
            g_L: 12.5,
            E_L: -70,
            E_ex: 0,
            E_in: -75,
            V_th: -50,
            V_reset: -60,
            I_ext: 40,
          });
          const model = {
            name: "c",
            dt: 0.1,
            populations: [cell],
            inputs: [inputOf({ rate: re }, 0, 400, 0.5), inputOf({ rate: ri }, 0, 100, -2)],
          };
          const point = workingPoint(model, 0, [0]);
          const g = point.conductance ?? { excitatory: NaN, inhibitory: NaN };
          const ratio = conductanceRatio({
            vStar: point.mu,
            E_ex: 0,
            E_in: -75,
            E_L: -70,
            g_L: 12.5,
            g_I: g.inhibitory,
            current: 40,
          });
          expect(ratio / (g.excitatory / g.inhibitory)).toBeCloseTo(1, 9);
          expect(point.lif.tau).toBeCloseTo(250 / (12.5 + g.excitatory + g.inhibitory), 10);
        },
      ),
    );
  });

  it("the random walk over 10 mV with drift 0.4 mV/ms and diffusion 1 mV/√ms has CV 0.5", () => {
    expect(randomWalkCv(10, 0.4, 1)).toBeCloseTo(0.5, 14);
  });
});
