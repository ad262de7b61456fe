import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinBytes } from "../numerics/join-bytes.js";
import { crc32 } from "../numerics/crc32.js";
import { npyCounts, npzFile } from "../recording/npz.js";
import { ArrayFileError } from "./array-file-error.js";
import { readNpyArray } from "./npy.js";
import { NpzArchive } from "./npz.js";
import "../node/environment.js";

const archiveOf = (lists: Readonly<Record<string, readonly number[]>>) =>
  joinBytes([...npzFile(Object.entries(lists).map(([name, values]) => npyCounts(name, Uint32Array.from(values))))]);

const read = (archive: NpzArchive, name: string) => {
  const bytes = archive.get(name);
  return bytes === undefined ? undefined : [...readNpyArray(bytes).values];
};

/** The same archive as numpy.savez_compressed writes it: one entry, deflated, 64-bit sizes in the local header. */
function compressed(name: string, npy: Uint8Array): Uint8Array {
  const packed = deflateRawSync(npy);
  const file = Buffer.from(`${name}.npy`);
  const common = Buffer.alloc(20);
  common.writeUInt16LE(45, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(npy), 10);
  common.writeUInt32LE(packed.length, 14);
  const sizes = Buffer.alloc(4);
  sizes.writeUInt32LE(npy.length);
  const local = Buffer.concat([
    Buffer.from("PK\x03\x04"),
    common.subarray(0, 18),
    sizes,
    u16(file.length),
    u16(0),
    file,
  ]);
  const directory = Buffer.concat([
    Buffer.from("PK\x01\x02"),
    u16(45),
    common.subarray(0, 18),
    sizes,
    u16(file.length),
    Buffer.alloc(16),
    file,
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, directory, end]);
}

const u16 = (value: number) => Uint8Array.of(value & 255, value >> 8);

describe("a .npz file", () => {
  const lists = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 12 }).filter((name) => name !== "__proto__"),
    fc.array(fc.nat(2 ** 32 - 1), { maxLength: 40 }),
    { maxKeys: 5 },
  );

  it("gives every array that was written", () => {
    fc.assert(
      fc.property(lists, (given) => {
        const archive = new NpzArchive(archiveOf(given));
        expect(archive.names.sort()).toEqual(Object.keys(given).sort());
        for (const [name, values] of Object.entries(given)) expect(read(archive, name)).toEqual(values);
        expect(archive.get("another name")).toBeUndefined();
      }),
    );
  });

  it("may be compressed", () => {
    const npy = new NpzArchive(archiveOf({ a: [1, 2, 3, 3, 3, 3, 3] })).get("a")!;
    expect(read(new NpzArchive(compressed("ü", npy)), "ü")).toEqual([1, 2, 3, 3, 3, 3, 3]);
  });

  it("gives no wrong number whatever byte of it is damaged", () => {
    const given = { pre: [0, 7, 8, 9], post: [5, 4, 3, 2, 1] };
    const whole = archiveOf(given);
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = whole.slice();
        bytes[at] ^= flip;
        try {
          const archive = new NpzArchive(bytes);
          for (const name of archive.names) {
            const values = read(archive, name);
            // A name has no checksum: another name is seen by whoever asks for the array.
            if (name in given) expect(values).toEqual(given[name as keyof typeof given]);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ArrayFileError);
          refused++;
        }
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(1000);
  });

  it("that is cut off is refused", () => {
    const whole = archiveOf({ a: [1, 2, 3] });
    for (let length = 0; length < whole.length; length++)
      expect(() => new NpzArchive(whole.subarray(0, length))).toThrow(ArrayFileError);
  });
});
