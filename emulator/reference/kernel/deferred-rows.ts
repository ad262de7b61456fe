/**
 * Rows by source onto all populations whose input is deferred: the synapses of a row by group of targets, then by delay, then as drawn;
 * 6 bytes each. A segment, which is what one spike adds to one group in one step, is one stretch of memory.
 */
import type { Projection } from "../../../src/network/types.js";
import type { DeferredPlan } from "./deferred-plan.js";
import { bytesOf, type KernelMemory } from "./kernel-memory.js";

/** Bytes that the rows take. */
export function bytesOfDeferredRows({ segments, synapses }: DeferredPlan): number {
  return bytesOf(segments + 2, 4) + bytesOf(synapses, 2) + bytesOf(synapses, 4);
}

export class DeferredRows {
  /** Segment k is begins[k] .. begins[k+1]-1. */
  readonly begins: Uint32Array;
  /** Place in the group. */
  readonly target: Uint16Array;
  readonly weight: Float32Array;
  /** Filling a segment moves its begin to its end, which is where the next begins. */
  private readonly cursor: Uint32Array;

  /** Counts the synapses of all segments; `fill` brings them. */
  constructor(
    projections: readonly Projection[],
    private readonly plan: DeferredPlan,
    memory: KernelMemory,
  ) {
    const { segments, synapses, blockOf } = plan;
    const cursor = memory.array(Uint32Array, segments + 2);
    this.begins = cursor.subarray(0, segments + 1);
    this.target = memory.array(Uint16Array, synapses);
    this.weight = memory.array(Float32Array, synapses);
    this.cursor = cursor;
    for (const projection of projections)
      if (blockOf[projection.index] >= 0) this.count(projection, cursor.subarray(2));
    for (let k = 2; k < cursor.length; k++) cursor[k] += cursor[k - 1];
  }

  /** Adds 1 at the segment of every synapse. */
  private count(projection: Projection, counts: Uint32Array): void {
    const { post, postSize, weight, delay } = projection;
    const { groups, populations, blocks, blockOf } = this.plan;
    const { first, size, channels } = populations[post]!;
    const { delays, index } = blocks[blockOf[projection.index]];
    const row = groups * delays;
    const { source } = projection;
    eachRange(projection, (begin, end) => {
      for (let i = 0; i < postSize; i++)
        for (let s = begin[i]; s < end[i]; s++) {
          const negative = channels === 2 && (typeof weight === "number" ? weight : weight[s]) < 0;
          const entry = first + (negative ? size : 0) + i;
          const d = typeof delay === "number" ? delay : delay[s];
          counts[index + source[s] * row + (entry >>> 16) * delays + d - 1]++;
        }
    });
  }

  /** Brings the synapses of a projection, once. */
  fill(projection: Projection): void {
    const { post, postSize, source, weight, delay } = projection;
    const { plan, target, weight: weights } = this;
    const { groups, populations, blocks, blockOf } = plan;
    const { first, size, channels } = populations[post]!;
    const { delays, index } = blocks[blockOf[projection.index]];
    const row = groups * delays;
    const next = this.cursor.subarray(1);
    eachRange(projection, (begin, end) => {
      for (let i = 0; i < postSize; i++)
        for (let s = begin[i]; s < end[i]; s++) {
          const w = typeof weight === "number" ? weight : weight[s];
          const entry = first + (channels === 2 && w < 0 ? size : 0) + i;
          const d = typeof delay === "number" ? delay : delay[s];
          const at = next[index + source[s] * row + (entry >>> 16) * delays + d - 1]++;
          target[at] = entry;
          weights[at] = w;
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
