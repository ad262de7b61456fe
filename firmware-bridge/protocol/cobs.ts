/**
 * Consistent Overhead Byte Stuffing: a frame becomes bytes without a zero, and a zero ends it.
 * A block is (n+1) followed by n nonzero bytes and stands for these bytes and a zero; the block ff has 254 bytes and no zero; the zero of the
 * last block is not part of the frame. n bytes take at most n + 1 + floor(n/254) bytes and the delimiter.
 *
 * After lost, flipped or doubled bytes the decoder is in step again at the next zero: no length is ever trusted.
 * Source: Cheshire and Baker, "Consistent overhead byte stuffing", IEEE/ACM Transactions on Networking 7 (1999).
 */
const DELIMITER = 0;
const FULL_BLOCK = 255;

/** The frame between two delimiters. The first one ends whatever garbage came before. */
export function cobsEncode(frame: Uint8Array): Uint8Array {
  const out = new Uint8Array(frame.length + Math.floor(frame.length / (FULL_BLOCK - 1)) + 3);
  let at = 2;
  let codeAt = 1;
  let code = 1;
  for (let k = 0; k < frame.length; k++) {
    if (frame[k] !== 0) {
      out[at++] = frame[k];
      code++;
      // A full block at the very end needs no empty block behind it.
      if (code < FULL_BLOCK || k === frame.length - 1) continue;
    }
    out[codeAt] = code;
    codeAt = at++;
    code = 1;
  }
  out[codeAt] = code;
  out[at++] = DELIMITER;
  return out.subarray(0, at);
}

/** Why bytes between two delimiters were not a frame. */
export type CobsFault = "truncated" | "too-long";

/** Turns a stream, in pieces of any size, into frames. Memory is bounded by the longest frame allowed. */
export class CobsDecoder {
  private readonly frame: Uint8Array;
  private length = 0;
  /** Bytes of the open block still to come. */
  private left = 0;
  /** A zero is due before the next block. */
  private zeroDue = false;
  private begun = false;
  private overlong = false;

  /** @param longest bytes of the longest frame, decoded */
  constructor(
    longest: number,
    private readonly onFrame: (frame: Uint8Array) => void,
    private readonly onFault: (fault: CobsFault) => void = () => {},
  ) {
    this.frame = new Uint8Array(longest);
  }

  push(bytes: Uint8Array): void {
    for (let k = 0; k < bytes.length; k++) {
      if (bytes[k] === DELIMITER) this.end();
      else this.take(bytes[k]);
    }
  }

  /** Forgets an unfinished frame, as after a new connection. */
  reset(): void {
    this.length = 0;
    this.left = 0;
    this.zeroDue = false;
    this.begun = false;
    this.overlong = false;
  }

  private take(byte: number): void {
    this.begun = true;
    if (this.left > 0) {
      this.left--;
      this.append(byte);
      return;
    }
    if (this.zeroDue) this.append(0);
    this.left = byte - 1;
    this.zeroDue = byte !== FULL_BLOCK;
  }

  private append(byte: number): void {
    if (this.length < this.frame.length) this.frame[this.length++] = byte;
    else this.overlong = true;
  }

  private end(): void {
    if (this.begun) {
      if (this.overlong) this.onFault("too-long");
      else if (this.left > 0) this.onFault("truncated");
      else this.onFrame(this.frame.slice(0, this.length));
    }
    this.reset();
  }
}
