/** Spike trains of known statistics, for tests: each neuron's next spikes are drawn from a seeded stream. */
import { CounterStream } from "../numerics/philox.js";
import type { Recording } from "../recording/recording.js";

/** Sorts (step, id) pairs into a recording of one or more populations of the given sizes. */
export function recordingOf(
  spikes: [step: number, id: number][],
  sizes: Record<string, number>,
  steps: number,
  dt: number,
): Recording {
  spikes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let first = 0;
  const populations = Object.entries(sizes).map(([name, size]) => ({ name, first: (first += size) - size, size }));
  return {
    source: "synthetic",
    network: "synthetic",
    seed: 1,
    dt,
    startStep: 0,
    steps,
    populations,
    spikeSteps: Uint32Array.from(spikes, (s) => s[0]),
    spikeIds: Uint32Array.from(spikes, (s) => s[1]),
    counters: {},
  };
}

/** Gamma renewal trains of integer order: order 1 is Poisson, CV = 1/√order, LV = 3/(2·order + 1). Starts in equilibrium after a lead-in. */
export function gammaTrains(
  size: number,
  rateHz: number,
  order: number,
  steps: number,
  dt: number,
  seed: number,
): [number, number][] {
  const random = new CounterStream(seed, 7);
  const spikes: [number, number][] = [];
  const meanSteps = 1000 / rateHz / dt;
  for (let i = 0; i < size; i++) {
    random.reseat(i);
    let t = -20 * meanSteps * random.uniform();
    let last = -1;
    for (;;) {
      for (let k = 0; k < order; k++) t -= (Math.log(random.uniform()) * meanSteps) / order;
      const step = Math.floor(t);
      if (step >= steps) break;
      if (step >= 0 && step !== last) spikes.push([step, i]);
      last = step;
    }
  }
  return spikes;
}

/** Poisson trains thinned from one mother train: every pair has correlation c at any bin width. */
export function correlatedTrains(
  size: number,
  rateHz: number,
  c: number,
  steps: number,
  dt: number,
  seed: number,
): [number, number][] {
  const random = new CounterStream(seed, 9);
  const spikes: [number, number][] = [];
  const motherRate = rateHz / c;
  let t = 0;
  for (;;) {
    t -= (Math.log(random.uniform()) * 1000) / motherRate / dt;
    const step = Math.floor(t);
    if (step >= steps) return spikes;
    for (let i = 0; i < size; i++) if (random.uniform() < c) spikes.push([step, i]);
  }
}
