/**
 * WebAssembly for inner loops: compiled from AssemblyScript (`assembly/` beside each) by `npm run generate`, kept as text in
 * `generated/`, so that Node, browsers and bundlers need no file. A module has no memory of its own: it is given one.
 */
import { fromBase64 } from "./base64.js";

/** Bytes that a module works on, and where they start: a module's own constants lie below. */
export interface ModuleMemory {
  readonly buffer: ArrayBufferLike;
  readonly base: number;
}

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

/** The most bytes that a module can work on. */
export const LARGEST_ARENA = MOST_PAGES * PAGE - BASE;

/** Gives memory that a module can work on, all 0. @throws RangeError where it would be larger than 4 GB */
export function wasmMemory(bytes: number): ModuleMemory {
  const pages = Math.ceil((BASE + bytes) / PAGE);
  if (bytes > LARGEST_ARENA) throw new RangeError(`a kernel in WebAssembly cannot have ${bytes} bytes`);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  memories.set(memory.buffer, memory);
  return { buffer: memory.buffer, base: BASE };
}

const modules = new Map<string, object>();

function compiled(text: string): object {
  let module = modules.get(text);
  if (module === undefined) modules.set(text, (module = new WebAssembly.Module(fromBase64(text))));
  return module;
}

/**
 * Gives what a message to another thread may carry of a module (base64), for `adoptModule` there; null where nothing runs it. The threads then
 * share its code: what the engine has made fast for one run is there when the threads of the next one start.
 */
export function moduleForThreads(text: string): object | null {
  return hasSimd() ? compiled(text) : null;
}

/** Takes a module from the thread that started this one. @param module of `moduleForThreads` */
export function adoptModule(text: string, module: object | null): void {
  if (module !== null) modules.set(text, module);
}

/** Makes an instance of a module (base64) over memory that `wasmMemory` gave. */
export function instantiate<Exports>(text: string, { buffer }: Pick<ModuleMemory, "buffer">): Exports {
  const memory = memories.get(buffer);
  if (memory === undefined) throw new Error("the memory of this arena is none of WebAssembly");
  const abort = () => {
    throw new Error("a kernel in WebAssembly met a state that it excludes");
  };
  return new WebAssembly.Instance(compiled(text), { env: { memory, abort } }).exports as Exports;
}
