/**
 * Synaptic rows as a microcontroller keeps them (firmware/core/image.h): half-words, in runs of neighbours with nearly one weight.
 *
 *   run      literal:1 | core:5 | count:10, then smallest weight, field × count; literal: (field, weight) × count
 *   field    lower half of a synaptic word: delay | type | atom; above it, in a run that is not literal, weight - smallest weight
 * The order of synapses is kept, since the number of saturations depends on it. Where the weights of a projection are equal, or two neighbours as
 * balance rounding leaves them, a synapse takes 2 bytes; where they are drawn from a wide distribution, 4.
 */
import { FIELD_BITS } from "../../src/program/spinnaker/synaptic-word.js";
import type { SpinnakerCore } from "../../src/program/spinnaker/machine-image.js";

const LITERAL = 0x8000;
const CORE_SHIFT = 10;
const LONGEST_RUN = 1023;
const FIELD = 2 ** FIELD_BITS - 1;
/** From so many synapses on, a run of their own is not longer than literal pairs, wherever it begins. */
const WORTH_A_RUN = 4;
export const MOST_CORES = 32;

export interface McuRows {
  /** Row s is halfWords[start[s]] .. halfWords[start[s+1] - 1]. */
  readonly start: Uint32Array;
  readonly halfWords: Uint16Array;
  /** Synapses that take 4 bytes instead of 2, because the weights beside them differ. */
  readonly literals: number;
}

/** Rows of sources 0..sources-1, each through all cores in their order and that of their population tables. */
export function mcuRows(cores: readonly SpinnakerCore[], sources: number): McuRows {
  const stretches = stretchesBySource(cores, sources);
  const start = new Uint32Array(sources + 1);
  const halfWords: number[] = [];
  let literals = 0;
  stretches.forEach((ofSource, s) => {
    start[s] = halfWords.length;
    for (const { core, from, to } of ofSource) {
      const { indexBits, typeBits, delayBits } = cores[core].layout;
      literals += new RunWriter(
        cores[core].words.subarray(from, to),
        core,
        indexBits + typeBits + delayBits,
        halfWords,
      ).write();
    }
  });
  start[sources] = halfWords.length;
  return { start, halfWords: Uint16Array.from(halfWords), literals };
}

interface Stretch {
  readonly core: number;
  readonly from: number;
  readonly to: number;
}

function stretchesBySource(cores: readonly SpinnakerCore[], sources: number): Stretch[][] {
  const stretches: Stretch[][] = Array.from({ length: sources }, () => []);
  cores.forEach(({ blocks, rowStart }, core) => {
    for (const block of blocks) {
      for (let k = 0; k < block.sources; k++) {
        const [from, to] = [rowStart[block.firstRow + k], rowStart[block.firstRow + k + 1]];
        if (from < to) stretches[block.firstSource + k].push({ core, from, to });
      }
    }
  });
  return stretches;
}

interface Run {
  /** Behind its last word. */
  readonly end: number;
  readonly smallest: number;
}

class RunWriter {
  /** Weights of a run differ by less. */
  private readonly span: number;

  constructor(
    private readonly words: Uint32Array,
    private readonly core: number,
    private readonly fieldBits: number,
    private readonly out: number[],
  ) {
    this.span = 2 ** (FIELD_BITS - fieldBits);
  }

  /** @returns how many synapses are literal */
  write(): number {
    const { words, core, out, fieldBits } = this;
    let literals = 0;
    for (let k = 0; k < words.length;) {
      const run = this.runFrom(k);
      if (this.isWorthARun(k, run)) {
        out.push((core << CORE_SHIFT) | (run.end - k), run.smallest);
        for (; k < run.end; k++)
          out.push((((words[k] >>> FIELD_BITS) - run.smallest) << fieldBits) | (words[k] & FIELD));
      } else {
        const end = this.writeLiterals(k);
        literals += end - k;
        k = end;
      }
    }
    return literals;
  }

  /** As many words as no run covers better. @returns the first word that is not written */
  private writeLiterals(from: number): number {
    const { words, core, out } = this;
    const header = out.push(0) - 1;
    let k = from;
    while (k < words.length && k - from < LONGEST_RUN && (k === from || !this.isWorthARun(k, this.runFrom(k))))
      out.push(words[k] & FIELD, words[k++] >>> FIELD_BITS);
    out[header] = LITERAL | (core << CORE_SHIFT) | (k - from);
    return k;
  }

  private isWorthARun(k: number, { end }: Run): boolean {
    return end - k >= WORTH_A_RUN || end === this.words.length;
  }

  /** The longest run from word k on. */
  private runFrom(k: number): Run {
    const { words, span } = this;
    let smallest = words[k] >>> FIELD_BITS;
    let largest = smallest;
    let end = k + 1;
    for (; end < words.length && end - k < LONGEST_RUN; end++) {
      const weight = words[end] >>> FIELD_BITS;
      const [low, high] = [Math.min(smallest, weight), Math.max(largest, weight)];
      if (high - low >= span) break;
      [smallest, largest] = [low, high];
    }
    return { end, smallest };
  }
}
