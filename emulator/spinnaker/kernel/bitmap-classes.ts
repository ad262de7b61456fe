/**
 * Classes of runs that are bitmaps (assembly/bitmap-runs.ts): one group of ring buffers, synapse type, delay and weight. Runs of a class are
 * counted bit by bit, many at once, where a list adds one word after the other.
 */
import type { ArraySpecs } from "../../common/arena.js";
import type { RingGroup } from "./ring-groups.js";

/** Words of a class, as assembly/bitmap-runs.ts has them. */
const CLASS_WORDS = 8;
/** Runs that wait at most, as src/numerics/assembly/add-bitmaps.ts has it. */
const MOST_BITMAPS = 248;
/** Further ones stay lists. */
const MOST_CLASSES = 512;
/** Of the first half-word of a run. */
export const BITMAP = 0x8000;
/** A bitmap of a buffer is made of whole vectors. */
const LEAST_INDEX_BITS = 7;

/** Bits of a bitmap of a group: one for each atom of each buffer; 0: it has none. */
export function bitsOfGroup({ buffers, indexBits }: RingGroup): number {
  return indexBits < LEAST_INDEX_BITS ? 0 : buffers << indexBits;
}

/** What classes and their scratch have in an arena. */
export function bitmapArrays(groups: readonly RingGroup[]) {
  const longest = Math.max(0, ...groups.map(bitsOfGroup));
  const classes = longest === 0 ? 0 : MOST_CLASSES;
  return {
    bitmapClasses: { kind: "uint32", length: CLASS_WORDS * classes },
    bitmapLists: { kind: "uint32", length: MOST_BITMAPS * classes },
    bitmapPlanes: { kind: "uint8", length: longest },
    bitmapCounters: { kind: "uint8", length: longest },
    emptyBitmap: { kind: "uint8", length: longest / 8 },
  } as const satisfies ArraySpecs;
}

/** What a class is known by. */
interface Shape {
  readonly group: number;
  readonly delay: number;
  readonly weight: number;
  /** Synapse type. */
  readonly type: number;
}

export class BitmapClasses {
  private readonly numbers = new Map<string, number>();

  /** @param records `bitmapClasses` of `bitmapArrays(groups)` */
  constructor(
    private readonly groups: readonly RingGroup[],
    private readonly records: Uint32Array,
  ) {}

  get count(): number {
    return this.numbers.size;
  }

  /** The number of a class, a new one where there is room; null: there is none. */
  numberOf({ group, delay, weight, type }: Shape): number | null {
    const key = `${group} ${delay} ${weight} ${type}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    if (CLASS_WORDS * (number + 1) > this.records.length) return null;
    const { indexBits, buffers } = this.groups[group];
    const bytes = bitsOfGroup(this.groups[group]) / 8;
    this.records.set([group, delay, weight, type << indexBits, indexBits, buffers, bytes, 0], CLASS_WORDS * number);
    this.numbers.set(key, number);
    return number;
  }
}
