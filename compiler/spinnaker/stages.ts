/**
 * The stages of compilation for SpiNNaker-style machines; each contains the one before:
 *
 *   Network → SpinnakerLowered → Shifted → SpinnakerQuantized → Sliced → Packed (= SpinnakerProgram)
 */
import type { DiagnosticSink, ProgressSink } from "../../src/diagnostics/diagnostic.js";
import type { LossLedger } from "../../src/diagnostics/loss-ledger.js";
import type { SpinnakerOptions } from "../../src/options/spinnaker.js";
import type { Network, PerNeuron, Population } from "../../src/network/types.js";
import type {
  NeuronModel,
  NeuronParameters,
  OffsetChange,
  WordLayout,
} from "../../src/program/spinnaker/machine-image.js";
import type { SpinnakerBoard, SpinnakerTarget } from "../../src/targets/spinnaker/target.js";
import type { CoreMemory } from "./weights/core-memory.js";
import type { SynapseType } from "./weights/incoming-weights.js";
import type { GlobalScale } from "./weights/ring-buffer-scale.js";
import type { RingBufferShift } from "./weights/ring-buffer-shifts.js";
import type { RealTime } from "./weights/tick-cost.js";
import type { Senders } from "./mapping/sender.js";

export interface SpinnakerContext {
  readonly target: SpinnakerTarget;
  readonly board: SpinnakerBoard;
  readonly options: SpinnakerOptions;
  readonly ledger: LossLedger;
  readonly report: DiagnosticSink;
  readonly progress: ProgressSink;
  /** Drawn and quantized synapses are released as soon as no later pass needs them; cores are then checked one by one as they are packed. */
  readonly releases?: boolean;
  /** Whether they are checked then. */
  readonly checks?: boolean;
}

/** A population in the chip's units. */
export interface LoweredPopulation {
  readonly population: Population;
  readonly model: NeuronModel;
  /** Raw S16.15, one entry a neuron or one for all. */
  readonly parameters: NeuronParameters;
  /** nA or µS per unit of the network's weights. */
  readonly toChip: PerNeuron;
  readonly globalScale: GlobalScale;
  /** Ticks added to a drawn delay. */
  readonly delayShift: 0 | 1;
  /** Steps in which the model integrates a tick; 1 unless told. */
  readonly stepsPerTick?: number;
}

export interface SpinnakerLowered {
  readonly network: Network;
  /** The tick, S16.15 ms. */
  readonly dtRaw: number;
  readonly populations: readonly LoweredPopulation[];
  readonly offsetChanges: readonly OffsetChange[];
  /** Spikes per second of biological time that the host injects. */
  readonly hostSpikesPerSecond: number;
}

export interface Shifted {
  readonly lowered: SpinnakerLowered;
  /** By population. */
  readonly shifts: readonly Readonly<Record<SynapseType, RingBufferShift>>[];
}

/** Aligned with the rows of a projection. */
export interface SpinnakerProjection {
  /** 16-bit magnitude; one number where all are equal. */
  readonly weight: number | Uint16Array;
  /** EXCITATORY or INHIBITORY, the sign of the drawn weight; one number where all are equal. */
  readonly type: number | Uint8Array;
  /** Ticks, ≥ 1; one number where all are equal. */
  readonly delay: number | Uint8Array | Uint16Array;
}

export interface SpinnakerQuantized {
  readonly shifted: Shifted;
  readonly projections: readonly SpinnakerProjection[];
}

/** Neurons of one population on one core. */
export interface CoreSlice {
  readonly population: number;
  /** Local ids from..to-1. */
  readonly from: number;
  readonly to: number;
  readonly layout: WordLayout;
  readonly synapseCores: number;
  readonly delayStages: number;
  readonly memory: CoreMemory;
  readonly realTime: RealTime;
}

export interface Sliced {
  readonly quantized: SpinnakerQuantized;
  readonly slices: readonly CoreSlice[];
  readonly senders: Senders;
}
