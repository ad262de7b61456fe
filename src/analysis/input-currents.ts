/**
 * Input currents of sample neurons, rebuilt exactly from spikes and synapses:
 *
 *   s[n] = decay·s[n-1] + Σ_synapses w·(spikes of the source in step n - delay),   s[-1] = 0,
 *   I[n] = s[n]·(1 - decay)/(-ln decay) + injected current
 *
 * separately for positive weights (E) and negative ones (I), injected current by its sign; noise in place of spikes is part of E.
 * s[n] is what step n starts from and I[n] the mean over the step, in which a synaptic current decays and an injected one does not: without
 * that factor (5 % at dt = τ_syn/10) the two would not cancel where they do. An exponential synapse of delay D acts first in step
 * n + D + 1, a delta synapse (decay 0: charge per step, factor 1) in step n + D. Spikes before the recording are unknown; what they left decays within the burn-in.
 */
import type { Recording } from "../recording/recording.js";
import type { InputConnectivity } from "./input-connectivity.js";

/** Emits the spikes of spike sources by step; `SourcePlayer` of src/network has this shape. */
export interface SourceSpikes {
  play(step: number, emit: (globalId: number, count: number) => void): void;
}

export interface InputCurrents {
  readonly neuron: number;
  readonly unit: string;
  /** ≥ 0 (but for noise), the mean over each recorded step. */
  readonly E: Float64Array;
  /** ≤ 0 */
  readonly I: Float64Array;
  readonly thresholdCurrent: number;
  /** True for delta synapses, whose currents are charges of single steps. */
  readonly delta: boolean;
}

/** One entry for each of `neurons` (global ids); 16 bytes a neuron and step. */
export function inputCurrents(
  connectivity: InputConnectivity,
  recording: Recording,
  sources: SourceSpikes | undefined,
  neurons: ArrayLike<number>,
): InputCurrents[] {
  const steps = recording.steps;
  const traces = Array.from(neurons, (neuron) => {
    const decay = connectivity.currentDecay(neuron);
    return {
      neuron,
      unit: connectivity.unit(neuron),
      E: new Float64Array(steps),
      I: new Float64Array(steps),
      thresholdCurrent: connectivity.thresholdCurrent(neuron),
      delta: decay.excitatory === 0 && decay.inhibitory === 0,
      decay,
    };
  });
  const fan = fanOut(connectivity, traces);
  const deliver = (id: number, relativeStep: number, count: number) => {
    if (id + 1 >= fan.start.length) return;
    for (let k = fan.start[id]; k < fan.start[id + 1]; k++) {
      const at = relativeStep + fan.delay[k];
      if (at >= steps) continue;
      const weight = fan.weight[k] * count;
      const trace = traces[fan.sample[k]];
      if (weight > 0) trace.E[at] += weight;
      else trace.I[at] += weight;
    }
  };
  for (let k = 0; k < recording.spikeSteps.length; k++)
    deliver(recording.spikeIds[k], recording.spikeSteps[k] - recording.startStep, 1);
  if (sources !== undefined) {
    for (let n = 0; n < steps; n++) sources.play(recording.startStep + n, (id, count) => deliver(id, n, count));
  }
  for (const { neuron, E, I, decay } of traces) {
    // Noise stands for fluctuations of the excitation from outside, about a mean that is part of the external current.
    if (connectivity.noise !== undefined)
      for (let n = 0; n < steps; n++) E[n] += connectivity.noise(neuron, recording.startStep + n);
    decayInPlace(E, decay.excitatory);
    decayInPlace(I, decay.inhibitory);
    for (let n = 0; n < steps; n++) {
      const external = connectivity.externalCurrent(neuron, recording.startStep + n);
      if (external > 0) E[n] += external;
      else I[n] += external;
    }
  }
  return traces.map(({ decay: _, ...trace }) => trace);
}

/** Evenly spaced neurons of a population: the same sample in every run. */
export function sampleNeurons(first: number, size: number, sample: number): Uint32Array {
  const n = Math.min(size, sample);
  return Uint32Array.from({ length: n }, (_, k) => first + Math.floor((k * size) / n));
}

interface FanOut {
  readonly start: Uint32Array;
  readonly sample: Uint32Array;
  readonly weight: Float64Array;
  readonly delay: Uint32Array;
}

/** The sample's synapses by source id, so that each spike is looked up once. */
function fanOut(connectivity: InputConnectivity, sample: readonly { readonly neuron: number }[]): FanOut {
  const rows = sample.map(({ neuron }) => connectivity.inputs(neuron));
  let ids = 0;
  let synapses = 0;
  for (const row of rows) {
    synapses += row.sources.length;
    for (const id of row.sources) ids = Math.max(ids, id + 1);
  }
  const start = new Uint32Array(ids + 1);
  for (const row of rows) for (const id of row.sources) start[id + 1]++;
  for (let i = 0; i < ids; i++) start[i + 1] += start[i];
  const next = start.slice(0, ids);
  const fan = {
    start,
    sample: new Uint32Array(synapses),
    weight: new Float64Array(synapses),
    delay: new Uint32Array(synapses),
  };
  rows.forEach((row, s) => {
    for (let k = 0; k < row.sources.length; k++) {
      const at = next[row.sources[k]]++;
      fan.sample[at] = s;
      fan.weight[at] = row.weights[k];
      fan.delay[at] = row.delays[k];
    }
  });
  return fan;
}

/** Arrivals become the mean over each step of what they decay to. */
function decayInPlace(current: Float64Array, decay: number): void {
  if (decay === 0) return;
  for (let n = 1; n < current.length; n++) current[n] += decay * current[n - 1];
  const meanOverStep = (decay - 1) / Math.log(decay);
  for (let n = 0; n < current.length; n++) current[n] *= meanOverStep;
}
