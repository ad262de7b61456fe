/**
 * Checkpoint bytes: "EQRS", version, fingerprint, step, number of arrays, checksum, number of weights that learn (0: no synapse does yet),
 * the lengths of the arrays, then their float64 in the
 * byte order of the machine (little-endian everywhere Node runs but on s390x). A checkpoint of another network is refused; whether
 * the numbers can be a state of this one is for the reference to say (`needState`).
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { fileKindOf } from "../../src/diagnostics/file-kind.js";
import { contentHash, leading48Bits } from "../../src/numerics/content-hash.js";
import { sha256 } from "../../src/numerics/sha256.js";
import { notCheckpointOf } from "../common/checkpoint-container.js";

const MAGIC = 0x53525145;
const VERSION = 4;
const HEADER = 7;
/** As `fileKindOf` names it. */
const WANTED = "a checkpoint of the float64 reference";
const CHECKSUM = 5;
const WEIGHTS = 6;

/** 48 bits (exact in a float64) of the hash of everything that decides a run's spikes: weights, delays, parameters, drive. */
export function fingerprintOf(content: unknown): number {
  return leading48Bits(contentHash(content));
}

export function encodeState(fingerprint: number, step: number, arrays: readonly Float64Array[]): Uint8Array {
  const headerWords = HEADER + arrays.length;
  const length = arrays.reduce((sum, array) => sum + array.length, headerWords);
  const words = new Float64Array(length);
  words.set([MAGIC, VERSION, fingerprint, step, arrays.length, 0, 0, ...arrays.map((array) => array.length)]);
  let at = headerWords;
  for (const array of arrays) {
    words.set(array, at);
    at += array.length;
  }
  words[CHECKSUM] = checksumOf(words);
  return new Uint8Array(words.buffer);
}

/** 48 bits of the sha256 of all words, with 0 in the checksum's place. */
function checksumOf(words: Float64Array): number {
  const held = words[CHECKSUM];
  words[CHECKSUM] = 0;
  const digest = sha256(new Uint8Array(words.buffer));
  words[CHECKSUM] = held;
  return leading48Bits(digest);
}

const LAST_STEP = 2 ** 32 - 1;

function refuse(why: string): never {
  return fail("checkpoint-invalid", `the checkpoint cannot be restored: ${why}`);
}

/** @throws EquipoiseError where what a checkpoint says cannot be so */
export function needState(condition: boolean, otherwise: string): void {
  if (!condition) refuse(otherwise);
}

/**
 * @param fingerprint of the network, or of it before the checkpoint's step
 * @param lengths of the arrays; -1 accepts any length
 * @throws EquipoiseError if the bytes are no checkpoint, truncated, damaged, or of another network
 */
export function decodeState(
  bytes: Uint8Array,
  fingerprint: number | ((step: number) => number),
  lengths: readonly number[],
): { step: number; arrays: Float64Array[] } {
  const kind = fileKindOf(bytes);
  if (kind !== null && kind.what !== WANTED) notCheckpointOf(WANTED, bytes);
  if (bytes.length % 8 !== 0 || bytes.length < 8 * HEADER)
    refuse("it is no checkpoint of the float64 reference, or was cut short");
  const words = new Float64Array(bytes.slice().buffer);
  if (words[0] !== MAGIC) refuse("it is no checkpoint of the float64 reference");
  if (words[1] !== VERSION) refuse(`it has version ${words[1]}, this program reads version ${VERSION}`);
  if (words[CHECKSUM] !== checksumOf(words)) refuse("it was cut short or damaged: its checksum does not match");
  if (words[WEIGHTS] !== 0) refuse("it holds weights that have learned; this version has no plasticity");
  const step = words[3];
  needState(Number.isInteger(step) && step >= 0 && step <= LAST_STEP, `its step ${step} is none`);
  if (words[2] !== (typeof fingerprint === "number" ? fingerprint : fingerprint(step)) || words[4] !== lengths.length)
    refuse("it was made with another network, seed or time step");
  const arrays: Float64Array[] = [];
  let at = HEADER + lengths.length;
  for (let k = 0; k < lengths.length; k++) {
    const length = words[HEADER + k];
    if (lengths[k] >= 0 && length !== lengths[k]) refuse("it was made with another network, seed or time step");
    if (!(Number.isInteger(length) && length >= 0 && at + length <= words.length)) refuse("it was cut short");
    const array = words.slice(at, at + length);
    needState(array.every(Number.isFinite), "it has a state that is no number");
    arrays.push(array);
    at += length;
  }
  if (at !== words.length) refuse("there are bytes after its end");
  return { step, arrays };
}
