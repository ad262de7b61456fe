/** The spikes that a program's sources send, written out: sPyNNaker's own Poisson sources draw others, and no run could be compared with ours. */
import { SourcePlayer } from "../../network/source-player.js";
import { SpikeLog } from "../../recording/recording.js";
import type { SpinnakerIntegers } from "../integers/spinnaker-integers.js";

/** Of one input port; ascending by tick, then source. Two spikes of a source in one tick are two entries. */
export interface SpikeTrains {
  readonly name: string;
  readonly size: number;
  readonly tick: Uint32Array;
  /** Local id. */
  readonly source: Uint32Array;
}

/** All spikes of the run's steps. Sources that the host feeds have none. */
export function spikeTrainsOf({ seed, dt, inputs, steps }: SpinnakerIntegers): SpikeTrains[] {
  return inputs.map((port) => {
    const player = new SourcePlayer({ seed, dt, sources: [port] });
    const log = new SpikeLog();
    for (let step = 0; step < steps; step++)
      player.play(step, (id, count) => {
        for (let k = 0; k < count; k++) log.push(step, id - port.first);
      });
    return { name: port.name, size: port.size, tick: log.steps(), source: log.ids() };
  });
}
