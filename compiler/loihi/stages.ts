/**
 * The stages of compilation. Each is an immutable type of its own that contains the one before,
 * so that a wrong order of passes does not type-check:
 *
 *   Network → Lowered → Scaled → Quantized → Partitioned → Placed → Routed → Packed (= Program)
 */
import type { GroupIndices } from "./group-indices.js";
import type { Network, Projection } from "../../src/network/types.js";
import type { BoardSpec } from "../../src/targets/limit.js";
import type { LoihiProfileSpec, LoihiTarget } from "../../src/targets/loihi/target.js";
import type {
  CompartmentProfile,
  CoreNoise,
  SignMode,
  SynapseFormat,
  SynapseGroup,
} from "../../src/program/loihi/program.js";
import type { LossEntry, LossLedger } from "../../src/diagnostics/loss-ledger.js";
import type { CompileLossKind } from "../../src/diagnostics/loss-kinds.js";
import type { Diagnostic, DiagnosticSink, ProgressSink } from "../../src/diagnostics/diagnostic.js";
import type { LoihiOptions } from "../../src/options/loihi.js";
import type { Pass as AnyPass } from "../common/pass.js";
import type { ProgramDestination } from "../common/run-passes.js";

/** What every pass gets besides its input. */
export interface PassContext {
  readonly target: LoihiTarget;
  readonly profile: LoihiProfileSpec;
  readonly board: BoardSpec;
  readonly options: LoihiOptions;
  /** Absent: the target's chip or its emulator. */
  readonly destination?: ProgramDestination;
  readonly ledger: LossLedger;
  readonly report: DiagnosticSink;
  readonly progress: ProgressSink;
}

export type Pass<In, Out> = AnyPass<In, Out, PassContext>;

/**
 * Everything in steps and mV, still real-valued; arrays have one entry per neuron (global id).
 * The exact-integration update in the chip's form (reset at 0):
 *   u ← decayU·u + unitWeight·w ;  v ← decayV·v + u + bias ;  spike if v ≥ threshold.
 */
export interface LoweredNeurons {
  /** exp(-dt/tau_syn); 0 for delta synapses. */
  readonly decayU: Float64Array;
  /** exp(-dt/tau_m) */
  readonly decayV: Float64Array;
  /** mV per unit of weight (pA, or mV for delta synapses) at arrival: the propagator P21. */
  readonly unitWeight: Float64Array;
  /** mV per step: (E_L - V_reset)(1 - decayV) + P20·I_e at step 0. */
  readonly bias: Float64Array;
  /** P20: mV per step and pA. */
  readonly unitCurrent: Float64Array;
  /** V_th - V_reset, mV */
  readonly threshold: Float64Array;
  /** V_reset, mV */
  readonly reset: Float64Array;
  /** mV: where the leak of the lowered membrane pulls V. E_L, or of lowered conductances what leak and mean conductances pull to together. */
  readonly rest: Float64Array;
  /** Dead steps after a spike. */
  readonly refractorySteps: Uint32Array;
  /** mV relative to reset. */
  readonly initialV: Float64Array;
}

export interface LoweredProjection {
  readonly projection: Projection;
  /** Subtracted from the drawn delay (steps) to give the synaptic delay field: 0 for exponential synapses, 1 for delta synapses. */
  readonly delayShift: number;
  /** Multiplies the drawn weight (1 for current models; the driving force in mV·… for lowered conductances). */
  readonly weightFactor: number;
  /** Multiplies negative weights where it differs from weightFactor (two synaptic time constants lowered to one). */
  readonly negativeWeightFactor?: number;
}

/** Bias during [step, next step), mV per step, from time-dependent currents. */
export interface LoweredBiasChange {
  readonly step: number;
  readonly neurons: Uint32Array;
  readonly bias: Float64Array;
}

/** Noise requested for neurons in place of Poisson input; SD in mV per step at the given point. */
export interface LoweredNoise {
  readonly neurons: Uint32Array;
  readonly target: "u" | "v";
  readonly sd: Float64Array;
}

export interface Lowered {
  readonly network: Network;
  readonly neurons: LoweredNeurons;
  readonly projections: readonly LoweredProjection[];
  readonly biasChanges: readonly LoweredBiasChange[];
  readonly noise: readonly LoweredNoise[];
  /** Spike sources that stay (indices into network.sources); the others were lowered to bias and noise. */
  readonly keptSources: readonly number[];
  /** What the host must inject, spikes per second of biological time. */
  readonly hostSpikesPerSecond: number;
}

/** One synapse group: the synapses of one projection with one sign mode. */
export interface ScaledGroup {
  readonly name: string;
  /** Index into Lowered.projections. */
  readonly projection: number;
  readonly signMode: SignMode;
  readonly weightExponent: number;
  readonly weightBits: number;
  readonly graded: boolean;
  readonly plasticity: SynapseGroup["plasticity"];
}

export interface Scaled {
  readonly lowered: Lowered;
  /** v LSB per mV for each neuron (per neuron so that a spread of V_th needs no threshold profiles). */
  readonly scale: Float64Array;
  readonly groups: readonly ScaledGroup[];
  /** Gain that compensates rounded decays, applied to weights of each postsynaptic neuron; all 1 without compensation. */
  readonly weightGain: Float64Array;
  /** Likewise for the bias. */
  readonly biasGain: Float64Array;
  /** Register values decided together with the scale. */
  readonly du: Uint16Array;
  readonly dv: Uint16Array;
  readonly thresholdMantissa: Uint32Array;
  readonly vmin: number;
  readonly vmax: number;
  /** Predicted share of steps in which v would leave [vmin, vmax], or u or the accumulator would overflow. */
  readonly predictedClip: { readonly v: number; readonly u: number; readonly accumulator: number };
  /** What theory and known spike times take out of range, and what of a pinned scale the threshold registers cannot hold. */
  readonly foreseen: readonly ForeseenAtScale[];
  /** The largest scale for all neurons, LSB per mV, at which nothing of that is; no smaller than the smallest at hand where nothing is. */
  readonly stateScale: number;
  /** The largest scale for all neurons that has room for everything with the head-room of a scale that is chosen; no larger than those at hand where they were. */
  readonly roomyScale: number;
}

/** A loss that the scale pass foresees, told when it is known which scale holds everything. */
export interface ForeseenAtScale {
  readonly diagnostic: Omit<Diagnostic, "hint">;
  /** A way out beside the scale, or one instead of it, which a smaller scale need not be. */
  readonly wayOut: { readonly beside: string } | { readonly instead: string };
  /** For the ledger, which gets the scale that fits with it; null where no scale is the way out. */
  readonly entry: (Omit<LossEntry, "kind" | "meanInputChange"> & { readonly kind: CompileLossKind }) | null;
}

/** Quantized synapses of a projection, aligned with its rows. */
export interface QuantizedProjection {
  /** Signed mantissa (-256..255) of each synapse, LSBs already dropped; one number where all are equal. */
  readonly mantissa: number | Int16Array;
  /** Index into Scaled.groups of each synapse; one number where all are equal. */
  readonly group: number | GroupIndices;
  /** Delay field 0..63; one number where all are equal. */
  readonly delay: number | Uint8Array;
}

export interface Quantized {
  readonly scaled: Scaled;
  /** Aligned with Lowered.projections. */
  readonly projections: readonly QuantizedProjection[];
  readonly biasMantissa: Int16Array;
  readonly biasExponent: Int8Array;
  readonly refractory: Uint8Array;
  readonly u0: Int32Array;
  readonly v0: Int32Array;
  readonly biasChanges: readonly {
    readonly step: number;
    readonly neurons: Uint32Array;
    readonly mantissa: Int16Array;
    readonly exponent: Int8Array;
  }[];
  /** Noise setting per neuron (index into `noises`), -1 = none. */
  readonly noiseOf: Int16Array;
  readonly noises: readonly CoreNoise[];
}

/** How the synapses of a core lie in its memory (core-layout.ts). */
export interface CoreLayout {
  /** Number of neurons. */
  readonly compartments: number;
  /** Global source ids of the input axons, ascending. */
  readonly sources: Uint32Array;
  /** The list of each axon: axons with the same list share it where there are few lists. Lists are in the order of their first axons. */
  readonly listOf: Uint16Array | Uint32Array;
  /** Synapses of list l: start[l] .. start[l+1]-1 of the arrays, ordered by group, then compartment. */
  readonly start: Uint32Array;
  readonly compartment: Uint16Array;
  readonly mantissa: Int16Array;
  readonly group: GroupIndices;
  readonly delay: Uint8Array;
  /** First compartment of list l where it is dense; 0 where it is sparse. */
  readonly base: Uint16Array;
  readonly formats: readonly SynapseFormat[];
  /** Index into formats by group, -1 where the group is absent. */
  readonly formatOf: Int16Array;
  /** Exact bits without sharing of identical lists. */
  readonly bits: number;
}

/** A core before it has a place. */
export interface CorePlan {
  /** Global neuron ids, compartment order. */
  readonly neurons: Uint32Array;
  /** Global ids of the distinct sources (neurons and spike sources) with synapses here, ascending: one input axon each. */
  readonly sources: Uint32Array;
  /** Its synapses where few lists are many axons'; null: each axon has its own, and only pack lays them out. */
  readonly layout: CoreLayout | null;
  readonly profiles: readonly CompartmentProfile[];
  readonly profileOf: Uint8Array;
  readonly thresholds: Uint32Array;
  readonly thresholdOf: Uint8Array;
  readonly noise: CoreNoise | null;
  readonly vmin: number;
  readonly vmax: number;
  /** Use of every limited resource: name → (used, max). */
  readonly use: Readonly<Record<CoreResource, { readonly used: number; readonly max: number }>>;
}

export type CoreResource =
  | "compartments"
  | "input axons"
  | "output axons"
  | "synapse memory bits"
  | "compartment profiles"
  | "threshold profiles"
  | "synapse formats";

export interface Partitioned {
  readonly quantized: Quantized;
  readonly cores: readonly CorePlan[];
  /** Core of each neuron, and its compartment there. */
  readonly coreOf: Uint32Array;
  readonly compartmentOf: Uint16Array;
  /** Which resource stopped each core from taking one more neuron, counted. */
  readonly binding: Readonly<Partial<Record<CoreResource, number>>>;
}

export interface Placed {
  readonly partitioned: Partitioned;
  /**
   * Cores that each of size + sourceSize source ids reaches, ascending, and its place among the sources of each: entries start[id]..end[id]-1.
   * The neurons of a core lie one behind the other as its compartments do, core after core, and spike sources behind them, so that a program can
   * have them as they are.
   */
  readonly reached: {
    readonly start: Uint32Array;
    readonly end: Uint32Array;
    readonly core: Uint32Array;
    readonly axon: Uint16Array;
  };
  /** Chip, core on the chip, mesh coordinates, for each CorePlan. */
  readonly chip: Uint16Array;
  readonly core: Uint16Array;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** Axons (source, destination core) that cross chips, and mean mesh hops of those that do not. */
  readonly traffic: { readonly interChipAxons: number; readonly axons: number; readonly meanHops: number };
}

export interface Routed {
  readonly placed: Placed;
  /** For each core: the global source ids (neurons and spike sources) of its input axons, ascending. */
  readonly inputAxons: readonly Uint32Array[];
  /** Of each of size + sourceSize source ids: its (core, axon) pairs, entries outStart[id]..outEnd[id]-1. */
  readonly outStart: Uint32Array;
  readonly outEnd: Uint32Array;
  readonly outCore: Uint32Array;
  readonly outAxon: Uint16Array;
}
