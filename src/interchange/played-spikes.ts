/** The spikes that an input plays in a run, drawn as every run of the program draws them. */
import { SourcePlayer } from "../network/source-player.js";
import type { InputPort } from "../program/header.js";
import type { IntegersHeader } from "./integers/integers-header.js";

/** One entry for each source that fires in a step, by step. */
export interface PlayedSpikes {
  readonly step: Uint32Array;
  /** Counted from the first of its port. */
  readonly source: Uint32Array;
  /** How many spikes at once. */
  readonly count: Uint16Array;
  readonly largestCount: number;
}

export function playedSpikes(port: InputPort, { seed, dt, steps }: IntegersHeader): PlayedSpikes {
  const player = new SourcePlayer({ seed, dt, sources: [port] });
  const fired: number[] = [];
  const sources: number[] = [];
  const counts: number[] = [];
  let largestCount = 0;
  for (let step = 0; step < steps; step++)
    player.play(step, (id, count) => {
      fired.push(step);
      sources.push(id - port.first);
      counts.push(count);
      largestCount = Math.max(largestCount, count);
    });
  return {
    step: Uint32Array.from(fired),
    source: Uint32Array.from(sources),
    count: Uint16Array.from(counts),
    largestCount,
  };
}
