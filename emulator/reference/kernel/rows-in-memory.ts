/** The rows of a projection by source (src/network/push-rows.ts), made in the kernel's memory without a second copy. */
import type { Projection } from "../../../src/network/types.js";
import type { DeliveryRows } from "../deliver.js";
import { bytesOf, type KernelMemory } from "./kernel-memory.js";

/** Targets of so few neurons fit 16 bits. */
const NARROW = 65_536;

/** Bytes that `rowsInMemory` takes. */
export function bytesOfRows({ preSize, postSize, source, weight, delay }: Projection): number {
  return (
    bytesOf(preSize + 2, 4) +
    bytesOf(source.length, postSize <= NARROW ? 2 : 4) +
    (typeof weight === "number" ? 0 : bytesOf(source.length, 4)) +
    (typeof delay === "number" ? 0 : bytesOf(source.length, delay.BYTES_PER_ELEMENT))
  );
}

/** A stable counting sort: targets ascend within a row, and synapses of one pair keep their order. */
export function rowsInMemory(projection: Projection, memory: KernelMemory): DeliveryRows {
  const { preFirst, preSize, postSize, rowStart, source, weight, delay } = projection;
  const synapses = source.length;
  // One more in front: filling a row moves its begin to its end, which is where the next begins.
  const cursor = memory.array(Uint32Array, preSize + 2);
  const target = memory.array<Uint16Array | Uint32Array>(postSize <= NARROW ? Uint16Array : Uint32Array, synapses);
  const weights = typeof weight === "number" ? null : memory.array(Float32Array, synapses);
  const delays =
    typeof delay === "number"
      ? null
      : memory.array<Uint8Array | Uint16Array>(delay instanceof Uint8Array ? Uint8Array : Uint16Array, synapses);
  for (let s = 0; s < synapses; s++) cursor[source[s] + 2]++;
  for (let r = 2; r < cursor.length; r++) cursor[r] += cursor[r - 1];
  for (let post = 0; post < postSize; post++)
    for (let s = rowStart[post]; s < rowStart[post + 1]; s++) target[cursor[source[s] + 1]++] = post;
  const start = cursor.subarray(0, preSize + 1);
  if (weights !== null) moveInto(weights, weight as Float32Array, start, projection);
  if (delays !== null) moveInto(delays, delay as Uint8Array | Uint16Array, start, projection);
  return {
    preFirst,
    preSize,
    start,
    target,
    targetOffset: 0,
    weight: weights ?? weight,
    delay: delays ?? delay,
  };
}

/** Moves what lies along the rows by target to the rows by source. */
function moveInto(
  to: Float32Array | Uint8Array | Uint16Array,
  from: Float32Array | Uint8Array | Uint16Array,
  start: Uint32Array,
  { source }: Projection,
): void {
  const next = start.slice(0, -1);
  for (let s = 0; s < source.length; s++) to[next[source[s]]++] = from[s];
}
