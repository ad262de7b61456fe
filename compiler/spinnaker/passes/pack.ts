/**
 * Synaptic rows and parameters of every core. Rows of a projection form blocks by delay stage and stretch of at most L words, the target's limit: block b of a
 * stage holds words L·b .. L·b + L - 1 of each row. Within a row, words keep the order of the drawn synapses.
 */
import type { Projection } from "../../../src/network/types.js";
import type { SpinnakerTarget } from "../../../src/targets/spinnaker/target.js";
import {
  type NeuronParameters,
  type SpinnakerCore,
  type SynapticBlock,
} from "../../../src/program/spinnaker/machine-image.js";
import { wordPacker } from "../../../src/program/spinnaker/synaptic-word.js";
import { longestBlockRow } from "../weights/core-memory.js";
import { countRows, longestRow, sourcesOfPart } from "../slice-rows.js";
import type { CoreSlice, Sliced, SpinnakerProjection } from "../stages.js";

/** Words in a growing array. */
class Words {
  array = new Uint32Array(1024);
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

  toArray(): Uint32Array {
    return this.array.slice(0, this.length);
  }
}

export function packCores(
  sliced: Sliced,
  target: SpinnakerTarget,
  progress: (done: number, total: number) => void = () => {},
  packed: (core: SpinnakerCore, c: number) => void = () => {},
): SpinnakerCore[] {
  const longest = longestBlockRow(target);
  return sliced.slices.map((slice, c) => {
    progress(c, sliced.slices.length);
    const core = packCore(sliced, slice, longest);
    packed(core, c);
    return core;
  });
}

function packCore({ quantized }: Sliced, slice: CoreSlice, longest: number): SpinnakerCore {
  const { lowered, shifts } = quantized.shifted;
  const { population, model, parameters, stepsPerTick = 1 } = lowered.populations[slice.population];
  const words = new Words();
  const rowStart: number[] = [0];
  const blocks: SynapticBlock[] = [];
  lowered.network.projections.forEach((projection, k) => {
    if (projection.post !== slice.population) return;
    const counts = countRows(
      projection,
      quantized.projections[k],
      slice,
      slice.layout.delayBits,
      slice.delayStages + 1,
    );
    const layout = { projection, quantized: quantized.projections[k], slice, longest, counts, words, rowStart, blocks };
    const starts = layOutBlocks(layout);
    fillRows(layout, starts);
  });
  const { excitatory, inhibitory } = shifts[slice.population];
  return {
    model,
    neurons: Uint32Array.from({ length: slice.to - slice.from }, (_, i) => population.first + slice.from + i),
    synapseCores: slice.synapseCores,
    stepsPerTick,
    parameters: partOf(parameters, slice),
    layout: slice.layout,
    leftShifts: [excitatory.shift, inhibitory.shift],
    blocks,
    rowStart: Uint32Array.from(rowStart),
    words: words.toArray(),
  };
}

interface ProjectionLayout {
  readonly projection: Projection;
  readonly quantized: SpinnakerProjection;
  readonly slice: CoreSlice;
  /** Words of a row of one block, at most. */
  readonly longest: number;
  /** Words of each row: counts[stage · preSize + source]. */
  readonly counts: Uint32Array;
  readonly words: Words;
  readonly rowStart: number[];
  readonly blocks: SynapticBlock[];
}

/** Reserves the rows of all blocks, by synapse core, delay stage and stretch; where word L·b of a row starts: starts[stage][b][source]. */
function layOutBlocks({
  projection,
  slice,
  longest,
  counts,
  words,
  rowStart,
  blocks,
}: ProjectionLayout): Uint32Array[][] {
  const { preSize, preFirst } = projection;
  const stages = slice.delayStages + 1;
  const starts = Array.from({ length: stages }, (_, stage) =>
    Array.from(
      { length: Math.ceil(longestRow(counts, preSize, stage, stage + 1) / longest) },
      () => new Uint32Array(preSize),
    ),
  );
  for (let part = 0; part < slice.synapseCores; part++) {
    const { from, to } = sourcesOfPart(preSize, part, slice.synapseCores);
    if (from === to) continue;
    starts.forEach((inStage, stage) =>
      inStage.forEach((start, b) => {
        blocks.push({
          firstSource: preFirst + from,
          sources: to - from,
          firstRow: rowStart.length - 1,
          extraDelay: stage << slice.layout.delayBits,
          synapseCore: part,
          plasticity: null,
        });
        for (let s = from; s < to; s++) {
          start[s] = words.reserve(Math.min(longest, Math.max(0, counts[stage * preSize + s] - b * longest)));
          rowStart.push(words.length);
        }
      }),
    );
  }
  return starts;
}

function fillRows(
  { projection, quantized, slice, longest, words }: ProjectionLayout,
  starts: readonly (readonly Uint32Array[])[],
): void {
  const { preSize, source, rowStart } = projection;
  const { layout, from, to } = slice;
  // Everything fits by construction; the checker decodes every word again.
  const pack = wordPacker(layout);
  const { delayBits } = layout;
  const { array } = words;
  // Where there is one block a stage, which is nearly always, the next free word of every row; stretches are gone through otherwise.
  const next = new Uint32Array(starts.length * preSize);
  starts.forEach((inStage, stage) => inStage.length > 0 && next.set(inStage[0], stage * preSize));
  const stretched = starts.some((inStage) => inStage.length > 1);
  const filled = new Uint32Array(stretched ? starts.length * preSize : 0);
  const { weight, type, delay: drawn } = quantized;
  for (let i = from; i < to; i++) {
    for (let k = rowStart[i], end = rowStart[i + 1]; k < end; k++) {
      const ticks = typeof drawn === "number" ? drawn : drawn[k];
      const stage = (ticks - 1) >>> delayBits;
      const row = stage * preSize + source[k];
      const delay = ticks - (stage << delayBits);
      const w = typeof weight === "number" ? weight : weight[k];
      array[next[row]++] = pack(w, delay, typeof type === "number" ? type : type[k], i - from);
      if (!stretched) continue;
      const written = ++filled[row];
      const block = written / longest;
      if (written % longest === 0 && block < starts[stage].length) next[row] = starts[stage][block][source[k]];
    }
  }
}

/** The atoms' own part of parameters that differ between neurons. */
function partOf(parameters: NeuronParameters, { from, to }: CoreSlice): NeuronParameters {
  const part = (values: Int32Array) => (values.length === 1 ? values : values.slice(from, to));
  return Object.fromEntries(
    Object.entries(parameters).map(([name, values]) => [name, part(values as Int32Array)]),
  ) as unknown as NeuronParameters;
}
