/** The spikes that a program's sources send, written out: sPyNNaker's own Poisson sources draw others, and no run could be compared with ours. */
import type { SpinnakerIntegers } from "../integers/spinnaker-integers.js";
import { playedSpikes, type PlayedSpikes } from "../played-spikes.js";

/** Of one input port. */
export interface SpikeTrains extends PlayedSpikes {
  readonly name: string;
  readonly size: number;
}

/** All spikes of the run's steps. Sources that the host feeds have none. */
export function spikeTrainsOf(integers: SpinnakerIntegers): SpikeTrains[] {
  return integers.inputs.map((port) => ({ name: port.name, size: port.size, ...playedSpikes(port, integers) }));
}
