/** The integers of a Loihi-style chip: registers of every neuron, signed mantissas with the group that shifts them. */
import type { ProgramPopulation } from "../../program/header.js";
import type { BiasChange, CoreNoise, Readback, SynapseGroup } from "../../program/loihi/program.js";
import type { LoihiProfile } from "../../targets/loihi/target.js";
import type { IntegersHeader, NeuronSeats, SynapseRows } from "./integers-header.js";

/** One entry a neuron. */
export interface LoihiRegisters {
  /** 12 bits; u ← u·(4096 - du - uDecayOffset)/4096, v likewise by dv. */
  readonly du: Uint16Array;
  readonly dv: Uint16Array;
  /** 17 bits; the threshold is mantissa · 2^6. */
  readonly thresholdMantissa: Uint32Array;
  /** 13 bits with sign; the bias is mantissa · 2^exponent. */
  readonly biasMantissa: Int16Array;
  readonly biasExponent: Int8Array;
  /** Register value: 0 or 1 no dead step, k: k - 1 dead steps. */
  readonly refractory: Uint8Array;
  /** Index into `noises`, -1: none. */
  readonly noise: Int16Array;
  /** State at the start, 24 bits with sign. */
  readonly u0: Int32Array;
  readonly v0: Int32Array;
}

export interface LoihiSynapseRows extends SynapseRows {
  /** Signed, -256..255; LSBs that its group does not keep are zero. */
  readonly mantissa: Int16Array;
  /** Index into `groups`: exponent, bits and sign mode. */
  readonly group: Uint16Array;
  /** Field 0..63: a spike of step n acts on u in step n + 1 + delay. */
  readonly delay: Uint8Array;
}

/** A core of the program that the integers were read from. */
export interface LoihiSeat {
  readonly chip: number;
  /** On its chip, and its mesh coordinates. */
  readonly core: number;
  readonly x: number;
  readonly y: number;
}

export interface LoihiIntegers extends IntegersHeader {
  readonly family: "loihi";
  readonly profile: LoihiProfile;
  readonly populations: readonly ProgramPopulation[];
  readonly neurons: LoihiRegisters;
  readonly noises: readonly CoreNoise[];
  /** Limits of v in the hw profile. */
  readonly vmin: number;
  readonly vmax: number;
  readonly groups: readonly SynapseGroup[];
  readonly synapses: LoihiSynapseRows;
  readonly biasChanges: readonly BiasChange[];
  /** V = vLsb·v + vOffset, mV; one value for all neurons or one each. */
  readonly readback: Readback;
  /** Absent where it was never mapped. */
  readonly seats?: NeuronSeats;
  readonly cores?: readonly LoihiSeat[];
}
