/**
 * WebAssembly for kernels: compiled from AssemblyScript (`assembly/` beside each kernel) by `npm run generate`, kept as text in
 * `generated/`, so that Node, browsers and bundlers need no file. A module has no memory of its own: it is given that of an arena.
 */
import { fromBase64 } from "../../src/numerics/base64.js";
import type { ArenaMemory } from "./arena.js";

interface Memory {
  readonly buffer: ArrayBuffer;
}

/** What is used of the engine's own: neither the library of Node nor that of ECMAScript declares it. */
declare const WebAssembly: {
  readonly Memory: new (pages: { initial: number; maximum: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  validate(bytes: Uint8Array): boolean;
};

/** Bytes of a page of WebAssembly memory, and the most that a memory can have (32-bit addresses). */
const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** A module's own constants lie below. */
const BASE = 4096;

/** Its only function asks whether any bit of i8x16.splat(0) is set: valid only where there is SIMD. */
const SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0],
  ...[10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 83, 11],
);

let known: boolean | undefined;

/** Tells whether this engine runs WebAssembly with vectors of 128 bits. */
export function hasSimd(): boolean {
  return (known ??= typeof WebAssembly === "object" && WebAssembly.validate(SIMD_PROBE));
}

const memories = new WeakMap<ArrayBufferLike, Memory>();

/** Tells whether an arena of so many bytes has room in the memory of a module. */
export function fitsWasm(bytes: number): boolean {
  return Math.ceil((BASE + bytes) / PAGE) <= MOST_PAGES;
}

/** Gives the memory of an arena that a module can work on, all 0. @throws RangeError where it would be larger than 4 GB */
export function wasmMemory(bytes: number): ArenaMemory {
  const pages = Math.ceil((BASE + bytes) / PAGE);
  if (!fitsWasm(bytes)) throw new RangeError(`a kernel in WebAssembly cannot have ${bytes} bytes`);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  memories.set(memory.buffer, memory);
  return { buffer: memory.buffer, base: BASE };
}

const modules = new Map<string, object>();

/** Makes an instance of a module (base64) over an arena's memory, which `wasmMemory` gave. */
export function instantiate<Exports>(text: string, { buffer }: Pick<ArenaMemory, "buffer">): Exports {
  const memory = memories.get(buffer);
  if (memory === undefined) throw new Error("the memory of this arena is none of WebAssembly");
  let module = modules.get(text);
  if (module === undefined) modules.set(text, (module = new WebAssembly.Module(fromBase64(text))));
  const abort = () => {
    throw new Error("a kernel in WebAssembly met a state that it excludes");
  };
  return new WebAssembly.Instance(module, { env: { memory, abort } }).exports as Exports;
}
