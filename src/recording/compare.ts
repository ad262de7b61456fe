/** Where two recordings first differ. */
import type { Recording } from "./recording.js";

export interface Divergence {
  readonly step: number;
  /** Global id of the first neuron (ascending) that fired in one recording only. */
  readonly neuron: number;
  readonly population: string;
  readonly firedIn: "first" | "second";
}

/** null where both rasters are the same over the steps that both have. */
export function firstDivergence(a: Recording, b: Recording): Divergence | null {
  const end = Math.min(a.startStep + a.steps, b.startStep + b.steps);
  const start = Math.max(a.startStep, b.startStep);
  let i = a.spikeSteps.findIndex((step) => step >= start);
  let j = b.spikeSteps.findIndex((step) => step >= start);
  if (i < 0) i = a.spikeSteps.length;
  if (j < 0) j = b.spikeSteps.length;
  const key = (r: Recording, k: number) =>
    k < r.spikeSteps.length && r.spikeSteps[k] < end ? r.spikeSteps[k] * 2 ** 32 + r.spikeIds[k] : Infinity;
  for (; ; i++, j++) {
    const inA = key(a, i);
    const inB = key(b, j);
    if (inA === Infinity && inB === Infinity) return null;
    if (inA === inB) continue;
    const firedIn = inA < inB ? "first" : "second";
    const [recording, k] = firedIn === "first" ? [a, i] : [b, j];
    const neuron = recording.spikeIds[k];
    const population = recording.populations.find((p) => neuron >= p.first && neuron < p.first + p.size)?.name ?? "?";
    return { step: recording.spikeSteps[k], neuron, population, firedIn };
  }
}
