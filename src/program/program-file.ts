/**
 * The envelope of a program file: "EQP1" | sha256 of the body (32 bytes) | body length (u64, little-endian) | body.
 * No compression: zlib's bytes differ between versions, and the digest must not.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { fileKindOf } from "../diagnostics/file-kind.js";
import { joinBytes } from "../numerics/join-bytes.js";
import { sha256, startSha256 } from "../numerics/sha256.js";

const MAGIC = Uint8Array.of(0x45, 0x51, 0x50, 0x31); // EQP1
const DIGEST_BYTES = 32;
export const HEADER_BYTES = MAGIC.length + DIGEST_BYTES + 8;

/** What stands before a body. @param digest of the body, which has `length` bytes */
export function envelopeOf(digest: Uint8Array, length: number): Uint8Array {
  const envelope = new Uint8Array(HEADER_BYTES);
  envelope.set(MAGIC);
  envelope.set(digest, MAGIC.length);
  new DataView(envelope.buffer).setBigUint64(MAGIC.length + DIGEST_BYTES, BigInt(length), true);
  return envelope;
}

/** Wraps a body. */
export function wrapBody(body: Uint8Array): Uint8Array {
  return joinBytes([envelopeOf(sha256(body), body.length), body]);
}

/** The body of a file whose envelope is whole. @throws EquipoiseError `program-foreign`, `program-truncated`, `program-corrupt` */
export function unwrapBody(file: Uint8Array, name: string): Uint8Array {
  const reader = new BodyReader([file], name);
  reader.finish();
  return file.subarray(HEADER_BYTES);
}

/**
 * Reads the body of a file that comes in pieces, and its envelope with it. What was read may be believed only after `finish`.
 * The pieces may be overwritten when the next is asked for: views that are given are good until the next call.
 */
export class BodyReader {
  private readonly pieces: Iterator<Uint8Array>;
  private piece = new Uint8Array(0) as Uint8Array;
  private at = 0;
  /** Bytes of the file up to the end of the piece. */
  private seen = 0;
  private readonly hash = startSha256();
  private readonly stored: Uint8Array;
  /** Of the body, as the envelope says. */
  readonly length: number;

  /** @throws EquipoiseError `program-foreign`, `program-newer`, `program-truncated` */
  constructor(
    pieces: Iterable<Uint8Array>,
    private readonly name: string,
  ) {
    this.pieces = pieces[Symbol.iterator]();
    const envelope = new Uint8Array(HEADER_BYTES);
    let filled = 0;
    while (filled < HEADER_BYTES && (this.at < this.piece.length || this.nextPiece(false))) {
      const part = this.piece.subarray(this.at, this.at + HEADER_BYTES - filled);
      envelope.set(part, filled);
      filled += part.length;
      this.at += part.length;
    }
    checkMagic(envelope.subarray(0, filled), name);
    if (filled < HEADER_BYTES) truncated(name, filled, HEADER_BYTES);
    this.stored = envelope.subarray(MAGIC.length, MAGIC.length + DIGEST_BYTES);
    this.length = Number(new DataView(envelope.buffer).getBigUint64(MAGIC.length + DIGEST_BYTES, true));
    this.hash.update(this.piece.subarray(this.at));
  }

  /** Bytes of the body that have been read. */
  get position(): number {
    return this.seen - this.piece.length + this.at - HEADER_BYTES;
  }

  /** The next byte. @throws MalformedBody at the end */
  byte(): number {
    while (this.at >= this.piece.length) if (!this.nextPiece()) throw new MalformedBody("it ends inside a field");
    return this.piece[this.at++];
  }

  /** A view of the next bytes, or where they lie in several pieces a copy, which grows as they come. @throws MalformedBody at the end */
  bytes(length: number): Uint8Array {
    if (this.at + length <= this.piece.length) return this.piece.subarray(this.at, (this.at += length));
    let copy = new Uint8Array(Math.min(length, 2 * this.piece.length));
    for (let filled = 0; filled < length;) {
      if (this.at >= this.piece.length && !this.nextPiece()) throw new MalformedBody("it ends inside a field");
      const part = this.piece.subarray(this.at, this.at + length - filled);
      if (filled + part.length > copy.length) {
        const longer = new Uint8Array(Math.min(length, 2 * (filled + part.length)));
        longer.set(copy.subarray(0, filled));
        copy = longer;
      }
      copy.set(part, filled);
      filled += part.length;
      this.at += part.length;
    }
    return copy;
  }

  /** Reads what is left, and compares. Returns the digest. @throws EquipoiseError `program-truncated`, `program-corrupt` */
  finish(): Uint8Array {
    while (this.nextPiece());
    const { seen, length, name } = this;
    if (seen < HEADER_BYTES + length) truncated(name, seen, HEADER_BYTES + length);
    const digest = this.hash.digest();
    if (seen !== HEADER_BYTES + length || !digest.every((byte, k) => byte === this.stored[k])) {
      fail("program-corrupt", `${name} was changed after it was written: its digest does not match its content.`, {
        hint: "compile the description again",
      });
    }
    return digest;
  }

  private nextPiece(ofBody = true): boolean {
    const next = this.pieces.next();
    if (next.done === true) return false;
    this.piece = next.value;
    this.at = 0;
    this.seen += this.piece.length;
    if (ofBody) this.hash.update(this.piece);
    return true;
  }
}

/** A body that is no protobuf message. */
export class MalformedBody extends Error {}

/** Whether bytes begin as a program that this version reads. */
export function isProgram(start: Uint8Array): boolean {
  return start.length >= MAGIC.length && MAGIC.every((byte, k) => start[k] === byte);
}

function checkMagic(start: Uint8Array, name: string): void {
  if (isProgram(start)) return;
  const digit = start[3] >= 0x30 && start[3] <= 0x39;
  if (digit && MAGIC.every((byte, k) => k === 3 || start[k] === byte))
    fail("program-newer", `${name} is a program of another version of equipoise (its first bytes are not EQP1).`, {
      hint: "compile the description again, or update equipoise",
    });
  const kind = fileKindOf(start);
  fail(
    "program-foreign",
    kind === null
      ? `${name} is not a program of equipoise (a program starts with EQP1).`
      : `${name} is ${kind.what}, not a program of equipoise.`,
    { hint: kind?.use ?? "give a file that `equipoise compile` wrote" },
  );
}

function truncated(name: string, has: number, needs: number): never {
  return fail("program-truncated", `${name} ends too early: it has ${has} bytes of ${needs}.`, {
    hint: "copy the file again, or compile the description again",
  });
}
