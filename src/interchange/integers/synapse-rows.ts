/** Rows of synapses by presynaptic id: from their lengths, and from a list in any order. */
import { fail } from "../../diagnostics/diagnostic.js";

/** Entries of one typed array of rows. */
const MOST_SYNAPSES = 2 ** 32 - 1;

/** Where each row starts, and last where all end. @param counts entries of each row @throws EquipoiseError `integers-too-large` */
export function rowStartsOf(counts: ArrayLike<number>): Uint32Array {
  const rowStart = new Uint32Array(counts.length + 1);
  let end = 0;
  for (let i = 0; i < counts.length; i++) {
    end += counts[i];
    rowStart[i + 1] = end;
  }
  if (end > MOST_SYNAPSES)
    fail("integers-too-large", "the integer network has more synapses than its rows can count", {
      limit: { what: "synapses", used: end, max: MOST_SYNAPSES },
    });
  return rowStart;
}

/** A column of synapses, of one typed array or another. */
export type Column = Uint32Array | Uint16Array | Int16Array | Uint8Array | Int8Array | Int32Array;

interface Sorted {
  readonly rowStart: Uint32Array;
  /** Where in the list each entry of the rows was. */
  readonly order: Uint32Array;
}

/**
 * The one order that a set of synapses has: by pre, then by post, then by the columns of `ties` from the first on. Two counting sorts, and an
 * insertion sort of the few synapses that join the same two neurons.
 * @param ids of neurons and sources; pre is below; @param size post is below
 */
export function sortSynapses(
  pre: Uint32Array,
  post: Uint32Array,
  ids: number,
  size: number,
  ties: readonly Column[],
): Sorted {
  const byPost = countingSort(post, size, null);
  const { order, rowStart } = countingSort(pre, ids, byPost.order);
  const before = (a: number, b: number): boolean => {
    if (post[a] !== post[b]) return false;
    for (const column of ties) if (column[a] !== column[b]) return column[a] > column[b];
    return false;
  };
  for (let i = 0; i < ids; i++) {
    const from = rowStart[i];
    for (let k = from + 1; k < rowStart[i + 1]; k++) {
      const synapse = order[k];
      let at = k;
      for (; at > from && before(order[at - 1], synapse); at--) order[at] = order[at - 1];
      order[at] = synapse;
    }
  }
  return { rowStart, order };
}

/** Stable. @param first the order to begin with; null: as they stand */
function countingSort(keys: Uint32Array, bound: number, first: Uint32Array | null): Sorted {
  const counts = new Uint32Array(bound);
  for (let k = 0; k < keys.length; k++) counts[keys[k]]++;
  const rowStart = rowStartsOf(counts);
  const next = rowStart.slice();
  const order = new Uint32Array(keys.length);
  for (let k = 0; k < keys.length; k++) {
    const synapse = first === null ? k : first[k];
    order[next[keys[synapse]]++] = synapse;
  }
  return { rowStart, order };
}

/** The column in another order. */
export function inOrder<T extends Column>(column: T, order: Uint32Array): T {
  const sorted = new (column.constructor as new (length: number) => T)(column.length);
  for (let k = 0; k < order.length; k++) sorted[k] = column[order[k]];
  return sorted;
}

/** The presynaptic id of every entry of the rows. */
export function presynapticIds(rowStart: Uint32Array): Uint32Array {
  const pre = new Uint32Array(rowStart[rowStart.length - 1]);
  for (let i = 0; i + 1 < rowStart.length; i++) pre.fill(i, rowStart[i], rowStart[i + 1]);
  return pre;
}
