/**
 * Program → bytes of a .eqp file, piece by piece: a file is never in memory beside its program.
 * The same program gives the same bytes: fields in ascending order, no map, no clock.
 */
import $protobuf from "protobufjs/minimal.js";
import { joinBytes } from "../numerics/join-bytes.js";
import { hex, startSha256 } from "../numerics/sha256.js";
import { equipoise } from "./generated/program.js";
import { toLittleEndian as le } from "./little-endian.js";
import { otherImage } from "./other-images.js";
import { envelopeOf, HEADER_BYTES } from "./program-file.js";
import { loihiParts } from "./loihi/encode-image.js";
import { machineParts } from "./spinnaker/encode-image.js";
import type { Program } from "./program.js";
import type { SpinnakerProgram } from "./spinnaker/program.js";

const wire = equipoise.program;

/** Bytes of a piece, or a little more. */
const PIECE = 1 << 18;

/** What stands before the body of a program file, and what else is known once the body has been encoded. */
export interface ProgramEnvelope {
  /** The bytes before the body: `HEADER_BYTES` of them. */
  readonly head: Uint8Array;
  /** sha256 of the canonical bytes, hex. */
  readonly digest: string;
  /** Of the whole file. */
  readonly bytes: number;
}

/** A program on its way into a file: encoded once where the file can be gone back in, since its first bytes are known last. */
export interface ProgramStream {
  /** The bytes behind the envelope; may be asked for again. */
  body(): Iterable<Uint8Array>;
  /** Of the body that was given last; it must have been read to its end. */
  envelope(): ProgramEnvelope;
}

export function streamProgram(program: Program): ProgramStream {
  const encode = bodyOf(program);
  let envelope: ProgramEnvelope | null = null;
  return {
    *body() {
      envelope = null;
      const hash = startSha256();
      let length = 0;
      for (const piece of encode()) {
        hash.update(piece);
        length += piece.length;
        yield piece;
      }
      const digest = hash.digest();
      envelope = { head: envelopeOf(digest, length), digest: hex(digest), bytes: HEADER_BYTES + length };
    },
    envelope() {
      if (envelope === null) throw new Error("the envelope of a program is asked for before its body was read");
      return envelope;
    },
  };
}

/** Bytes of a whole file (header and body). */
export function encodeProgram(program: Program): Uint8Array {
  const stream = streamProgram(program);
  const body = [...stream.body()];
  return joinBytes([stream.envelope().head, ...body]);
}

/** The canonical bytes that the digest covers. */
export function encodeBody(program: Program): Uint8Array {
  return joinBytes([...bodyOf(program)()]);
}

/** The body, in pieces, as often as it is asked for. */
function bodyOf(program: Program): () => Iterable<Uint8Array> {
  const { family } = program as { readonly family: string };
  const { head, tail } = headerFields(program);
  const other = otherImage(family);
  if (other !== undefined) {
    const image = { family, image: other.encode(program) };
    return () => [wire.Program.encode({ ...head, ...tail, other: image }).finish()];
  }
  if (program.family === "spinnaker") return () => spinnakerBody(program, head, tail);
  const parts = loihiParts(program);
  return function* () {
    yield wire.Program.encode({ ...head, ...parts.head }).finish();
    yield* messages(wire.Core, CORES, parts.cores());
    yield wire.Program.encode({ ...tail, ...parts.tail }).finish();
  };
}

function* spinnakerBody(
  program: SpinnakerProgram,
  head: equipoise.program.IProgram,
  tail: equipoise.program.IProgram,
): Iterable<Uint8Array> {
  const machine = machineParts(program);
  const first = wire.SpinnakerMachine.encode(machine.head).finish();
  const last = wire.SpinnakerMachine.encode(machine.tail).finish();
  let length = first.length + last.length;
  for (const piece of messages(wire.SpinnakerCore, MACHINE_CORES, machine.cores())) length += piece.length;
  const { sourceMap, ledger, options, ...behind } = tail;
  yield wire.Program.encode({ ...head, sourceMap, ledger, options }).finish();
  yield $protobuf.Writer.create().uint32(MACHINE).uint32(length).finish();
  yield first;
  yield* messages(wire.SpinnakerCore, MACHINE_CORES, machine.cores());
  yield last;
  yield wire.Program.encode(behind).finish();
}

/** Tags of program.proto: field number · 8 + 2 (bytes). */
const CORES = 16 * 8 + 2;
const MACHINE = 24 * 8 + 2;
const MACHINE_CORES = 2 * 8 + 2;

/** Messages of a repeated field. */
function* messages<T>(
  type: { encode(message: T, writer?: $protobuf.Writer): $protobuf.Writer },
  tag: number,
  all: Iterable<T>,
): Iterable<Uint8Array> {
  let writer = $protobuf.Writer.create();
  for (const message of all) {
    type.encode(message, writer.uint32(tag).fork()).ldelim();
    if (writer.len < PIECE) continue;
    yield writer.finish();
    writer = $protobuf.Writer.create();
  }
  yield writer.finish();
}

/** `head` stands before the images of Loihi-style cores, `tail` behind them. */
function headerFields({
  formatVersion,
  compiler,
  name,
  profile,
  target,
  board,
  oversize,
  dt,
  seed,
  steps,
  burnInSteps,
  size,
  populations,
  inputs,
  sourceMap,
  ledger,
  options,
  probes,
  spikesKept,
}: Program): { head: equipoise.program.IProgram; tail: equipoise.program.IProgram } {
  const head = {
    formatVersion,
    compiler,
    name,
    profile,
    target,
    board,
    oversize,
    dt,
    seed,
    steps,
    burnInSteps,
    size,
    populations: [...populations],
    inputs: inputs.map((p) => ({
      ...p,
      kind: { poisson: wire.InputKind.POISSON, spike_times: wire.InputKind.SPIKE_TIMES, host: wire.InputKind.HOST }[
        p.kind
      ],
      rate: le(p.rate),
      spikeSteps: le(p.spikeSteps),
      spikeIds: le(p.spikeIds),
    })),
  };
  const tail = {
    options,
    sourceMap: sourceMap.map((s) => ({ ...s, groups: [...s.groups] })),
    ledger: [...ledger],
    probes: probes?.map((probe) => ({ ...probe, neurons: le(probe.neurons) })),
    spikesProbed: spikesKept === "probed",
  };
  return { head, tail };
}
