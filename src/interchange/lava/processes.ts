/** What stands for Lava's processes: neurons, inputs and connections, with Python names. */
import type { InputPort } from "../../program/header.js";
import type { SignMode } from "../../program/loihi/program.js";
import type { ExportLoss } from "../exporter.js";
import type { LoihiIntegers } from "../integers/loihi-integers.js";
import type { PlayedSpikes } from "../played-spikes.js";

/** A LIF, or a LIFRefractory. */
export interface LavaNeurons {
  /** A Python name. */
  readonly name: string;
  readonly population: string;
  /** Global ids, ascending; index = place in the process. */
  readonly ids: Uint32Array;
  readonly du: number;
  readonly dv: number;
  /** Mantissa; Lava shifts it by 6. */
  readonly vth: number;
  /** Dead steps; 0: a LIF. */
  readonly refractoryPeriod: number;
}

/** A ring buffer that plays spikes. */
export interface LavaInput {
  readonly name: string;
  readonly port: InputPort;
  readonly spikes: PlayedSpikes;
}

export type LavaSource = LavaNeurons | LavaInput;

/** Entries of a matrix [post, pre]; none twice. */
export interface LavaConnection {
  readonly name: string;
  /** Of its synapse group. */
  readonly group: string;
  /** More than one: their spikes side by side are its columns. */
  readonly sources: readonly LavaSource[];
  readonly columns: number;
  readonly target: LavaNeurons;
  readonly weightExponent: number;
  readonly weightBits: number;
  readonly signMode: SignMode;
  /** Sources emit more than one spike in a step: a spike carries how many. */
  readonly counted: boolean;
  readonly post: Uint32Array;
  readonly pre: Uint32Array;
  readonly weight: Int16Array;
  readonly delay: Uint8Array;
}

export interface LavaGraph {
  readonly integers: LoihiIntegers;
  readonly neurons: readonly LavaNeurons[];
  /** Those that anything listens to. */
  readonly inputs: readonly LavaInput[];
  readonly connections: readonly LavaConnection[];
  readonly losses: readonly ExportLoss[];
}

export function sizeOf(source: LavaSource): number {
  return "ids" in source ? source.ids.length : source.port.size;
}
