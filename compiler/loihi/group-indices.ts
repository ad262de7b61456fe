/** Which group each of many synapses is in. A projection has a group of its own, or two, so that there may be more than a byte counts. */
export type GroupIndices = Uint8Array | Uint16Array;

const MOST_OF_A_BYTE = 2 ** 8;

interface GroupIndicesType {
  new (length: number): GroupIndices;
  from(values: ArrayLike<number>): GroupIndices;
}

/** Chooses the array type that holds any index into `groups` groups: a byte each, as long as that is enough. */
export function groupIndices(groups: number): GroupIndicesType {
  return groups <= MOST_OF_A_BYTE ? Uint8Array : Uint16Array;
}
