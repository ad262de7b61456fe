/** The memory of the WebAssembly kernel: arrays are handed out one after the other, each at a multiple of 16 bytes, and hold 0. */
import { ALIGNMENT } from "../../common/arena.js";
import { instantiate, wasmMemory } from "../../common/wasm.js";
import { WASM_MODULE } from "./generated/wasm-module.js";
import type { KernelExports } from "./kernel-exports.js";

type ArrayType<T> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, at: number, length: number): T;
};

/** Bytes that an array takes. */
export function bytesOf(length: number, bytesPerElement: number): number {
  return Math.ceil((length * bytesPerElement) / ALIGNMENT) * ALIGNMENT;
}

export class KernelMemory {
  readonly exports: KernelExports;
  private readonly buffer: ArrayBufferLike;
  private next: number;

  /** @throws RangeError where `bytes` are more than WebAssembly addresses, or than there are */
  constructor(bytes: number) {
    const memory = wasmMemory(bytes);
    this.buffer = memory.buffer;
    this.next = memory.base;
    this.exports = instantiate<KernelExports>(WASM_MODULE, memory);
  }

  /** Hands out an array; its `byteOffset` is its address. @throws Error where the memory was made too small */
  array<T extends ArrayBufferView>(type: ArrayType<T>, length: number): T {
    const at = this.next;
    this.next += bytesOf(length, type.BYTES_PER_ELEMENT);
    if (this.next > this.buffer.byteLength) throw new Error("the memory of the kernel was made too small");
    return new type(this.buffer, at, length);
  }

  /** Tells whether an array lies in this memory. */
  holds(array: ArrayBufferView): boolean {
    return array.buffer === this.buffer;
  }
}
