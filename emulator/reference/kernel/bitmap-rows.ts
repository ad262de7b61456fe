/** Rows of a projection as bitmaps over its targets, for counting many of them at once (assembly/bitmaps.ts). */
import type { DeliveryRows } from "../deliver.js";
import { bytesOf, type KernelMemory } from "./kernel-memory.js";

/** From so many targets of a row on, of all targets, adding bits is faster than counting one by one; a bitmap then takes few bytes a synapse. */
const DENSE = 1 / 20;
/** Rows from which bitmaps are sooner added than followed one by one: they are added eight at once. */
export const LEAST_BITMAPS = 4;

export interface BitmapRows {
  /** Of each row, then an empty one. */
  readonly bitmaps: Uint8Array;
  /** Bytes of one, a multiple of 16. */
  readonly bytes: number;
  /** Targets that a row hits again: row r has againStart[r] .. againStart[r+1]-1; one entry more is there to be read. */
  readonly againStart: Uint32Array;
  readonly again: Uint16Array;
}

/** Bytes of a bitmap over so many targets. */
export function bytesOfBitmap(targets: number): number {
  return bytesOf(Math.ceil(targets / 8), 1);
}

function isDense(synapses: number, rows: number, targets: number): boolean {
  return synapses > DENSE * rows * targets;
}

/** Bytes that `bitmapsInMemory` takes, at most. */
export function bytesOfBitmaps(synapses: number, rows: number, targets: number): number {
  if (!isDense(synapses, rows, targets)) return 0;
  return bytesOf((rows + 1) * bytesOfBitmap(targets), 1) + bytesOf(rows + 1, 4) + bytesOf(synapses + 1, 2);
}

/** @param targets of the population; null is given where rows are too short to be bitmaps */
export function bitmapsInMemory(
  { start, target, preSize }: DeliveryRows,
  targets: number,
  memory: KernelMemory,
): BitmapRows | null {
  if (!isDense(target.length, preSize, targets)) return null;
  const bytes = bytesOfBitmap(targets);
  const bitmaps = memory.array(Uint8Array, (preSize + 1) * bytes);
  const againStart = memory.array(Uint32Array, preSize + 1);
  const repeats = countRepeats(start, target, preSize);
  const again = memory.array(Uint16Array, repeats + 1);
  for (let row = 0, at = 0; row < preSize; row++) {
    const base = row * bytes;
    for (let k = start[row]; k < start[row + 1]; k++) {
      const post = target[k];
      if (k > start[row] && target[k - 1] === post) again[at++] = post;
      else bitmaps[base + (post >> 3)] |= 1 << (post & 7);
    }
    againStart[row + 1] = at;
  }
  return { bitmaps, bytes, againStart, again };
}

/** Targets ascend within a row. */
function countRepeats(start: Uint32Array, target: Uint16Array | Uint32Array, rows: number): number {
  let repeats = 0;
  for (let row = 0; row < rows; row++)
    for (let k = start[row] + 1; k < start[row + 1]; k++) if (target[k] === target[k - 1]) repeats++;
  return repeats;
}
