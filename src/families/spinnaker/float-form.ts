/**
 * The network in the tick form with only some things quantized (docs/verdict.md, "attribution"): each switch takes one group of numbers from the
 * chip in place of the ideal ones. With nothing quantized it is the chip's equations in float64, which differ from exact integration by
 * holding synaptic currents constant within a tick.
 */
import { membraneTime } from "../../../compiler/spinnaker/passes/lower.js";
import type { LoweredPopulation, SpinnakerQuantized } from "../../../compiler/spinnaker/stages.js";
import { LARGEST_SUM, weightStep } from "../../../compiler/spinnaker/weights/ring-buffer-scale.js";
import type { GivenRows } from "../../../emulator/reference/delivery-of-rows.js";
import type { TickFormModel } from "../../../emulator/reference/spinnaker-form.js";
import { valueAt, type Network, type PerNeuron } from "../../network/types.js";
import { S1615_ONE } from "../../numerics/s1615.js";
import { refractorySteps } from "../../numerics/time-grid.js";
import type { NeuronModel } from "../../program/spinnaker/machine-image.js";
import { deltaScale, synapseConstants } from "../../program/spinnaker/neuron-constants.js";
import { membraneOnChip, wordAt } from "./network-on-chip.js";

export const tickQuantizations = [
  "weights",
  "decays",
  "threshold and bias",
  "state rounding",
  "saturation",
  "refractory",
] as const;
export type TickQuantization = (typeof tickQuantizations)[number];

const TWO_32 = 2 ** 32;
const MILLI = 1e-3;

/** Columns of the model, one entry a neuron. */
type Columns = Pick<
  TickFormModel,
  | "vInit"
  | "vRest"
  | "vReset"
  | "vThreshold"
  | "iOffset"
  | "expTC"
  | "resistance"
  | "refractorySteps"
  | "decayExcitatory"
  | "decayInhibitory"
  | "initExcitatory"
  | "initInhibitory"
  | "reversalExcitatory"
  | "reversalInhibitory"
  | "largestExcitatory"
  | "largestInhibitory"
>;

export function tickFormModel(
  { shifted, projections }: SpinnakerQuantized,
  active: ReadonlySet<TickQuantization>,
): TickFormModel {
  const { lowered, shifts } = shifted;
  const { network, dtRaw } = lowered;
  const columns = emptyColumns(network.size);
  const modelOf: NeuronModel[] = [];
  lowered.populations.forEach((population, p) => {
    const { globalScale } = population;
    const capacity = (type: "excitatory" | "inhibitory") =>
      // On the way to the neuron, conductances stay multiplied by the global scale.
      active.has("saturation") ? LARGEST_SUM * weightStep(shifts[p][type].shift, globalScale) * globalScale : Infinity;
    fillColumns(columns, population, network, dtRaw, active);
    const { first, size } = population.population;
    columns.largestExcitatory.fill(capacity("excitatory"), first, first + size);
    columns.largestInhibitory.fill(capacity("inhibitory"), first, first + size);
    for (let i = 0; i < size; i++) modelOf.push(population.model);
  });
  return {
    size: network.size,
    sourceSize: network.sourceSize,
    dt: network.dt,
    seed: network.seed,
    sources: network.sources,
    modelOf,
    ...columns,
    // As words: their rounding of at most 0.015 pA is not told apart from the rest.
    offsetChanges: lowered.offsetChanges.map((change) => ({
      ...change,
      iOffset: Float64Array.from(change.iOffset, (word) => word / S1615_ONE),
    })),
    deltaScale: active.has("decays") ? deltaScale(dtRaw) / S1615_ONE : 1 / network.dt,
    rows: network.projections.map((projection, index): GivenRows => {
      const { toChip, globalScale } = lowered.populations[projection.post];
      const { weight, delay } = projections[index];
      if (!active.has("weights")) {
        const rowGain = Float64Array.from({ length: projection.postSize }, (_, i) => valueAt(toChip, i) * globalScale);
        return { projection, weight: projection.weight, rowGain, delay };
      }
      const { excitatory, inhibitory } = shifts[projection.post];
      const step = [excitatory, inhibitory].map(({ shift }) => weightStep(shift, globalScale) * globalScale);
      const signed = Float64Array.from(projection.source, (_, k) => {
        const negative = (typeof projection.weight === "number" ? projection.weight : projection.weight[k]) < 0;
        const magnitude = (typeof weight === "number" ? weight : weight[k]) * step[negative ? 1 : 0];
        return negative ? -magnitude : magnitude;
      });
      return {
        projection,
        weight: signed.length > 0 && signed.every((w) => w === signed[0]) ? signed[0] : signed,
        delay,
      };
    }),
    floorState: active.has("state rounding"),
  };
}

function emptyColumns(size: number): Columns {
  const column = () => new Float64Array(size);
  return {
    vInit: column(),
    vRest: column(),
    vReset: column(),
    vThreshold: column(),
    iOffset: column(),
    expTC: column(),
    resistance: column(),
    refractorySteps: new Uint32Array(size),
    decayExcitatory: column(),
    decayInhibitory: column(),
    initExcitatory: column(),
    initInhibitory: column(),
    reversalExcitatory: column(),
    reversalInhibitory: column(),
    largestExcitatory: column(),
    largestInhibitory: column(),
  };
}

function fillColumns(
  columns: Columns,
  { population, parameters, model }: LoweredPopulation,
  { dt }: Network,
  dtRaw: number,
  active: ReadonlySet<TickQuantization>,
): void {
  const { first, size, parameters: p } = population;
  const levels = active.has("threshold and bias");
  const decays = active.has("decays");
  const level = (words: Int32Array | undefined, ideal: PerNeuron, i: number, scale = 1) =>
    levels && words !== undefined ? wordAt(words, i) / S1615_ONE : valueAt(ideal, i) * scale;
  const tauM = membraneTime(population);
  const synapse = (words: Int32Array | undefined, ideal: PerNeuron, i: number) => {
    if (words === undefined) return { decay: 0, init: 0 };
    if (decays) {
      const { decay, init } = synapseConstants(wordAt(words, i), dtRaw);
      return { decay: decay / TWO_32, init: init / TWO_32 };
    }
    const tau = valueAt(ideal, i);
    return { decay: Math.exp(-dt / tau), init: -(tau / dt) * Math.expm1(-dt / tau) };
  };
  for (let i = 0; i < size; i++) {
    const id = first + i;
    const membrane = membraneOnChip(parameters, i, dtRaw, dt);
    // The description may give another current from step 0 on: the offset's ideal is then not known here, and its word stands for it.
    const hasSteps = parameters.iOffset.length > 1 && typeof p.I_e === "number";
    columns.vInit[id] = active.has("state rounding") ? wordAt(parameters.vInit, i) / S1615_ONE : population.initialV[i];
    columns.vRest[id] = level(parameters.vRest, p.E_L, i);
    columns.vReset[id] = level(parameters.vReset, p.V_reset, i);
    columns.vThreshold[id] = level(parameters.vThreshold, p.V_th, i);
    columns.iOffset[id] = levels || hasSteps ? wordAt(parameters.iOffset, i) / S1615_ONE : valueAt(p.I_e, i) * MILLI;
    columns.expTC[id] = decays ? membrane.expTC : Math.exp(-dt / valueAt(tauM, i));
    columns.resistance[id] = decays ? membrane.resistance : valueAt(tauM, i) / (valueAt(p.C_m, i) * MILLI);
    columns.refractorySteps[id] = active.has("refractory")
      ? membrane.refractorySteps
      : refractorySteps(valueAt(p.t_ref, i), dt).steps;
    const excitatory = synapse(parameters.tauExcitatory, p.tau_syn_ex, i);
    const inhibitory = synapse(parameters.tauInhibitory, p.tau_syn_in, i);
    columns.decayExcitatory[id] = excitatory.decay;
    columns.initExcitatory[id] = excitatory.init;
    columns.decayInhibitory[id] = inhibitory.decay;
    columns.initInhibitory[id] = inhibitory.init;
    if (model !== "IF_cond_exp") continue;
    columns.reversalExcitatory[id] = level(parameters.reversalExcitatory, p.E_ex, i);
    columns.reversalInhibitory[id] = level(parameters.reversalInhibitory, p.E_in, i);
  }
}
