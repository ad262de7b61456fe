/**
 * Reads the arrays of a NumPy .npz file: a zip archive of .npy files, stored (numpy.savez) or deflated (numpy.savez_compressed).
 * Every byte that counts is checked: sizes, places and the CRC-32 of every file. Nothing larger than the archive says is unpacked.
 * Sources: PKWARE APPNOTE 6.3 (end record, central directory, local header, extra field 1: sizes of 64 bits); NumPy Enhancement Proposal 1.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { environment } from "../environment/environment.js";
import { crc32 } from "../numerics/crc32.js";
import { NpyError, readNpyHeader } from "../numerics/npy-header.js";

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

const END_RECORD = 0x06054b50;
const END_BYTES = 22;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_BYTES = 46;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_BYTES = 30;
/** A comment behind the end record is at most so long. */
const LONGEST_COMMENT = 2 ** 16 - 1;
const IN_64_BITS = 0xffffffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
/** Deflate packs at most 1,032 bytes into one. */
const MOST_DEFLATED = 1032;
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
  const archive = new Archive(bytes, file);
  const arrays = new Map<string, NpzEntry>();
  for (const member of archive.members()) {
    const { name } = member;
    if (!name.endsWith(".npy")) archive.refuse(`holds ${JSON.stringify(name)}, which is no .npy array`);
    const short = name.slice(0, -".npy".length);
    if (arrays.has(short)) archive.refuse(`holds two arrays named ${short}`);
    arrays.set(short, arrayOf(archive.content(member), `${file}: ${short}`));
  }
  return arrays;
}

function arrayOf(content: Uint8Array, what: string): NpzEntry {
  const { type, littleEndian, fortranOrder, shape, dataStart } = headerOf(content, what);
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

function headerOf(content: Uint8Array, what: string) {
  try {
    return readNpyHeader(content);
  } catch (error) {
    if (!(error instanceof NpyError)) throw error;
    return refuse(what, error.message, error.hint);
  }
}

function refuse(what: string, problem: string, hint = "the file is damaged: save it again"): never {
  return fail("npz-format", `${what} ${problem}`, { hint });
}

/** A file in the archive, as the central directory describes it. */
interface Member {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive, and unpacked. */
  readonly packed: number;
  readonly size: number;
  /** Of its local header. */
  readonly at: number;
}

class Archive {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly file: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  refuse(problem: string, hint?: string): never {
    return refuse(this.file, problem, hint);
  }

  members(): Member[] {
    const end = this.endRecord();
    const count = this.view.getUint16(end + 10, true);
    const from = this.view.getUint32(end + 16, true);
    const length = this.view.getUint32(end + 12, true);
    if (this.view.getUint32(end + 4, true) !== 0 || this.view.getUint16(end + 8, true) !== count)
      this.refuse("is one of several parts of an archive");
    if (from + length > end) this.refuse("has a directory that lies outside the file");
    const members: Member[] = [];
    let at = from;
    for (let k = 0; k < count; k++) {
      if (at + DIRECTORY_BYTES > from + length || this.view.getUint32(at, true) !== DIRECTORY_ENTRY)
        this.refuse("has a directory that is cut off or damaged");
      const names = this.view.getUint16(at + 28, true);
      const extra = this.view.getUint16(at + 30, true);
      const comment = this.view.getUint16(at + 32, true);
      const next = at + DIRECTORY_BYTES + names + extra + comment;
      if (next > from + length) this.refuse("has a directory that is cut off or damaged");
      members.push(this.member(at, names, extra));
      at = next;
    }
    if (at !== from + length) this.refuse("has a directory that is longer than its entries");
    return members;
  }

  /** The last one in the file. */
  private endRecord(): number {
    const first = Math.max(0, this.bytes.length - END_BYTES - LONGEST_COMMENT);
    for (let at = this.bytes.length - END_BYTES; at >= first; at--)
      if (
        this.view.getUint32(at, true) === END_RECORD &&
        at + END_BYTES + this.view.getUint16(at + 20, true) === this.bytes.length
      )
        return at;
    return this.refuse("is no .npz file, or is cut off", "save it with numpy.savez");
  }

  private member(at: number, names: number, extra: number): Member {
    const name = new TextDecoder().decode(this.bytes.subarray(at + DIRECTORY_BYTES, at + DIRECTORY_BYTES + names));
    if ((this.view.getUint16(at + 8, true) & ENCRYPTED) !== 0) this.refuse(`holds ${name} encrypted`);
    const sizes = [24, 20, 42].map((offset) => this.view.getUint32(at + offset, true));
    const [size, packed, local] = this.in64Bits(sizes, at + DIRECTORY_BYTES + names, extra);
    const method = this.view.getUint16(at + 10, true);
    return { name, method, crc: this.view.getUint32(at + 16, true), packed, size, at: local };
  }

  /** Sizes that do not fit 32 bits stand in the extra field, in this order. */
  private in64Bits(sizes: readonly number[], from: number, length: number): number[] {
    if (!sizes.includes(IN_64_BITS)) return [...sizes];
    const end = from + length;
    for (let at = from; at + 4 <= end; at += 4 + this.view.getUint16(at + 2, true)) {
      if (this.view.getUint16(at, true) !== 1) continue;
      let next = at + 4;
      return sizes.map((size) => {
        if (size !== IN_64_BITS) return size;
        if (next + 8 > end) this.refuse("has a directory that is cut off or damaged");
        next += 8;
        return Number(this.view.getBigUint64(next - 8, true));
      });
    }
    return [...sizes];
  }

  content({ name, method, crc, packed, size, at }: Member): Uint8Array {
    const damaged = (): never => this.refuse(`holds ${name} damaged`);
    if (at + LOCAL_BYTES > this.bytes.length || this.view.getUint32(at, true) !== LOCAL_HEADER) damaged();
    const from = at + LOCAL_BYTES + this.view.getUint16(at + 26, true) + this.view.getUint16(at + 28, true);
    if (from + packed > this.bytes.length) damaged();
    const stored = this.bytes.subarray(from, from + packed);
    const content = method === STORED ? stored : this.inflated(stored, size, method, name);
    if (content.length !== size || crc32(content) !== crc) damaged();
    return content;
  }

  private inflated(stored: Uint8Array, size: number, method: number, name: string): Uint8Array {
    const { inflate } = environment();
    if (method !== DEFLATED) this.refuse(`holds ${name} in a packing (${method}) that is not known`);
    if (inflate === undefined)
      this.refuse(`holds ${name} compressed, which cannot be unpacked here`, "save it with numpy.savez");
    if (size > stored.length * MOST_DEFLATED) this.refuse(`holds ${name} damaged`);
    try {
      return inflate(stored, size);
    } catch {
      return this.refuse(`holds ${name} damaged`);
    }
  }
}
