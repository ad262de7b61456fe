/**
 * Groups of ring buffers for the rows of the WebAssembly kernel: buffers of one layout that lie one after the other, as many as 16 bits can
 * tell apart. A row's words for all of them are one run, long enough to be worth a loop.
 *
 *   place of a word in its group = buffer · 2^(D+T+N) + delay · 2^(T+N) + type · 2^N + index
 */
import type { SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import { FIELD_BITS } from "../../../src/program/spinnaker/synaptic-word.js";

/** Words of a group's record (assembly/deliver.ts). */
export const GROUP_WORDS = 4;

export interface RingGroup {
  /** Its buffers: firstBuffer .. firstBuffer + buffers - 1, as RingBuffers counts them. */
  readonly firstBuffer: number;
  readonly buffers: number;
  /** T + N, and D. */
  readonly slotBits: number;
  readonly delayBits: number;
  /** N. */
  readonly indexBits: number;
}

export function ringGroups(cores: readonly SpinnakerCore[]): RingGroup[] {
  const groups: RingGroup[] = [];
  let buffer = 0;
  for (const { layout, synapseCores } of cores) {
    const slotBits = layout.indexBits + layout.typeBits;
    const { delayBits, indexBits } = layout;
    const most = 2 ** (FIELD_BITS - slotBits - delayBits);
    for (let k = 0; k < synapseCores; k++, buffer++) {
      const last = groups.at(-1);
      const alike = last?.slotBits === slotBits && last.delayBits === delayBits && last.indexBits === indexBits;
      if (alike && last.buffers < most) groups[groups.length - 1] = { ...last, buffers: last.buffers + 1 };
      else groups.push({ firstBuffer: buffer, buffers: 1, slotBits, delayBits, indexBits });
    }
  }
  return groups;
}

/** The group of every buffer. */
export function groupOfBuffer(groups: readonly RingGroup[]): Uint32Array {
  return Uint32Array.from(groups.flatMap(({ buffers }, g) => new Array<number>(buffers).fill(g)));
}
