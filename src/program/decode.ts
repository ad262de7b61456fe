/**
 * Bytes of a .eqp file, all at once or in pieces → Program. Anything but a whole, valid program of this or an older version is refused with a sentence:
 * first the envelope and digest, then the protobuf, then the meaning (validate-program.ts). No silent default.
 */
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import { EquipoiseError, fail } from "../diagnostics/diagnostic.js";
import type { ProbeVariable } from "../description/probe.js";
import { NEWEST_PROGRAM_FORMAT } from "./format-version.js";
import { equipoise } from "./generated/program.js";
import { array, InvalidField, oneOf } from "./message-fields.js";
import { otherImage } from "./other-images.js";
import { MemoryAllowance, SOURCE_BYTES } from "./memory-allowance.js";
import { BodyReader, MalformedBody } from "./program-file.js";
import { readMessage } from "./read-message.js";
import { loihiFields, readCore, type ReadCore } from "./loihi/decode-image.js";
import { sourceIdsOf } from "./loihi/routes-by-core.js";
import { readSpinnakerCore, spinnakerFields } from "./spinnaker/decode-image.js";
import type { SpinnakerCore } from "./spinnaker/machine-image.js";
import { hex } from "../numerics/sha256.js";
import type { ProgramHeader } from "./header.js";
import type { LoihiProgram } from "./loihi/program.js";
import type { Program } from "./program.js";
import { validateProgram } from "./validate-program.js";

const wire = equipoise.program;

/**
 * @param fileName names the file in messages
 * @throws EquipoiseError `program-foreign`, `program-truncated`, `program-newer`, `program-corrupt`, `program-invalid`, `program-too-large`
 */
export function decodeProgram(bytes: Uint8Array, fileName = "the program"): Program {
  return readProgram([bytes], fileName).program;
}

/**
 * As `decodeProgram`, of a file that comes in pieces, however they are cut; a piece may be overwritten when the next is asked for.
 * @returns the program, and the digest of its file
 */
export function readProgram(
  pieces: Iterable<Uint8Array>,
  fileName = "the program",
): { program: Program; digest: string } {
  const body = new BodyReader(pieces, fileName);
  let content: Content | undefined;
  let fault: unknown;
  try {
    content = readContent(body, fileName);
  } catch (error) {
    fault = error; // a damaged file is told as that: the digest, which is known at its end, comes first
  }
  const digest = hex(body.finish());
  try {
    if (content === undefined) throw fault;
    const program = programOf(content, body.length);
    validateProgram(program, body.length);
    return { program, digest };
  } catch (error) {
    if (error instanceof MalformedMessage) {
      fail("program-corrupt", `${fileName} is not a valid program: ${error.message}.`, {
        hint: "compile the description again",
      });
    }
    if (error instanceof InvalidField) {
      fail("program-invalid", `${fileName} is not a valid program: ${error.message}.`, {
        hint: "compile the description again",
      });
    }
    throw error instanceof EquipoiseError ? error.at({ object: fileName }) : error;
  }
}

/** Bytes from the beginning of a file in which the target is named: behind nothing but a few numbers and the network's name. */
export const TARGET_BYTES = 2 ** 16;

/**
 * Reads which target a program is for from the beginning of its file, without its synapses; what is damaged further on is not noticed.
 * @returns undefined where that cannot be read: reading all of it tells why
 */
export function targetOfProgram(head: Uint8Array, fileName = "the program"): string | undefined {
  let target: string | undefined;
  try {
    const body = new BodyReader([head], fileName);
    const take = (bytes: Uint8Array) => (target = new TextDecoder().decode(bytes));
    readMessage(body, body.length, { [TARGET]: { take } }, undefined, () => target === undefined);
  } catch (error) {
    if (!(error instanceof EquipoiseError) && !(error instanceof MalformedBody)) throw error;
  }
  return target;
}

/** The message of a program, with its cores apart. */
interface Content {
  readonly message: equipoise.program.Program;
  readonly loihi: readonly ReadCore[];
  readonly machine: Machine | null;
}

interface Machine {
  readonly message: equipoise.program.SpinnakerMachine;
  readonly cores: readonly SpinnakerCore[];
}

class MalformedMessage extends Error {}

/** Runs a decoder. @throws MalformedMessage where the bytes are none of its messages */
function wellFormed<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof InvalidField || error instanceof EquipoiseError || error instanceof MalformedMessage)
      throw error;
    // protobufjs throws RangeError, Error or its own ProtocolError on malformed input.
    throw new MalformedMessage(error instanceof Error ? error.message : "malformed message");
  }
}

/** Numbers of program.proto. */
const FORMAT_VERSION = 1;
const TARGET = 4;
const CORES = 16;
const MACHINE = 24;
const MACHINE_CORES = 2;

function readContent(body: BodyReader, fileName: string): Content {
  const loihi: ReadCore[] = [];
  let machine: Machine | null = null;
  const rest = wellFormed(() =>
    readMessage(
      body,
      body.length,
      {
        [CORES]: {
          take: (bytes) => {
            const message = wellFormed(() => wire.Core.decode(bytes));
            loihi.push(readCore(message));
          },
        },
        [MACHINE]: { read: (end) => (machine = readMachine(body, end)) },
      },
      (field, value) => {
        if (field === FORMAT_VERSION && value > NEWEST_PROGRAM_FORMAT) tooNew(value, fileName);
      },
    ),
  );
  return { message: wellFormed(() => wire.Program.decode(rest)), loihi, machine };
}

function readMachine(body: BodyReader, end: number): Machine {
  const cores: SpinnakerCore[] = [];
  const rest = readMessage(body, end, {
    [MACHINE_CORES]: {
      take: (bytes) => cores.push(readSpinnakerCore(wellFormed(() => wire.SpinnakerCore.decode(bytes)))),
    },
  });
  return { message: wellFormed(() => wire.SpinnakerMachine.decode(rest)), cores };
}

function tooNew(version: number, fileName: string): never {
  fail(
    "program-newer",
    `${fileName} has program format ${version}; this version of equipoise reads up to ${NEWEST_PROGRAM_FORMAT}.`,
    {
      hint: "update equipoise, or compile the description again",
    },
  );
}

/** For callers that run Loihi-style programs only. @throws EquipoiseError as decodeProgram, and `program-family` */
export function decodeLoihiProgram(bytes: Uint8Array, fileName = "the program"): LoihiProgram {
  const program = decodeProgram(bytes, fileName);
  return program.family === "loihi"
    ? program
    : fail("program-family", `${fileName} is a program for ${program.target}, which is not a Loihi-style target.`);
}

function programOf({ message: m, loihi, machine }: Content, fileBytes: number): Program {
  const header = headerOf(m);
  if (m.other !== null && m.other !== undefined) return otherOf(header, m, machine !== null || loihi.length > 0);
  if (machine === null) {
    // Routes are made for every source: before that, whether there may be so many.
    new MemoryAllowance(fileBytes).take(sourceIdsOf(header), SOURCE_BYTES, "sources");
    return { ...header, ...loihiFields(m, loihi, header) };
  }
  const strangers =
    m.groups.length +
    loihi.length +
    m.inputRouting.length +
    m.biasChanges.length +
    m.readbackVLsb.length +
    m.readbackVOffset.length;
  if (strangers > 0) throw new InvalidField("the images of two families are in one program");
  return { ...header, ...spinnakerFields(m.profile, machine.message, machine.cores) };
}

function otherOf(header: ProgramHeader, { other, profile }: equipoise.program.Program, hasImages: boolean): Program {
  const family = other?.family ?? "";
  if (hasImages) throw new InvalidField("the images of two families are in one program");
  const image = otherImage(family);
  if (image === undefined)
    fail("program-family", `it is a program of the family ${family}, which is not here`, {
      hint: "register that family before the program is read",
    });
  return image.decode({ ...header, profile }, other?.image ?? new Uint8Array(0));
}

function headerOf(m: equipoise.program.Program): ProgramHeader {
  return {
    formatVersion: m.formatVersion,
    compiler: m.compiler,
    name: m.name,
    target: m.target,
    board: m.board,
    oversize: m.oversize,
    dt: m.dt,
    seed: m.seed,
    steps: m.steps,
    burnInSteps: m.burnInSteps,
    size: m.size,
    populations: m.populations.map((p) => ({ name: p.name ?? "", first: p.first ?? 0, size: p.size ?? 0 })),
    inputs: m.inputs.map((p) => ({
      name: p.name ?? "",
      first: p.first ?? 0,
      size: p.size ?? 0,
      kind: oneOf(
        p.kind,
        {
          [wire.InputKind.POISSON]: "poisson",
          [wire.InputKind.SPIKE_TIMES]: "spike_times",
          [wire.InputKind.HOST]: "host",
        } as const,
        "kind of an input",
      ),
      rate: array(Float64Array, p.rate, "rate of an input"),
      startStep: p.startStep ?? 0,
      stopStep: p.stopStep ?? 0,
      stream: p.stream ?? 0,
      spikeSteps: array(Uint32Array, p.spikeSteps, "spike steps of an input"),
      spikeIds: array(Uint32Array, p.spikeIds, "spike ids of an input"),
    })),
    sourceMap: m.sourceMap.map((s) => ({
      object: s.object ?? "",
      groups: [...(s.groups ?? [])],
      synapses: s.synapses ?? 0,
    })),
    ledger: m.ledger.map((l) => ({
      kind: (l.kind ?? "") as LossEntry["kind"], // checked against the known kinds by validateProgram
      where: l.where ?? "",
      count: l.count ?? 0,
      of: l.of ?? 0,
      worst: l.worst ?? 0,
      unit: l.unit ?? "",
      meanInputChange: l.meanInputChange ?? 0,
      note: l.note ?? "",
      ...((l.fittingScale ?? 0) > 0 && { fittingScale: l.fittingScale! }),
    })),
    options: m.options,
    ...(m.probes.length > 0 && {
      probes: m.probes.map((probe) => ({
        population: probe.population ?? "",
        neurons: array(Uint32Array, probe.neurons, "neurons of a probe"),
        variable: (probe.variable ?? "") as ProbeVariable, // checked against the known ones by validateProgram
        period: probe.period ?? 0,
      })),
    }),
    ...(m.spikesProbed && { spikesKept: "probed" as const }),
  };
}
