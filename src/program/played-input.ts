/**
 * What a run has taken in before a step: the part of its spike sources and of its changes of current that decided its state. Whatever comes
 * later may be different, or longer, when the run goes on.
 */
import type { PlayableSource } from "../network/source-player.js";

export interface PlayedSource {
  readonly first: number;
  readonly size: number;
  readonly kind: PlayableSource["kind"];
  /** A Poisson source that had begun. */
  readonly drawn?: {
    readonly rate: PlayableSource["rate"];
    readonly stream: number;
    readonly from: number;
    readonly to: number;
  };
  readonly spikeSteps?: Uint32Array;
  readonly spikeIds?: Uint32Array;
}

/** The input of steps 0 .. step-1. */
export function playedSource(
  { first, size, kind, rate, stream, startStep, stopStep, spikeSteps, spikeIds }: PlayableSource,
  step: number,
): PlayedSource {
  const whole = { first, size, kind };
  if (kind === "poisson") {
    const to = Math.min(stopStep, step);
    return to > startStep ? { ...whole, drawn: { rate, stream, from: startStep, to } } : whole;
  }
  if (kind === "host") return whole;
  let played = 0;
  while (played < spikeSteps.length && spikeSteps[played] < step) played++;
  return { ...whole, spikeSteps: spikeSteps.slice(0, played), spikeIds: spikeIds.slice(0, played) };
}
