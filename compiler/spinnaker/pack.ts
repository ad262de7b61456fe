/**
 * Synaptic rows and parameters of every core. Rows of a projection form blocks by delay stage and stretch of at most 256 words: block b of a
 * stage holds words 256·b .. 256·b + 255 of each row. Within a row, words keep the order of the drawn synapses.
 */
import type { Projection } from "../../src/network/types.js";
import { SPINNAKER_MEMORY } from "../../src/targets/spinnaker-memory.js";
import { EXCITATORY, INHIBITORY, type NeuronParameters, type SpinnakerCore, type SynapticBlock } from "../../src/program/spinnaker/machine-image.js";
import { encodeSynapse } from "../../src/program/spinnaker/synaptic-word.js";
import { countRows, delayOf, longestRow, weightOf } from "./slice-rows.js";
import type { CoreSlice, Sliced, SpinnakerProjection } from "./stages.js";

/** Words in a growing array. */
class Words {
  private array = new Uint32Array(1024);
  length = 0;

  /** Room for n words at the end; where they start. */
  reserve(n: number): number {
    const start = this.length;
    this.length += n;
    if (this.length > this.array.length) {
      const larger = new Uint32Array(Math.max(this.length, 2 * this.array.length));
      larger.set(this.array);
      this.array = larger;
    }
    return start;
  }

  set(at: number, word: number): void {
    this.array[at] = word;
  }

  toArray(): Uint32Array {
    return this.array.slice(0, this.length);
  }
}

export function packCores(sliced: Sliced, progress: (done: number, total: number) => void = () => {}): SpinnakerCore[] {
  return sliced.slices.map((slice, c) => {
    progress(c, sliced.slices.length);
    return packCore(sliced, slice);
  });
}

function packCore({ quantized }: Sliced, slice: CoreSlice): SpinnakerCore {
  const { lowered, shifts } = quantized.shifted;
  const { population, model, parameters } = lowered.populations[slice.population];
  const words = new Words();
  const rowStart: number[] = [0];
  const blocks: SynapticBlock[] = [];
  lowered.network.projections.forEach((projection, k) => {
    if (projection.post === slice.population) packProjection(projection, quantized.projections[k], slice, words, rowStart, blocks);
  });
  const { excitatory, inhibitory } = shifts[slice.population];
  return {
    model,
    neurons: Uint32Array.from({ length: slice.to - slice.from }, (_, i) => population.first + slice.from + i),
    synapseCores: 1,
    stepsPerTick: 1,
    parameters: partOf(parameters, slice),
    layout: slice.layout,
    leftShifts: [excitatory.shift, inhibitory.shift],
    blocks,
    rowStart: Uint32Array.from(rowStart),
    words: words.toArray(),
  };
}

function packProjection(projection: Projection, quantized: SpinnakerProjection, slice: CoreSlice, words: Words, rowStart: number[], blocks: SynapticBlock[]): void {
  const { preSize, preFirst, source, weight } = projection;
  const { layout, from, to, delayStages } = slice;
  const stages = delayStages + 1;
  const longest = SPINNAKER_MEMORY.rowWords.value;
  const counts = countRows(projection, quantized, slice, layout.delayBits, stages);
  // Where word j of row (stage, source) goes: into block floor(j / 256) of the stage.
  const blockStarts: Uint32Array[][] = [];
  for (let stage = 0; stage < stages; stage++) {
    const inStage: Uint32Array[] = [];
    const most = longestRow(counts, preSize, stage, stage + 1);
    for (let b = 0; b * longest < most; b++) {
      blocks.push({ firstSource: preFirst, sources: preSize, firstRow: rowStart.length - 1, extraDelay: stage << layout.delayBits, synapseCore: 0 });
      const starts = new Uint32Array(preSize);
      for (let s = 0; s < preSize; s++) {
        const length = Math.min(longest, Math.max(0, counts[stage * preSize + s] - b * longest));
        starts[s] = words.reserve(length);
        rowStart.push(words.length);
      }
      inStage.push(starts);
    }
    blockStarts.push(inStage);
  }
  const filled = new Uint32Array(stages * preSize);
  for (let i = from; i < to; i++) {
    for (let k = projection.rowStart[i]; k < projection.rowStart[i + 1]; k++) {
      const ticks = delayOf(quantized, k);
      const stage = (ticks - 1) >>> layout.delayBits;
      const row = stage * preSize + source[k];
      const j = filled[row]++;
      const start = blockStarts[stage][Math.floor(j / longest)][source[k]];
      const signed = typeof weight === "number" ? weight : weight[k];
      const synapse = { weight: weightOf(quantized, k), delay: ticks - (stage << layout.delayBits), type: signed < 0 ? INHIBITORY : EXCITATORY, index: i - from };
      words.set(start + (j % longest), encodeSynapse(synapse, layout));
    }
  }
}

/** The atoms' own part of parameters that differ between neurons. */
function partOf(parameters: NeuronParameters, { from, to }: CoreSlice): NeuronParameters {
  const part = (values: Int32Array) => (values.length === 1 ? values : values.slice(from, to));
  return Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, part(values as Int32Array)])) as unknown as NeuronParameters;
}
