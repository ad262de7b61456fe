/**
 * CRC-32 of IEEE 802.3, as in PNG, zip and Ethernet: polynomial 04c11db7 reflected (edb88320), initial value and final XOR ffffffff.
 * One byte: c ← table[(c ^ byte) & 255] ^ (c >>> 8). Check value of the ASCII text 123456789: cbf43926.
 */
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** @param previous CRC of what came before, to go on from; 0 for a new one */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let c = ~previous;
  for (let k = 0; k < bytes.length; k++) c = TABLE[(c ^ bytes[k]) & 0xff] ^ (c >>> 8);
  return ~c >>> 0;
}
