/** The spikes of a recording file (recording.proto, field 9), packed step by step. */
import { ByteWriter } from "./varint.js";

/** Bytes that are gathered before they are handed on. */
const PIECE = 1 << 16;

export class SpikePacker {
  private readonly out = new ByteWriter();
  private previousStep = 0;
  count = 0;

  /** @param take gets the packed bytes, piece by piece */
  constructor(private readonly take: (bytes: Uint8Array) => void) {}

  /** Steps ascend from call to call, ids within one; both are < 2^32. */
  add(step: number, ids: ArrayLike<number>, count: number): void {
    const { out } = this;
    out.varint(step - this.previousStep);
    out.varint(count);
    let previousId = 0;
    for (let k = 0; k < count; k++) {
      out.varint(ids[k] - previousId);
      previousId = ids[k];
    }
    this.previousStep = step;
    this.count += count;
    if (out.size >= PIECE) this.take(out.takeAll());
  }

  finish(): void {
    if (this.out.size > 0) this.take(this.out.takeAll());
  }

  /** Bytes that are held back. */
  get held(): number {
    return this.out.size;
  }
}

/** All at once. */
export function packSpikes(steps: Uint32Array, ids: Uint32Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  const packer = new SpikePacker((bytes) => void pieces.push(bytes));
  for (let i = 0; i < steps.length;) {
    let end = i;
    while (end < steps.length && steps[end] === steps[i]) end++;
    packer.add(steps[i], ids.subarray(i, end), end - i);
    i = end;
  }
  packer.finish();
  const packed = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    packed.set(piece, at);
    at += piece.length;
  }
  return packed;
}
