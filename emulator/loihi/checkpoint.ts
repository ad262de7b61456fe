/**
 * The dynamic state of a run as bytes, independent of how the cores were divided.
 *
 *   "EQPCKPT1" | sha256 of the program | sha256 of the body | body
 *   body: JSON header length (u32 LE), header (step, size, horizon, counters, injected), then int32 LE arrays
 *         u, v, refractory (size each), pending (horizon · size)
 */
import { createHash } from "node:crypto";
import { fail } from "../../src/diagnostics/diagnostic.js";
import type { InjectedSpike } from "../../src/program/execution-target.js";
import type { SliceState } from "./slice-engine.js";

const MAGIC = "EQPCKPT1";
const DIGEST = 32;
const HEAD = MAGIC.length + 2 * DIGEST;

export interface Checkpoint {
  readonly step: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly injected: readonly InjectedSpike[];
  /** All neurons, by id. */
  readonly state: SliceState;
}

export function encodeCheckpoint(checkpoint: Checkpoint, program: Uint8Array): Uint8Array {
  const { state, ...rest } = checkpoint;
  const size = state.u.length;
  const header = Buffer.from(JSON.stringify({ ...rest, size, horizon: size === 0 ? 0 : state.pending.length / size }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const body = Buffer.concat([length, header, ...[state.u, state.v, state.refractory, state.pending].map(littleEndian)]);
  return new Uint8Array(Buffer.concat([Buffer.from(MAGIC), program, sha256(body), body]));
}

/** @throws EquipoiseError for bytes that are damaged, of another version, or of another program */
export function decodeCheckpoint(bytes: Uint8Array, program: Uint8Array): Checkpoint {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const what = data.subarray(0, MAGIC.length).toString("latin1");
  if (what !== MAGIC)
    fail("checkpoint-format", what.startsWith(MAGIC.slice(0, -1)) ? `the checkpoint has version ${what.slice(-1)}; this emulator reads version ${MAGIC.slice(-1)}` : "these bytes are not a checkpoint", {
      hint: "write a new checkpoint with this version",
    });
  const body = data.subarray(HEAD);
  if (data.length < HEAD || !sha256(body).equals(data.subarray(HEAD - DIGEST, HEAD)))
    fail("checkpoint-corrupt", "the checkpoint is damaged: its checksum does not match", { hint: "resume from an earlier checkpoint" });
  if (!data.subarray(MAGIC.length, HEAD - DIGEST).equals(program))
    fail("checkpoint-foreign", "the checkpoint was written while another program was running", { hint: "load the program that it belongs to" });
  const headerEnd = 4 + body.readUInt32LE(0);
  const { size, horizon, ...rest } = JSON.parse(body.subarray(4, headerEnd).toString()) as Omit<Checkpoint, "state"> & { size: number; horizon: number };
  let at = headerEnd;
  const take = (length: number) => {
    const values = new Int32Array(length);
    for (let i = 0; i < length; i++, at += 4) values[i] = body.readInt32LE(at);
    return values;
  };
  const neurons = Uint32Array.from({ length: size }, (_, i) => i);
  return { ...rest, state: { neurons, u: take(size), v: take(size), refractory: take(size), pending: take(horizon * size) } };
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function littleEndian(values: Int32Array): Buffer {
  const out = Buffer.alloc(4 * values.length);
  for (let i = 0; i < values.length; i++) out.writeInt32LE(values[i], 4 * i);
  return out;
}
