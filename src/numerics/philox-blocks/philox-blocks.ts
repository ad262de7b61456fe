/**
 * Many blocks of Philox at once, whose counters step evenly: in WebAssembly four by four where the engine has vectors, else one by one.
 * The words are the same.
 */
import { philox4x32 } from "../philox.js";
import { hasSimd, instantiate, wasmMemory } from "../wasm.js";
import { WASM_MODULE } from "./generated/wasm-module.js";

/** Words of a block. */
const WORDS = 4;
/** At most so many blocks in one call of the module. */
const MOST = 1024;
/** Blocks written beyond those asked for. */
const SPILL = 3;
/** Below it a call and a copy cost more than they save. */
const FEW = 4;

const block = new Uint32Array(WORDS);

interface Module {
  philoxBlocks(...numbers: [number, number, number, number, number, number, number, number, number]): void;
}

interface Vectors {
  readonly module: Module;
  readonly words: Uint32Array;
  readonly base: number;
}

let vectors: Vectors | null | undefined;

function withVectors(): Vectors | null {
  if (vectors !== undefined) return vectors;
  if (!hasSimd()) return (vectors = null);
  const length = WORDS * (MOST + SPILL);
  const { buffer, base } = wasmMemory(length * Uint32Array.BYTES_PER_ELEMENT);
  const words = new Uint32Array(buffer, base, length);
  return (vectors = { module: instantiate<Module>(WASM_MODULE, { buffer }), words, base });
}

/** Counters of blocks: that of block j is (c0 + j·step0, c1 + j·step1, c2, 0), all modulo 2^32. */
export interface Counters {
  readonly c0: number;
  readonly c1: number;
  readonly c2: number;
  readonly step0: number;
  readonly step1: number;
}

/**
 * Fills `out[0 .. 4·count - 1]` with the words of `count` blocks under the key (k0, k1).
 * @param plain without vectors, whatever the engine has
 */
export function philoxBlocks(
  out: Uint32Array,
  k0: number,
  k1: number,
  { c0, c1, c2, step0, step1 }: Counters,
  count: number,
  plain = false,
): void {
  const fast = plain || count < FEW ? null : withVectors();
  if (fast === null) {
    for (let j = 0; j < count; j++) {
      philox4x32(block, k0, k1, c0 + j * step0, c1 + j * step1, c2, 0);
      out.set(block, WORDS * j);
    }
    return;
  }
  const { module, words, base } = fast;
  for (let j = 0; j < count; j += MOST) {
    const n = Math.min(MOST, count - j);
    module.philoxBlocks(base, k0, k1, c0 + j * step0, c1 + j * step1, c2, step0, step1, n);
    out.set(words.subarray(0, WORDS * n), WORDS * j);
  }
}
