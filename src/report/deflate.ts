/**
 * The zlib stream of bytes (RFC 1950). Where the environment packs none, they stand in it as they are, in stored blocks (RFC 1951 §3.2.4): every
 * decoder reads both.
 */
import { environment } from "../environment/environment.js";
import { joinBytes } from "../numerics/join-bytes.js";

/** Bytes that a stored block holds: its length has 16 bits. */
const STORED = 65_535;

export function deflate(bytes: Uint8Array): Uint8Array {
  return environment().deflate?.(bytes) ?? stored(bytes);
}

function stored(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / STORED));
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let k = 0; k < blocks; k++) {
    const data = bytes.subarray(k * STORED, (k + 1) * STORED);
    const head = new DataView(new ArrayBuffer(5));
    head.setUint8(0, k === blocks - 1 ? 1 : 0);
    head.setUint16(1, data.length, true);
    head.setUint16(3, data.length ^ 0xffff, true);
    parts.push(new Uint8Array(head.buffer), data);
  }
  const check = new DataView(new ArrayBuffer(4));
  check.setUint32(0, adler32(bytes));
  return joinBytes([...parts, new Uint8Array(check.buffer)]);
}

/** RFC 1950 §9: sums modulo the largest prime below 2^16. */
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}
