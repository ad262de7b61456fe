/**
 * Frames on a stream: 4 bytes of length (little-endian), 1 of kind, 3 of nothing, then so many bytes. A frame is collected in memory of its
 * own, so that arrays in it are aligned and large ones are not copied again.
 */

export const FrameKind = {
  /** JSON of the greeting. */
  hello: 1,
  /** Spikes of a block. */
  block: 2,
  /** Nothing but a sign of life. */
  beat: 3,
  /** A message (message-codec.ts), whose arrays have come before it in frames of their own. */
  message: 4,
  array: 5,
  /** An array that goes to memory that threads share. */
  sharedArray: 6,
} as const;

const HEADER = 8;
const KIND = 4;
/** Bytes of a frame that a length of 32 bits can tell. */
export const LARGEST_FRAME = 2 ** 32 - 1;

/** @throws RangeError for more than LARGEST_FRAME bytes */
export function frameHeader(kind: number, length: number): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(length, 0);
  header[KIND] = kind;
  return header;
}

export class FrameReader {
  private readonly header = Buffer.alloc(HEADER);
  private headerFilled = 0;
  private payload: Buffer | null = null;
  private filled = 0;
  /** Longer frames are refused: raised when a peer is known. */
  most = 4096;

  constructor(private readonly take: (kind: number, payload: Buffer) => void) {}

  /** @throws RangeError for a frame that is too long */
  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) {
      if (this.payload === null) {
        const copied = chunk.copy(this.header, this.headerFilled, at, at + HEADER - this.headerFilled);
        this.headerFilled += copied;
        at += copied;
        if (this.headerFilled < HEADER) return;
        this.begin();
        continue;
      }
      const { payload } = this;
      const copied = chunk.copy(payload, this.filled, at);
      this.filled += copied;
      at += copied;
      this.giveIfWhole();
    }
  }

  private begin(): void {
    const length = this.header.readUInt32LE(0);
    if (length > this.most) throw new RangeError(`a frame of ${length} bytes, of at most ${this.most}`);
    this.payload =
      this.header[KIND] === FrameKind.sharedArray
        ? Buffer.from(new SharedArrayBuffer(length))
        : Buffer.from(new ArrayBuffer(length));
    this.headerFilled = 0;
    this.filled = 0;
    this.giveIfWhole();
  }

  private giveIfWhole(): void {
    const { payload } = this;
    if (payload === null || this.filled < payload.length) return;
    this.payload = null;
    this.take(this.header[KIND], payload);
  }
}
