/** Lists of unsigned 32-bit numbers as varints, seven bits a byte, the least significant first, as in protobuf. */
import { InvalidField } from "./message-fields.js";

const MOST_BYTES = 5;

export class VarintWriter {
  private bytes: Uint8Array;
  private length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity + MOST_BYTES);
  }

  put(value: number): void {
    if (this.length + MOST_BYTES > this.bytes.length) {
      const longer = new Uint8Array(2 * this.bytes.length);
      longer.set(this.bytes);
      this.bytes = longer;
    }
    while (value > 0x7f) {
      this.bytes[this.length++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.bytes[this.length++] = value;
  }

  /** A view, until the next `put`. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }
}

export class VarintReader {
  /** Where the next number begins. */
  at = 0;

  /** @param what names the list in errors */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly what: string,
  ) {}

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** @throws InvalidField at the end, or for more than 32 bits */
  next(): number {
    const { bytes } = this;
    const first = this.at < bytes.length ? bytes[this.at++] : this.broken();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.at < bytes.length ? bytes[this.at++] : this.broken();
      if (shift === 28 && byte > 0x0f) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    return this.broken();
  }

  broken(): never {
    throw new InvalidField(`the ${this.what} are broken`);
  }
}
