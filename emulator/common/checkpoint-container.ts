/**
 * The bytes of a checkpoint, whatever the family of the machine:
 *
 *   magic, its last character the version | sha256 of the program | sha256 of the body | body
 *   body: JSON header length (u32 LE), header, then int32 LE arrays, one after the other, whose lengths the loaded program gives
 *
 * `weights` in the header is the place of weights that learn: the lengths of their arrays, which would follow the others. No synapse
 * learns yet, so the list is empty (or absent, in older checkpoints); one that is not is refused.
 *
 * A checksum proves only that bytes are unchanged. What they mean is checked by whoever knows the program, before anything is restored:
 * with the checks of checkpoint-header.ts for the header, and by `finish` for what was not read.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { fileKindOf } from "../../src/diagnostics/file-kind.js";
import { joinBytes } from "../../src/numerics/join-bytes.js";
import { toLittleEndian } from "../../src/program/little-endian.js";
import { sha256 } from "../../src/numerics/sha256.js";

const DIGEST = 32;

export function sealCheckpoint(
  magic: string,
  program: Uint8Array,
  header: object,
  arrays: readonly Int32Array[],
): Uint8Array {
  const encoder = new TextEncoder();
  const json = encoder.encode(JSON.stringify({ ...header, weights: [] }));
  const body = joinBytes([toLittleEndian(Int32Array.of(json.length)), json, ...arrays.map(toLittleEndian)]);
  return joinBytes([encoder.encode(magic), program, sha256(body), body]);
}

export interface OpenCheckpoint {
  /** JSON; nothing is known of it. */
  readonly header: unknown;
  /** The next array. @throws EquipoiseError `checkpoint-invalid` where it is not there */
  take(length: number): Int32Array;
  /** @throws EquipoiseError `checkpoint-invalid` where bytes are left over */
  finish(): void;
}

/** A checkpoint that is whole, but cannot be the state of the program. */
export function invalidCheckpoint(why: string): never {
  return fail("checkpoint-invalid", `the checkpoint cannot be a state of this program: ${why}`, {
    hint: "resume from a checkpoint that a run of this program wrote",
  });
}

/**
 * Refuses bytes by what they are instead.
 * @param wanted `a checkpoint of the Loihi emulator`
 * @throws EquipoiseError `checkpoint-format`
 */
export function notCheckpointOf(wanted: string, bytes: Uint8Array): never {
  const kind = fileKindOf(bytes);
  return fail(
    "checkpoint-format",
    kind === null ? "these bytes are not a checkpoint" : `this is ${kind.what}, where ${wanted} is needed`,
    { hint: "give a file that `run --checkpoint` wrote with the same network and the same --on and --target" },
  );
}

/**
 * @param program the sha256 of the program that a checkpoint with this header must have been written by
 * @throws EquipoiseError for bytes that are damaged, of another version, or of another program
 */
export function openCheckpoint(
  magic: string,
  program: (header: unknown) => Uint8Array,
  bytes: Uint8Array,
): OpenCheckpoint {
  const what = String.fromCharCode(...bytes.subarray(0, magic.length));
  if (what !== magic) {
    if (what.startsWith(magic.slice(0, -1)))
      fail(
        "checkpoint-format",
        `the checkpoint has version ${what.slice(-1)}; this emulator reads version ${magic.slice(-1)}`,
        {
          hint: "write a new checkpoint with this version",
        },
      );
    notCheckpointOf(fileKindOf(new TextEncoder().encode(magic))!.what, bytes);
  }
  const head = magic.length + 2 * DIGEST;
  const body = bytes.subarray(head);
  if (bytes.length < head || !same(sha256(body), bytes.subarray(head - DIGEST, head)))
    fail("checkpoint-corrupt", "the checkpoint is damaged: its checksum does not match", {
      hint: "resume from an earlier checkpoint",
    });
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const headerEnd = body.length < 4 ? Infinity : 4 + view.getUint32(0, true);
  if (headerEnd > body.length) invalidCheckpoint("it ends within its header");
  const header = parsed(body.subarray(4, headerEnd));
  if (!same(program(header), bytes.subarray(magic.length, head - DIGEST)))
    fail(
      "checkpoint-foreign",
      "the checkpoint was written while another program was running, or one with another seed, or other input had come in by then",
      { hint: "load the program that it belongs to, with the --seed of that run if it had one" },
    );
  needNoWeights(header);
  let at = headerEnd;
  return {
    header,
    take(length) {
      if (at + 4 * length > body.length)
        invalidCheckpoint(`it holds the state of fewer neurons, or of a shorter time, than the program has`);
      const values = new Int32Array(length);
      for (let i = 0; i < length; i++, at += 4) values[i] = view.getInt32(at, true);
      return values;
    },
    finish() {
      if (at !== body.length) invalidCheckpoint(`${body.length - at} bytes follow its end`);
    },
  };
}

function needNoWeights(header: unknown): void {
  const weights = (header as { readonly weights?: unknown } | null)?.weights ?? [];
  if (!Array.isArray(weights)) invalidCheckpoint("its weights are no list");
  if (weights.length > 0)
    fail("checkpoint-format", "the checkpoint holds weights that have learned; this version has no plasticity", {
      hint: "resume it with the version that wrote it",
    });
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(json));
  } catch {
    return invalidCheckpoint("its header is not JSON");
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
