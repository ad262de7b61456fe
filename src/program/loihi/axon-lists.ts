/**
 * The lists that the input axons of a core read, as varints: the number of axons, then for each axon
 *
 *   0, start, words, base   a list of its own: start counted from the end of the last such list, modulo 2^32, and mostly 0
 *   k > 0                   the same list and base as the k-th axon that has its own
 *
 * so that an axon that shares its list takes a byte or two, and one that does not takes four or five.
 */
import { VarintReader, VarintWriter } from "../varints.js";
import type { CoreImage } from "./program.js";

export type AxonLists = Pick<CoreImage, "axonStart" | "axonEnd" | "axonBase">;

const MOST_AXONS = 2 ** 16;

/** @returns null for tables that are none: of unequal lengths, or too long */
export function encodeAxonLists({ axonStart, axonEnd, axonBase }: AxonLists): Uint8Array | null {
  const axons = axonStart.length;
  if (axonEnd.length !== axons || axonBase.length !== axons || axons > MOST_AXONS) return null;
  const out = new VarintWriter(2 * axons);
  out.put(axons);
  /** Axons with a list of their own, and where the table below has the number of each, from 1 on. */
  const own = new Uint32Array(axons);
  const numberAt = new Int32Array(2 ** Math.ceil(Math.log2(2 * axons + 1)));
  const mask = numberAt.length - 1;
  let count = 0;
  let behind = 0;
  for (let a = 0; a < axons; a++) {
    const start = axonStart[a];
    const end = axonEnd[a];
    const base = axonBase[a];
    let slot = (Math.imul(start, 0x9e3779b1) ^ Math.imul(base + (end << 16), 0x85ebca6b)) >>> 7;
    let number: number;
    for (; ; slot++) {
      number = numberAt[slot & mask];
      const same = own[number - 1];
      if (number === 0 || (axonStart[same] === start && axonEnd[same] === end && axonBase[same] === base)) break;
    }
    out.put(number);
    if (number !== 0) continue;
    numberAt[slot & mask] = count + 1;
    own[count++] = a;
    out.put((start - behind) >>> 0);
    out.put((end - start) >>> 0);
    out.put(base);
    behind = end;
  }
  return out.written();
}

/** @throws InvalidField */
export function decodeAxonLists(bytes: Uint8Array): AxonLists {
  const reader = new VarintReader(bytes, "input axons of a core");
  const axons = reader.next();
  // Every axon has a byte at least.
  if (axons > MOST_AXONS || axons > bytes.length) reader.broken();
  const axonStart = new Uint32Array(axons);
  const axonEnd = new Uint32Array(axons);
  const axonBase = new Uint16Array(axons);
  const own = new Uint32Array(axons);
  let count = 0;
  let behind = 0;
  for (let a = 0; a < axons; a++) {
    const number = reader.next();
    if (number > count) reader.broken();
    if (number > 0) {
      const same = own[number - 1];
      axonStart[a] = axonStart[same];
      axonEnd[a] = axonEnd[same];
      axonBase[a] = axonBase[same];
    } else {
      own[count++] = a;
      axonStart[a] = (behind + reader.next()) >>> 0;
      axonEnd[a] = behind = (axonStart[a] + reader.next()) >>> 0;
      const base = reader.next();
      if (base > 0xffff) reader.broken();
      axonBase[a] = base;
    }
  }
  if (!reader.atEnd) reader.broken();
  return { axonStart, axonEnd, axonBase };
}
