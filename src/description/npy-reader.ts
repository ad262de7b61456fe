/** Reads a two-dimensional NumPy .npy array as a connection matrix (its header: numerics/npy-header.ts). */
import { NpyError, readNpyHeader, type NpyHeader } from "../numerics/npy-header.js";

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly values: Float64Array;
}

/** What is wrong with a matrix file; the caller adds the place. */
export class MatrixError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = "MatrixError";
  }
}

/** Entries of a matrix file; 2^27 float64 are 1 GiB. */
export const MOST_ENTRIES = 2 ** 27;

type ReadValue = (view: DataView, offset: number, littleEndian: boolean) => number;

const TYPES: ReadonlyMap<string, { readonly bytes: number; readonly read: ReadValue }> = new Map([
  ["f4", { bytes: 4, read: (v, o, le) => v.getFloat32(o, le) }],
  ["f8", { bytes: 8, read: (v, o, le) => v.getFloat64(o, le) }],
  ["i1", { bytes: 1, read: (v, o) => v.getInt8(o) }],
  ["i2", { bytes: 2, read: (v, o, le) => v.getInt16(o, le) }],
  ["i4", { bytes: 4, read: (v, o, le) => v.getInt32(o, le) }],
  ["i8", { bytes: 8, read: (v, o, le) => Number(v.getBigInt64(o, le)) }],
  ["u1", { bytes: 1, read: (v, o) => v.getUint8(o) }],
  ["u2", { bytes: 2, read: (v, o, le) => v.getUint16(o, le) }],
  ["u4", { bytes: 4, read: (v, o, le) => v.getUint32(o, le) }],
  ["u8", { bytes: 8, read: (v, o, le) => Number(v.getBigUint64(o, le)) }],
  ["b1", { bytes: 1, read: (v, o) => (v.getUint8(o) === 0 ? 0 : 1) }],
]);

/** @throws MatrixError */
function headerOf(bytes: Uint8Array): NpyHeader {
  try {
    return readNpyHeader(bytes);
  } catch (error) {
    if (!(error instanceof NpyError)) throw error;
    throw new MatrixError(error.message, error.hint);
  }
}

/** Throws MatrixError for anything that is not a complete two-dimensional numeric array of finite values. */
export function readNpy(bytes: Uint8Array): Matrix {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { type, littleEndian, fortranOrder, shape, dataStart } = headerOf(bytes);
  if (shape.length !== 2) throw new MatrixError(`has ${shape.length} dimensions; a connection matrix has 2`);
  const [rows, columns] = shape;
  const format = TYPES.get(type);
  if (!format)
    throw new MatrixError(
      `has values of type ${type}; known: ${[...TYPES.keys()].join(", ")}`,
      "convert it with astype(numpy.float32)",
    );
  const entries = rows * columns;
  if (entries > MOST_ENTRIES) throw new MatrixError(`has ${rows} × ${columns} entries, at most ${MOST_ENTRIES}`);
  const expected = dataStart + entries * format.bytes;
  if (bytes.length !== expected)
    throw new MatrixError(
      `has ${bytes.length} bytes where its header says ${expected}`,
      "the file is cut off or damaged",
    );
  const values = new Float64Array(entries);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const index = fortranOrder ? column * rows + row : row * columns + column;
      const value = format.read(view, dataStart + index * format.bytes, littleEndian);
      if (!Number.isFinite(value)) throw new MatrixError(`has the value ${value} in row ${row}, column ${column}`);
      values[row * columns + column] = value;
    }
  }
  return { rows, columns, values };
}
