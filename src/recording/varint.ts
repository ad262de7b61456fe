/** Unsigned LEB128 variable-length integers (as in protobuf), up to 32 bits. */

export class ByteWriter {
  private buffer = new Uint8Array(1 << 12);
  private length = 0;

  varint(value: number): void {
    if (this.length + 5 > this.buffer.length) {
      const larger = new Uint8Array(2 * this.buffer.length);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    while (value >= 0x80) {
      this.buffer[this.length++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.buffer[this.length++] = value;
  }

  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  /** What was written since the last time. */
  takeAll(): Uint8Array {
    const all = this.finish();
    this.length = 0;
    return all;
  }

  get size(): number {
    return this.length;
  }
}

/** @throws RangeError at the end of the data or on a number of more than 32 bits. */
export class ByteReader {
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (this.position >= this.bytes.length) throw new RangeError("the data ends inside a number");
      const byte = this.bytes[this.position++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        if (value > 0xffffffff) break;
        return value;
      }
    }
    throw new RangeError("a number exceeds 32 bits");
  }

  atEnd(): boolean {
    return this.position === this.bytes.length;
  }
}
