/**
 * Messages between processes: plain data as threads exchange it. Typed arrays, which most of a network is, travel beside it as they are, so
 * that nobody needs memory for them twice; those in shared memory are in shared memory again on the other side.
 */
import { Deserializer, Serializer } from "node:v8";

const KINDS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
] as const;

export interface PackedMessage {
  readonly skeleton: Uint8Array;
  readonly arrays: readonly ArrayBufferView[];
}

/** What v8.Serializer asks of those who derive from it; its declarations leave it out. */
interface Hooks {
  _setTreatArrayBufferViewsAsHostObjects(flag: boolean): void;
}

class Packer extends Serializer {
  readonly arrays: ArrayBufferView[] = [];

  constructor() {
    super();
    (this as unknown as Hooks)._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(view: ArrayBufferView): void {
    const kind = KINDS.findIndex((Kind) => view instanceof Kind);
    if (kind < 0) throw new TypeError("a message holds an array of a kind that does not travel");
    this.writeUint32(kind);
    this.writeUint32(this.arrays.length);
    this.arrays.push(view);
  }
}

class Unpacker extends Deserializer {
  constructor(
    skeleton: Buffer,
    private readonly arrays: readonly Buffer[],
  ) {
    super(skeleton);
  }

  _readHostObject(): ArrayBufferView {
    const Kind = KINDS[this.readUint32()];
    const bytes = this.arrays[this.readUint32()];
    if (Kind === undefined || bytes === undefined) throw new TypeError("a message names an array that has not come");
    return new Kind(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / Kind.BYTES_PER_ELEMENT);
  }
}

/** @throws Error for what is no plain data, such as functions */
export function packMessage(message: unknown): PackedMessage {
  const packer = new Packer();
  packer.writeHeader();
  packer.writeValue(message);
  return { skeleton: packer.releaseBuffer(), arrays: packer.arrays };
}

/** @param arrays their bytes, in order, each in memory of its own */
export function unpackMessage(skeleton: Buffer, arrays: readonly Buffer[]): unknown {
  const unpacker = new Unpacker(skeleton, arrays);
  unpacker.readHeader();
  return unpacker.readValue() as unknown;
}
