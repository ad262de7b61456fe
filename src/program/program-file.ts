/**
 * The envelope of a program file: "EQP1" | sha256 of the body (32 bytes) | body length (u64, little-endian) | body.
 * No compression: zlib's bytes differ between versions, and the digest must not.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { sha256 } from "../numerics/sha256.js";

const MAGIC = Uint8Array.of(0x45, 0x51, 0x50, 0x31); // EQP1
const DIGEST_BYTES = 32;
export const HEADER_BYTES = MAGIC.length + DIGEST_BYTES + 8;

/** Wraps a body. */
export function wrapBody(body: Uint8Array): Uint8Array {
  const file = new Uint8Array(HEADER_BYTES + body.length);
  file.set(MAGIC);
  file.set(sha256(body), MAGIC.length);
  new DataView(file.buffer).setBigUint64(MAGIC.length + DIGEST_BYTES, BigInt(body.length), true);
  file.set(body, HEADER_BYTES);
  return file;
}

/** The body of a file whose envelope is whole. @throws EquipoiseError `program-foreign`, `program-truncated`, `program-corrupt` */
export function unwrapBody(file: Uint8Array, name: string): Uint8Array {
  if (file.length < MAGIC.length || MAGIC.some((byte, k) => file[k] !== byte)) {
    const newer = file.length >= 4 && file[0] === 0x45 && file[1] === 0x51 && file[2] === 0x50;
    fail(
      newer ? "program-newer" : "program-foreign",
      newer
        ? `${name} is a program of another version of equipoise (its first bytes are not EQP1).`
        : `${name} is not a program of equipoise (a program starts with EQP1).`,
      {
        hint: newer
          ? "compile the description again, or update equipoise"
          : "give a file that `equipoise compile` wrote",
      },
    );
  }
  if (file.length < HEADER_BYTES) truncated(name, file.length, HEADER_BYTES);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(MAGIC.length + DIGEST_BYTES, true));
  if (file.length < HEADER_BYTES + length) truncated(name, file.length, HEADER_BYTES + length);
  const body = file.subarray(HEADER_BYTES);
  const stored = file.subarray(MAGIC.length, MAGIC.length + DIGEST_BYTES);
  if (body.length !== length || !sha256(body).every((byte, k) => byte === stored[k])) {
    fail("program-corrupt", `${name} was changed after it was written: its digest does not match its content.`, {
      hint: "compile the description again",
    });
  }
  return body;
}

function truncated(name: string, has: number, needs: number): never {
  return fail("program-truncated", `${name} ends too early: it has ${has} bytes of ${needs}.`, {
    hint: "copy the file again, or compile the description again",
  });
}
