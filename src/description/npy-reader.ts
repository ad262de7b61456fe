/**
 * Reads a two-dimensional NumPy .npy array (format versions 1.0, 2.0, 3.0).
 * Source: NumPy Enhancement Proposal 1 and `numpy.lib.format`: magic \x93NUMPY, version, header length (uint16, from 2.0 on
 * uint32), a Python dict literal {'descr', 'fortran_order', 'shape'}, then the raw values.
 */

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

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

interface Header {
  readonly type: string;
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly dataStart: number;
}

function readHeader(bytes: Uint8Array, view: DataView): Header {
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw new MatrixError("is not a .npy file", "save it with numpy.save");
  const version = bytes[6];
  if (version < 1 || version > 3) throw new MatrixError(`has .npy version ${version}.${bytes[7]}; 1 to 3 are known`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw new MatrixError("is cut off in its header");
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length || length > 65_536) throw new MatrixError("is cut off in its header");
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(bytes.subarray(start, start + length));
  const descr = /'descr'\s*:\s*'([<>|=])([a-z]\d+)'/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text);
  if (!descr || !order || !shape)
    throw new MatrixError(
      "has a header that is not a plain numeric array",
      "save a two-dimensional array of floats, ints or bools",
    );
  const sizes = shape[1]
    .split(",")
    .map((s) => s.trim().replace("L", ""))
    .filter((s) => s !== "")
    .map(Number);
  if (sizes.length !== 2) throw new MatrixError(`has ${sizes.length} dimensions; a connection matrix has 2`);
  return {
    type: descr[2],
    littleEndian: descr[1] !== ">",
    fortranOrder: order[1] === "True",
    rows: sizes[0],
    columns: sizes[1],
    dataStart: start + length,
  };
}

/** Throws MatrixError for anything that is not a complete two-dimensional numeric array of finite values. */
export function readNpy(bytes: Uint8Array): Matrix {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { type, littleEndian, fortranOrder, rows, columns, dataStart } = readHeader(bytes, view);
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
