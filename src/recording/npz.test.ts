import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NpzStream } from "./npz-stream.js";
import { npyCounts, npyText, npzFile, type NpzArray } from "./npz.js";
import type { Spool } from "./recording-stream.js";

interface Entry {
  readonly type: string;
  readonly shape: readonly number[];
  readonly data: Buffer;
}

/** Reads an archive as the formats' papers say: from the end record by the central directory to each file, checksums by zlib. */
function readNpz(file: Buffer): Map<string, Entry> {
  const end = file.length - 22;
  expect(file.readUInt32LE(end)).toBe(0x06054b50);
  const entries = new Map<string, Entry>();
  let at = file.readUInt32LE(end + 16);
  expect(at + file.readUInt32LE(end + 12)).toBe(end);
  for (let k = 0; k < file.readUInt16LE(end + 10); k++) {
    expect(file.readUInt32LE(at)).toBe(0x02014b50);
    expect(file.readUInt16LE(at + 8) & 0x800).toBe(0x800);
    expect(file.readUInt16LE(at + 10)).toBe(0);
    const [crc, size, stored] = [16, 20, 24].map((o) => file.readUInt32LE(at + o));
    expect(stored).toBe(size);
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString("utf8", at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    expect(file.readUInt32LE(local)).toBe(0x04034b50);
    expect(file.subarray(local + 6, local + 30)).toEqual(file.subarray(at + 8, at + 32));
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const content = file.subarray(from, from + size);
    expect(crc32(content)).toBe(crc);
    expect(name.endsWith(".npy")).toBe(true);
    entries.set(name.slice(0, -4), readNpy(content));
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  expect(at).toBe(end);
  return entries;
}

function readNpy(content: Buffer): Entry {
  expect(content.subarray(0, 8)).toEqual(Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]));
  const start = 10 + content.readUInt16LE(8);
  expect(start % 64).toBe(0);
  const header = content.toString("latin1", 10, start);
  expect(header.endsWith("\n")).toBe(true);
  const [, type, shape] = /^\{'descr': '(.*?)', 'fortran_order': False, 'shape': \((.*?)\), \} *\n$/.exec(header)!;
  const dimensions = shape
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "")
    .map(Number);
  if (dimensions.length === 1) expect(shape).toMatch(/,$/);
  const data = content.subarray(start);
  const bytes = type[1] === "U" ? 4 * Number(type.slice(2)) : Number(type.slice(2));
  expect(data.length).toBe(dimensions.reduce((all, n) => all * n, 1) * bytes);
  return { type, shape: dimensions, data };
}

const floats = ({ data }: Entry) => Array.from({ length: data.length / 8 }, (_, k) => data.readDoubleLE(8 * k));
const counts = ({ data }: Entry) => Array.from({ length: data.length / 4 }, (_, k) => data.readUInt32LE(4 * k));
const texts = ({ type, data }: Entry) => {
  const width = Number(type.slice(2));
  return Array.from({ length: data.length / 4 / width }, (_, k) =>
    Array.from({ length: width }, (_unused, c) => data.readUInt32LE(4 * (k * width + c)))
      .filter((point) => point !== 0)
      .map((point) => String.fromCodePoint(point))
      .join(""),
  );
};
const whole = (pieces: Iterable<Uint8Array>) => Buffer.concat(Array.from(pieces, (piece) => Uint8Array.from(piece)));

/** In memory; hands out one buffer for all pieces, as a spool on disk does. */
function memorySpool(): Spool {
  let bytes = Buffer.alloc(0);
  return {
    get length() {
      return bytes.length;
    },
    write: (more) => void (bytes = Buffer.concat([bytes, more])),
    *pieces() {
      const buffer = new Uint8Array(13);
      for (let at = 0; at < bytes.length; at += buffer.length) {
        const part = bytes.subarray(at, at + buffer.length);
        buffer.set(part);
        yield buffer.subarray(0, part.length);
      }
    },
    close() {},
  };
}

describe("npz", () => {
  it("gives arrays of any shape back to a reader of its own", () => {
    const array = fc.record({
      name: fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
      shape: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(array, { selector: ({ name }) => name, maxLength: 6 }), (heads) => {
        const arrays = heads.map(({ name, shape }, n): NpzArray & { values: Float64Array } => {
          const values = Float64Array.from({ length: shape.reduce((all, k) => all * k, 1) }, (_, k) => k / 7 + n);
          const bytes = new Uint8Array(values.buffer);
          return { name, type: "<f8", shape, length: bytes.length, pieces: () => [bytes], values };
        });
        const read = readNpz(whole(npzFile(arrays)));
        expect([...read.keys()]).toEqual(arrays.map(({ name }) => name));
        for (const { name, shape, values } of arrays) {
          expect(read.get(name)!.shape).toEqual(shape);
          expect(floats(read.get(name)!)).toEqual([...values]);
        }
      }),
    );
  });

  it("has counts and text, of one word and of a list", () => {
    const file = npzFile([
      npyCounts("n", Uint32Array.of(1, 4_000_000_000)),
      npyText("t", ["E→I", "🧠"]),
      npyText("u", "pA"),
    ]);
    const read = readNpz(whole(file));
    expect(counts(read.get("n")!)).toEqual([1, 4_000_000_000]);
    expect(texts(read.get("t")!)).toEqual(["E→I", "🧠"]);
    expect(read.get("u")).toMatchObject({ type: "<U2", shape: [] });
    expect(texts(read.get("u")!)).toEqual(["pA"]);
  });

  it("refuses more than the format holds, before it writes it", () => {
    const huge = { name: "x", type: "<f8", shape: [2 ** 30], length: 2 ** 33, pieces: () => [] };
    expect(() => [...npzFile([huge])]).toThrow(/more than a \.npz file can hold/);
  });
});

describe("a run as .npz", () => {
  it("has spikes by population, and each probe with its times, neurons and unit", () => {
    const populations = [
      { name: "E/1", first: 0, size: 10 },
      { name: "I", first: 10, size: 5 },
    ];
    const probe = { population: "E/1", neurons: Uint32Array.of(7, 2), variable: "v" as const, period: 2, unit: "mV" };
    const stream = new NpzStream(memorySpool, populations, 0.5, {
      probes: [probe, { ...probe, period: 3 }, { ...probe, population: "I", variable: "I_E", unit: "pA" }],
    });
    stream.spikes(0, Uint32Array.of(3, 12, 99), 2);
    stream.spikes(4, Uint32Array.of(10), 1);
    stream.probed(0, 1, Float64Array.of(-70.5, 1));
    stream.probed(1, 2, Float64Array.of(8, 9));
    stream.probed(0, 3, Float64Array.of(-69, NaN));
    stream.probed(3, 3, Float64Array.of(1));
    const read = readNpz(whole(stream.file()));
    expect([...read.keys()]).toEqual([
      ...["populations", "spikes.time_ms", "spikes.population", "spikes.neuron"],
      ...["E_1.v", "E_1.v.time_ms", "E_1.v.neuron", "E_1.v.unit"],
      ...["E_1.v.2", "E_1.v.2.time_ms", "E_1.v.2.neuron", "E_1.v.2.unit"],
      ...["I.I_E", "I.I_E.time_ms", "I.I_E.neuron", "I.I_E.unit"],
    ]);
    expect(texts(read.get("populations")!)).toEqual(["E/1", "I"]);
    expect(floats(read.get("spikes.time_ms")!)).toEqual([0.5, 0.5, 2.5]);
    expect(counts(read.get("spikes.population")!)).toEqual([0, 1, 1]);
    expect(counts(read.get("spikes.neuron")!)).toEqual([3, 2, 0]);
    expect(read.get("E_1.v")!.shape).toEqual([2, 2]);
    expect(floats(read.get("E_1.v")!)).toEqual([-70.5, 1, -69, NaN]);
    expect(floats(read.get("E_1.v.time_ms")!)).toEqual([1, 2]);
    expect(counts(read.get("E_1.v.neuron")!)).toEqual([7, 2]);
    expect(texts(read.get("E_1.v.unit")!)).toEqual(["mV"]);
    expect(floats(read.get("E_1.v.2.time_ms")!)).toEqual([1.5]);
    expect(read.get("I.I_E")!.shape).toEqual([0, 2]);
    stream.close();
  });
});
