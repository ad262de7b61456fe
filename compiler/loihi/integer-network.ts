/**
 * A Quantized network directly from register values and integer synapses, without description, units or scales.
 *
 * Golden vectors and tests of the back half start here: what they state are integers, and nothing may touch them.
 * All neurons are one population `neurons`; real-valued stages are filled with the integers themselves (1 mV = 1 LSB of v).
 */
import { groupIndices } from "./group-indices.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import type { CoreNoise, SynapseGroup } from "../../src/program/loihi/program.js";
import { valueAt, type Network, type Population, type Projection, type SpikeSource } from "../../src/network/types.js";
import type { Lowered, Quantized, QuantizedProjection, Scaled, ScaledGroup } from "./stages.js";

export interface IntegerNeurons {
  /** 12-bit decay registers, one entry per neuron; its length is the number of neurons. */
  readonly du: ArrayLike<number>;
  readonly dv: ArrayLike<number>;
  readonly thresholdMantissa: ArrayLike<number>;
  readonly biasMantissa: ArrayLike<number>;
  readonly biasExponent: ArrayLike<number>;
  /** Register value: 0 or 1 no dead step, k: k-1 dead steps. */
  readonly refractory: ArrayLike<number>;
  readonly u0: ArrayLike<number>;
  readonly v0: ArrayLike<number>;
  /** Index into `noises`, -1 = none; absent: none. */
  readonly noiseOf?: ArrayLike<number>;
}

export interface IntegerProjection {
  readonly name: string;
  /** Global id of the first presynaptic neuron, or of the spike source (≥ number of neurons). */
  readonly preFirst: number;
  readonly preSize: number;
  readonly preKind: "population" | "source";
  /** Rows by postsynaptic neuron, all neurons: length neurons + 1. */
  readonly rowStart: ArrayLike<number>;
  /** Presynaptic ids relative to preFirst. */
  readonly source: ArrayLike<number>;
  /** Signed mantissas with LSBs already dropped; one number where all are equal. */
  readonly mantissa: number | ArrayLike<number>;
  /** Index into `groups`; one number where all are equal. */
  readonly group: number | ArrayLike<number>;
  /** Delay field 0..63; one number where all are equal. */
  readonly delay: number | ArrayLike<number>;
}

export interface IntegerNetwork {
  /** ms; 1 unless told. */
  readonly dt?: number;
  readonly seed?: number;
  readonly name?: string;
  readonly neurons: IntegerNeurons;
  readonly noises?: readonly CoreNoise[];
  /** hw profile: limits of v. */
  readonly vmin: number;
  readonly vmax: number;
  readonly groups: readonly SynapseGroup[];
  readonly projections: readonly IntegerProjection[];
  readonly sources: readonly SpikeSource[];
  readonly steps: number;
}

/** Builds the Quantized stage for registers of these widths; arrays are copied. Throws RangeError where lengths disagree or a source is out of range. */
export function quantizedFromIntegers(integers: IntegerNetwork, { widths }: Pick<LoihiTarget, "widths">): Quantized {
  const { neurons, groups, sources, steps } = integers;
  const size = neurons.du.length;
  for (const [name, values] of Object.entries(neurons) as [string, ArrayLike<number> | undefined][]) {
    if (values !== undefined && values.length !== size)
      throw new RangeError(`neurons.${name} has ${values.length} entries, not ${size}`);
  }
  const sourceSize = sources.reduce((sum, s) => sum + s.size, 0);
  const population = onePopulation(size, neurons);
  const projections = integers.projections.map((p, index) => projectionOf(p, index, size, sources));
  const network: Network = {
    name: integers.name ?? "integers",
    seed: integers.seed ?? 0,
    dt: integers.dt ?? 1,
    steps,
    burnInSteps: 0,
    size,
    sourceSize,
    populations: [population],
    sources,
    projections,
    currents: [],
    synapses: projections.reduce((sum, p) => sum + p.source.length, 0),
    currentSample: 0,
    delayRounding: [],
  };
  return quantizedOf(
    {
      network,
      ...{ neurons, noises: integers.noises ?? [], vmin: integers.vmin, vmax: integers.vmax, biasChanges: [] },
      scale: new Float64Array(size).fill(1),
      reset: new Float64Array(size),
      groups: groups.map((g, index) => ({
        ...g,
        projection: Math.max(
          0,
          integers.projections.findIndex((p) => usesGroup(p, index)),
        ),
      })),
      projections: integers.projections.map((p) => quantizedProjectionOf(p, integers.groups.length)),
      delayShiftOf: () => 0,
    },
    { widths },
  );
}

/** Registers and synapses with the network that they are of. */
export interface QuantizedParts {
  readonly network: Network;
  readonly neurons: IntegerNeurons;
  /** v LSB per mV, and mV at v = 0, by neuron. */
  readonly scale: Float64Array;
  readonly reset: Float64Array;
  readonly noises: readonly CoreNoise[];
  readonly vmin: number;
  readonly vmax: number;
  readonly groups: readonly ScaledGroup[];
  /** Aligned with the network's. */
  readonly projections: readonly QuantizedProjection[];
  /** Steps that are added to a delay field to give the delay of the network. */
  readonly delayShiftOf: (projection: Projection) => number;
  readonly biasChanges: Quantized["biasChanges"];
}

function restOf({ populations, size }: Network): Float64Array {
  const rest = new Float64Array(size);
  for (const { first, size: count, parameters } of populations)
    for (let i = 0; i < count; i++) rest[first + i] = valueAt(parameters.E_L, i);
  return rest;
}

/** The Quantized stage of registers of these widths; what the front half would have decided is filled in from them. */
export function quantizedOf(parts: QuantizedParts, { widths }: Pick<LoihiTarget, "widths">): Quantized {
  const { network, neurons, scale, reset, noises, vmin, vmax, groups, projections, delayShiftOf, biasChanges } = parts;
  const one = 2 ** widths.decay;
  const { size, sources } = network;
  const lowered: Lowered = {
    network,
    neurons: {
      decayU: Float64Array.from(neurons.du, (d) => (one - d) / one),
      decayV: Float64Array.from(neurons.dv, (d) => (one - d) / one),
      unitWeight: new Float64Array(size).fill(1),
      bias: Float64Array.from(neurons.biasMantissa, (m, i) => (m * 2 ** neurons.biasExponent[i]) / scale[i]),
      unitCurrent: new Float64Array(size),
      threshold: Float64Array.from(neurons.thresholdMantissa, (m, i) => (m * 2 ** widths.thresholdShift) / scale[i]),
      reset,
      rest: restOf(network),
      refractorySteps: Uint32Array.from(neurons.refractory, (r) => Math.max(0, r - 1)),
      initialV: Float64Array.from(neurons.v0, (v, i) => v / scale[i]),
    },
    projections: network.projections.map((projection) => ({
      projection,
      delayShift: delayShiftOf(projection),
      weightFactor: 1,
    })),
    biasChanges: [],
    noise: [],
    keptSources: sources.map((_, k) => k),
    hostSpikesPerSecond: 0,
  };
  const scaled: Scaled = {
    lowered,
    scale,
    groups,
    weightGain: new Float64Array(size).fill(1),
    biasGain: new Float64Array(size).fill(1),
    du: Uint16Array.from(neurons.du),
    dv: Uint16Array.from(neurons.dv),
    thresholdMantissa: Uint32Array.from(neurons.thresholdMantissa),
    vmin,
    vmax,
    predictedClip: { v: 0, u: 0, accumulator: 0 },
    foreseen: [],
    stateScale: Infinity,
    roomyScale: Infinity,
  };
  return {
    scaled,
    projections,
    biasMantissa: Int16Array.from(neurons.biasMantissa),
    biasExponent: Int8Array.from(neurons.biasExponent),
    refractory: Uint8Array.from(neurons.refractory),
    u0: Int32Array.from(neurons.u0),
    v0: Int32Array.from(neurons.v0),
    biasChanges,
    noiseOf: neurons.noiseOf === undefined ? new Int16Array(size).fill(-1) : Int16Array.from(neurons.noiseOf),
    noises,
  };
}

function usesGroup(p: IntegerProjection, group: number): boolean {
  return typeof p.group === "number" ? p.group === group : Array.prototype.includes.call(p.group, group);
}

function onePopulation(size: number, neurons: IntegerNeurons): Population {
  return {
    name: "neurons",
    index: 0,
    first: 0,
    size,
    model: "iaf_psc_exp",
    parameters: {
      C_m: 1,
      tau_m: 1,
      E_L: 0,
      V_th: 1,
      V_reset: 0,
      t_ref: 0,
      I_e: 0,
      tau_syn_ex: 1,
      tau_syn_in: 1,
    },
    initialV: Float64Array.from(neurons.v0),
  };
}

function projectionOf(p: IntegerProjection, index: number, size: number, sources: readonly SpikeSource[]): Projection {
  const synapses = p.source.length;
  if (p.rowStart.length !== size + 1)
    throw new RangeError(`${p.name}: rowStart has ${p.rowStart.length} entries, not ${size + 1}`);
  if (p.rowStart[size] !== synapses)
    throw new RangeError(`${p.name}: rows end at ${p.rowStart[size]}, but there are ${synapses} synapses`);
  for (const values of [p.mantissa, p.group, p.delay]) {
    if (typeof values !== "number" && values.length !== synapses)
      throw new RangeError(`${p.name}: ${values.length} values for ${synapses} synapses`);
  }
  for (let k = 0; k < synapses; k++) {
    if (!(p.source[k] < p.preSize)) throw new RangeError(`${p.name}: source ${p.source[k]} is not below ${p.preSize}`);
  }
  const pre =
    p.preKind === "population" ? 0 : sources.findIndex((s) => p.preFirst >= s.first && p.preFirst < s.first + s.size);
  if (pre < 0) throw new RangeError(`${p.name}: no spike source has the id ${p.preFirst}`);
  return {
    name: p.name,
    index,
    preKind: p.preKind,
    pre,
    preFirst: p.preFirst,
    preSize: p.preSize,
    post: 0,
    postFirst: 0,
    postSize: size,
    rowStart: Uint32Array.from(p.rowStart),
    source: Uint32Array.from(p.source),
    weight: typeof p.mantissa === "number" ? p.mantissa : Float32Array.from(p.mantissa),
    delay: typeof p.delay === "number" ? p.delay : Uint8Array.from(p.delay),
    plasticity: null,
  };
}

function quantizedProjectionOf(p: IntegerProjection, groups: number): QuantizedProjection {
  return {
    mantissa: typeof p.mantissa === "number" ? p.mantissa : Int16Array.from(p.mantissa),
    group: typeof p.group === "number" ? p.group : groupIndices(groups).from(p.group),
    delay: typeof p.delay === "number" ? p.delay : Uint8Array.from(p.delay),
  };
}
