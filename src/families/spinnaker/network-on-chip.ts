/**
 * The network as a SpiNNaker-style machine has it, in the units of the description: every raw word read back, so that theory and analysis
 * treat it like any other network.
 *
 *   tau_m = -dt/ln(expTC), C_m such that tau_m/C_m = R;  tau_syn, V_th, V_reset, E_L, I_e from their words
 *   w = word·step in pA or nS;  delta synapses: the jump that the current word·step/dt makes in one tick
 */
import { SYNAPSE_TYPES } from "../../../compiler/spinnaker/weights/incoming-weights.js";
import { weightStep } from "../../../compiler/spinnaker/weights/ring-buffer-scale.js";
import type { LoweredPopulation, SpinnakerQuantized } from "../../../compiler/spinnaker/stages.js";
import {
  valueAt,
  type CurrentInput,
  type Network,
  type PerNeuron,
  type Population,
  type Projection,
} from "../../network/types.js";
import { S1615_ONE } from "../../numerics/s1615.js";
import type { NeuronParameters } from "../../program/spinnaker/machine-image.js";
import { deltaScale, membraneConstants } from "../../program/spinnaker/neuron-constants.js";

/** pA in an nA, nS in a µS. */
const KILO = 1000;

/** Raw word of neuron i. */
export function wordAt(words: Int32Array, i: number): number {
  return words[words.length === 1 ? 0 : i];
}

interface Membrane {
  /** ms */
  readonly tauM: number;
  /** MOhm */
  readonly resistance: number;
  readonly expTC: number;
  readonly refractorySteps: number;
}

/** What the core derives from the parameters of neuron i. */
export function membraneOnChip(
  { tauM, cM, tRefractory }: NeuronParameters,
  i: number,
  dtRaw: number,
  dt: number,
): Membrane {
  const { expTC, resistance, refractoryPeriod } = membraneConstants(
    wordAt(tauM, i),
    wordAt(cM, i),
    wordAt(tRefractory, i),
    dtRaw,
  );
  const factor = expTC / S1615_ONE;
  return {
    tauM: -dt / Math.log(factor),
    resistance: resistance / S1615_ONE,
    expTC: factor,
    refractorySteps: Math.max(0, refractoryPeriod),
  };
}

function compact(values: Float64Array): PerNeuron {
  return values.every((v) => v === values[0]) ? values[0] : values;
}

function populationOnChip({ population, parameters }: LoweredPopulation, dtRaw: number, dt: number): Population {
  const { size, parameters: described } = population;
  const each = (value: (i: number) => number) => compact(Float64Array.from({ length: size }, (_, i) => value(i)));
  const real = (words: Int32Array, scale = 1) => each((i) => (wordAt(words, i) / S1615_ONE) * scale);
  const { tauExcitatory, tauInhibitory, reversalExcitatory, reversalInhibitory } = parameters;
  const membrane = Array.from({ length: size }, (_, i) => membraneOnChip(parameters, i, dtRaw, dt));
  const C = (i: number) => (membrane[i].tauM / membrane[i].resistance) * KILO;
  return {
    ...population,
    initialV: Float64Array.from(population.initialV, (_, i) => wordAt(parameters.vInit, i) / S1615_ONE),
    parameters: {
      ...described,
      tau_m: each((i) => membrane[i].tauM),
      C_m: each(C),
      ...(described.g_L === undefined ? {} : { g_L: each((i) => C(i) / membrane[i].tauM) }),
      E_L: real(parameters.vRest),
      V_reset: real(parameters.vReset),
      V_th: real(parameters.vThreshold),
      t_ref: each((i) => membrane[i].refractorySteps * dt),
      I_e: real(parameters.iOffset, KILO),
      ...(tauExcitatory === undefined ? {} : { tau_syn_ex: real(tauExcitatory) }),
      ...(tauInhibitory === undefined ? {} : { tau_syn_in: real(tauInhibitory) }),
      ...(reversalExcitatory === undefined ? {} : { E_ex: real(reversalExcitatory) }),
      ...(reversalInhibitory === undefined ? {} : { E_in: real(reversalInhibitory) }),
    },
  };
}

/** Units of the description that one nA (µS) of weight is, by neuron. */
function describedUnit({ population, parameters, model }: LoweredPopulation, dtRaw: number, dt: number): PerNeuron {
  if (model !== "IF_curr_delta") return KILO;
  const perTick = deltaScale(dtRaw) / S1615_ONE;
  return compact(
    Float64Array.from({ length: population.size }, (_, i) => {
      const { resistance, expTC } = membraneOnChip(parameters, i, dtRaw, dt);
      return perTick * resistance * (1 - expTC);
    }),
  );
}

export function spinnakerNetwork({ shifted, projections }: SpinnakerQuantized, target: string): Network {
  const { lowered, shifts } = shifted;
  const { network, dtRaw } = lowered;
  const units = lowered.populations.map((population) => describedUnit(population, dtRaw, network.dt));
  const onChip = network.projections.map((projection, index): Projection => {
    const { weight, delay } = projections[index];
    const { globalScale, delayShift } = lowered.populations[projection.post];
    const step = SYNAPSE_TYPES.map((type) => weightStep(shifts[projection.post][type].shift, globalScale));
    const out = new Float32Array(projection.source.length);
    for (let i = 0; i < projection.postSize; i++) {
      const unit = valueAt(units[projection.post], i);
      for (let k = projection.rowStart[i]; k < projection.rowStart[i + 1]; k++) {
        const inhibitory = (typeof projection.weight === "number" ? projection.weight : projection.weight[k]) < 0;
        const magnitude = (typeof weight === "number" ? weight : weight[k]) * step[inhibitory ? 1 : 0] * unit;
        out[k] = inhibitory ? -magnitude : magnitude;
      }
    }
    return {
      ...projection,
      weight: out.length > 0 && out.every((w) => w === out[0]) ? out[0] : out,
      delay: typeof delay === "number" ? delay - delayShift : delay.map((d) => d - delayShift),
    };
  });
  const populations = lowered.populations.map((population) => populationOnChip(population, dtRaw, network.dt));
  return {
    ...network,
    name: `${network.name} on ${target}`,
    populations,
    projections: onChip,
    currents: lowered.populations.flatMap(({ population, parameters }) =>
      offsetSchedule(shifted, population, parameters),
    ),
  };
}

/** Rewritten offsets as a current on top of I_e, which holds those of tick 0. */
function offsetSchedule(
  { lowered }: SpinnakerQuantized["shifted"],
  { name, index, first, size }: Population,
  { iOffset }: NeuronParameters,
): CurrentInput[] {
  const inside = (neuron: number) => neuron >= first && neuron < first + size;
  const changes = lowered.offsetChanges.filter(({ neurons }) => neurons.some(inside));
  if (changes.length === 0) return [];
  const now = new Float64Array(size);
  const amplitude = changes.map((change) => {
    change.neurons.forEach((neuron, k) => {
      if (inside(neuron))
        now[neuron - first] = ((change.iOffset[k] - wordAt(iOffset, neuron - first)) / S1615_ONE) * KILO;
    });
    return now.slice();
  });
  return [{ name: `offset of ${name}`, post: index, steps: Uint32Array.from(changes, ({ tick }) => tick), amplitude }];
}
