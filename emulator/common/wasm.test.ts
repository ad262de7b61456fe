import { describe, expect, it } from "vitest";
import { philox4x32 } from "../../src/numerics/philox.js";
import { PoissonTable } from "../../src/numerics/poisson-table.js";
import { WASM_MODULE } from "../loihi/kernel/generated/wasm-module.js";
import { createArena } from "./arena.js";
import { adoptModule, hasSimd, instantiate, moduleForThreads, wasmMemory } from "./wasm.js";

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

  it("is taken from another thread as it was compiled there", () => {
    const { buffer } = wasmMemory(100_000);
    const module = structuredClone(moduleForThreads(WASM_MODULE));
    // What is no module by itself is not compiled where one was given for it.
    expect(() => instantiate("AAAA", { buffer })).toThrow(/WebAssembly/);
    adoptModule("AAAA", module);
    expect(instantiate("AAAA", { buffer })).toHaveProperty("poissonCounts");
    adoptModule("BBBB", null);
    expect(() => instantiate("BBBB", { buffer })).toThrow(/WebAssembly/);
  });

  const SEED = 0xdeadbeef;
  const STREAM = 0x9e3779b9;
  const STEP = 7;

  /** The counts of sources 0, 1 … by a table, and their words. */
  function counts(thresholds: Uint32Array, least: number, guide: Uint16Array, shift: number, blocks: number) {
    const { arrays, buffer, base, layout } = createArena(
      {
        thresholds: { kind: "uint32", length: thresholds.length },
        guide: { kind: "uint16", length: guide.length },
        out: { kind: "uint16", length: 16 * (blocks + 1) },
      },
      wasmMemory,
    );
    arrays.thresholds.set(thresholds);
    arrays.guide.set(guide);
    const { poissonCounts } = instantiate<PoissonExports>(WASM_MODULE, { buffer });
    const at = (name: string) => base + layout.offsets[name];
    const table = [at("thresholds"), thresholds.length, least, at("guide"), shift] as const;
    poissonCounts(STEP, SEED, STREAM, 0, blocks, ...table, at("out"));
    return arrays.out.slice(0, 16 * blocks);
  }

  function words(sources: number): Uint32Array {
    const found = new Uint32Array(sources);
    for (let source = 0; source < sources; source += 4)
      philox4x32(found.subarray(source, source + 4), SEED, STREAM, STEP, source >>> 2, 4, 0);
    return found;
  }

  it.each([
    ["whole", []],
    ["by their upper halves", [0xffffffff]],
  ])("draws the words of four Philox blocks at once, compared %s", (_how, rare) => {
    // Thresholds at the words themselves: a count tells whether word ≥ threshold.
    words(32).forEach((word, source) => {
      for (const [offset, count] of [
        [0, 1],
        [1, 0],
      ]) {
        const found = counts(Uint32Array.of(word + offset, ...rare), 5, new Uint16Array(1024), 22, 2);
        expect(found[source]).toBe(5 + count);
      }
    });
  });

  it.each([0.001, 0.2, 2, 4.5, 9, 30, 1000])("counts as the table of mean %d does", (mean) => {
    const table = new PoissonTable(mean);
    for (const blocks of [1, 4, 4001]) {
      const expected = Uint16Array.from(words(16 * blocks), (word) => table.count(word));
      expect(counts(table.thresholds, table.first, table.guide, table.shift, blocks)).toEqual(expected);
    }
  });
});
