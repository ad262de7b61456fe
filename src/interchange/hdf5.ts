/**
 * HDF5 files as trees of plain arrays, read and written through the HDF5 library in WebAssembly (h5wasm), which is loaded when it is first
 * needed. The bytes of a tree are the same every time: its members stand in the order that they are given, and no time stamp is kept.
 */
import type { Dataset, File, Group } from "h5wasm";
import { EquipoiseError, fail } from "../diagnostics/diagnostic.js";
import { fileKindOf } from "../diagnostics/file-kind.js";
import { heapsEnd } from "./hdf5-heaps.js";
import { MemoryBound } from "./hdf5-memory.js";

/** Integers of 64 bits are read as float64, exact up to 2^53. */
export type Hdf5Numbers =
  Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

export interface Hdf5Dataset {
  readonly kind: "dataset";
  /** Of NumPy: `f8`, `i8`, `u4`; `str` for text. */
  readonly type: string;
  /** Empty: one value. */
  readonly shape: readonly number[];
  readonly values: Hdf5Numbers | readonly string[];
  readonly attributes?: Hdf5Attributes;
}

export interface Hdf5Group {
  readonly kind: "group";
  readonly members: ReadonlyMap<string, Hdf5Node>;
  readonly attributes?: Hdf5Attributes;
}

export type Hdf5Node = Hdf5Dataset | Hdf5Group;
/** Read as text, a number or a list of them; written as text, or as uint32 with one value as a number. */
export type Hdf5Attributes = ReadonlyMap<string, string | number | readonly number[] | Uint32Array>;

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Where a signature may stand: at 0, 512, 1024, … (HDF5 File Format Specification, II.A). */
const FIRST_USER_BLOCK = 512;
/** Smaller arrays are not compressed: their header would be longer than they are. */
const LEAST_COMPRESSED = 64;
const GZIP_LEVEL = 4;

type Library = typeof import("h5wasm");
/** Of the module of Emscripten, what h5wasm does not declare. */
interface LibraryModule {
  activate_throwing_error_handler(): void;
  _malloc(bytes: number): number;
  readonly HEAPU8: Uint8Array;
}
let loaded: Promise<Library> | undefined;
/** A damaged file led the library beyond its memory: what it would read from now on is not to be trusted, and a module is loaded once. */
let broken = false;

/** Whether this process can read no HDF5 any more. */
export function hdf5IsBroken(): boolean {
  return broken;
}

async function library(): Promise<Library> {
  if (broken)
    fail("hdf5-unreadable", "a damaged HDF5 file broke the library that reads them, in this process", {
      hint: "leave that file out, and start anew",
    });
  loaded ??= import("h5wasm").then(async (found) => {
    const module = (await found.ready) as unknown as LibraryModule;
    // What the library cannot read it throws; otherwise it prints pages on standard error and goes on.
    module.activate_throwing_error_handler();
    // Texts that could not be read are let go as if they had been: by pointers that must be null, not what lay there.
    const allocate = module._malloc.bind(module);
    module._malloc = (bytes) => {
      const at = allocate(bytes);
      if (at !== 0) module.HEAPU8.fill(0, at, at + bytes);
      return at;
    };
    return found;
  });
  return loaded;
}

/** A name in the library's own file system, in memory. */
const SCRATCH = "equipoise.h5";

/** What stands at the root of a file, and the text of its attribute `__type__`. @throws EquipoiseError `hdf5-unreadable` */
export function rootOfHdf5(
  bytes: Uint8Array,
  path: string,
): Promise<{ readonly members: readonly string[]; readonly type: string | undefined }> {
  return withFile(bytes, path, (_, file) => {
    const type = file.attrs.__type__?.value;
    return { members: file.keys(), type: typeof type === "string" ? type : undefined };
  });
}

/**
 * Reads every group and dataset of a file.
 * @param path for messages
 * @throws EquipoiseError `hdf5-unreadable`
 */
export function readHdf5(bytes: Uint8Array, path: string): Promise<Hdf5Group> {
  return withFile(bytes, path, (h5, file, bound) => new TreeReader(h5, path, bytes.length, bound).group(file, 0));
}

async function withFile<T>(
  bytes: Uint8Array,
  path: string,
  read: (h5: Library, file: File, bound: MemoryBound) => T,
): Promise<T> {
  if (!isHdf5(bytes)) {
    const kind = fileKindOf(bytes);
    fail("hdf5-unreadable", `${path} is ${kind === null ? "not an HDF5 file" : `${kind.what}, not an HDF5 file`}`, {
      hint: kind?.use ?? "check that it is the right file, and whole",
    });
  }
  if (!heapsEnd(bytes)) unreadable(path, "the heap of its texts is damaged");
  const h5 = await library();
  h5.FS!.writeFile(SCRATCH, bytes);
  const bound = new MemoryBound(h5.Module, bytes.length);
  try {
    return bound.run(() => {
      const file = new h5.File(SCRATCH, "r");
      try {
        return read(h5, file, bound);
      } finally {
        closeQuietly(file);
      }
    });
  } catch (error) {
    if (error instanceof EquipoiseError) throw error;
    if (error instanceof Error && error.name === "RuntimeError") broken = true;
    const reason = reasonOf(error);
    if (bound.hit || /memory allocation/i.test(reason))
      return unreadable(path, `something in it claims to be longer than a file of ${bytes.length} bytes holds`);
    return unreadable(path, broken ? "its structure is damaged" : reason);
  } finally {
    h5.FS!.unlink(SCRATCH);
  }
}

function unreadable(path: string, reason: string): never {
  return fail("hdf5-unreadable", `${path} cannot be read as HDF5: ${reason}`, {
    hint: "the file is cut off or damaged, or packed by a filter other than gzip",
  });
}

/** What cannot be closed was never whole: why it could not be read was said before. */
function closeQuietly(file: { close(): unknown }): void {
  try {
    file.close();
  } catch {
    // see above
  }
}

/** Makes the bytes of a file. @param packing of arrays that are not short; libsonata is built without gzip */
export async function writeHdf5(tree: Hdf5Group, packing: "gzip" | "plain" = "gzip"): Promise<Uint8Array> {
  const h5 = await library();
  // The library stamps objects with the clock of the place.
  const clock = Date.now;
  Date.now = () => 0;
  try {
    const file = new h5.File(SCRATCH, "w");
    writeGroup(file, tree, packing);
    file.close();
    return h5.FS!.readFile(SCRATCH);
  } finally {
    Date.now = clock;
    h5.FS!.unlink(SCRATCH);
  }
}

/** Makes a group of its members; those that are undefined are left out. */
export function group(
  members: Readonly<Record<string, Hdf5Node | undefined>> | ReadonlyMap<string, Hdf5Node>,
  attributes?: Readonly<Record<string, string | Uint32Array>>,
): Hdf5Group {
  const entries = members instanceof Map ? [...members] : Object.entries(members as Record<string, Hdf5Node>);
  return {
    kind: "group",
    members: new Map(entries.filter(([, node]) => (node as Hdf5Node | undefined) !== undefined)),
    ...(attributes === undefined ? {} : { attributes: new Map(Object.entries(attributes)) }),
  };
}

/** Makes a dataset of numbers. @param type `i8` and `u8` need values that are whole */
export function numbers(
  values: Hdf5Numbers,
  shape: readonly number[] = [values.length],
  type: string = typeOf(values),
  attributes?: Readonly<Record<string, string>>,
): Hdf5Dataset {
  const more = attributes === undefined ? {} : { attributes: new Map(Object.entries(attributes)) };
  return { kind: "dataset", type, shape, values, ...more };
}

/** Makes a dataset of text: one, or a list of a shape. */
export function text(value: string | readonly string[], shape?: readonly number[]): Hdf5Dataset {
  const values = typeof value === "string" ? [value] : value;
  return { kind: "dataset", type: "str", shape: shape ?? (typeof value === "string" ? [] : [values.length]), values };
}

/** Whether bytes begin as an HDF5 file does. */
export function isHdf5(bytes: Uint8Array): boolean {
  for (let at = 0; at + SIGNATURE.length <= bytes.length; at = at === 0 ? FIRST_USER_BLOCK : at * 2)
    if (SIGNATURE.every((byte, k) => bytes[at + k] === byte)) return true;
  return false;
}

/** Finds what stands at a path such as `edges/a/0`; undefined where nothing does. */
export function at(tree: Hdf5Group, path: string): Hdf5Node | undefined {
  let node: Hdf5Node | undefined = tree;
  for (const name of path.split("/").filter((part) => part !== ""))
    node = node?.kind === "group" ? node.members.get(name) : undefined;
  return node;
}

/** Groups within groups; a file may link a group into itself. */
const DEEPEST = 32;
/** Groups and datasets of a file. */
const MOST_OBJECTS = 100_000;
/** Bytes of one dataset, or of one of its chunks, once it is unpacked. */
const LARGEST_DATASET = 2 ** 30;
/** So many bytes are read of any file: what was never written takes no place in it, and is read as zeros. */
const LEAST_BOUND = 2 ** 26;
/** Bytes that gzip makes of one at most (zlib's technical details). */
const MOST_UNPACKED = 1032;
/** Each is some hundred bytes as text of JavaScript. */
const MOST_TEXTS = 2 ** 22;
/** Classes of types whose values are read: integers, floating point, text, enumerations (HDF5's `H5T_class_t`). */
const TEXT_CLASS = 3;
const READ_CLASSES: readonly number[] = [0, 1, TEXT_CLASS, 8];

class TreeReader {
  private objects = 0;

  constructor(
    private readonly h5: Library,
    private readonly path: string,
    private readonly fileBytes: number,
    private readonly bound: MemoryBound,
  ) {}

  group(from: Group, depth: number): Hdf5Group {
    if (depth > DEEPEST)
      this.refuse(`${this.path}: its groups stand in each other more than ${DEEPEST} deep`, "no group may hold itself");
    const members = new Map<string, Hdf5Node>();
    for (const name of from.keys()) {
      if (++this.objects > MOST_OBJECTS)
        this.refuse(`${this.path} has more than ${MOST_OBJECTS} groups and datasets`, "no group may hold itself");
      const entity = from.get(name);
      if (entity instanceof this.h5.Group) members.set(name, this.group(entity, depth + 1));
      else if (entity instanceof this.h5.Dataset) members.set(name, this.dataset(entity));
      else
        this.refuse(
          `${this.path}: ${from.path === "/" ? "" : from.path}/${name} is a link that leads out of the file`,
          "copy what it links to into the file",
        );
    }
    return { kind: "group", members, attributes: readAttributes(from) };
  }

  private dataset(from: Dataset): Hdf5Dataset {
    const { type } = from.metadata;
    if (!READ_CLASSES.includes(type)) this.cannotRead(from);
    this.bound.allow(this.bytesOf(from));
    const read = readDataset(from) ?? this.cannotRead(from);
    this.bound.allow(0);
    return read;
  }

  /** What a dataset, or one of its chunks, claims to be, where the file may hold that. */
  private bytesOf(from: Dataset): number {
    const { size, type, chunks } = from.metadata;
    const shape = from.shape ?? [];
    const entries = productOf(shape);
    const bytes = size * Math.max(entries, productOf(chunks ?? []));
    const place = `${this.path}: ${from.path}`;
    if (!(bytes <= LARGEST_DATASET))
      this.refuse(
        `${place} has ${shape.join(" × ")} entries of ${size} bytes, at most ${LARGEST_DATASET} bytes are read`,
        "leave it out, or split it",
      );
    if (bytes > Math.max(LEAST_BOUND, this.fileBytes * (chunks === null ? 1 : MOST_UNPACKED)))
      this.refuse(
        `${place} has ${shape.join(" × ")} entries of ${size} bytes, which a file of ${this.fileBytes} bytes cannot hold`,
        "the file is cut off or damaged; what was never written must be left out",
      );
    if (type === TEXT_CLASS && entries > MOST_TEXTS)
      this.refuse(`${place} has ${entries} texts, at most ${MOST_TEXTS} are read`, "leave it out, or split it");
    return bytes;
  }

  private cannotRead(from: Dataset): never {
    this.refuse(`${this.path}: ${from.path} has values of a type that cannot be read`, "numbers and text are read");
  }

  private refuse(message: string, hint: string): never {
    return fail("hdf5-unreadable", message, { hint });
  }
}

function productOf(lengths: readonly number[]): number {
  return lengths.reduce((product, length) => product * length, 1);
}

function readDataset(from: Dataset): Hdf5Dataset | null {
  const { value } = from;
  const shape = from.shape ?? [];
  const attributes = readAttributes(from);
  if (typeof value === "string")
    return { kind: "dataset", type: "str", shape, values: [value.replace(/\0+$/, "")], attributes };
  if (Array.isArray(value)) {
    // Booleans of h5py are an enumeration, which comes as a list.
    if (value.every((one) => typeof one === "string"))
      return { kind: "dataset", type: "str", shape, values: value.map((one) => one.replace(/\0+$/, "")), attributes };
    if (value.every((one) => typeof one === "boolean"))
      return { kind: "dataset", type: "b1", shape, values: Uint8Array.from(value, Number), attributes };
    return null;
  }
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return { kind: "dataset", type: letterOf(from), shape, values: Float64Array.of(Number(value)), attributes };
  if (value instanceof BigInt64Array || value instanceof BigUint64Array)
    return { kind: "dataset", type: letterOf(from), shape, values: Float64Array.from(value, Number), attributes };
  if (value === null || !ArrayBuffer.isView(value)) return null;
  return { kind: "dataset", type: letterOf(from), shape, values: value as Hdf5Numbers, attributes };
}

/** `f8` of what the library calls `<d`. */
function letterOf({ metadata }: Dataset): string {
  const kind = metadata.type === 1 ? "f" : metadata.signed ? "i" : "u";
  return `${kind}${metadata.size}`;
}

function readAttributes(from: Dataset | Group): Hdf5Attributes {
  const attributes = new Map<string, string | number | readonly number[]>();
  for (const [name, attribute] of Object.entries(from.attrs)) {
    const { value } = attribute;
    if (typeof value === "string" || typeof value === "number") attributes.set(name, value);
    else if (typeof value === "bigint") attributes.set(name, Number(value));
    else if (ArrayBuffer.isView(value)) attributes.set(name, Array.from(value as unknown as number[], Number));
  }
  return attributes;
}

function writeGroup(into: Group, { members, attributes }: Hdf5Group, packing: "gzip" | "plain"): void {
  for (const [name, value] of attributes ?? []) writeAttribute(into, name, value);
  for (const [name, node] of members) {
    if (node.kind === "group") writeGroup(into.create_group(name), node, packing);
    else {
      const dataset = writeDataset(into, name, node, packing);
      for (const [key, value] of node.attributes ?? []) writeAttribute(dataset, key, value);
    }
  }
}

function writeAttribute(
  on: Dataset | Group,
  name: string,
  value: string | number | readonly number[] | Uint32Array,
): void {
  // Of variable length, ended by NUL and ASCII: the only text of attributes that libsonata reads.
  if (typeof value === "string") on.create_attribute(name, value, [], "A");
  else {
    const values = Uint32Array.from(typeof value === "number" ? [value] : value);
    on.create_attribute(name, values, values.length === 1 ? [] : [values.length], "<I");
  }
}

function writeDataset(
  into: Group,
  name: string,
  { type, shape, values }: Hdf5Dataset,
  packing: "gzip" | "plain",
): Dataset {
  if (Array.isArray(values)) {
    const list = values as string[];
    return shape.length === 0
      ? into.create_dataset({ name, data: list[0] })
      : into.create_dataset({ name, data: list, shape: [...shape] });
  }
  const held = values as Hdf5Numbers;
  const data =
    type === "i8" ? BigInt64Array.from(held, BigInt) : type === "u8" ? BigUint64Array.from(held, BigInt) : held;
  const packed =
    packing === "gzip" && shape.length > 0 && held.length >= LEAST_COMPRESSED
      ? { chunks: chunksOf(shape), compression: "gzip" as const, compression_opts: [GZIP_LEVEL] }
      : {};
  return into.create_dataset({ name, data, shape: [...shape], ...packed });
}

/** Chunks of at most about a million entries: the last dimensions whole, as far as they fit. */
function chunksOf(shape: readonly number[]): number[] {
  const chunks = [...shape];
  for (let k = 0; k < chunks.length && chunks.reduce((a, b) => a * b, 1) > 2 ** 20; k++)
    chunks[k] = Math.max(1, Math.floor(2 ** 20 / chunks.slice(k + 1).reduce((a, b) => a * b, 1)));
  return chunks;
}

function typeOf(values: Hdf5Numbers): string {
  const kind =
    values instanceof Float64Array || values instanceof Float32Array
      ? "f"
      : /^Uint/.test(values.constructor.name)
        ? "u"
        : "i";
  return `${kind}${values.BYTES_PER_ELEMENT}`;
}

/** Of the library's own report, the innermost reason: `in H5F__super_read(): truncated file: eof = 6000, …`. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reasons = [...message.matchAll(/ in H5\w+\(\): (.+)/g)];
  const [line] = (reasons.at(-1)?.[1] ?? message).split("\n", 1);
  return line === "" ? "its structure is damaged" : line;
}
