/**
 * Bounds the memory that the HDF5 library takes while it reads: it asks for as much as a file claims, before it looks whether the file has it. A
 * text of variable length, for one, is given its claimed length (up to 4 GB) first, and compared with what its heap holds afterwards.
 */

/** What structure, caches and buffers take beside what is read: some MB. */
const SLACK_BYTES = 2 ** 25;
/** Of itself, by which the memory grows at least: a twentieth (Emscripten). */
const LEAST_GROWTH = 1 / 16;
const PAGE_BYTES = 2 ** 16;
/** Of what is read: as it lies in the file, converted, and for the caller. */
const COPIES = 4;

interface Memory {
  readonly buffer: { readonly byteLength: number };
  grow(this: Memory, pages: number): number;
}
/** What is used of the ES standard, which is no part of TypeScript's library without the DOM. */
declare const WebAssembly: { readonly Memory: { readonly prototype: Memory } };

interface LibraryMemory {
  /** All of its memory, as it is now. */
  readonly HEAPU8: Uint8Array;
}

export class MemoryBound {
  private most = 0;
  private wasHit = false;

  /** @param fileBytes no text is longer: texts of variable length are never compressed */
  constructor(
    private readonly library: LibraryMemory,
    private readonly fileBytes: number,
  ) {
    this.allow(0);
  }

  /** Whether the library was refused memory that it asked for. */
  get hit(): boolean {
    return this.wasHit;
  }

  /** Lets the library take, from now on, what the file and an array of so many bytes need, and no more. */
  allow(arrayBytes: number): void {
    const now = this.library.HEAPU8.length;
    this.most = now + now * LEAST_GROWTH + SLACK_BYTES + COPIES * Math.max(this.fileBytes, arrayBytes);
  }

  /**
   * Reads under this bound. The library does not give its memory out, so that all growth of WebAssembly is watched; nothing else of this thread
   * runs meanwhile. It asks for more than it needs first, for less where that is refused, and learns in the end that there is none.
   * @param read is over when it returns
   */
  run<T>(read: () => T): T {
    const memory = WebAssembly.Memory.prototype;
    const { grow } = memory;
    const allows = (bytes: number) => bytes <= this.most;
    let refused = false;
    memory.grow = function (pages) {
      refused = !allows(this.buffer.byteLength + pages * PAGE_BYTES);
      if (refused) throw new RangeError("more memory than the file accounts for");
      return grow.call(this, pages);
    };
    try {
      return read();
    } finally {
      memory.grow = grow;
      this.wasHit ||= refused;
    }
  }
}
