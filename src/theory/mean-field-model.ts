/**
 * MeanFieldModel: a network reduced to what the mean-field theory needs, namely per population its mean parameters and per
 * input its in-degree, mean and mean square weight. A quantized network is the same shape with weights and decays derived from integers.
 */
import type { SynapseKind } from "../models/neuron-model.js";
import { refractorySteps } from "../numerics/time-grid.js";
import type { DriveEpoch } from "../network/drive-epochs.js";
import { ratesIn } from "../network/source-rates.js";
import {
  modelOf,
  valueAt,
  type Network,
  type NoiseInput,
  type PerNeuron,
  type Population,
  type Projection,
  type StateTruncation,
} from "../network/types.js";

export interface MeanFieldPopulation {
  readonly name: string;
  readonly size: number;
  readonly synapse: SynapseKind;
  /** ms; the mean over the population, as all parameters here. */
  readonly tau_m: number;
  /** pF */
  readonly C_m: number;
  /** mV */
  readonly E_L: number;
  readonly V_th: number;
  readonly V_reset: number;
  /** ms */
  readonly t_ref: number;
  /** 0: delta synapses. */
  readonly tau_syn_ex: number;
  readonly tau_syn_in: number;
  /** Mean injected current, pA: I_e plus the time mean of all current inputs after burn-in. */
  readonly I_ext: number;
  /** Variance of that current over the neurons, pA²; default 0. */
  readonly currentVariance?: number;
  /** pA: the constant input that brings the cell from rest to threshold, as it was described; default: that of the parameters here. */
  readonly thresholdCurrent?: number;
  /** Conductances only: nS, mV, mV. */
  readonly g_L?: number;
  readonly E_ex?: number;
  readonly E_in?: number;
  /** Of a chip that truncates its states in every step: means over the population; absent: exact states. */
  readonly truncation?: MeanFieldTruncation;
  /** Why this theory says nothing about the model, as the end of "…, because"; absent: it holds. */
  readonly beyondTheory?: string;
}

/** As `StateTruncation` of a network. */
export interface MeanFieldTruncation {
  /** pA */
  readonly current: number;
  /** mV */
  readonly voltage: number;
  /** mV */
  readonly stuck: number;
}

/** One sign of one projection. */
export interface MeanFieldInput {
  readonly name: string;
  /** Index of a population, or spikes from outside at a rate (Hz) per source. */
  readonly pre: number | { readonly rate: number };
  /** Index of the population that receives it. */
  readonly post: number;
  /** Mean over the postsynaptic neurons, and the variance over them. */
  readonly indegree: number;
  readonly indegreeVariance: number;
  /** Signed mean over the synapses: pA (currents), mV (delta synapses), nS (conductances). */
  readonly weightMean: number;
  /** The mean of the squared weight, in the square of that unit. */
  readonly weightMeanSquare: number;
  /**
   * Variance over the postsynaptic neurons of their summed weight. Default: independent draws,
   * indegree·Var(w) + indegreeVariance·mean². Rounding that preserves sums makes it smaller.
   */
  readonly weightSumVariance?: number;
  /** Mean delay, ms; for the oscillation criterion. */
  readonly delay: number;
}

export interface MeanFieldModel {
  readonly name: string;
  /** Time step, ms. Used only where the theory knows its effect (delta synapses); 0: continuous time. */
  readonly dt: number;
  readonly populations: readonly MeanFieldPopulation[];
  readonly inputs: readonly MeanFieldInput[];
}

/** Variance over neurons of the summed weight of an input. */
export function weightSumVarianceOf(input: MeanFieldInput): number {
  const variance = Math.max(0, input.weightMeanSquare - input.weightMean ** 2);
  return input.weightSumVariance ?? input.indegree * variance + input.indegreeVariance * input.weightMean ** 2;
}

function meanOf(values: PerNeuron, size: number): number {
  if (typeof values === "number") return values;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += values[i];
  return size === 0 ? 0 : sum / size;
}

/** Time mean in a window of the current into each neuron, as mean and variance over neurons. */
function currentInto(
  network: Network,
  population: Population,
  { from: first, to: end }: DriveEpoch,
): { mean: number; variance: number } {
  const span = Math.max(1, end - first);
  const current = Float64Array.from({ length: population.size }, (_, i) => valueAt(population.parameters.I_e, i));
  for (const input of network.currents) {
    if (input.post !== population.index) continue;
    input.amplitude.forEach((amplitude, k) => {
      const from = Math.max(first, input.steps[k]);
      const to = k + 1 < input.steps.length ? Math.min(end, input.steps[k + 1]) : end;
      const share = Math.max(0, to - from) / span;
      for (let i = 0; i < population.size; i++) current[i] += share * valueAt(amplitude, i);
    });
  }
  const mean = meanOf(current, population.size);
  let squares = 0;
  for (const value of current) squares += (value - mean) ** 2;
  return { mean, variance: population.size === 0 ? 0 : squares / population.size };
}

/** Sums over the synapses of one sign. */
interface SignSums {
  count: number;
  squares: number;
  /** Steps. */
  delays: number;
  /** Σ weight · rate of the source, where sources have rates of their own. */
  drive: number;
}

/** Adds the synapses of one sign onto neuron `i`; returns the sum of their weights. Every synapse of the network passes here. */
function enterRow(
  { rowStart, weight, delay, source }: Projection,
  i: number,
  sign: 1 | -1,
  rates: Float64Array | null,
  into: SignSums,
): number {
  // A variable that is now an entry of an array and now a number would be put on the heap for every synapse.
  const weights = typeof weight === "number" ? null : weight;
  const constant = typeof weight === "number" ? weight : 0;
  let { count, squares, delays, drive } = into;
  let sum = 0;
  for (let k = rowStart[i], end = rowStart[i + 1]; k < end; k++) {
    const w = weights === null ? constant : weights[k];
    if (!(w * sign > 0)) continue;
    count++;
    sum += w;
    if (rates !== null) drive += w * rates[source[k]];
    squares += w * w;
    delays += typeof delay === "number" ? delay : delay[k];
  }
  into.count = count;
  into.squares = squares;
  into.delays = delays;
  into.drive = drive;
  return sum;
}

/** The positive (sign 1) or negative (sign -1) synapses of a projection; undefined where there are none. Zero weights act on nothing. */
function inputOfSign(
  network: Network,
  projection: Projection,
  sign: 1 | -1,
  mixed: boolean,
  window: DriveEpoch,
): MeanFieldInput | undefined {
  const rates = projection.preKind === "source" ? ratesIn(network.sources[projection.pre], network.dt, window) : 0;
  const { postSize } = projection;
  const of = { count: 0, squares: 0, delays: 0, drive: 0 };
  let countSquares = 0;
  let sum = 0;
  let rowSumSquares = 0;
  for (let i = 0; i < postSize; i++) {
    const before = of.count;
    const rowSum = enterRow(projection, i, sign, typeof rates === "number" ? null : rates, of);
    const rowCount = of.count - before;
    countSquares += rowCount * rowCount;
    sum += rowSum;
    rowSumSquares += rowSum * rowSum;
  }
  const { count, squares, delays, drive } = of;
  if (count === 0) return undefined;
  const indegree = count / postSize;
  return {
    name: mixed ? `${projection.name} (${sign > 0 ? "excitatory" : "inhibitory"})` : projection.name,
    pre:
      projection.preKind === "population" ? projection.pre : { rate: typeof rates === "number" ? rates : drive / sum },
    post: projection.post,
    indegree,
    indegreeVariance: Math.max(0, countSquares / postSize - indegree * indegree),
    weightMean: sum / count,
    weightMeanSquare: squares / count,
    weightSumVariance: Math.max(0, rowSumSquares / postSize - (sum / postSize) ** 2),
    delay: (delays / count) * network.dt,
  };
}

/**
 * Noise in every step as an input of one source that fires in every step: μ = Σ K⟨J⟩r and σ² = τ Σ K⟨J²⟩r with K = 1, r = 1/dt.
 * These arrivals are certain and not Poisson, so that only the variance of the noise, and not its mean square, goes into σ².
 */
function inputOfNoise(noise: NoiseInput, network: Network): MeanFieldInput {
  const { size } = network.populations[noise.post];
  let sum = 0;
  let sumOfMeanSquares = 0;
  let sumOfVariances = 0;
  for (let i = 0; i < size; i++) {
    const mean = valueAt(noise.mean, i);
    sum += mean;
    sumOfMeanSquares += mean ** 2;
    sumOfVariances += valueAt(noise.sd, i) ** 2;
  }
  return {
    name: noise.name,
    pre: { rate: 1000 / network.dt },
    post: noise.post,
    indegree: 1,
    indegreeVariance: 0,
    weightMean: sum / size,
    weightMeanSquare: sumOfVariances / size,
    weightSumVariance: Math.max(0, sumOfMeanSquares / size - (sum / size) ** 2),
    delay: 0,
  };
}

function truncationOf({ current, voltage, stuck }: StateTruncation, size: number): MeanFieldTruncation {
  return { current: meanOf(current, size), voltage: meanOf(voltage, size), stuck: meanOf(stuck, size) };
}

function deadTime(t_ref: PerNeuron, dt: number): PerNeuron {
  const length = (time: number) => time + refractorySteps(time, dt).roundedBy;
  return typeof t_ref === "number" ? length(t_ref) : t_ref.map(length);
}

/**
 * Reduces a drawn network, reading every synapse once per sign. Projections of mixed sign become two inputs. A source's rate is the mean
 * over its synapses, each with its weight.
 * @param window the steps over which the drive from outside is averaged: those of the run after burn-in unless told
 */
export function meanFieldOf(
  network: Network,
  window: DriveEpoch = { from: network.burnInSteps, to: network.steps },
): MeanFieldModel {
  const populations = network.populations.map((population): MeanFieldPopulation => {
    const mean = (name: string) => meanOf(population.parameters[name], population.size);
    const current = currentInto(network, population, window);
    const { synapse, beyondTheory } = modelOf(network, population);
    const conductance = synapse === "conductance";
    const truncation = (network.truncation ?? []).find(({ post }) => post === population.index);
    return {
      name: population.name,
      size: population.size,
      synapse,
      tau_m: conductance ? mean("C_m") / mean("g_L") : mean("tau_m"),
      C_m: mean("C_m"),
      E_L: mean("E_L"),
      V_th: mean("V_th"),
      V_reset: mean("V_reset"),
      // As long as the network has it: whole steps.
      t_ref: meanOf(deadTime(population.parameters.t_ref, network.dt), population.size),
      tau_syn_ex: synapse === "delta" ? 0 : mean("tau_syn_ex"),
      tau_syn_in: synapse === "delta" ? 0 : mean("tau_syn_in"),
      I_ext: current.mean,
      currentVariance: current.variance,
      ...(population.thresholdCurrent === undefined
        ? {}
        : { thresholdCurrent: meanOf(population.thresholdCurrent, population.size) }),
      ...(conductance ? { g_L: mean("g_L"), E_ex: mean("E_ex"), E_in: mean("E_in") } : {}),
      ...(truncation === undefined ? {} : { truncation: truncationOf(truncation, population.size) }),
      ...(beyondTheory === undefined ? {} : { beyondTheory }),
    };
  });
  const inputs = network.projections.flatMap((projection) => {
    const positive = inputOfSign(network, projection, 1, false, window);
    const negative = inputOfSign(network, projection, -1, false, window);
    if (positive === undefined || negative === undefined)
      return [positive ?? negative].filter((input) => input !== undefined);
    return [1 as const, -1 as const]
      .map((sign) => inputOfSign(network, projection, sign, true, window))
      .filter((input) => input !== undefined);
  });
  const noise = (network.noise ?? []).map((input) => inputOfNoise(input, network));
  return { name: network.name, dt: network.dt, populations, inputs: [...inputs, ...noise] };
}
