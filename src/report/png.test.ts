import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32 } from "../numerics/crc32.js";
import { encodePng, type Rgb } from "./png.js";

/** The chunks of a PNG, with every length and CRC checked. */
function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.push({ type: body.toString("latin1", 0, 4), data: body.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

describe("encodePng", () => {
  it("decodes to the same pixels, sizes and colours, for any image", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
        (width, height, stream) => {
          const pixels = Uint8Array.from({ length: width * height }, () => stream.next().value as number);
          const palette: Rgb[] = [
            [1, 2, 3],
            [200, 100, 0],
            [0, 0, 255],
          ];
          const chunks = chunksOf(Buffer.from(encodePng(width, height, pixels, palette)));
          expect(chunks.map((c) => c.type)).toEqual(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
          expect([
            chunks[0].data.readUInt32BE(0),
            chunks[0].data.readUInt32BE(4),
            ...chunks[0].data.subarray(8),
          ]).toEqual([width, height, 8, 3, 0, 0, 0]);
          expect([...chunks[1].data]).toEqual([0, 0, 0, ...palette.flat()]);
          const rows = inflateSync(chunks[3].data);
          expect(rows.length).toBe(height * (width + 1));
          for (let y = 0; y < height; y++) {
            expect(rows[y * (width + 1)]).toBe(0);
            expect([...rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1))]).toEqual([
              ...pixels.subarray(y * width, (y + 1) * width),
            ]);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("has the CRC of the published check value: 123456789 gives cbf43926", () => {
    expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
    expect(crc32(Buffer.from("IEND"))).toBe(0xae426082);
  });

  it("refuses pixels that do not fill the image and palettes above 255 colours", () => {
    expect(() => encodePng(2, 2, new Uint8Array(3), [])).toThrow("3 pixels do not fill 2 × 2");
    expect(() => encodePng(1, 1, new Uint8Array(1), new Array<Rgb>(256).fill([0, 0, 0]))).toThrow("256 colours");
  });
});
