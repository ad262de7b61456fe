/**
 * Checkpoint bytes: "EQRS", version, fingerprint, step, number of arrays, their lengths, then their float64 in the
 * byte order of the machine (little-endian everywhere Node runs but on s390x). A checkpoint of another network is refused.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { contentHash } from "../../src/numerics/content-hash.js";

const MAGIC = 0x53525145;
const VERSION = 3;
const HEADER = 5;

/** 48 bits (exact in a float64) of the hash of everything that decides a run's spikes: weights, delays, parameters, drive. */
export function fingerprintOf(content: unknown): number {
  return Buffer.from(contentHash(content)).readUIntBE(0, 6);
}

export function encodeState(fingerprint: number, step: number, arrays: readonly Float64Array[]): Uint8Array {
  const headerWords = HEADER + arrays.length;
  const length = arrays.reduce((sum, array) => sum + array.length, headerWords);
  const words = new Float64Array(length);
  words.set([MAGIC, VERSION, fingerprint, step, arrays.length, ...arrays.map((array) => array.length)]);
  let at = headerWords;
  for (const array of arrays) {
    words.set(array, at);
    at += array.length;
  }
  return new Uint8Array(words.buffer);
}

/** `fingerprint`: of the network, or of it before the checkpoint's step. Throws EquipoiseError if the bytes are no checkpoint, truncated, or of another network (`lengths`; -1 accepts any length). */
export function decodeState(bytes: Uint8Array, fingerprint: number | ((step: number) => number), lengths: readonly number[]): { step: number; arrays: Float64Array[] } {
  const refuse = (why: string): never => fail("checkpoint-unusable", `the checkpoint cannot be restored: ${why}`);
  if (bytes.length % 8 !== 0 || bytes.length < 8 * HEADER) refuse("it is no checkpoint of the float64 reference, or was cut short");
  const words = new Float64Array(bytes.slice().buffer);
  if (words[0] !== MAGIC) refuse("it is no checkpoint of the float64 reference");
  if (words[1] !== VERSION) refuse(`it has version ${words[1]}, this program reads version ${VERSION}`);
  const own = typeof fingerprint === "number" ? fingerprint : fingerprint(words[3]);
  if (words[2] !== own || words[4] !== lengths.length) refuse("it was made with another network, seed or time step");
  const arrays: Float64Array[] = [];
  let at = HEADER + lengths.length;
  for (let k = 0; k < lengths.length; k++) {
    const length = words[HEADER + k];
    if (lengths[k] >= 0 && length !== lengths[k]) refuse("it was made with another network, seed or time step");
    if (!(at + length <= words.length)) refuse("it was cut short");
    arrays.push(words.slice(at, at + length));
    at += length;
  }
  if (at !== words.length) refuse("there are bytes after its end");
  return { step: words[3], arrays };
}
