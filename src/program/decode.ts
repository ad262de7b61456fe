/**
 * Bytes of a .eqp file → Program. Anything but a whole, valid program of this or an older version is refused with a sentence:
 * first the envelope and digest, then the protobuf, then the meaning (validate-program.ts). No silent default.
 */
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import { EquipoiseError, fail } from "../diagnostics/diagnostic.js";
import type { ProbeVariable } from "../description/probe.js";
import { PROGRAM_FORMAT_VERSION } from "./format-version.js";
import { equipoise } from "./generated/program.js";
import { array, InvalidField, oneOf } from "./message-fields.js";
import { otherImage } from "./other-images.js";
import { unwrapBody } from "./program-file.js";
import { loihiFields } from "./loihi/decode-image.js";
import { spinnakerFields } from "./spinnaker/decode-image.js";
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
  const body = unwrapBody(bytes, fileName);
  let message: equipoise.program.Program;
  try {
    message = wire.Program.decode(body);
  } catch (error) {
    // protobufjs throws RangeError, Error or its own ProtocolError on malformed input.
    return fail(
      "program-corrupt",
      `${fileName} is not a valid program: ${error instanceof Error ? error.message : "malformed message"}.`,
      {
        hint: "compile the description again",
      },
    );
  }
  if (message.formatVersion > PROGRAM_FORMAT_VERSION) {
    fail(
      "program-newer",
      `${fileName} has program format ${message.formatVersion}; this version of equipoise reads up to ${PROGRAM_FORMAT_VERSION}.`,
      {
        hint: "update equipoise, or compile the description again",
      },
    );
  }
  try {
    const program = programOf(message);
    validateProgram(program, body.length);
    return program;
  } catch (error) {
    if (error instanceof InvalidField) {
      fail("program-invalid", `${fileName} is not a valid program: ${error.message}.`, {
        hint: "compile the description again",
      });
    }
    if (error instanceof EquipoiseError) {
      throw new EquipoiseError(
        error.diagnostics.map((d) => ({ ...d, place: d.place ?? { object: fileName } })),
        error.exitCode,
      );
    }
    throw error;
  }
}

/** For callers that run Loihi-style programs only. @throws EquipoiseError as decodeProgram, and `program-family` */
export function decodeLoihiProgram(bytes: Uint8Array, fileName = "the program"): LoihiProgram {
  const program = decodeProgram(bytes, fileName);
  return program.family === "loihi"
    ? program
    : fail("program-family", `${fileName} is a program for ${program.target}, which is not a Loihi-style target.`);
}

function programOf(m: equipoise.program.Program): Program {
  const header = headerOf(m);
  if (m.other !== null && m.other !== undefined) return otherOf(header, m);
  if (m.spinnaker === null || m.spinnaker === undefined) return { ...header, ...loihiFields(m) };
  const strangers =
    m.groups.length +
    m.cores.length +
    m.inputRouting.length +
    m.biasChanges.length +
    m.readbackVLsb.length +
    m.readbackVOffset.length;
  if (strangers > 0) throw new InvalidField("the images of two families are in one program");
  return { ...header, ...spinnakerFields(m.profile, m.spinnaker) };
}

function otherOf(header: ProgramHeader, { other, profile, spinnaker, cores }: equipoise.program.Program): Program {
  const family = other?.family ?? "";
  if ((spinnaker ?? null) !== null || cores.length > 0)
    throw new InvalidField("the images of two families are in one program");
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
