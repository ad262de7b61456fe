/** Flash images of the RP2040 as its boot ROM takes them: UF2 (Microsoft's specification), blocks of 512 bytes with 256 of contents. */
import { fail } from "../../src/diagnostics/diagnostic.js";

const BLOCK = 512;
const MAGIC = 0x0a324655;
const SECOND_MAGIC = 0x9e5d5157;
const LAST_MAGIC = 0x0ab16f30;
/** The last word of the head is the family of the part. */
const FAMILY_PRESENT = 0x2000;
const RP2040 = 0xe48bff56;
const PAYLOAD = 256;
const PAYLOAD_AT = 32;

export interface FlashBlock {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** Flash contents of a UF2 file, by address. @throws EquipoiseError `firmware-format` */
export function uf2Blocks(file: Uint8Array): FlashBlock[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length === 0 || file.length % BLOCK !== 0)
    fail("firmware-format", `a UF2 file has blocks of ${BLOCK} bytes; this one has ${file.length} bytes`);
  return Array.from({ length: file.length / BLOCK }, (_, k) => {
    const at = k * BLOCK;
    if (view.getUint32(at, true) !== MAGIC)
      fail("firmware-format", `block ${k} of the UF2 file does not begin like one`);
    const length = view.getUint32(at + 16, true);
    return {
      address: view.getUint32(at + 12, true),
      bytes: file.subarray(at + PAYLOAD_AT, at + PAYLOAD_AT + length),
    };
  });
}

/** A UF2 file of these contents. @param pieces of any length, each from a multiple of 256 on */
export function uf2File(pieces: readonly FlashBlock[]): Uint8Array {
  const blocks = pieces.flatMap(({ address, bytes }) =>
    Array.from({ length: Math.ceil(bytes.length / PAYLOAD) }, (_, k) => ({
      address: address + k * PAYLOAD,
      bytes: bytes.subarray(k * PAYLOAD, (k + 1) * PAYLOAD),
    })),
  );
  const file = new Uint8Array(blocks.length * BLOCK);
  const view = new DataView(file.buffer);
  blocks.forEach(({ address, bytes }, k) => {
    const at = k * BLOCK;
    [MAGIC, SECOND_MAGIC, FAMILY_PRESENT, address, PAYLOAD, k, blocks.length, RP2040].forEach((word, n) =>
      view.setUint32(at + 4 * n, word, true),
    );
    file.set(bytes, at + PAYLOAD_AT);
    view.setUint32(at + BLOCK - 4, LAST_MAGIC, true);
  });
  return file;
}
