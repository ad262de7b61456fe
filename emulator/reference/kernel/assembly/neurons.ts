// What the updates of all models share. A population is a record of u32 words: the addresses of its arrays of float64.
// A parameter has two: its address and a mask, which is 0 where all neurons have one value, so that neuron 0's is read for all.

/** Bytes of two float64. */
export const PAIR: u32 = 16;

/** The address that word `k` of a record holds. */
// @ts-ignore: decorator
@inline
export function arrayAt(record: usize, k: u32): usize {
  return load<u32>(record + ((<usize>k) << 2));
}

/** A parameter of the two neurons `offset` bytes from the beginning; `k` is its first word. */
// @ts-ignore: decorator
@inline
export function pairOf(address: usize, mask: u32, offset: u32): v128 {
  return v128.load(address + (offset & mask));
}

/** Appends the ids of two neurons, by the bits of `lanes`. */
// @ts-ignore: decorator
@inline
export function appendPair(lanes: i32, id: u32, ids: usize, fired: u32): u32 {
  if (lanes & 1) fired = append(id, ids, fired);
  return lanes & 2 ? append(id + 1, ids, fired) : fired;
}

/** Appends one id. */
// @ts-ignore: decorator
@inline
export function append(id: u32, ids: usize, fired: u32): u32 {
  store<u32>(ids + ((<usize>fired) << 2), id);
  return fired + 1;
}
