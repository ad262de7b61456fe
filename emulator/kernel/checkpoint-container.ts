/**
 * The bytes of a checkpoint, whatever the family of the machine:
 *
 *   magic, its last character the version | sha256 of the program | sha256 of the body | body
 *   body: JSON header length (u32 LE), header, then int32 LE arrays, one after the other; the header tells their lengths
 */
import { createHash } from "node:crypto";
import { fail } from "../../src/diagnostics/diagnostic.js";

const DIGEST = 32;

export function sealCheckpoint(magic: string, program: Uint8Array, header: unknown, arrays: readonly Int32Array[]): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const body = Buffer.concat([length, json, ...arrays.map(littleEndian)]);
  return new Uint8Array(Buffer.concat([Buffer.from(magic), program, sha256(body), body]));
}

export interface OpenCheckpoint<Header> {
  readonly header: Header;
  /** The next array. */
  take(length: number): Int32Array;
}

/**
 * @param program the sha256 of the program that a checkpoint with this header must have been written by
 * @throws EquipoiseError for bytes that are damaged, of another version, or of another program
 */
export function openCheckpoint<Header>(magic: string, program: (header: Header) => Uint8Array, bytes: Uint8Array): OpenCheckpoint<Header> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const what = data.subarray(0, magic.length).toString("latin1");
  if (what !== magic)
    fail("checkpoint-format", what.startsWith(magic.slice(0, -1)) ? `the checkpoint has version ${what.slice(-1)}; this emulator reads version ${magic.slice(-1)}` : "these bytes are not a checkpoint", {
      hint: "write a new checkpoint with this version",
    });
  const head = magic.length + 2 * DIGEST;
  const body = data.subarray(head);
  if (data.length < head || !sha256(body).equals(data.subarray(head - DIGEST, head)))
    fail("checkpoint-corrupt", "the checkpoint is damaged: its checksum does not match", { hint: "resume from an earlier checkpoint" });
  const headerEnd = 4 + body.readUInt32LE(0);
  const header = JSON.parse(body.subarray(4, headerEnd).toString()) as Header;
  if (!data.subarray(magic.length, head - DIGEST).equals(program(header)))
    fail("checkpoint-foreign", "the checkpoint was written while another program was running, or other input had come in by then", { hint: "load the program that it belongs to" });
  let at = headerEnd;
  return {
    header,
    take(length) {
      const values = new Int32Array(length);
      for (let i = 0; i < length; i++, at += 4) values[i] = body.readInt32LE(at);
      return values;
    },
  };
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function littleEndian(values: Int32Array): Buffer {
  const out = Buffer.alloc(4 * values.length);
  for (let i = 0; i < values.length; i++) out.writeInt32LE(values[i], 4 * i);
  return out;
}
