/** With everything quantized the tick form is the chip: the same spikes and the same words as the emulator, for all three neuron models. */
import { describe, expect, it } from "vitest";
import { compileSpinnaker } from "../../../compiler/spinnaker/compile.js";
import type { SpinnakerOptions } from "../../options/spinnaker.js";
import { createTickForm } from "../../../emulator/reference/spinnaker-form.js";
import { createReference } from "../../../emulator/reference/reference.js";
import { SpinnakerEmulator } from "../../../emulator/spinnaker/emulator.js";
import { parseDescription } from "../../description/load-description.js";
import { drawNetwork } from "../../network/draw-network.js";
import type { Network } from "../../network/types.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import { machineOf } from "../../program/spinnaker/machine-of-program.js";
import { SPINNAKER1 } from "../../targets/spinnaker/spinnaker1.js";
import { tickFormModel, tickQuantizations } from "./float-form.js";

const CELLS = {
  iaf_psc_exp: [
    "C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 2 mV, V_th: 15 mV, t_ref: 2 ms, I_e: 120 pA",
    "20 pA",
    "-90 pA",
  ],
  iaf_psc_delta: [
    "C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 5 mV, V_th: 15 mV, t_ref: 2 ms, I_e: 120 pA",
    "0.4 mV",
    "-1.7 mV",
  ],
  iaf_cond_exp: [
    "C_m: 200 pF, g_L: 10 nS, tau_syn_ex: 5 ms, tau_syn_in: 10 ms, E_L: -60 mV, V_reset: -60 mV, V_th: -50 mV, t_ref: 3 ms, E_ex: 0 mV, E_in: -80 mV, I_e: 60 pA",
    "2 nS",
    "-12 nS",
  ],
} as const;

/** @param strength factor on all weights */
function networkOf(model: keyof typeof CELLS, dt = "0.5 ms", strength = 1): Network {
  const [cell, ...weights] = CELLS[model];
  const [excitatory, inhibitory] = weights.map((weight) =>
    weight.replace(/\S+/, (number) => String(strength * Number(number))),
  );
  const spread = `{ normal: { mean: ${excitatory}, sd: ${excitatory.replace(/\S+/, (number) => String(Number(number) / 4))} } }`;
  const rest = model === "iaf_cond_exp" ? -60 : 0;
  const text = `
name: tick
seed: 5
timestep: ${dt}
duration: 300 ms
populations:
  E: { size: 160, neuron: { model: ${model}, ${cell} }, initial: { V_m: { uniform: [${rest} mV, ${rest + 9} mV] } } }
  I: { size: 40, neuron: { model: ${model}, ${cell} }, initial: { V_m: { uniform: [${rest} mV, ${rest + 9} mV] } } }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 20 }, weight: ${spread}, delay: { uniform: [1 ms, 6 ms] } }
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: 20 }, weight: ${excitatory}, delay: 1 ms }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: 8 }, weight: ${inhibitory}, delay: 2 ms }
  I→I: { pre: I, post: I, connect: { rule: fixed_indegree, K: 8 }, weight: ${inhibitory}, delay: 1 ms }
stimuli:
  background: { type: poisson, target: [E, I], rate: 2000 Hz, weight: ${excitatory}, delay: 1 ms }
`;
  return drawNetwork(parseDescription(text, "tick.yaml", () => new Uint8Array(0)).description);
}

async function raster(on: ExecutionTarget, steps: number): Promise<string[]> {
  const spikes: string[] = [];
  await on.advance(steps, (step, ids, count) => spikes.push(`${step}: ${ids.subarray(0, count).join(" ")}`));
  return spikes;
}

function bothOf(
  network: Network,
  options: Partial<SpinnakerOptions>,
): { emulator: SpinnakerEmulator; form: ExecutionTarget } {
  const { program, sliced } = compileSpinnaker(network, SPINNAKER1, { ...options, expectedRates: { E: 20, I: 20 } });
  return {
    emulator: new SpinnakerEmulator(machineOf(program)),
    form: createTickForm(tickFormModel(sliced.quantized, new Set(tickQuantizations))),
  };
}

describe("tickFormModel with everything quantized", () => {
  const cases = (Object.keys(CELLS) as (keyof typeof CELLS)[]).flatMap((model) => [
    ["0.5 ms", model] as const,
    ["0.1 ms", model] as const,
  ]);
  it.each(cases)("is the chip bit for bit: dt %s, %s", async (dt, model) => {
    const network = networkOf(model, dt);
    // Cores of 64 atoms: several slices a population.
    const { emulator, form } = bothOf(network, { atomsPerCore: 64 });
    const spikes = await raster(emulator, network.steps);
    expect(spikes.length).toBeGreaterThan(50);
    expect(await raster(form, network.steps)).toEqual(spikes);
    const all = Uint32Array.from({ length: network.size }, (_, i) => i);
    const words = await emulator.readState(all);
    const floats = await form.readState(all);
    expect(Array.from(floats.v, (v) => v * 32768)).toEqual(Array.from(words.v));
    expect(Array.from(floats.u, (u) => u * 32768)).toEqual(Array.from(words.u));
    expect(Array.from(floats.refractory)).toEqual(Array.from(words.refractory));
  });

  it("is the chip with synapse cores of their own too, as long as no sum carries over", async () => {
    const network = networkOf("iaf_psc_exp");
    const { emulator, form } = bothOf(network, { synapseCores: 3, atomsPerCore: 64 });
    expect(await raster(form, network.steps)).toEqual(await raster(emulator, network.steps));
    expect((await emulator.counters())["ring-carried-excitatory"]).toBe(0);
  });

  it("is the chip bit for bit where ring buffers saturate", async () => {
    const network = networkOf("iaf_psc_exp", "0.5 ms", 40);
    const { emulator, form } = bothOf(network, { acceptedSaturation: 0.9 });
    expect(await raster(form, network.steps)).toEqual(await raster(emulator, network.steps));
    const counters = await emulator.counters();
    expect(counters["ring-saturated-excitatory"] + counters["ring-saturated-inhibitory"]).toBeGreaterThan(0);
  });
});

describe("tickFormModel with nothing quantized", () => {
  it("converges to exact integration as the time step shrinks: the voltage of a neuron without threshold after 50 ms, at least in first order", async () => {
    const errors: number[] = [];
    for (const dt of ["1 ms", "0.5 ms", "0.25 ms"]) {
      const text = `
name: one
timestep: ${dt}
duration: 50 ms
populations:
  P: { size: 1, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 1000 mV, t_ref: 2 ms } }
stimuli:
  s: { type: spike_times, target: P, times: [2 ms, 20 ms, 21 ms], weight: 300 pA, delay: 1 ms }
`;
      const network = drawNetwork(parseDescription(text, "one.yaml", () => new Uint8Array(0)).description);
      const { sliced } = compileSpinnaker(network, SPINNAKER1, { expectedRates: { P: 0 } });
      const sides = [createTickForm(tickFormModel(sliced.quantized, new Set())), createReference(network)];
      const v: number[] = [];
      for (const side of sides) {
        await side.advance(network.steps, () => {});
        v.push((await side.readState([0])).v[0]);
      }
      errors.push(Math.abs(v[0] - v[1]));
    }
    expect(errors[0]).toBeLessThan(0.1);
    expect(errors[1] / errors[0]).toBeLessThan(0.6);
    expect(errors[2] / errors[1]).toBeLessThan(0.6);
  });
});
