import { describe, expect, it } from "vitest";
import { createEmulator } from "../../../emulator/loihi/emulator.js";
import { connectivityOfNetwork } from "../../analysis/input-connectivity.js";
import { inputCurrents } from "../../analysis/input-currents.js";
import { parseDescription } from "../../description/load-description.js";
import { deviationOf, meanOf } from "../../numerics/sample-moments.js";
import { record } from "../../recording/record.js";
import { targetById } from "../../targets/registry.js";
import { predictRates } from "../../theory/finite-k.js";
import { meanFieldOf } from "../../theory/mean-field-model.js";
import { workingPoint } from "../../theory/working-point.js";
import { build } from "../../measure/build.js";
import { chipNoise } from "./chip-noise.js";
import { defaultOptions } from "../../options/check-options.js";
import { quantizedNetwork } from "./network-on-chip.js";

/** 100 unconnected cells under Poisson input of 8 kHz each: mean 12.8 mV, σ 1.01 mV. */
const description = (threshold: number) =>
  parseDescription(
    `
name: noisy
timestep: 0.5 ms
duration: 4 s
burn_in: 200 ms
populations:
  P:
    size: 100
    neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: ${threshold} mV, t_ref: 2 ms }
stimuli:
  x: { type: poisson, target: P, rate: 8000 Hz, weight: 4 pA, delay: 1 ms }
`,
    "noisy.yaml",
    () => {
      throw new Error("reads nothing");
    },
  ).description;

const target = targetById("loihi1");
const options = { ...defaultOptions(target), poisson: "noise" } as const;

async function run(threshold: number, traced: number) {
  const { compiled, floatModel, network } = build(description(threshold), target, options);
  const onChip = quantizedNetwork(compiled.quantized, target, target.profiles.hw!);
  const neurons = Uint32Array.from({ length: traced }, (_, k) => k);
  const emulator = await createEmulator(compiled.program, target);
  const recording = await record(emulator, {
    network: "noisy",
    seed: network.seed,
    steps: network.steps,
    populations: [{ name: "P", first: 0, size: 100 }],
    probes:
      traced > 0 ? (["v", "u"] as const).map((variable) => ({ population: "P", neurons, variable, period: 1 })) : [],
  });
  await emulator.close();
  return { compiled, floatModel, network, onChip, recording };
}

describe("Poisson input lowered to bias and noise", () => {
  it("gives the quantized theory the mean and variance that the emulator's free membrane shows", async () => {
    const { compiled, floatModel, network, onChip, recording } = await run(1000, 20);
    const model = meanFieldOf(onChip);
    const point = workingPoint(model, 0, [0]);
    const { tau } = point.lif;
    const scale = compiled.quantized.scaled.scale[0];
    const v = recording
      .probes![0].values.subarray(network.burnInSteps * 20)
      .map((lsb) => lsb / scale); /* V_reset = 0 */
    expect(meanOf(v) / point.mu).toBeCloseTo(1, 2);
    // Free membrane behind exponential synapses: SD = σ·√(τ/(2(τ + τ_s))).
    const tauSyn = model.populations[0].tau_syn_ex;
    expect(deviationOf(v) / (point.sigma * Math.sqrt(tau / (2 * (tau + tauSyn))))).toBeGreaterThan(0.95);
    expect(deviationOf(v) / (point.sigma * Math.sqrt(tau / (2 * (tau + tauSyn))))).toBeLessThan(1.05);
    // The generator has powers of two only: within half an octave of what the spikes would have given.
    const ideal = workingPoint(floatModel, 0, [0]);
    expect(point.mu / ideal.mu).toBeCloseTo(1, 2);
    expect(Math.abs(Math.log2(point.sigma / ideal.sigma))).toBeLessThan(0.5 + 1e-9);
  });

  it("predicts the emulated rate within 10 %, where without the noise the neurons would be silent", async () => {
    const { onChip, recording, network } = await run(13.2, 0);
    const seconds = ((network.steps - network.burnInSteps) * network.dt) / 1000;
    const measured = recording.spikeSteps.filter((step) => step >= network.burnInSteps).length / 100 / seconds;
    const predicted = predictRates(meanFieldOf(onChip)).populations[0].rate;
    expect(measured).toBeGreaterThan(1);
    expect(Math.abs(measured / predicted - 1)).toBeLessThan(0.1);
    expect(predictRates(meanFieldOf({ ...onChip, noise: [] })).populations[0].rate).toBe(0);
  });

  it("is part of the reconstructed excitation, so that mean and SD of the input are those of the noise", async () => {
    const { compiled, onChip, recording } = await run(1000, 3);
    const noise = chipNoise(compiled.quantized, onChip);
    const [{ E }] = inputCurrents({ ...connectivityOfNetwork(onChip), noise }, recording, undefined, [1]);
    const decay = Math.exp(-onChip.dt / (onChip.populations[0].parameters.tau_syn_ex as number));
    expect(deviationOf(E.subarray(400)) / ((onChip.noise![0].sd as number) / Math.sqrt(1 - decay ** 2))).toBeCloseTo(
      1,
      1,
    );
    // The chip's own u holds the same current, up to its scale and to what truncation takes away.
    const u = recording.probes![1].values;
    const bias = connectivityOfNetwork(onChip).externalCurrent(1, 0);
    const chip = Array.from({ length: 1000 }, (_, n) => u[n * 3 + 1]);
    const rebuilt = Array.from({ length: 1000 }, (_, n) => E[n] - bias);
    const product = chip.reduce((sum, x, n) => sum + x * rebuilt[n], 0);
    const norm = Math.sqrt(chip.reduce((sum, x) => sum + x * x, 0) * rebuilt.reduce((sum, x) => sum + x * x, 0));
    expect(product / norm).toBeGreaterThan(0.9999);
  });
});
