import { describe, expect, it } from "vitest";
import { philox4x32 } from "../../src/numerics/philox.js";
import { WASM_MODULE } from "../loihi/kernel/generated/wasm-module.js";
import { createArena } from "./arena.js";
import { hasSimd, instantiate, wasmMemory } from "./wasm.js";

interface PoissonExports {
  poissonCounts(
    ...numbers: [number, number, number, number, number, number, number, number, number, number, number]
  ): void;
}

describe("a kernel's WebAssembly", () => {
  it("runs where vectors are, which is everywhere that tests run", () => expect(hasSimd()).toBe(true));

  it("has the memory of an arena, and no other", () => {
    expect(() => instantiate(WASM_MODULE, { buffer: new ArrayBuffer(65_536) })).toThrow(/none of WebAssembly/);
    expect(() => wasmMemory(2 ** 32)).toThrow(/4294967296 bytes/);
    const { buffer, base } = wasmMemory(100_000);
    expect(buffer.byteLength - base).toBeGreaterThanOrEqual(100_000);
  });

  it("draws the words of four Philox blocks at once", () => {
    // Thresholds at the words themselves: a count tells whether word ≥ threshold.
    const { arrays, buffer, base, layout } = createArena(
      {
        threshold: { kind: "uint32", length: 1 },
        guide: { kind: "uint16", length: 1024 },
        out: { kind: "uint16", length: 32 },
      },
      wasmMemory,
    );
    const { poissonCounts } = instantiate<PoissonExports>(WASM_MODULE, { buffer });
    const at = (name: string) => base + layout.offsets[name];
    const word = new Uint32Array(4);
    for (let source = 0; source < 32; source++) {
      philox4x32(word, 0xdeadbeef, 0x9e3779b9, 7, source >>> 2, 4, 0);
      for (const [offset, count] of [
        [0, 1],
        [1, 0],
      ]) {
        arrays.threshold[0] = word[source & 3] + offset;
        poissonCounts(7, 0xdeadbeef, 0x9e3779b9, 0, 2, at("threshold"), 1, 5, at("guide"), 22, at("out"));
        expect(arrays.out[source]).toBe(5 + count);
      }
    }
  });
});
