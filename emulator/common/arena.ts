/**
 * One piece of memory for all arrays of a kernel: named typed arrays at aligned offsets of one ArrayBuffer or SharedArrayBuffer, so that
 * the same arrays can be the linear memory of a WebAssembly kernel or be shared between threads.
 */

const KINDS = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
};

export type ArrayKind = keyof typeof KINDS;

/** An array that is wanted; `length` counts elements. */
export interface ArraySpec<Kind extends ArrayKind = ArrayKind> {
  readonly kind: Kind;
  readonly length: number;
}

export type ArraySpecs = Readonly<Record<string, ArraySpec>>;

/** The typed arrays of the specs, by name. */
export type ArraysOf<Specs extends ArraySpecs> = {
  readonly [Name in keyof Specs]: InstanceType<(typeof KINDS)[Specs[Name]["kind"]]>;
};

/** Every array begins at a multiple of so many bytes: two WebAssembly vectors, since kernels work on pairs of them, up to behind the last entry. */
export const ALIGNMENT = 32;

/** Memory for arrays: all bytes of `buffer` from `base` on. (A WebAssembly module keeps its own data below.) */
export interface ArenaMemory {
  readonly buffer: ArrayBufferLike;
  readonly base: number;
}

/** Where the arrays lie, in bytes from the base, and the bytes that all of them take. */
export interface ArenaLayout {
  readonly offsets: Readonly<Record<string, number>>;
  readonly bytes: number;
}

export interface Arena<Specs extends ArraySpecs = ArraySpecs> extends ArenaMemory {
  readonly layout: ArenaLayout;
  /** Views of the memory. */
  readonly arrays: ArraysOf<Specs>;
}

/** Places the arrays one after the other, in the order of their names in `specs`. @throws Error for a length that is none */
export function layOut(specs: ArraySpecs): ArenaLayout {
  const offsets: Record<string, number> = {};
  let bytes = 0;
  for (const [name, spec] of Object.entries(specs)) {
    offsets[name] = bytes;
    bytes = aligned(bytes + bytesOf(name, spec));
  }
  return { offsets, bytes };
}

/**
 * Makes the views of a layout, whoever made it.
 * @throws Error where arrays overlap, are not aligned, lie beyond the memory, or are not those of `specs`
 */
export function arenaOver<Specs extends ArraySpecs>(
  specs: Specs,
  layout: ArenaLayout,
  { buffer, base }: ArenaMemory,
): Arena<Specs> {
  if (!(Number.isInteger(base) && base >= 0 && base % ALIGNMENT === 0))
    throw new Error(`an arena begins at byte ${base}, which is no multiple of ${ALIGNMENT}`);
  const names = Object.keys(specs);
  if (Object.keys(layout.offsets).length !== names.length)
    throw new Error(`an arena places ${Object.keys(layout.offsets).length} arrays of ${names.length}`);
  const places = names.map((name) => {
    const from = Object.hasOwn(layout.offsets, name) ? layout.offsets[name] : NaN;
    if (!(Number.isInteger(from) && from >= 0 && from % ALIGNMENT === 0))
      throw new Error(`array ${name} begins at byte ${from}, which is no multiple of ${ALIGNMENT}`);
    const to = from + bytesOf(name, specs[name]);
    if (to > layout.bytes || base + to > buffer.byteLength)
      throw new Error(`array ${name} ends at byte ${to}, beyond the memory of its arena`);
    return { name, from, to };
  });
  // Empty arrays take no memory: they overlap nothing.
  const filled = places.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  for (let k = 1; k < filled.length; k++) {
    if (filled[k].from < filled[k - 1].to)
      throw new Error(`arrays ${filled[k - 1].name} and ${filled[k].name} overlap in their arena`);
  }
  const arrays = Object.fromEntries(
    places.map(({ name, from }) => {
      const { kind, length } = specs[name];
      const View = KINDS[kind] as new (buffer: ArrayBufferLike, offset: number, length: number) => ArrayBufferView;
      return [name, new View(buffer, base + from, length)];
    }),
  ) as unknown as ArraysOf<Specs>;
  return { buffer, base, layout, arrays };
}

/** Makes an arena; its arrays hold 0. @param allocate gives memory of at least so many bytes, all 0; absent: an ArrayBuffer of its own */
export function createArena<Specs extends ArraySpecs>(
  specs: Specs,
  allocate: (bytes: number) => ArenaMemory = (bytes) => ({ buffer: new ArrayBuffer(bytes), base: 0 }),
): Arena<Specs> {
  const layout = layOut(specs);
  return arenaOver(specs, layout, allocate(layout.bytes));
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function bytesOf(name: string, { kind, length }: ArraySpec): number {
  if (!(Number.isSafeInteger(length) && length >= 0)) throw new Error(`array ${name} has the length ${length}`);
  return length * KINDS[kind].BYTES_PER_ELEMENT;
}
