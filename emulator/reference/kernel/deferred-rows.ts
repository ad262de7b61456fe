/**
 * Rows by source onto all populations whose input is deferred, one part of the plan after the other: the synapses of a row by delay, then as
 * drawn. A synapse is its place in the group (16 bits) and, where weights differ, its float32, beside it: a segment, which is what one spike
 * adds to one group in one step, is one stretch of memory, of 6 bytes a synapse or 2.
 */
import type { Projection } from "../../../src/network/types.js";
import type { DeferredPart, DeferredPlan } from "./deferred-plan.js";
import { bytesOf, type KernelMemory } from "./kernel-memory.js";

/** Words of 16 bits that a synapse takes. */
function wordsOf({ weight }: DeferredPart): number {
  return weight === null ? 3 : 1;
}

/** Bytes that the rows of some projections take. */
export function bytesOfDeferredRows(plan: DeferredPlan, projections: readonly Projection[]): number {
  return bytesOf(plan.segments + 2, 4) + bytesOf(wordsOfAll(plan, projections), 2);
}

function wordsOfAll({ partsOf }: DeferredPlan, projections: readonly Projection[]): number {
  return projections.reduce((sum, { index, source }) => {
    const parts = partsOf[index];
    return sum + (parts === null ? 0 : source.length * wordsOf(parts[0]));
  }, 0);
}

const bitsOfWeight = new Uint32Array(1);
const weightOfBits = new Float32Array(bitsOfWeight.buffer);

/** The float32 whose halves are words k and k + 1. */
export function weightAt(words: Uint16Array, k: number): number {
  bitsOfWeight[0] = words[k] | (words[k + 1] << 16);
  return weightOfBits[0];
}

export class DeferredRows {
  /** Segment k is words begins[k] .. begins[k+1]-1. */
  readonly begins: Uint32Array;
  readonly words: Uint16Array;
  /** Filling a segment moves its begin to its end, which is where the next begins. */
  private readonly cursor: Uint32Array;

  /** Counts the synapses of all segments; `fill` brings them. */
  constructor(
    projections: readonly Projection[],
    private readonly plan: DeferredPlan,
    memory: KernelMemory,
  ) {
    const { segments, partsOf, parts } = plan;
    const cursor = memory.array(Uint32Array, segments + 2);
    this.begins = cursor.subarray(0, segments + 1);
    this.words = memory.array(Uint16Array, wordsOfAll(plan, projections));
    this.cursor = cursor;
    const counts = cursor.subarray(2);
    for (const projection of projections)
      if (partsOf[projection.index] !== null) this.visit(projection, (segment) => counts[segment]++);
    for (const part of parts) {
      const words = wordsOf(part);
      const end = part.index + part.preSize * part.delays;
      for (let k = part.index; k < end; k++) counts[k] = cursor[k + 1] + words * counts[k];
    }
  }

  /** Brings the synapses of a projection, once. */
  fill(projection: Projection): void {
    const { words } = this;
    const next = this.cursor.subarray(1);
    const { weight } = projection;
    if (typeof weight === "number")
      this.visit(projection, (segment, place) => {
        words[next[segment]++] = place;
      });
    else {
      const bits = new Uint32Array(weight.buffer, weight.byteOffset, weight.length);
      this.visit(projection, (segment, place, s) => {
        const at = next[segment];
        next[segment] = at + 3;
        words[at] = place;
        words[at + 1] = bits[s];
        words[at + 2] = bits[s] >>> 16;
      });
    }
  }

  /** @param each takes the segment, the place in the group and the index of every synapse */
  private visit(projection: Projection, each: (segment: number, place: number, s: number) => void): void {
    const { post, postSize, source, weight, delay } = projection;
    const { groups, populations, partsOf } = this.plan;
    const { first, size, channels, group } = populations[post]!;
    const offset = first - groups[group].first;
    const parts = partsOf[projection.index]!;
    const index = parts.map((part) => part.index);
    const delays = parts.map((part) => part.delays);
    eachRange(projection, (begin, end) => {
      for (let i = 0; i < postSize; i++)
        for (let s = begin[i]; s < end[i]; s++) {
          const negative = channels === 2 && (typeof weight === "number" ? weight : weight[s]) < 0;
          const entry = offset + (negative ? size : 0) + i;
          const d = typeof delay === "number" ? delay : delay[s];
          const part = entry >>> 16;
          each(index[part] + source[s] * delays[part] + d - 1, entry & 0xffff, s);
        }
    });
  }
}

/** Sources whose rows are written together: what they take stays in the cache. */
const SOURCES = 256;

/**
 * Visits the synapses of a projection by ranges of sources, one range after the other where the sources of each row ascend, as they are drawn;
 * else all at once.
 * @param visit takes synapses begin[i] ≤ s < end[i] of each target i
 */
function eachRange(
  { preSize, postSize, rowStart, source }: Projection,
  visit: (begin: Uint32Array, end: Uint32Array) => void,
): void {
  if (!ascends(rowStart, source, postSize)) {
    visit(rowStart, rowStart.subarray(1));
    return;
  }
  const begin = rowStart.slice(0, postSize);
  const end = begin.slice();
  for (let last = SOURCES; last < preSize + SOURCES; last += SOURCES) {
    for (let i = 0; i < postSize; i++) {
      let s = end[i];
      begin[i] = s;
      for (const stop = rowStart[i + 1]; s < stop && source[s] < last;) s++;
      end[i] = s;
    }
    visit(begin, end);
  }
}

function ascends(rowStart: Uint32Array, source: Uint16Array | Uint32Array, postSize: number): boolean {
  for (let i = 0; i < postSize; i++)
    for (let s = rowStart[i] + 1; s < rowStart[i + 1]; s++) if (source[s] < source[s - 1]) return false;
  return true;
}
