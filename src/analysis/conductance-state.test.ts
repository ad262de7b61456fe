import type { ModelParameters } from "../models/neuron-model.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handBuiltNetwork } from "../../emulator/reference/hand-built-network.fixture.js";
import { createReference } from "../../emulator/reference/reference.js";
import { SourcePlayer } from "../network/source-player.js";
import { record } from "../recording/record.js";
import { conductanceRatio } from "../theory/conductance-ratio.js";
import { currentsOfConductances, inputConductances, summariseConductances } from "./conductance-state.js";
import { summariseCurrents } from "./summarise-currents.js";

const STEPS = 3000;
const BURN_IN = 2000;
const DT = 0.1;

/** One neuron that cannot reach threshold, under a spike of each kind in every step: their mean conductances are w·τ/dt, as in Σ K w τ r. */
function drivenNeuron(gE: number, gI: number, more: { readonly g_L: number; readonly I_e?: number }) {
  const everyStep = [Array.from({ length: STEPS }, (_, n) => n)];
  const tau = { tau_syn_ex: 5, tau_syn_in: 10 };
  return handBuiltNetwork({
    dt: DT,
    populations: [
      {
        name: "P",
        size: 1,
        model: "iaf_cond_exp",
        parameters: { C_m: 200, E_L: -70, V_th: 100, V_reset: -60, E_ex: 0, E_in: -75, ...tau, ...more },
      },
    ],
    sources: [
      { name: "X", spikeSteps: everyStep },
      { name: "Y", spikeSteps: everyStep },
    ],
    projections: [
      { pre: "X", post: "P", edges: [{ pre: 0, post: 0, weight: (gE * DT) / tau.tau_syn_ex, delay: 1 }] },
      { pre: "Y", post: "P", edges: [{ pre: 0, post: 0, weight: (-gI * DT) / tau.tau_syn_in, delay: 3 }] },
    ],
  });
}

async function measure(gE: number, gI: number, more: { readonly g_L: number; readonly I_e?: number }) {
  const network = drivenNeuron(gE, gI, more);
  const recording = await record(createReference(network), {
    network: "driven",
    seed: 1,
    steps: STEPS,
    populations: [{ name: "P", first: 0, size: 1 }],
    trace: { neurons: Uint32Array.of(0) },
  });
  const player = new SourcePlayer({ seed: 1, dt: DT, sources: network.sources });
  const list = inputConductances(network, recording, player, [0]);
  return {
    network,
    recording,
    list,
    state: summariseConductances(list, network, BURN_IN),
    currents: currentsOfConductances(list, network, 0),
  };
}

describe("conductance state", () => {
  it("at g_E/g_I = 10/65 and almost no leak: ratio 0.1538 and V* = -65 mV, the reference stepping the neuron", async () => {
    const { state } = await measure(100, 650, { g_L: 0.001 });
    expect(state.ratio).toBeCloseTo(0.1538, 4);
    expect(state.ratio).toBeCloseTo(10 / 65, 6);
    // The conductances are saw teeth of 2 % and 1 %, sampled on the grid: V* keeps 3 µV of that.
    expect(Math.abs(state.vStar + 65)).toBeLessThan(0.005);
  });

  it("agrees with the identity with leak and current, and with τ_eff = C_m/G, for any constant conductances", async () => {
    const nS = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    await fc.assert(
      fc.asyncProperty(nS(5, 200), nS(20, 600), nS(1, 20), nS(-200, 200), async (gE, gI, gL, current) => {
        const { state, currents } = await measure(gE, gI, { g_L: gL, I_e: current });
        expect(state.excitatory / gE).toBeCloseTo(1, 6);
        expect(state.inhibitory / gI).toBeCloseTo(1, 6);
        expect(state.tauEff).toBeCloseTo(200 / (gL + gE + gI), 5);
        const ideal = conductanceRatio({
          vStar: state.vStar,
          E_ex: 0,
          E_in: -75,
          E_L: -70,
          g_L: gL,
          g_I: state.inhibitory,
          current,
        });
        expect(Math.abs(state.ratio - ideal)).toBeLessThan(1e-3 * (1 + Math.abs(ideal)));
        // What inhibition and injected current leave of the excitation is the leak: E + I = g_L·(V* - E_L).
        const { net, excitatory } = summariseCurrents(currents, DT, BURN_IN);
        expect(Math.abs(net - gL * (state.vStar + 70))).toBeLessThan(1e-3 * (1 + excitatory));
      }),
      { numRuns: 8 },
    );
  });

  it("gives in each step the conductance that the reference holds when the step begins", async () => {
    const { list, recording, network } = await measure(50, 300, { g_L: 10 });
    // The reference's u is the synaptic current g_E(E_ex - V) + g_I(E_in - V) at the end of a step.
    const { E_ex, E_in } = network.populations[0].parameters as ModelParameters<number>;
    const meanOverStep = (tau: number) => ((1 - Math.exp(-DT / tau)) * tau) / DT;
    for (const n of [1, 2, 3, 4, 10, 100, 2999]) {
      const v = list[0].voltage[n];
      expect(v).toBe(recording.traces!.v[n - 1]);
      const current =
        (list[0].excitatory[n] * (E_ex - v)) / meanOverStep(5) +
        (list[0].inhibitory[n] * (E_in - v)) / meanOverStep(10);
      expect(current).toBeCloseTo(recording.traces!.u[n - 1], 6);
    }
  });

  it("refuses neurons whose voltage was not traced, and has no ratio without inhibition", async () => {
    const { network, recording } = await measure(50, 300, { g_L: 10 });
    expect(() => inputConductances(network, { ...recording, traces: undefined }, undefined, [0])).toThrow(/not traced/);
    const [silent] = inputConductances(network, recording, undefined, [0]);
    expect(summariseConductances([silent], network, 0)).toMatchObject({
      excitatory: 0,
      inhibitory: 0,
      ratio: NaN,
      tauEff: 20,
    });
  });
});
