/**
 * The header of a NumPy .npy array (format versions 1.0, 2.0, 3.0).
 * Source: NumPy Enhancement Proposal 1 and `numpy.lib.format`: magic \x93NUMPY, version, header length (uint16, from 2.0 on
 * uint32), a Python dict literal {'descr', 'fortran_order', 'shape'}, then the raw values.
 */

export interface NpyHeader {
  /** Kind and bytes: `f8`, `u4`, `U12`. */
  readonly type: string;
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly dataStart: number;
}

/** What is wrong with an array file, as the end of a sentence about it. */
export class NpyError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = "NpyError";
  }
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const LONGEST_HEADER = 65_536;

/** @throws NpyError for anything but a header of a plain array */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw new NpyError("is not a .npy file", "save it with numpy.save");
  const version = bytes[6];
  if (version < 1 || version > 3) throw new NpyError(`has .npy version ${version}.${bytes[7]}; 1 to 3 are known`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw new NpyError("is cut off in its header");
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length || length > LONGEST_HEADER) throw new NpyError("is cut off in its header");
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(bytes.subarray(start, start + length));
  const descr = /'descr'\s*:\s*'([<>|=])([a-zA-Z]\d+)'/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text);
  if (!descr || !order || !shape)
    throw new NpyError("has a header that is not a plain numeric array", "save an array of floats, ints or bools");
  return {
    type: descr[2],
    littleEndian: descr[1] !== ">",
    fortranOrder: order[1] === "True",
    shape: shape[1]
      .split(",")
      .map((size) => size.trim().replace("L", ""))
      .filter((size) => size !== "")
      .map(Number),
    dataStart: start + length,
  };
}
