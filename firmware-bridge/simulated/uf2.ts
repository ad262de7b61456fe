/** Flash images of the RP2040 as its boot ROM takes them: UF2, blocks of 512 bytes. */
import { fail } from "../../src/diagnostics/diagnostic.js";

const BLOCK = 512;
const MAGIC = 0x0a324655;
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
