/** Reads the arrays of a NumPy .npz file as they lie there (the archive: arrays/npz.ts), with messages that name file and array. */
import { ArrayFileError } from "../arrays/array-file-error.js";
import { readNpyHeader } from "../arrays/npy.js";
import { NpzArchive } from "../arrays/npz.js";
import { fail } from "../diagnostics/diagnostic.js";

/** One array of the file as it lies there. */
export interface NpzEntry {
  /** Kind and bytes of a value: `f8`, `i4`, `u2`, `b1`; of text kind and characters: `U12`. */
  readonly type: string;
  readonly littleEndian: boolean;
  /** Without entries: one value. C order. */
  readonly shape: readonly number[];
  /** Its values, shape's product times the bytes of the type. */
  readonly data: Uint8Array;
}

const BYTES: Readonly<Record<string, number>> = {
  b1: 1,
  i1: 1,
  u1: 1,
  i2: 2,
  u2: 2,
  i4: 4,
  u4: 4,
  i8: 8,
  u8: 8,
  f4: 4,
  f8: 8,
};

/**
 * @param file its name in messages
 * @returns arrays by name, without `.npy`
 * @throws EquipoiseError `npz-format`
 */
export function readNpz(bytes: Uint8Array, file: string): ReadonlyMap<string, NpzEntry> {
  const archive = naming(file, () => new NpzArchive(bytes));
  return new Map(
    archive.names.map((name) => [
      name,
      arrayOf(
        naming(file, () => archive.get(name)!),
        `${file}: ${name}`,
      ),
    ]),
  );
}

/** Turns what is wrong with the bytes into a message that begins with the file's name. */
function naming<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ArrayFileError)) throw error;
    return refuse(what, error.message, error.hint);
  }
}

function arrayOf(content: Uint8Array, what: string): NpzEntry {
  const { type, littleEndian, fortranOrder, shape, dataStart } = naming(what, () => readNpyHeader(content));
  const width = widthOf(type);
  if (width === undefined)
    refuse(what, `has values of type ${type}; known: ${Object.keys(BYTES).join(", ")}`, "convert it with astype");
  if (fortranOrder && shape.length > 1)
    refuse(what, "is in Fortran order, and is read in C order", "save numpy.ascontiguousarray(…) of it");
  const values = shape.reduce((product, size) => product * size, 1);
  if (content.length - dataStart !== values * width)
    refuse(what, `has ${content.length - dataStart} bytes of values where its header says ${values * width}`);
  return { type, littleEndian, shape, data: content.subarray(dataStart) };
}

/** Bytes of a value; text has characters of 4. */
function widthOf(type: string): number | undefined {
  return /^U[1-9]\d{0,3}$/.test(type) ? 4 * Number(type.slice(1)) : BYTES[type];
}

function refuse(what: string, problem: string, hint = "the file is damaged: save it again"): never {
  return fail("npz-format", `${what} ${problem}`, { hint });
}
