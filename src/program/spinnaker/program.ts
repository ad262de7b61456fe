import type { ProgramHeader } from "../header.js";
import type { OffsetChange, PoissonImage, Rounding, SpinnakerCore } from "./machine-image.js";
import type { SpinnakerMapping } from "./mapping.js";

/** Its arrays of neurons, inputs and populations are those of a MachineImage (machine-image.ts). */
export interface SpinnakerProgram extends ProgramHeader {
  readonly family: "spinnaker";
  readonly profile: Rounding;
  /** The tick, S16.15 ms. */
  readonly dtRaw: number;
  readonly cores: readonly SpinnakerCore[];
  /** Sources that the machine draws itself; the input ports of their ids are of the kind `host`, and play nothing. Absent: none. */
  readonly poissonCores?: readonly PoissonImage[];
  readonly offsetChanges: readonly OffsetChange[];
  /** null where the network exceeds the board and can only be emulated. */
  readonly mapping: SpinnakerMapping | null;
}
