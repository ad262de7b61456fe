import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CobsDecoder, cobsEncode, type CobsFault } from "./cobs.js";

const bytes = (length: number, value: (k: number) => number) => Uint8Array.from({ length }, (_, k) => value(k));
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

function decode(
  stream: Uint8Array,
  longest = 1024,
  pieces: readonly number[] = [],
): { frames: Uint8Array[]; faults: CobsFault[] } {
  const frames: Uint8Array[] = [];
  const faults: CobsFault[] = [];
  const decoder = new CobsDecoder(
    longest,
    (frame) => frames.push(frame),
    (fault) => faults.push(fault),
  );
  let at = 0;
  for (const piece of [...pieces, stream.length]) {
    decoder.push(stream.subarray(at, at + piece));
    at += piece;
  }
  return { frames, faults };
}

describe("COBS", () => {
  it.each([
    ["", "000100"],
    ["00", "00010100"],
    ["0000", "0001010100"],
    ["00110000", "0001021101 0100".replace(" ", "")],
    ["11220033", "00031122023300"],
    ["11000000", "00021101010100"],
  ])("encodes %s as published", (plain, encoded) => {
    expect(hex(cobsEncode(Buffer.from(plain, "hex")))).toBe(encoded);
  });

  it("takes 254 nonzero bytes in one full block, 255 in two", () => {
    expect(hex(cobsEncode(bytes(254, () => 7)))).toBe(`00ff${"07".repeat(254)}00`);
    expect(hex(cobsEncode(bytes(255, () => 7)))).toBe(`00ff${"07".repeat(254)}020700`);
    expect(hex(cobsEncode(bytes(254, (k) => (k === 253 ? 0 : 7))))).toBe(`00fe${"07".repeat(253)}0100`);
    expect(hex(cobsEncode(Uint8Array.of(...bytes(254, () => 7), 0)))).toBe(`00ff${"07".repeat(254)}010100`);
  });

  it("gives frames back whatever their bytes and however the stream is cut", () => {
    const frame = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.uint8Array({ minLength: 250, maxLength: 520 }),
      fc.tuple(fc.integer({ min: 250, max: 260 }), fc.constantFrom(0, 1, 255)).map(([n, v]) => bytes(n, () => v)),
    );
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 5 }), fc.array(fc.nat(60), { maxLength: 20 }), (sent, pieces) => {
        const stream = Uint8Array.from(sent.flatMap((f) => [...cobsEncode(f)]));
        expect(stream.length).toBeLessThanOrEqual(
          sent.reduce((sum, f) => sum + f.length + Math.floor(f.length / 254) + 3, 0),
        );
        const { frames, faults } = decode(stream, 1024, pieces);
        expect(frames.map(hex)).toEqual(sent.map(hex));
        expect(faults).toEqual([]);
      }),
    );
  });

  it("is in step again at the first delimiter after any garbage", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.uint8Array({ maxLength: 300 }), (garbage, frame) => {
        const { frames } = decode(Uint8Array.of(...garbage, ...cobsEncode(frame)));
        expect(hex(frames.at(-1)!)).toBe(hex(frame));
      }),
    );
  });

  it("never hands over a frame whose last block is short or that is longer than allowed", () => {
    expect(decode(Uint8Array.of(5, 1, 2, 0)).faults).toEqual(["truncated"]);
    expect(decode(cobsEncode(bytes(11, () => 1)), 10)).toEqual({ frames: [], faults: ["too-long"] });
    expect(decode(cobsEncode(bytes(10, () => 1)), 10).frames.length).toBe(1);
  });

  it("reads a full block at the end with or without the empty block that some encoders add", () => {
    const full = bytes(254, () => 9);
    expect(decode(Uint8Array.of(255, ...full, 1, 0)).frames.map(hex)).toEqual([hex(full)]);
    expect(decode(Uint8Array.of(255, ...full, 0)).frames.map(hex)).toEqual([hex(full)]);
  });
});
