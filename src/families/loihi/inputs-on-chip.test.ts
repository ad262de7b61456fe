/**
 * One set of books for lowered conductances: what theory counts as excitation and inhibition on the chip is what is measured of its emulator, and the
 * leak that went into the bias is in neither.
 */
import { describe, expect, it } from "vitest";
import { createReference } from "../../../emulator/reference/reference.js";
import { createEmulator } from "../../../emulator/loihi/emulator.js";
import { inputMetrics, inputsOfReference } from "../../analysis/sampled-inputs.js";
import { connectivityOfNetwork } from "../../analysis/input-connectivity.js";
import { parseDescription } from "../../description/load-description.js";
import { build } from "../../measure/build.js";
import { defaultOptions } from "../../options/check-options.js";
import type { Network } from "../../network/types.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import { record } from "../../recording/record.js";
import type { Recording } from "../../recording/recording.js";
import { targetById } from "../../targets/registry.js";
import { meanFieldOf } from "../../theory/mean-field-model.js";
import { workingPoint } from "../../theory/working-point.js";
import { inputsOnChip } from "./inputs-on-chip.js";
import { quantizedNetwork } from "./network-on-chip.js";

/** E_L lies 5 mV above reset, and the current into P is not that into Q. */
const NEURON =
  "model: iaf_cond_exp, C_m: 200 pF, g_L: 10 nS, E_L: -60 mV, V_th: -50 mV, V_reset: -65 mV, t_ref: 3 ms, tau_syn_ex: 5 ms, tau_syn_in: 5 ms, E_ex: 0 mV, E_in: -80 mV";
const DESCRIPTION = `
name: books
timestep: 0.5 ms
duration: 700 ms
burn_in: 100 ms
populations:
  P: { size: 60, neuron: { ${NEURON}, I_e: 120 pA } }
  Q: { size: 60, neuron: { ${NEURON}, I_e: -40 pA } }
projections:
  PP: { pre: P, post: P, connect: { rule: fixed_indegree, K: 20 }, weight: 0.6 nS, delay: 1 ms }
  QQ: { pre: Q, post: Q, connect: { rule: fixed_indegree, K: 20 }, weight: -4 nS, delay: 1 ms }
  PQ: { pre: P, post: Q, connect: { rule: fixed_indegree, K: 20 }, weight: 0.6 nS, delay: 1 ms }
  QP: { pre: Q, post: P, connect: { rule: fixed_indegree, K: 20 }, weight: -4 nS, delay: 1 ms }
stimuli:
  ext: { type: poisson, target: [P, Q], rate: 3 kHz, weight: 0.8 nS, delay: 1 ms }
`;
const parsed = (text: string) => parseDescription(text, "books.yaml", () => new Uint8Array(0)).description;

/** Driven so hard that V without threshold would stand 1.2 mV beyond it. */
const BEYOND = DESCRIPTION.replaceAll(/, I_e: -?\d+ pA/g, "")
  .replaceAll("V_reset: -65 mV, t_ref: 3 ms", "V_reset: -60 mV, t_ref: 5 ms")
  .replaceAll("K: 20 }, weight: 0.6 nS", "K: 40 }, weight: 0.5 nS")
  .replaceAll("-4 nS", "-5 nS");

async function recorded(on: ExecutionTarget, network: Network): Promise<Recording> {
  const recording = await record(on, {
    network: "books",
    seed: network.seed,
    steps: network.steps,
    populations: network.populations.map(({ name, first, size }) => ({ name, first, size })),
    probes: network.populations.map(({ name, size }) => ({
      population: name,
      neurons: Uint32Array.from({ length: size }, (_, k) => k),
      variable: "v" as const,
      period: 1,
    })),
  });
  await on.close();
  return recording;
}

async function measured(text: string, id: "loihi1", poisson: "inject" | "noise", profile: "hw" | "lava" = "hw") {
  const target = targetById(id);
  const options = { ...defaultOptions(target), poisson, profile };
  const { compiled, network } = build(parsed(text), target, options);
  const { quantized } = compiled;
  const onChip = quantizedNetwork(quantized, target, target.profiles[options.profile]!);
  const recording = await recorded(await createEmulator(compiled.program, target), network);
  const { currents } = inputMetrics(inputsOnChip(network, quantized, onChip, recording), network);
  const judged = network.steps - network.burnInSteps;
  const rates = network.populations.map(({ first, size }) => {
    const spikes = recording.spikeSteps.reduce(
      (sum, step, k) =>
        sum +
        Number(step >= network.burnInSteps && recording.spikeIds[k] >= first && recording.spikeIds[k] < first + size),
      0,
    );
    return (1000 * spikes) / (size * judged * network.dt);
  });
  const model = meanFieldOf(onChip);
  return { network, onChip, currents, model, theory: network.populations.map((_, a) => workingPoint(model, a, rates)) };
}

describe("the input of lowered conductances, by theory and as measured", () => {
  it.each([
    ["loihi1", "inject", "hw"],
    ["loihi1", "inject", "lava"],
    ["loihi1", "noise", "hw"],
  ] as const)("is the same within 3 % at the measured rates: $0, Poisson $1, $2", async (id, poisson, profile) => {
    const { network, currents, theory } = await measured(DESCRIPTION, id, poisson, profile);
    network.populations.forEach(({ name }, a) => {
      expect(theory[a].excitation / currents[name].excitatory).toBeCloseTo(1, 1.5);
      expect(theory[a].inhibition / currents[name].inhibitory).toBeCloseTo(1, 1.5);
    });
  });

  it("has the injected current of the description, to the rounding of the bias, and its threshold input", async () => {
    const { network, onChip, model } = await measured(DESCRIPTION, "loihi1", "inject");
    const chip = connectivityOfNetwork(onChip);
    for (const { first, index } of network.populations) {
      expect(chip.externalCurrent(first, 0)).toBeCloseTo(index === 0 ? 120 : -40, 0);
      // g_L·(V_th - E_L), whatever the conductances add to the leak.
      expect(chip.thresholdCurrent(first)).toBeCloseTo(100, 9);
      expect(model.populations[index].thresholdCurrent).toBeCloseTo(100, 9);
    }
  });

  it("is that of the reference within 12 % where V without threshold would lie beyond it, and so is what inhibition leaves", async () => {
    const { network, currents } = await measured(BEYOND, "loihi1", "inject");
    const reference = inputMetrics(
      inputsOfReference(network, await recorded(createReference(network), network)),
      network,
    );
    for (const { name } of network.populations) {
      const ideal = reference.currents[name];
      expect(Math.abs(currents[name].excitatory / ideal.excitatory - 1)).toBeLessThan(0.1);
      expect(Math.abs(currents[name].inhibitory / ideal.inhibitory - 1)).toBeLessThan(0.12);
      // At the free V it is a tenth of this.
      expect(currents[name].residual / ideal.residual).toBeGreaterThan(0.5);
      expect(currents[name].residual / ideal.residual).toBeLessThan(1.1);
    }
  });
});
