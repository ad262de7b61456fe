/**
 * What a Loihi-style chip is loaded with: registers, axons and packed synapses of every core, and what reads its integers back.
 * One time step of the machine (docs/numerics.md): a spike emitted in step n with synaptic delay d acts on u in step n+1+d.
 */
import type { LoihiProfile } from "../../targets/loihi/target.js";
import type { ProgramHeader } from "../header.js";

export type SignMode = "excitatory" | "inhibitory" | "mixed";

/**
 * Synapses that share an accumulator shift ("connection" in Lava). In the `lava` profile with weightExponent < 0 the
 * sum over all synapses of a group that fired in one step with the same delay is shifted once (floor).
 */
export interface SynapseGroup {
  readonly name: string;
  readonly weightExponent: number;
  /** Magnitude bits (one-signed) or two's-complement bits (mixed) kept of the mantissa; 8 - weightBits (+1 if mixed) LSBs are dropped. */
  readonly weightBits: number;
  readonly signMode: SignMode;
  /** Spikes carry a payload that multiplies the weight (Loihi 2). Otherwise a multiple count adds the weight that many times. */
  readonly graded: boolean;
  /** The rule by which its weights change while it runs; null: they do not, and no other rule is there yet. */
  readonly plasticity: null;
}

export interface CompartmentProfile {
  /** 12-bit register fields; the u factor is (4096 - du - uDecayOffset)/4096, that of v (4096 - dv - vDecayOffset)/4096. */
  readonly du: number;
  readonly dv: number;
  /** 0 or 1: no dead step; k: k-1 dead steps. Ignored by the lava profile. */
  readonly refractory: number;
  readonly noise: boolean;
}

/** How one synapse list block is laid out in synapse memory. */
export interface SynapseFormat {
  /** Index into Program.groups. */
  readonly group: number;
  readonly weightBits: number;
  readonly delayBits: number;
  /** 0 with compression "dense". */
  readonly indexBits: number;
  /** sparse: every synapse carries its compartment index; dense: consecutive compartments from the axon's cxBase. */
  readonly compression: "sparse" | "dense";
}

/** Noise of a core: (x + 64·mantissaOffset)·2^(exponent-7), x uniform integer in -127..127 (core-noise.ts), added to u or v of the compartments whose profile enables it. */
export interface CoreNoise {
  readonly target: "u" | "v";
  readonly exponent: number;
  readonly mantissaOffset: number;
}

export interface CoreImage {
  readonly chip: number;
  /** Core number on its chip, and its mesh coordinates. */
  readonly core: number;
  readonly x: number;
  readonly y: number;
  /** Global neuron id of each compartment. */
  readonly neurons: Uint32Array;
  readonly profiles: readonly CompartmentProfile[];
  readonly profileOf: Uint8Array;
  /** Threshold mantissas; effective threshold = mantissa << thresholdShift. */
  readonly thresholds: Uint32Array;
  readonly thresholdOf: Uint8Array;
  readonly biasMantissa: Int16Array;
  readonly biasExponent: Int8Array;
  readonly u0: Int32Array;
  readonly v0: Int32Array;
  /** hw profile: v is clipped to [vmin, vmax] of its core. */
  readonly vmin: number;
  readonly vmax: number;
  readonly noise: CoreNoise | null;
  readonly formats: readonly SynapseFormat[];
  /**
   * Input axons (synapse map): axon a reads the words axonStart[a] .. axonStart[a+1]-1 of synapse memory, a sequence of blocks.
   * Lists may be shared: axonStart/axonEnd may point to the same words.
   */
  readonly axonStart: Uint32Array;
  readonly axonEnd: Uint32Array;
  readonly axonBase: Uint16Array;
  /**
   * 64-bit words, bit-packed LSB first. A block is: format id (formatIdBits), count-1 (countBits), then per synapse
   * weight | delay | index in this order; padded to a whole word. Weight field: magnitude >> droppedBits for one-signed
   * modes, two's complement of mantissa >> droppedBits for mixed.
   */
  readonly synapseMemory: Uint8Array;
  /** Output axons of compartment c: entries outStart[c]..outStart[c+1]-1 of (outCore, outAxon); outCore indexes Program.cores. */
  readonly outStart: Uint32Array;
  readonly outCore: Uint32Array;
  readonly outAxon: Uint16Array;
}

/** Axons fed by an input port: source s (local) has entries start[s]..start[s+1]-1 of (core, axon). */
export interface InputRouting {
  readonly port: number;
  readonly start: Uint32Array;
  readonly core: Uint32Array;
  readonly axon: Uint16Array;
}

/** Bias registers rewritten by the host before `step` is executed. */
export interface BiasChange {
  readonly step: number;
  readonly neurons: Uint32Array;
  readonly mantissa: Int16Array;
  readonly exponent: Int8Array;
}

/** How to read integers back: V = vLsb·v + vOffset (mV); u in mV per step = u·vLsb. Length 1 = the same for all neurons. */
export interface Readback {
  readonly vLsb: Float64Array;
  readonly vOffset: Float64Array;
}

export interface LoihiProgram extends ProgramHeader {
  readonly family: "loihi";
  readonly profile: LoihiProfile;
  readonly groups: readonly SynapseGroup[];
  readonly cores: readonly CoreImage[];
  readonly inputRouting: readonly InputRouting[];
  readonly biasChanges: readonly BiasChange[];
  readonly readback: Readback;
}
