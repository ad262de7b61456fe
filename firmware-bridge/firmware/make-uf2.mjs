// Flash image of the RP2040 → UF2, the format that its boot ROM takes by drag and drop. Writes the CRC of the boot's second stage.
// Source: Microsoft's UF2 specification; RP2040 datasheet 2.8.1.3.1 (CRC-32 of 252 bytes: polynomial 04c11db7, not reflected, ones at the start).
// Usage: make-uf2.mjs IMAGE.bin OUTPUT.uf2
import { readFileSync, writeFileSync } from "node:fs";

const FLASH = 0x10000000;
const FAMILY_RP2040 = 0xe48bff56;
const PAYLOAD = 256;
const BLOCK = 512;
const BOOT2 = 252;

const image = readFileSync(process.argv[2]);
let crc = 0xffffffff;
for (const byte of image.subarray(0, BOOT2)) {
  crc ^= byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
}
image.writeUInt32LE(crc >>> 0, BOOT2);

const blocks = Math.ceil(image.length / PAYLOAD);
const out = Buffer.alloc(blocks * BLOCK);
for (let k = 0; k < blocks; k++) {
  const at = k * BLOCK;
  [0x0a324655, 0x9e5d5157, 0x00002000, FLASH + k * PAYLOAD, PAYLOAD, k, blocks, FAMILY_RP2040].forEach((word, n) => out.writeUInt32LE(word, at + 4 * n));
  image.copy(out, at + 32, k * PAYLOAD, Math.min(image.length, (k + 1) * PAYLOAD));
  out.writeUInt32LE(0x0ab16f30, at + BLOCK - 4);
}
writeFileSync(process.argv[3], out);
