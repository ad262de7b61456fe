/**
 * encodePng: an indexed-colour PNG (8 bits a pixel, palette entry 0 transparent) for the static raster.
 * Source: PNG specification (W3C, third edition), §5 chunk layout, §11.2 critical chunks, annex D (CRC).
 */
import { deflateSync } from "node:zlib";
import { crc32 } from "../numerics/crc32.js";

export type Rgb = readonly [red: number, green: number, blue: number];

/** Length, type, data, CRC of type and data. */
function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, "latin1");
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

/** `pixels`: palette indices, row-major; 0 is transparent, k ≥ 1 is `palette[k - 1]` (at most 255 colours). */
export function encodePng(width: number, height: number, pixels: Uint8Array, palette: readonly Rgb[]): Buffer {
  if (pixels.length !== width * height)
    throw new RangeError(`${pixels.length} pixels do not fill ${width} × ${height}`);
  if (palette.length > 255) throw new RangeError(`${palette.length} colours exceed a palette of 255`);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // depth 8, indexed colour, deflate, adaptive filters, no interlace
  const rows = new Uint8Array(height * (width + 1)); // each row is preceded by its filter type: 0, none
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Uint8Array.from([0, 0, 0, ...palette.flat()])),
    chunk("tRNS", Uint8Array.of(0)),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array(0)),
  ]);
}
