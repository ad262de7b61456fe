/**
 * Rewritten offset currents as sPyNNaker's StepCurrentSource: the core adds its amplitude to the offset, in the same sum of S16.15 words, from the update
 * of its tick on. Neurons that change alike share one.
 */
import type { SpinnakerIntegers } from "../integers/spinnaker-integers.js";

export interface CurrentSteps {
  readonly population: number;
  /** Local ids, ascending. */
  readonly neurons: Uint32Array;
  /** Ascending. */
  readonly ticks: Uint32Array;
  /** Raw S16.15 that is added to the offset from that tick on. */
  readonly amplitudes: Int32Array;
}

export function currentStepsOf({ populations, offsetChanges }: SpinnakerIntegers): CurrentSteps[] {
  return populations.flatMap(({ first, size, parameters: { iOffset } }, population) => {
    /** By neuron: amplitude from a tick on; of two changes in one tick the last holds. */
    const changes = new Map<number, Map<number, number>>();
    for (const { tick, neurons, iOffset: changed } of offsetChanges)
      neurons.forEach((id, k) => {
        const neuron = id - first;
        if (neuron < 0 || neuron >= size) return;
        const steps = changes.get(neuron) ?? new Map<number, number>();
        changes.set(neuron, steps);
        // The core's sum wraps as this difference does.
        steps.set(tick, (changed[changed.length === 1 ? 0 : k] - iOffset[iOffset.length === 1 ? 0 : neuron]) | 0);
      });
    const alike = new Map<string, { neurons: number[]; steps: [number, number][] }>();
    for (const neuron of [...changes.keys()].sort((a, b) => a - b)) {
      const steps = [...changes.get(neuron)!].sort(([a], [b]) => a - b);
      const key = JSON.stringify(steps);
      const group = alike.get(key) ?? { neurons: [], steps };
      alike.set(key, group);
      group.neurons.push(neuron);
    }
    return [...alike.values()].map(({ neurons, steps }) => ({
      population,
      neurons: Uint32Array.from(neurons),
      ticks: Uint32Array.from(steps, ([tick]) => tick),
      amplitudes: Int32Array.from(steps, ([, amplitude]) => amplitude),
    }));
  });
}
