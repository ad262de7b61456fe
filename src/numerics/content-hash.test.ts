import { describe, expect, it } from "vitest";
import { createHash, type Hash } from "node:crypto";
import { useEnvironment, type Sha256 } from "../environment/environment.js";
import { contentHash, contentHashBeginning, leading48Bits } from "./content-hash.js";

const hex = (value: unknown) => Buffer.from(contentHash(value)).toString("hex");

describe("contentHash", () => {
  it("does not depend on the order of keys, nor on where an array lies in its buffer", () => {
    expect(hex({ a: 1, b: Float64Array.of(2, 3) })).toBe(hex({ b: Float64Array.of(1, 2, 3).subarray(1), a: 1 }));
  });

  it("gives the hash that checkpoints of earlier versions hold", () => {
    const content = {
      name: "é\ud800",
      sizes: [1, -2.5],
      nothing: null,
      flags: { b: true, a: undefined },
      memory: Uint8Array.of(1, 2, 3),
      weights: Float32Array.of(0.5),
    };
    expect(hex(content)).toBe("64096cc1d979289b32e45cb818d391d006a81fbbbfd7230c878734610d45f1c4");
    expect(leading48Bits(contentHash(content))).toBe(0x64096cc1d979);
  });

  it("is the same where the first property was hashed before, whatever hashes", () => {
    const others = { dt: 0.1, played: [Int32Array.of(1, 2)], size: 3 };
    const cores = [{ words: Uint32Array.of(7, 8, 9), neurons: [1] }];
    const whole = contentHash({ cores, ...others });
    const ofNode = (hash: Hash): Sha256 => ({
      update: (bytes) => void hash.update(bytes),
      digest: () => new Uint8Array(hash.digest()),
      copy: () => ofNode(hash.copy()),
    });
    const started = () => ofNode(createHash("sha256"));
    const withoutCopy = () => ({ ...started(), copy: undefined });
    try {
      for (const startSha256 of [undefined, started, withoutCopy]) {
        useEnvironment({ startSha256 });
        const words = Uint32Array.of(7, 8, 9);
        const hash = contentHashBeginning("cores", [{ words, neurons: [1] }]);
        words.fill(0);
        expect(hash(others)).toEqual(whole);
        expect(hash({ ...others, size: 4 })).not.toEqual(whole);
        expect(hash(others)).toEqual(whole);
        expect(() => hash({ board: 1, ...others })).toThrow("board is hashed before cores");
      }
    } finally {
      useEnvironment({});
    }
  });

  it("tells apart values, kinds, lengths, keys and nesting", () => {
    const values = [
      1,
      "1",
      [1],
      [[1]],
      [1, 1],
      { a: 1 },
      { b: 1 },
      { a: [1] },
      Uint8Array.of(1),
      Int8Array.of(1),
      Uint8Array.of(1, 0),
      null,
      undefined,
    ];
    expect(new Set(values.map(hex)).size).toBe(values.length);
  });
});
