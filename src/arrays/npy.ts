/**
 * Reads a NumPy .npy array (format versions 1.0, 2.0, 3.0).
 * Source: NumPy Enhancement Proposal 1 and `numpy.lib.format`: magic \x93NUMPY, version, header length (uint16, from 2.0 on
 * uint32), a Python dict literal {'descr', 'fortran_order', 'shape'}, then the raw values.
 */
import { ArrayFileError, isNot } from "./array-file-error.js";

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly values: Float64Array;
}

export type NumericArray =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

export interface NpyArray {
  readonly shape: readonly number[];
  /** In the order of the file. 64-bit integers are float64: exact up to 2^53. */
  readonly values: NumericArray;
  /** The first index runs fastest. */
  readonly fortranOrder: boolean;
}

/** Entries of one array; 2^27 float64 are 1 GiB. */
export const MOST_ENTRIES = 2 ** 27;

interface NpyType {
  readonly bytes: number;
  /** Values from bytes of this machine's order, at an address that suits them. */
  readonly read: (buffer: ArrayBuffer) => NumericArray;
}

const TYPES: ReadonlyMap<string, NpyType> = new Map<string, NpyType>([
  ["f4", { bytes: 4, read: (b) => new Float32Array(b) }],
  ["f8", { bytes: 8, read: (b) => new Float64Array(b) }],
  ["i1", { bytes: 1, read: (b) => new Int8Array(b) }],
  ["i2", { bytes: 2, read: (b) => new Int16Array(b) }],
  ["i4", { bytes: 4, read: (b) => new Int32Array(b) }],
  ["i8", { bytes: 8, read: (b) => Float64Array.from(new BigInt64Array(b), Number) }],
  ["u1", { bytes: 1, read: (b) => new Uint8Array(b) }],
  ["u2", { bytes: 2, read: (b) => new Uint16Array(b) }],
  ["u4", { bytes: 4, read: (b) => new Uint32Array(b) }],
  ["u8", { bytes: 8, read: (b) => Float64Array.from(new BigUint64Array(b), Number) }],
  ["b1", { bytes: 1, read: (b) => new Uint8Array(b).map((byte) => (byte === 0 ? 0 : 1)) }],
]);

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const MACHINE_IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** The header of an array of any kind. */
export interface NpyHeader {
  /** Kind and bytes: `f8`, `u4`, `U12`. */
  readonly type: string;
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  readonly dataStart: number;
}

/** @throws ArrayFileError for anything but a header of a plain array */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw new ArrayFileError(isNot("a .npy file", bytes), "save it with numpy.save");
  const version = bytes[6];
  if (version < 1 || version > 3) throw new ArrayFileError(`has .npy version ${version}.${bytes[7]}; 1 to 3 are known`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw new ArrayFileError("is cut off in its header");
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length || length > 65_536) throw new ArrayFileError("is cut off in its header");
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(bytes.subarray(start, start + length));
  const descr = /'descr'\s*:\s*'([<>|=])([a-zA-Z]\d+)'/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text);
  if (!descr || !order || !shape)
    throw new ArrayFileError(
      "has a header that is not a plain numeric array",
      "save an array of floats, ints or bools",
    );
  return {
    type: descr[2],
    littleEndian: descr[1] !== ">",
    fortranOrder: order[1] === "True",
    shape: shape[1]
      .split(",")
      .map((s) => s.trim().replace("L", ""))
      .filter((s) => s !== "")
      .map(Number),
    dataStart: start + length,
  };
}

/** Reads a complete numeric array of any number of dimensions. Throws ArrayFileError for anything else. */
export function readNpyArray(bytes: Uint8Array): NpyArray {
  const { type, littleEndian, fortranOrder, shape, dataStart } = readNpyHeader(bytes);
  const format = TYPES.get(type);
  if (!format)
    throw new ArrayFileError(
      `has values of type ${type}; known: ${[...TYPES.keys()].join(", ")}`,
      "convert it with astype(numpy.float32)",
    );
  const entries = shape.reduce((product, size) => product * size, 1);
  if (!(entries <= MOST_ENTRIES)) throw new ArrayFileError(`has ${shape.join(" × ")} entries, at most ${MOST_ENTRIES}`);
  const expected = dataStart + entries * format.bytes;
  if (bytes.length !== expected)
    throw new ArrayFileError(
      `has ${bytes.length} bytes where its header says ${expected}`,
      "the file is cut off or damaged",
    );
  // A copy, since the values may lie at any address.
  const data = new Uint8Array(bytes.subarray(dataStart));
  if (littleEndian !== MACHINE_IS_LITTLE_ENDIAN) reverseEach(data, format.bytes);
  return { shape, values: format.read(data.buffer), fortranOrder };
}

function reverseEach(data: Uint8Array, width: number): void {
  for (let at = 0; at < data.length; at += width) data.subarray(at, at + width).reverse();
}

/** Reads a two-dimensional array of finite values. Throws ArrayFileError for anything else. */
export function readNpy(bytes: Uint8Array): Matrix {
  const { shape, values: read, fortranOrder } = readNpyArray(bytes);
  if (shape.length !== 2) throw new ArrayFileError(`has ${shape.length} dimensions; a connection matrix has 2`);
  const [rows, columns] = shape;
  const values = new Float64Array(read.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = read[fortranOrder ? column * rows + row : row * columns + column];
      if (!Number.isFinite(value)) throw new ArrayFileError(`has the value ${value} in row ${row}, column ${column}`);
      values[row * columns + column] = value;
    }
  }
  return { rows, columns, values };
}
