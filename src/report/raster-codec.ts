/**
 * The raster as the page carries it: base64 of Δ-coded varints (LEB128), about 1.3 to 3 bytes a spike.
 *
 *   for each step with spikes: step - previous step (the first: step - from), number of spikes n,
 *   first neuron, then n - 1 differences to the neuron before.
 *
 * The report encodes with it, the script of the page decodes with it: nothing here may need Node or the DOM.
 */
import { fromBase64, toBase64 } from "../numerics/base64.js";
import { ByteReader, ByteWriter } from "../recording/varint.js";

export interface EncodedRaster {
  readonly base64: string;
  readonly spikes: number;
}

/** Ordered by (step, neuron), as a recording holds them. */
export interface Spikes {
  readonly spikeSteps: Uint32Array;
  readonly spikeIds: Uint32Array;
}

/** First index whose step is at least `step`; spikes are ordered by step. */
export function firstSpikeAt(steps: Uint32Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Spikes of from ≤ step < to; they must be ordered by (step, neuron). */
export function encodeRaster({ spikeSteps, spikeIds }: Spikes, from: number, to: number): EncodedRaster {
  const writer = new ByteWriter();
  const start = firstSpikeAt(spikeSteps, from);
  const end = firstSpikeAt(spikeSteps, to);
  let previous = from;
  for (let k = start; k < end;) {
    const step = spikeSteps[k];
    let next = k + 1;
    while (next < end && spikeSteps[next] === step) next++;
    writer.varint(step - previous);
    writer.varint(next - k);
    for (let id = 0; k < next; k++) {
      writer.varint(spikeIds[k] - id);
      id = spikeIds[k];
    }
    previous = step;
  }
  return { base64: toBase64(writer.finish()), spikes: end - start };
}

/** @param from the step from which the first difference counts, as given to encodeRaster */
export function decodeRaster({ base64, spikes }: EncodedRaster, from: number): Spikes {
  const reader = new ByteReader(fromBase64(base64));
  const spikeSteps = new Uint32Array(spikes);
  const spikeIds = new Uint32Array(spikes);
  let step = from;
  for (let k = 0; k < spikes;) {
    step += reader.varint();
    const count = reader.varint();
    for (let id = 0, j = 0; j < count; j++, k++) {
      id += reader.varint();
      spikeSteps[k] = step;
      spikeIds[k] = id;
    }
  }
  return { spikeSteps, spikeIds };
}
