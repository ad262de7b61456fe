/**
 * Reads the arrays of a NumPy .npz file: a zip archive with a .npy file for each, stored or deflated.
 * Source: PKWARE APPNOTE 6.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end record), 4.5.3 (64-bit sizes).
 */
import { environment } from "../environment/environment.js";
import { crc32 } from "../numerics/crc32.js";
import { ArrayFileError, isNot } from "./array-file-error.js";

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const DIRECTORY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;
/** Stands where the value is in the 64-bit extra field. */
const ELSEWHERE = 0xffffffff;
const EXTRA_64 = 1;
const STORED = 0;
const DEFLATED = 8;
/** Deflate packs at most 1,032 bytes into one. */
const MOST_DEFLATED = 1032;
/** Bytes of one array. */
const LARGEST_ENTRY = 2 ** 31;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/** Opens an archive: the bytes of each array's .npy by its name. An array is unpacked, and its checksum tested, when it is asked for. */
export class NpzArchive {
  private readonly entries = new Map<string, Entry>();

  /** @throws ArrayFileError for what is no archive of arrays */
  constructor(private readonly bytes: Uint8Array) {
    for (const entry of directoryOf(bytes)) {
      if (!entry.name.endsWith(".npy")) throw new ArrayFileError(`holds ${entry.name}, which is no array`);
      const name = entry.name.slice(0, -".npy".length);
      if (this.entries.has(name)) throw new ArrayFileError(`holds the array ${name} twice`);
      this.entries.set(name, entry);
    }
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  /**
   * Unpacks an array's .npy file.
   * @returns undefined where there is no such array
   * @throws ArrayFileError where its bytes are damaged
   */
  get(name: string): Uint8Array | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    const data = unpack(this.bytes, entry);
    if (crc32(data) !== entry.crc) throw new ArrayFileError(`has a damaged array ${name}: its checksum is wrong`);
    return data;
  }
}

function unpack(bytes: Uint8Array, { name, method, flags, packed, size, at }: Entry): Uint8Array {
  const view = viewOf(bytes);
  if (at + LOCAL_BYTES > bytes.length || view.getUint32(at, true) !== LOCAL) throw damaged();
  const from = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packed > bytes.length) throw damaged();
  const data = bytes.subarray(from, from + packed);
  if ((flags & 1) !== 0) throw new ArrayFileError(`holds ${name} encrypted`);
  if (method === STORED) {
    if (packed !== size) throw damaged();
    return data;
  }
  if (method !== DEFLATED)
    throw new ArrayFileError(`holds ${name} packed by method ${method}`, "save it with numpy.savez");
  const { inflate } = environment();
  if (inflate === undefined)
    throw new ArrayFileError(`holds ${name} compressed, which cannot be read here`, "save it with numpy.savez");
  if (size > packed * MOST_DEFLATED) throw damaged();
  let unpacked: Uint8Array;
  try {
    unpacked = inflate(data, size);
  } catch {
    throw damaged();
  }
  if (unpacked.length !== size) throw damaged();
  return unpacked;
}

function directoryOf(bytes: Uint8Array): Entry[] {
  const view = viewOf(bytes);
  const end = endRecord(bytes, view);
  if (end < 0) throw new ArrayFileError(isNot("a .npz file", bytes), "save it with numpy.savez");
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (view.getUint32(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
    throw new ArrayFileError("is one of several parts of an archive");
  const locator = end - LOCATOR_BYTES;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
    const large = number64(view, locator + 8);
    if (!(large + 56 <= bytes.length) || view.getUint32(large, true) !== END_64) throw damaged();
    count = number64(view, large + 32);
    at = number64(view, large + 48);
  }
  const entries: Entry[] = [];
  for (let k = 0; k < count; k++) {
    if (!(at + DIRECTORY_BYTES <= end) || view.getUint32(at, true) !== DIRECTORY) throw damaged();
    const name = view.getUint16(at + 28, true);
    const extra = view.getUint16(at + 30, true);
    const next = at + DIRECTORY_BYTES + name + extra + view.getUint16(at + 32, true);
    if (next > end) throw damaged();
    const nameAt = at + DIRECTORY_BYTES;
    const sizes = readSizes(view, at, nameAt + name, extra);
    if (sizes.size > LARGEST_ENTRY)
      throw new ArrayFileError(`holds an array of ${sizes.size} bytes, at most ${LARGEST_ENTRY}`);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(nameAt, nameAt + name)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizes,
    });
    at = next;
  }
  return entries;
}

/** Values that do not fit 32 bits stand in an extra field, in this order. */
function readSizes(
  view: DataView,
  at: number,
  extraAt: number,
  extraBytes: number,
): Pick<Entry, "size" | "packed" | "at"> {
  let size = view.getUint32(at + 24, true);
  let packed = view.getUint32(at + 20, true);
  let local = view.getUint32(at + 42, true);
  for (let field = extraAt; field + 4 <= extraAt + extraBytes; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== EXTRA_64) continue;
    let value = field + 4;
    const fieldEnd = Math.min(value + view.getUint16(field + 2, true), extraAt + extraBytes);
    const next = () => {
      if (value + 8 > fieldEnd) throw damaged();
      value += 8;
      return number64(view, value - 8);
    };
    if (size === ELSEWHERE) size = next();
    if (packed === ELSEWHERE) packed = next();
    if (local === ELSEWHERE) local = next();
  }
  return { size, packed, at: local };
}

/** From the end of the file; a comment may follow it. */
function endRecord(bytes: Uint8Array, view: DataView): number {
  const least = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= least; at--)
    if (view.getUint32(at, true) === END && at + END_BYTES + view.getUint16(at + 20, true) === bytes.length) return at;
  return -1;
}

function number64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(): ArrayFileError {
  return new ArrayFileError("is cut off or damaged");
}
