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
import { spinnakerFields } from "./spinnaker/decode-machine.js";
import type { CoreImage, LoihiProgram, Program, ProgramHeader } from "./types.js";
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

function loihiFields(m: equipoise.program.Program): Omit<LoihiProgram, keyof ProgramHeader> {
  return {
    family: "loihi",
    profile: oneOf(m.profile, { lava: "lava", hw: "hw" } as const, "profile"),
    groups: m.groups.map((g) => ({
      name: g.name ?? "",
      weightExponent: g.weightExponent ?? 0,
      weightBits: g.weightBits ?? 0,
      signMode: oneOf(
        g.signMode,
        {
          [wire.SignMode.EXCITATORY]: "excitatory",
          [wire.SignMode.INHIBITORY]: "inhibitory",
          [wire.SignMode.MIXED]: "mixed",
        } as const,
        "sign mode of a group",
      ),
      graded: g.graded ?? false,
      plasticity: null,
    })),
    cores: m.cores.map(coreOf),
    inputRouting: m.inputRouting.map((r) => ({
      port: r.port ?? 0,
      start: array(Uint32Array, r.start, "input routing"),
      core: array(Uint32Array, r.core, "input routing"),
      axon: array(Uint16Array, r.axon, "input routing"),
    })),
    biasChanges: m.biasChanges.map((b) => ({
      step: b.step ?? 0,
      neurons: array(Uint32Array, b.neurons, "bias change"),
      mantissa: array(Int16Array, b.mantissa, "bias change"),
      exponent: array(Int8Array, b.exponent, "bias change"),
    })),
    readback: {
      vLsb: array(Float64Array, m.readbackVLsb, "readback"),
      vOffset: array(Float64Array, m.readbackVOffset, "readback"),
    },
  };
}

function coreOf(c: equipoise.program.ICore): CoreImage {
  return {
    chip: c.chip ?? 0,
    core: c.core ?? 0,
    x: c.x ?? 0,
    y: c.y ?? 0,
    neurons: array(Uint32Array, c.neurons, "neurons of a core"),
    profiles: (c.profiles ?? []).map((p) => ({
      du: p.du ?? 0,
      dv: p.dv ?? 0,
      refractory: p.refractory ?? 0,
      noise: p.noise ?? false,
    })),
    profileOf: array(Uint8Array, c.profileOf, "profiles of a core"),
    thresholds: array(Uint32Array, c.thresholds, "thresholds of a core"),
    thresholdOf: array(Uint8Array, c.thresholdOf, "thresholds of a core"),
    biasMantissa: array(Int16Array, c.biasMantissa, "biases of a core"),
    biasExponent: array(Int8Array, c.biasExponent, "biases of a core"),
    u0: array(Int32Array, c.u0, "initial u of a core"),
    v0: array(Int32Array, c.v0, "initial v of a core"),
    vmin: c.vmin ?? 0,
    vmax: c.vmax ?? 0,
    noise:
      c.noise === null || c.noise === undefined
        ? null
        : {
            target: oneOf(
              c.noise.target,
              { [wire.NoiseTarget.NOISE_U]: "u", [wire.NoiseTarget.NOISE_V]: "v" } as const,
              "noise of a core",
            ),
            exponent: c.noise.exponent ?? 0,
            mantissaOffset: c.noise.mantissaOffset ?? 0,
          },
    formats: (c.formats ?? []).map((f) => ({
      group: f.group ?? 0,
      weightBits: f.weightBits ?? 0,
      delayBits: f.delayBits ?? 0,
      indexBits: f.indexBits ?? 0,
      compression: oneOf(
        f.compression,
        { [wire.Compression.SPARSE]: "sparse", [wire.Compression.DENSE]: "dense" } as const,
        "compression of a synapse format",
      ),
    })),
    axonStart: array(Uint32Array, c.axonStart, "input axons of a core"),
    axonEnd: array(Uint32Array, c.axonEnd, "input axons of a core"),
    axonBase: array(Uint16Array, c.axonBase, "input axons of a core"),
    synapseMemory: array(Uint8Array, c.synapseMemory, "synapse memory"),
    outStart: array(Uint32Array, c.outStart, "output axons of a core"),
    outCore: array(Uint32Array, c.outCore, "output axons of a core"),
    outAxon: array(Uint16Array, c.outAxon, "output axons of a core"),
  };
}
