/**
 * encodePng: an indexed-colour PNG (8 bits a pixel, palette entry 0 transparent) for the static raster.
 * Source: PNG specification (W3C, third edition), §5 chunk layout, §11.2 critical chunks, annex D (CRC).
 */
import { crc32 } from "../numerics/crc32.js";
import { joinBytes } from "../numerics/join-bytes.js";
import { deflate } from "./deflate.js";

export type Rgb = readonly [red: number, green: number, blue: number];

/** Length, type, data, CRC of type and data. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let k = 0; k < 4; k++) out[4 + k] = type.charCodeAt(k);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

/** `pixels`: palette indices, row-major; 0 is transparent, k ≥ 1 is `palette[k - 1]` (at most 255 colours). */
export function encodePng(width: number, height: number, pixels: Uint8Array, palette: readonly Rgb[]): Uint8Array {
  if (pixels.length !== width * height)
    throw new RangeError(`${pixels.length} pixels do not fill ${width} × ${height}`);
  if (palette.length > 255) throw new RangeError(`${palette.length} colours exceed a palette of 255`);
  const header = new Uint8Array(13);
  const sizes = new DataView(header.buffer);
  sizes.setUint32(0, width);
  sizes.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8); // depth 8, indexed colour, deflate, adaptive filters, no interlace
  const rows = new Uint8Array(height * (width + 1)); // each row is preceded by its filter type: 0, none
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return joinBytes([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("PLTE", Uint8Array.from([0, 0, 0, ...palette.flat()])),
    chunk("tRNS", Uint8Array.of(0)),
    chunk("IDAT", deflate(rows)),
    chunk("IEND", new Uint8Array(0)),
  ]);
}
