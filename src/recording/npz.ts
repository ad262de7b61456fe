/**
 * Arrays in one NumPy .npz file: a zip archive without compression, a .npy file for each array.
 * Sources: PKWARE APPNOTE 6.3 (local header, central directory, end record; bit 11: names in UTF-8); NumPy Enhancement Proposal 1.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { crc32 } from "../numerics/crc32.js";
import { joinBytes } from "../numerics/join-bytes.js";
import { toLittleEndian, type NumberArray } from "../program/little-endian.js";

export interface NpzArray {
  readonly name: string;
  /** `<f8`, `<u4`, `<U12`: little-endian. */
  readonly type: string;
  /** C order; without entries: one value. */
  readonly shape: readonly number[];
  /** Bytes of all pieces. */
  readonly length: number;
  /** Its values, as often as it takes; a piece may be reused for the next one. */
  pieces(): Iterable<Uint8Array>;
}

/** What zip without its 64-bit extension can hold: bytes, and files. */
const LARGEST_ARCHIVE = 2 ** 32 - 2;
const MOST_FILES = 2 ** 16 - 2;
/** Version 2.0 of the format. */
const VERSION = 20;
const UTF8_NAMES = 1 << 11;
/** 1 January 1980, so that the same arrays give the same bytes. */
const NO_DATE = 0x21;
/** The header of a .npy file ends on a multiple of this. */
const ALIGNMENT = 64;

/** The file, piece by piece. @throws EquipoiseError `npz-too-large` */
export function* npzFile(arrays: readonly NpzArray[]): Generator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const array of arrays) {
    const name = new TextEncoder().encode(`${array.name}.npy`);
    const header = npyHeader(array);
    const size = header.length + array.length;
    mustFit(at + size, arrays.length);
    let crc = crc32(header);
    for (const piece of array.pieces()) crc = crc32(piece, crc);
    const common = [u16(UTF8_NAMES), u16(0), u16(0), u16(NO_DATE), u32(crc), u32(size), u32(size), u16(name.length)];
    const local = joinBytes([u32(0x04034b50), u16(VERSION), ...common, u16(0), name]);
    directory.push(
      joinBytes([
        u32(0x02014b50),
        u16(VERSION),
        u16(VERSION),
        ...common,
        ...[u16(0), u16(0), u16(0), u16(0), u32(0), u32(at)],
        name,
      ]),
    );
    yield local;
    yield header;
    yield* array.pieces();
    at += local.length + size;
  }
  const entries = joinBytes(directory);
  mustFit(at + entries.length, arrays.length);
  yield entries;
  yield joinBytes([
    u32(0x06054b50),
    ...[u16(0), u16(0), u16(arrays.length), u16(arrays.length), u32(entries.length), u32(at), u16(0)],
  ]);
}

export function npyCounts(name: string, values: Uint32Array): NpzArray {
  return ofBytes(name, "<u4", [values.length], toLittleEndian(values));
}

const DTYPES = [
  [Int8Array, "|i1"],
  [Uint8Array, "|u1"],
  [Int16Array, "<i2"],
  [Uint16Array, "<u2"],
  [Int32Array, "<i4"],
  [Uint32Array, "<u4"],
  [Float64Array, "<f8"],
] as const;

/** One axis, with the numbers' own type. */
export function npyNumbers(name: string, values: NumberArray): NpzArray {
  const [, type] = DTYPES.find(([kind]) => values instanceof kind)!;
  return ofBytes(name, type, [values.length], toLittleEndian(values));
}

/** UTF-32, as NumPy holds text. @param text one, or a list */
export function npyText(name: string, text: string | readonly string[]): NpzArray {
  const all = (typeof text === "string" ? [text] : text).map((one) => Array.from(one, (c) => c.codePointAt(0) ?? 0));
  const width = Math.max(1, ...all.map(({ length }) => length));
  const points = new Uint32Array(width * all.length);
  all.forEach((one, k) => points.set(one, k * width));
  return ofBytes(name, `<U${width}`, typeof text === "string" ? [] : [all.length], toLittleEndian(points));
}

function ofBytes(name: string, type: string, shape: readonly number[], bytes: Uint8Array): NpzArray {
  return { name, type, shape, length: bytes.length, pieces: () => [bytes] };
}

function npyHeader({ type, shape }: NpzArray): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const before = 10;
  const length = Math.ceil((before + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const text = new TextEncoder().encode(`${dictionary.padEnd(length - 1)}\n`);
  return joinBytes([Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0), u16(length), text]);
}

function mustFit(bytes: number, files: number): void {
  if (bytes > LARGEST_ARCHIVE || files > MOST_FILES)
    fail("npz-too-large", "the arrays are more than a .npz file can hold", {
      limit: { what: "bytes of a .npz file", used: bytes, max: LARGEST_ARCHIVE },
      hint: "run in parts (--checkpoint, --resume), or probe fewer neurons or less often",
    });
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, value >>> 8);
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
}
