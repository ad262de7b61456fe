/** The two files of an integer network: what NumPy may have written, what is refused and where, and what damage does. */
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import "../../src/node/environment.js";
import { compileIntegersForLoihi } from "../../compiler/loihi/compile-integers.js";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import type { Integers } from "../../src/interchange/integers/integers.js";
import type { LoihiIntegers } from "../../src/interchange/integers/loihi-integers.js";
import { readIntegers } from "../../src/interchange/integers/read-integers.js";
import { writeIntegers } from "../../src/interchange/integers/write-integers.js";
import { crc32 } from "../../src/numerics/crc32.js";
import { toLittleEndian, type NumberArray } from "../../src/program/little-endian.js";
import { npzFile, type NpzArray } from "../../src/recording/npz.js";
import { LOIHI1 } from "../../src/targets/loihi/loihi1.js";

type Values = NumberArray | BigInt64Array | Float32Array;

const TYPES: readonly [new (length: number) => Values, string][] = [
  [Int8Array, "|i1"],
  [Uint8Array, "|u1"],
  [Int16Array, "<i2"],
  [Uint16Array, "<u2"],
  [Int32Array, "<i4"],
  [Uint32Array, "<u4"],
  [Float64Array, "<f8"],
  [Float32Array, "<f4"],
  [BigInt64Array, "<i8"],
];

function npz(arrays: Readonly<Record<string, Values | NpzArray>>): Buffer {
  const list = Object.entries(arrays).map(([name, values]): NpzArray => {
    if ("pieces" in values) return { ...values, name };
    const type = TYPES.find(([of]) => values instanceof of)![1];
    const bytes = toLittleEndian(values as NumberArray);
    return { name, type, shape: [values.length], length: bytes.length, pieces: () => [bytes] };
  });
  return Buffer.concat([...npzFile(list)]);
}

const DOCUMENT = {
  format: "equipoise-integers",
  version: 1,
  family: "loihi",
  name: "three",
  target: "loihi1",
  timestep: 1,
  steps: 100,
  populations: [
    {
      name: "E",
      size: 2,
      registers: { du: 400, dv: 100, threshold_mantissa: 1000, bias_mantissa: 30, bias_exponent: 4 },
    },
    { name: "I", size: 1, registers: { du: 400, dv: 200, threshold_mantissa: 900 } },
  ],
  groups: [
    { name: "exc", weight_exponent: 0, sign_mode: "excitatory" },
    { name: "inh", weight_exponent: 1, weight_bits: 6, sign_mode: "inhibitory" },
  ],
};

const SYNAPSES = {
  pre: Uint32Array.of(2, 0, 1, 2, 0),
  post: Uint32Array.of(1, 2, 2, 0, 1),
  mantissa: Int16Array.of(-100, 80, 90, -120, 7),
  group: Uint8Array.of(1, 0, 0, 1, 0),
  delay: Uint8Array.of(0, 3, 1, 2, 0),
};

function read(
  document: object = DOCUMENT,
  arrays: Readonly<Record<string, Values | NpzArray>> = SYNAPSES,
): LoihiIntegers {
  const bytes = npz(arrays);
  const integers = readIntegers({ text: JSON.stringify(document), arrays: () => bytes });
  if (integers.family !== "loihi") throw new Error("another family");
  return integers;
}

function refusal(document: object, arrays: Readonly<Record<string, Values | NpzArray>> = SYNAPSES): string {
  try {
    read(document, arrays);
  } catch (error) {
    if (error instanceof EquipoiseError) return error.message;
    throw error;
  }
  return "read";
}

describe("readIntegers", () => {
  it("reads synapses in any order, and constants for whole populations", () => {
    const { neurons, synapses, populations } = read();
    expect(populations).toEqual([
      { name: "E", first: 0, size: 2 },
      { name: "I", first: 2, size: 1 },
    ]);
    expect([...neurons.dv]).toEqual([100, 100, 200]);
    expect([...neurons.biasMantissa]).toEqual([30, 30, 0]);
    expect([...synapses.rowStart]).toEqual([0, 2, 3, 5]);
    expect([...synapses.post]).toEqual([1, 2, 2, 0, 1]);
    expect([...synapses.mantissa]).toEqual([7, 80, 90, -120, -100]);
    expect([...synapses.delay]).toEqual([0, 3, 1, 2, 0]);
  });

  it("makes the same program of synapses in any order", () => {
    const base = read();
    const digest = (integers: LoihiIntegers) =>
      writeIntegers(integers).text + [...writeIntegers(integers).arrays()].join();
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const shuffled = Object.fromEntries(
          Object.entries(SYNAPSES).map(([name, values]) => [name, Float64Array.from(order, (k) => values[k])]),
        );
        expect(digest(read(DOCUMENT, shuffled))).toBe(digest(base));
      }),
    );
  });

  it.each([
    ["64-bit integers", BigInt64Array.of(2n, 0n, 1n, 2n, 0n)],
    ["whole floats", Float64Array.of(2, 0, 1, 2, 0)],
    ["whole floats of 32 bits", Float32Array.of(2, 0, 1, 2, 0)],
    ["small integers", Int8Array.of(2, 0, 1, 2, 0)],
  ])("reads %s", (_, pre) => {
    expect(read(DOCUMENT, { ...SYNAPSES, pre }).synapses).toEqual(read().synapses);
  });

  it("takes what a register of 24 bits holds at the start, and one more for u alone, in the profile whose one wrap keeps it", () => {
    const start = (profile: string, name: string, value: number) =>
      refusal({ ...DOCUMENT, profile }, { ...SYNAPSES, [name]: Int32Array.of(value, 0, 0) });
    for (const profile of ["hw", "lava"])
      for (const name of ["u0", "v0"]) {
        expect(start(profile, name, 2 ** 23 - 1)).toBe("read");
        expect(start(profile, name, -(2 ** 23))).toBe("read");
        const beyond = start(profile, name, 2 ** 23);
        if (profile === "lava" && name === "u0") expect(beyond).toBe("read");
        else expect(beyond).toMatch(/8388608.*24 bits with sign \(-8388608\.\.8388607\)/);
      }
  });

  it("reads one value for all", () => {
    const one: NpzArray = { name: "delay", type: "|u1", shape: [], length: 1, pieces: () => [Uint8Array.of(5)] };
    expect([...read(DOCUMENT, { ...SYNAPSES, delay: one }).synapses.delay]).toEqual([5, 5, 5, 5, 5]);
  });

  it.each<[string, object, Readonly<Record<string, Values | NpzArray>>, string]>([
    [
      "a neuron that does not exist",
      {},
      { post: Int32Array.of(1, 2, 900, 0, 1) },
      "arrays.npz: post[2] = 900, but there are 3 neurons (0..2)",
    ],
    [
      "a negative id",
      {},
      { pre: BigInt64Array.of(2n, -1n, 1n, 2n, 0n) },
      "arrays.npz: pre[1] = -1, but there are 3 neurons and sources (0..2)",
    ],
    ["a fraction", {}, { pre: Float64Array.of(2, 0.5, 1, 2, 0) }, "arrays.npz: pre[1] = 0.5 is no integer"],
    [
      "a column of another length",
      {},
      { delay: Uint8Array.of(1, 2) },
      "arrays.npz: delay has the shape (2) where 5 values are read",
    ],
    [
      "a mantissa of the wrong sign",
      {},
      { mantissa: Int16Array.of(-100, -80, 90, -120, 7) },
      "arrays.npz: mantissa[1] = -80, but group exc (excitatory) holds 0..255",
    ],
    [
      "a mantissa that would lose bits",
      {},
      { mantissa: Int16Array.of(-101, 80, 90, -120, 7) },
      "arrays.npz: mantissa[0] = -101, but group inh keeps 6 bits: multiples of 4",
    ],
    [
      "a delay beyond its field",
      {},
      { delay: Uint8Array.of(0, 64, 1, 2, 0) },
      "arrays.npz: delay[1] = 64, but the delay field holds 0..63",
    ],
    [
      "an unknown array",
      {},
      { thershold: Uint8Array.of(1, 2, 3) },
      "arrays.npz: thershold is no array of an integer network",
    ],
    [
      "a register given twice",
      {},
      { dv: Uint16Array.of(1, 2, 3) },
      "network.json: populations[0].registers.dv is in the arrays too",
    ],
    [
      "a register beyond its width",
      { populations: [{ name: "E", size: 3, registers: { dv: 1, threshold_mantissa: 1 } }] },
      { du: Int32Array.of(0, 4096, 1) },
      "arrays.npz: du[1] = 4096, but the register has 12 bits",
    ],
    [
      "a register that is missing",
      { populations: [{ name: "E", size: 3, registers: { du: 1, dv: 1 } }] },
      {},
      "network.json: population E has no threshold_mantissa",
    ],
    [
      "an exponent that the profile has not",
      { groups: [{ name: "exc", weight_exponent: 9, sign_mode: "mixed" }] },
      {},
      "network.json: groups[0].weight_exponent = 9, but the profile hw has -6..7",
    ],
    ["a misspelt key", { populatoins: [] }, {}, 'network.json: Unrecognized key: "populatoins"'],
    [
      "another format",
      { format: "nir" },
      {},
      'network.json is no integer network: its format is not "equipoise-integers"',
    ],
    ["a later version", { version: 2 }, {}, "network.json: version 2 is not read; 1 is"],
    [
      "a target of the other family",
      { target: "spinnaker1" },
      {},
      "network.json: target spinnaker1 is of family spinnaker, not loihi",
    ],
  ])("refuses %s with its place", (_, document, arrays, sentence) => {
    expect(refusal({ ...DOCUMENT, ...document }, { ...SYNAPSES, ...arrays })).toContain(sentence);
  });

  it("refuses Fortran order by its name", () => {
    const bytes = npz({
      ...SYNAPSES,
      pre: { name: "pre", type: "<u4", shape: [1, 5], length: 20, pieces: () => [new Uint8Array(20)] },
    });
    const at = bytes.indexOf("'fortran_order': False");
    const damaged = Buffer.from(bytes);
    damaged.write("'fortran_order': True ", at, "latin1");
    withFreshChecksum(damaged);
    expect(() => readIntegers({ text: JSON.stringify(DOCUMENT), arrays: () => damaged })).toThrow(
      /arrays\.npz: pre is in Fortran order/,
    );
  });
});

/** Of the first file of an archive whose bytes were changed. */
function withFreshChecksum(archive: Buffer): void {
  const from = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28);
  const sum = crc32(archive.subarray(from, from + archive.readUInt32LE(22)));
  archive.writeUInt32LE(sum, 14);
  const directory = archive.readUInt32LE(archive.length - 6);
  archive.writeUInt32LE(sum, directory + 16);
}

/** As numpy.savez_compressed packs it. */
function compressed(archive: Buffer): Buffer {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = archive.readUInt32LE(archive.length - 6);
  const count = archive.readUInt16LE(archive.length - 12);
  let offset = 0;
  for (let k = 0; k < count; k++) {
    const names = archive.readUInt16LE(at + 28);
    const entry = Buffer.from(archive.subarray(at, at + 46 + names));
    const local = entry.readUInt32LE(42);
    const header = Buffer.from(archive.subarray(local, local + 30 + names));
    const packed = deflateRawSync(archive.subarray(local + 30 + names, local + 30 + names + entry.readUInt32LE(24)));
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(packed.length, 18);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(offset, 42);
    files.push(header, packed);
    entries.push(entry);
    offset += header.length + packed.length;
    at += 46 + names;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.from(archive.subarray(archive.length - 22));
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, directory, end]);
}

describe("the bytes of arrays.npz", () => {
  const integers = read();
  const text = JSON.stringify(DOCUMENT);
  const stored = npz(SYNAPSES);

  it("may be compressed", () => {
    const bytes = compressed(stored);
    expect(bytes.length).toBeLessThan(stored.length);
    expect(readIntegers({ text, arrays: () => bytes })).toEqual(integers);
  });

  it.each([
    ["stored", stored],
    ["compressed", compressed(stored)],
  ])("when damaged, end in one sentence or in the same network (%s)", (_, bytes) => {
    const ends = { refused: 0, same: 0 };
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, cut) => {
        const damaged = Buffer.from(cut && flip % 16 === 0 ? bytes.subarray(0, at) : bytes);
        if (damaged.length === bytes.length) damaged[at] ^= flip;
        let found: Integers;
        try {
          found = readIntegers({ text, arrays: () => damaged });
        } catch (error) {
          expect(error).toBeInstanceOf(EquipoiseError);
          expect((error as EquipoiseError).diagnostics).toHaveLength(1);
          ends.refused++;
          return;
        }
        expect(found).toEqual(integers);
        ends.same++;
      }),
      { numRuns: 2000 },
    );
    expect(ends.refused).toBeGreaterThan(1000);
    expect(ends.same).toBeGreaterThan(50);
  });
});

describe("integers in memory", () => {
  it("are held against the target too, with the synapse named", () => {
    const integers = read();
    const mantissa = integers.synapses.mantissa.slice().fill(300, 1, 2);
    const wrong = { ...integers, synapses: { ...integers.synapses, mantissa } };
    expect(() => compileIntegersForLoihi(wrong, LOIHI1)).toThrow(
      "mantissa of the synapse from 0 to 2 = 300, but group exc (excitatory) holds 0..255",
    );
  });
});
