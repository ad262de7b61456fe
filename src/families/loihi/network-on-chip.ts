/**
 * The network as the chip has it, in the units of the description: every integer read back through the scale, so that
 * theory and analysis treat it like any other network.
 *
 *   tau = -dt / ln((4096 - d - offset)/4096);  w = mantissa·2^(6+e) / (scale · P21(tau_m, tau_syn)) for exponential synapses,
 *   w = mantissa·2^(6+e) / scale for delta synapses;  V_th = V_reset + (threshold << 6)/scale;  t_ref = dead steps · dt;
 *   I_e such that (E_L - V_reset)(1 - P22) + P20·I_e = bias/scale.
 * The cores' noise becomes NoiseInputs, and what decays truncate in every step StateTruncations.
 * Lowering this network gives the chip's numbers back exactly. Conductance neurons come out as the current neurons that they were lowered to: E_L is
 * where their leak and mean conductances pull V together, I_e what is injected, and the threshold input that of the description.
 */
import { loihiModel } from "../../../compiler/loihi/lowering/models.js";
import type { Quantized } from "../../../compiler/loihi/stages.js";
import type {
  CurrentInput,
  Network,
  NoiseInput,
  Population,
  Projection,
  StateTruncation,
} from "../../network/types.js";
import { thresholdCurrentOf, valueAt } from "../../network/types.js";
import { currentPropagator, synapticPropagator } from "../../numerics/propagators.js";
import { meanTruncation, worstTruncation } from "../../numerics/truncated-decay.js";
import { noiseMoments } from "../../program/loihi/core-noise.js";
import type { LoihiProfileSpec, LoihiTarget } from "../../targets/loihi/target.js";

function tauOf(dt: number, factor: number): number {
  return -dt / Math.log(factor);
}

/** Leaves a parameter one number where all neurons agree, as analysis and theory expect of homogeneous populations. */
function compact(values: Float64Array): number | Float64Array {
  return values.every((v) => v === values[0]) ? values[0] : values;
}

export function quantizedNetwork(quantized: Quantized, target: LoihiTarget, profile: LoihiProfileSpec): Network {
  const { scaled } = quantized;
  const { lowered } = scaled;
  const { network } = lowered;
  const { widths } = target;
  const one = 2 ** widths.decay;
  const dt = network.dt;
  const factorU = (i: number) => (one - scaled.du[i] - widths.uDecayOffset) / one;
  const factorV = (i: number) => (one - scaled.dv[i] - widths.vDecayOffset) / one;
  /** Description units that one voltage LSB of arriving weight stands for, per neuron. */
  const weightUnit = new Float64Array(network.size);

  const populations = network.populations.map((population): Population => {
    const { onChip: model, synapse, atOperatingPoint } = loihiModel(population);
    const perNeuron = (value: (i: number) => number) =>
      compact(Float64Array.from({ length: population.size }, (_, k) => value(population.first + k)));
    const tauM = (i: number) => tauOf(dt, factorV(i));
    const C = (i: number) => valueAt(population.parameters.C_m, i - population.first);
    const reset = (i: number) => lowered.neurons.reset[i];
    // The pull of leak and mean conductances that the bias carries is no input: I_e is what was injected, of lowered conductances too.
    const rest = (i: number) => lowered.neurons.rest[i];
    const restAboveReset = (i: number) => rest(i) - reset(i);
    const bias = (i: number) => (quantized.biasMantissa[i] * 2 ** quantized.biasExponent[i]) / scaled.scale[i];
    for (let i = population.first; i < population.first + population.size; i++) {
      weightUnit[i] =
        1 / scaled.scale[i] / (synapse === "delta" ? 1 : synapticPropagator(dt, tauM(i), tauOf(dt, factorU(i)), C(i)));
    }
    const tauSyn = synapse === "delta" ? null : perNeuron((i) => tauOf(dt, factorU(i)));
    return {
      ...population,
      model,
      ...(atOperatingPoint ? { thresholdCurrent: perNeuron((i) => thresholdCurrentOf(network, population, i)) } : {}),
      parameters: {
        C_m: population.parameters.C_m,
        tau_m: perNeuron(tauM),
        ...(tauSyn === null ? {} : { tau_syn_ex: tauSyn, tau_syn_in: tauSyn }),
        E_L: perNeuron(rest),
        V_reset: perNeuron(reset),
        V_th: perNeuron((i) => reset(i) + (scaled.thresholdMantissa[i] * 2 ** widths.thresholdShift) / scaled.scale[i]),
        t_ref: perNeuron((i) => (profile.refractory ? Math.max(0, quantized.refractory[i] - 1) * dt : 0)),
        I_e: perNeuron((i) => (bias(i) - restAboveReset(i) * (1 - factorV(i))) / currentPropagator(dt, tauM(i), C(i))),
      },
    };
  });

  const projections = lowered.projections.map(({ projection, delayShift }, index): Projection => {
    const { mantissa, group, delay } = quantized.projections[index];
    const unitOf = scaled.groups.map((g) => 2 ** (widths.weightShift + g.weightExponent));
    const weight = new Float32Array(projection.source.length);
    for (let i = 0; i < projection.postSize; i++) {
      const unit = weightUnit[projection.postFirst + i];
      for (let k = projection.rowStart[i]; k < projection.rowStart[i + 1]; k++) {
        const m = typeof mantissa === "number" ? mantissa : mantissa[k];
        weight[k] = m * unitOf[typeof group === "number" ? group : group[k]] * unit;
      }
    }
    return {
      ...projection,
      weight: weight.length > 0 && weight.every((w) => w === weight[0]) ? weight[0] : weight,
      delay: typeof delay === "number" ? delay + delayShift : delay.map((d) => d + delayShift),
    };
  });

  return {
    ...network,
    name: `${network.name} on ${target.id}`,
    populations,
    projections,
    currents: populations.flatMap((population) => biasSchedule(quantized, population, dt)),
    noise: populations.flatMap((population) => noiseOf(quantized, population, weightUnit)),
    truncation: populations.map((population) => truncationOf(quantized, target, population, weightUnit)),
  };
}

/** What the decays truncate in every step: of u as a weight that is lost in every step, of v as a shift of where it rests. */
function truncationOf(
  { scaled }: Quantized,
  { widths }: LoihiTarget,
  { index, first, size }: Population,
  weightUnit: Float64Array,
): StateTruncation {
  const one = 2 ** widths.decay;
  const each = (value: (i: number) => number) =>
    compact(Float64Array.from({ length: size }, (_, k) => value(first + k)));
  const current = (i: number) => {
    const leak = scaled.du[i] + widths.uDecayOffset;
    // In steps; a state that is gone within a step holds nothing that could be lost.
    const tauSyn = leak < one ? tauOf(1, (one - leak) / one) : 0;
    return meanTruncation(leak, widths.decay).perStep * weightUnit[i] * tauSyn;
  };
  const leakV = (i: number) => scaled.dv[i] + widths.vDecayOffset;
  return {
    post: index,
    current: each(current),
    voltage: each((i) => meanTruncation(leakV(i), widths.decay).shift / scaled.scale[i]),
    stuck: each((i) => worstTruncation(leakV(i), widths.decay).shift / scaled.scale[i]),
  };
}

/** The core's generator, as seen by the neurons of a population. It adds to u where a weight would; the compiler asks for no noise at v. */
function noiseOf(quantized: Quantized, population: Population, weightUnit: Float64Array): NoiseInput[] {
  const ids = Array.from({ length: population.size }, (_, k) => population.first + k);
  if (ids.every((id) => quantized.noiseOf[id] < 0)) return [];
  const moments = quantized.noises.map(noiseMoments);
  const inUnits = (pick: "mean" | "sd") =>
    compact(
      Float64Array.from(ids, (id) =>
        quantized.noiseOf[id] < 0 ? 0 : moments[quantized.noiseOf[id]][pick] * weightUnit[id],
      ),
    );
  return [{ name: `noise of ${population.name}`, post: population.index, mean: inUnits("mean"), sd: inUnits("sd") }];
}

/** Rewritten bias registers as a current on top of I_e, which holds the registers of step 0. */
function biasSchedule(quantized: Quantized, population: Population, dt: number): CurrentInput[] {
  const { scale } = quantized.scaled;
  const local = (neuron: number) => neuron - population.first;
  const inside = (neuron: number) => neuron >= population.first && local(neuron) < population.size;
  const picoampere = (lsb: number, neuron: number) =>
    lsb /
    scale[neuron] /
    currentPropagator(
      dt,
      valueAt(population.parameters.tau_m, local(neuron)),
      valueAt(population.parameters.C_m, local(neuron)),
    );
  const first = (neuron: number) => quantized.biasMantissa[neuron] * 2 ** quantized.biasExponent[neuron];
  const changes = quantized.biasChanges.filter((change) => change.neurons.some(inside)).sort((a, b) => a.step - b.step);
  if (changes.length === 0) return [];
  const now = new Float64Array(population.size);
  const amplitude = changes.map((change) => {
    change.neurons.forEach((neuron, k) => {
      if (inside(neuron))
        now[local(neuron)] = picoampere(change.mantissa[k] * 2 ** change.exponent[k] - first(neuron), neuron);
    });
    return now.slice();
  });
  return [
    {
      name: `bias of ${population.name}`,
      post: population.index,
      steps: Uint32Array.from(changes, (c) => c.step),
      amplitude,
    },
  ];
}
