/** What a host has to inject while a network runs: on average, and in the step that has most. */
import { counted } from "../diagnostics/counted.js";
import { valueAt, type Network, type SpikeSource } from "./types.js";

export interface HostSpikes {
  /** Spikes a second of biological time, over the whole run. */
  readonly perSecond: number;
  /** Spikes in the step that has most: of known times as many as there are, of other sources as many as are expected. */
  readonly mostInStep: number;
  /** The first such step. */
  readonly busiestStep: number;
}

/** What a source sends, whoever plays it. */
type Sending = Pick<SpikeSource, "kind" | "rate" | "size" | "startStep" | "stopStep" | "spikeSteps">;
type Timed = Pick<Network, "dt" | "steps"> & { readonly sources: readonly Sending[] };

/** Hz of all sources of a group together while they are on. */
function totalRate({ rate, size }: Sending): number {
  if (typeof rate === "number") return rate * size;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += valueAt(rate, i);
  return sum;
}

/** Steps from ≤ n < to in which a group with a rate is on, within the run. */
function window({ kind, startStep, stopStep }: Sending, steps: number): readonly [from: number, to: number] {
  return kind === "host" ? [0, steps] : [Math.min(startStep, steps), Math.min(stopStep, steps)];
}

/** @param indices of the sources that the host plays */
export function hostSpikes({ sources, dt, steps }: Timed, indices: readonly number[]): HostSpikes {
  const chosen = indices.map((index) => sources[index]);
  const known = new Map<number, number>();
  /** Spikes a step that begin or end to be expected with a step. */
  const changes = new Map<number, number>();
  const add = (to: Map<number, number>, step: number, spikes: number) => to.set(step, (to.get(step) ?? 0) + spikes);
  let all = 0;
  for (const source of chosen) {
    if (source.kind === "spike_times") {
      for (const step of source.spikeSteps) {
        if (step >= steps) break;
        add(known, step, 1);
        all++;
      }
      continue;
    }
    const [from, to] = window(source, steps);
    if (to <= from) continue;
    const perStep = (totalRate(source) * dt) / 1000;
    all += perStep * (to - from);
    add(changes, from, perStep);
    add(changes, to, -perStep);
  }
  let [expected, most, busiest] = [0, 0, 0];
  for (const step of [...new Set([...known.keys(), ...changes.keys()])].sort((a, b) => a - b)) {
    expected += changes.get(step) ?? 0;
    const here = expected + (known.get(step) ?? 0);
    if (here > most) [most, busiest] = [here, step];
  }
  return { perSecond: (all * 1000) / (steps * dt), mostInStep: most, busiestStep: busiest };
}

/** Rates that are worth saying apart: the busiest step beside the mean one. */
const UNEVEN = 1.5;

/** `4 spikes per second of biological time on average, and at most 3 in a step`. */
export function describeHostSpikes({ perSecond, mostInStep }: HostSpikes, dt: number): string {
  const rate = perSecond >= 10 ? Math.round(perSecond) : Number(perSecond.toPrecision(2));
  const mean = `${counted(rate, "spike")} per second of biological time`;
  const most = Math.ceil(Number(mostInStep.toPrecision(6)));
  const uneven = most >= 2 && mostInStep > (UNEVEN * perSecond * dt) / 1000;
  return uneven ? `${mean} on average and up to ${most.toLocaleString("en")} in a step` : mean;
}
