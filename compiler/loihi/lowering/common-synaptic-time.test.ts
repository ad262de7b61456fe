import { describe, expect, it } from "vitest";
import { parseDescription } from "../../../src/description/load-description.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { targetById } from "../../../src/targets/registry.js";
import { compile } from "../compile.js";
import { commonSynapticTime } from "./common-synaptic-time.js";
import { rowMoments } from "../../common/input/row-moments.js";

const TAU_M = 20;
const text = (tauEx: number, tauIn: number, extra = "") => `
name: two-times
seed: 1
timestep: 0.1 ms
duration: 10 ms
populations:
  A: { size: 50, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: ${TAU_M} ms, tau_syn_ex: ${tauEx} ms, tau_syn_in: ${tauIn} ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
  B: { size: 40, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: ${TAU_M} ms, tau_syn: 2 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
projections:
  excite: { pre: A, post: A, connect: { rule: fixed_indegree, K: 20 }, weight: 30 pA, delay: 1 ms }
  inhibit: { pre: B, post: A, connect: { rule: fixed_indegree, K: 10 }, weight: -60 pA, delay: 1 ms }
${extra}`;
const network = (tauEx: number, tauIn: number) =>
  drawNetwork(parseDescription(text(tauEx, tauIn), "two-times.yaml", () => new Uint8Array()).description);
/** Hz. The common time is chosen without rates: where they differ much, fluctuations move most. */
const RATES = { A: 90, B: 3 };
const rateOf = ({ pre }: { readonly pre: number }) => [RATES.A, RATES.B][pre];
const common = (tauEx: number, tauIn: number) => {
  const net = network(tauEx, tauIn);
  return commonSynapticTime(net, net.populations[0], net.projections.map(rowMoments), TAU_M, rateOf);
};

/** ∫h² of the current and of the voltage after a current spike that decays with `tau`, by Euler's method: no formula of the module. */
function squaredResponses(charge: number, tau: number): { current: number; v: number } {
  const dt = 0.002;
  let [current, v] = [charge / tau, 0];
  const sums = { current: 0, v: 0 };
  for (let t = 0; t < 400; t += dt) {
    v += dt * (current - v / TAU_M);
    current -= (dt * current) / tau;
    sums.current += current * current * dt;
    sums.v += v * v * dt;
  }
  return sums;
}

describe("commonSynapticTime", () => {
  it("is nothing where both are equal", () => {
    expect(common(5, 5)).toBeNull();
  });

  it("says by how much the SD of the free membrane and of the net input move: as two filtered inputs that are integrated numerically", () => {
    const { tau, sigmaChange, inputSigmaChange } = common(2, 10)!;
    const variance = (of: "current" | "v", ex: number, inh: number) =>
      20 * RATES.A * squaredResponses(30 * 2, ex)[of] + 10 * RATES.B * squaredResponses(-60 * 10, inh)[of];
    const change = (of: "current" | "v") => Math.sqrt(variance(of, tau, tau) / variance(of, 2, 10)) - 1;
    expect(sigmaChange).toBeCloseTo(change("v"), 3);
    expect(inputSigmaChange).toBeCloseTo(change("current"), 2);
    expect(sigmaChange).toBeLessThan(-0.01);
    expect(inputSigmaChange).toBeLessThan(-0.2);
  });
});

describe("one kind of synapse alone", () => {
  it("keeps its time constant, and nobody is told of a loss", () => {
    const only = drawNetwork(
      parseDescription(text(2, 10).replace("weight: -60 pA", "weight: 60 pA"), "one-kind.yaml", () => new Uint8Array())
        .description,
    );
    const merged = commonSynapticTime(only, only.populations[0], only.projections.map(rowMoments), TAU_M, rateOf)!;
    expect(merged).toMatchObject({ tau: 2, factorEx: 1, approximate: false });
    const { diagnostics, program } = compile(only, targetById("loihi1"), { expectedRates: RATES });
    expect(diagnostics.map(({ code }) => code)).not.toContain("synaptic-times-merged");
    expect(program.ledger.map(({ kind }) => kind)).not.toContain("model-approximated");
  });
});

describe("what a user is told of merged synaptic times", () => {
  const compiled = (target: "loihi1" | "ice40up5k", tauEx = 2, tauIn = 10) =>
    compile(network(tauEx, tauIn), targetById(target), { expectedRates: RATES });

  it("fluctuations, tracking, and what two compartments a neuron would cost, in the warning and in the ledger", () => {
    const { diagnostics, program } = compiled("loihi1");
    const { message, hint } = diagnostics.find(({ code }) => code === "synaptic-times-merged")!;
    const { sigmaChange, inputSigmaChange } = common(2, 10)!;
    const moved = `the SD of the net input moves by ${(100 * inputSigmaChange).toFixed(1)} %, that of the free V by ${(100 * sigmaChange).toFixed(1)} %; inhibition no longer lags behind excitation by the 8 ms between their synapses`;
    expect(message).toContain(moved);
    expect(program.ledger.find(({ kind }) => kind === "model-approximated")!.note).toContain(moved);
    expect(hint).toMatch(
      /spinnaker1.*100 compartments instead of 50, so at most 512 .* instead of 1,024 .*does not do it/,
    );
  });

  it("is of few digits, and of what does not move nothing is told", () => {
    const varied = text(5, 5).replace(
      "tau_syn_ex: 5 ms",
      "tau_syn_ex: { normal: { mean: 5 ms, sd: 0.05 ms, min: 1 ms } }",
    );
    const { diagnostics, program } = compile(
      drawNetwork(parseDescription(varied, "varied.yaml", () => new Uint8Array()).description),
      targetById("loihi1"),
      { expectedRates: RATES },
    );
    const { message } = diagnostics.find(({ code }) => code === "synaptic-times-merged")!;
    expect(message).toMatch(/tau_syn_ex (4\.9\d\d?|5\.0\d\d?) ms and tau_syn_in 5 ms became/);
    expect(message).not.toMatch(/[-+]0\.0 %|inhibition no longer|\d\.\d{5,}/);
    expect(program.ledger.find(({ kind }) => kind === "model-approximated")!.note).not.toMatch(/\d\.\d{5,}|0\.0 %/);
  });

  it("inhibition that is faster than excitation led it; and a board without joined compartments is not credited with them", () => {
    const { message, hint } = compiled("ice40up5k", 6, 2).diagnostics.find(
      ({ code }) => code === "synaptic-times-merged",
    )!;
    expect(message).toContain("inhibition no longer leads excitation by the 4 ms between their synapses");
    expect(hint).not.toContain("compartment");
  });
});
