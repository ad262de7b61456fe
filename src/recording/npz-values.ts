/** Values of the arrays of a .npz file: numbers of any type, and text. */
import type { NpzEntry } from "./npz-reader.js";

const BYTES_OF_CHARACTER = 4;

/** UTF-32 of one length, padded with zeros. */
export function isText({ type }: Pick<NpzEntry, "type">): boolean {
  return type.startsWith("U");
}

/** The number at place k of an array that is no text. Integers beyond 2^53 are rounded. */
export function numberReader({ type, littleEndian, data }: NpzEntry): (k: number) => number {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const high = littleEndian ? 4 : 0;
  switch (type) {
    case "b1":
    case "u1":
      return (k) => view.getUint8(k);
    case "i1":
      return (k) => view.getInt8(k);
    case "u2":
      return (k) => view.getUint16(2 * k, littleEndian);
    case "i2":
      return (k) => view.getInt16(2 * k, littleEndian);
    case "u4":
      return (k) => view.getUint32(4 * k, littleEndian);
    case "i4":
      return (k) => view.getInt32(4 * k, littleEndian);
    // In halves: integers of 64 bits are NumPy's usual ones, and a BigInt for each takes ten times as long.
    case "u8":
      return (k) =>
        2 ** 32 * view.getUint32(8 * k + high, littleEndian) + view.getUint32(8 * k + 4 - high, littleEndian);
    case "i8":
      return (k) =>
        2 ** 32 * view.getInt32(8 * k + high, littleEndian) + view.getUint32(8 * k + 4 - high, littleEndian);
    case "f4":
      return (k) => view.getFloat32(4 * k, littleEndian);
    default:
      return (k) => view.getFloat64(8 * k, littleEndian);
  }
}

/** The texts of an array that is one. */
export function textsOf({ type, littleEndian, data }: NpzEntry): string[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const length = Number(type.slice(1));
  return Array.from({ length: data.length / (BYTES_OF_CHARACTER * length) }, (_, k) => {
    const points = Array.from({ length }, (_, c) =>
      view.getUint32(BYTES_OF_CHARACTER * (k * length + c), littleEndian),
    );
    return points
      .filter((point) => point > 0 && point <= 0x10ffff)
      .map((point) => String.fromCodePoint(point))
      .join("");
  });
}
