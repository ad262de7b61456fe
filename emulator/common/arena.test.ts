/** Arrays of an arena are whole, apart from each other, aligned, and views of one buffer; layouts that are not so are refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALIGNMENT, arenaOver, createArena, layOut, type ArrayKind, type ArraySpecs } from "./arena.js";

const KINDS: readonly ArrayKind[] = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "float32", "float64"];
const specs: fc.Arbitrary<ArraySpecs> = fc
  .array(fc.record({ kind: fc.constantFrom(...KINDS), length: fc.nat(70) }), { maxLength: 12 })
  .map((list) => Object.fromEntries(list.map((spec, k) => [`array ${k}`, spec])));

/** The types of Node name no WebAssembly. */
const { Memory } = (globalThis as unknown as { WebAssembly: WebAssemblyMemories }).WebAssembly;
interface WebAssemblyMemories {
  readonly Memory: new (pages: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
}

const memories = {
  "an ArrayBuffer": (bytes: number) => ({ buffer: new ArrayBuffer(bytes), base: 0 }),
  "a SharedArrayBuffer behind other data": (bytes: number) => ({
    buffer: new SharedArrayBuffer(bytes + 64),
    base: 64,
  }),
  "a WebAssembly memory": (bytes: number) => ({
    buffer: new Memory({ initial: Math.ceil((bytes + 1024) / 65_536) }).buffer,
    base: 1024,
  }),
};

describe.each(Object.entries(memories))("an arena in %s", (_name, allocate) => {
  it("gives every array its length, kind and a place of its own", () => {
    fc.assert(
      fc.property(specs, (wanted) => {
        const { arrays, buffer, base, layout } = createArena(wanted, allocate);
        const names = Object.keys(wanted);
        expect(Object.keys(arrays)).toEqual(names);
        names.forEach((name, k) => {
          const array = arrays[name];
          expect(array.constructor.name.toLowerCase()).toBe(`${wanted[name].kind}array`);
          expect(array.length).toBe(wanted[name].length);
          expect(array.buffer).toBe(buffer);
          expect(array.byteOffset).toBe(base + layout.offsets[name]);
          expect(array.byteOffset % ALIGNMENT).toBe(0);
          array.fill(k + 1);
        });
        // Had two of them a byte in common, the later one would have changed it.
        names.forEach((name, k) => expect([...arrays[name]].every((value) => value === k + 1)).toBe(true));
        expect([...new Uint8Array(buffer, 0, base)].every((byte) => byte === 0)).toBe(true);
      }),
    );
  });
});

describe("a layout of another hand", () => {
  const wanted = { a: { kind: "int32", length: 16 }, b: { kind: "uint16", length: 3 } } as const;
  const memory = { buffer: new ArrayBuffer(128), base: 0 };
  const over = (offsets: Record<string, number>, bytes = 128) => arenaOver(wanted, { offsets, bytes }, memory);

  it("is taken where its arrays are apart, in any order and with gaps", () => {
    expect(over({ a: 64, b: 32 }).arrays.a.byteOffset).toBe(64);
    expect(over({ a: 32, b: 0 }).arrays.b.length).toBe(3);
  });

  it.each([
    ["overlap", { a: 0, b: 32 }, /arrays a and b overlap/],
    ["begin at the same byte", { a: 32, b: 32 }, /overlap/],
    ["are not aligned", { a: 0, b: 80 }, /b begins at byte 80/],
    ["begin before the memory", { a: -32, b: 32 }, /a begins at byte -32/],
    ["end behind the memory", { a: 96, b: 0 }, /a ends at byte 160/],
    ["are missing", { a: 0, c: 32 }, /b begins at byte NaN/],
    ["are too many", { a: 0, b: 32, c: 64 }, /places 3 arrays of 2/],
  ])("is refused where arrays %s", (_what, offsets, sentence) => {
    expect(() => over(offsets as unknown as Record<string, number>)).toThrow(sentence);
  });

  it("is refused where it claims fewer bytes than it uses, or begins at an odd place", () => {
    expect(() => over({ a: 0, b: 64 }, 64)).toThrow(/b ends at byte 70/);
    expect(() => arenaOver(wanted, layOut(wanted), { ...memory, base: 16 })).toThrow(/begins at byte 16/);
    expect(() => layOut({ a: { kind: "int8", length: 1.5 } })).toThrow(/length 1.5/);
  });

  it("is moved by one array onto another and refused, wherever it lies", () => {
    fc.assert(
      fc.property(specs, fc.nat(), fc.nat(), (many, one, other) => {
        const names = Object.keys(many).filter((name) => many[name].length > 0);
        fc.pre(names.length > 1);
        const [a, b] = [names[one % names.length], names[other % names.length]];
        fc.pre(a !== b);
        const layout = layOut(many);
        const offsets = { ...layout.offsets, [a]: layout.offsets[b] };
        const room = { buffer: new ArrayBuffer(2 * layout.bytes), base: 0 };
        expect(() => arenaOver(many, { offsets, bytes: 2 * layout.bytes }, room)).toThrow(/overlap/);
      }),
    );
  });
});
