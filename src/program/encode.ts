/** Program → bytes of a .eqp file. The same program gives the same bytes: fields in ascending order, no map, no clock. */
import { equipoise } from "./generated/program.js";
import { toLittleEndian as le } from "./little-endian.js";
import { otherImage } from "./other-images.js";
import { wrapBody } from "./program-file.js";
import { spinnakerMessage } from "./spinnaker/encode-machine.js";
import type { CoreImage, LoihiProgram, Program, ProgramHeader } from "./types.js";

const wire = equipoise.program;

/** Bytes of a whole file (header and body). */
export function encodeProgram(program: Program): Uint8Array {
  return wrapBody(encodeBody(program));
}

/** The canonical bytes that the digest covers. */
export function encodeBody(program: Program): Uint8Array {
  const image = imageFields(program);
  return wire.Program.encode({ ...headerFields(program), profile: program.profile, ...image }).finish();
}

function imageFields(program: Program): equipoise.program.IProgram {
  const { family } = program as { readonly family: string };
  const other = otherImage(family);
  if (other !== undefined) return { other: { family, image: other.encode(program) } };
  return program.family === "loihi" ? loihiFields(program) : { spinnaker: spinnakerMessage(program) };
}

function headerFields({
  formatVersion,
  compiler,
  name,
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
}: ProgramHeader): equipoise.program.IProgram {
  return {
    formatVersion,
    compiler,
    name,
    target,
    board,
    oversize,
    dt,
    seed,
    steps,
    burnInSteps,
    size,
    options,
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
    sourceMap: sourceMap.map((s) => ({ ...s, groups: [...s.groups] })),
    ledger: [...ledger],
    probes: probes?.map((probe) => ({ ...probe, neurons: le(probe.neurons) })),
    spikesProbed: spikesKept === "probed",
  };
}

function loihiFields({ readback, cores, groups, inputRouting, biasChanges }: LoihiProgram): equipoise.program.IProgram {
  return {
    groups: groups.map((g) => ({
      ...g,
      signMode: {
        excitatory: wire.SignMode.EXCITATORY,
        inhibitory: wire.SignMode.INHIBITORY,
        mixed: wire.SignMode.MIXED,
      }[g.signMode],
    })),
    cores: cores.map(coreMessage),
    inputRouting: inputRouting.map((r) => ({ port: r.port, start: le(r.start), core: le(r.core), axon: le(r.axon) })),
    biasChanges: biasChanges.map((b) => ({
      step: b.step,
      neurons: le(b.neurons),
      mantissa: le(b.mantissa),
      exponent: le(b.exponent),
    })),
    readbackVLsb: le(readback.vLsb),
    readbackVOffset: le(readback.vOffset),
  };
}

function coreMessage(core: CoreImage): equipoise.program.ICore {
  return {
    chip: core.chip,
    core: core.core,
    x: core.x,
    y: core.y,
    neurons: le(core.neurons),
    profiles: [...core.profiles],
    profileOf: core.profileOf,
    thresholds: le(core.thresholds),
    thresholdOf: core.thresholdOf,
    biasMantissa: le(core.biasMantissa),
    biasExponent: le(core.biasExponent),
    u0: le(core.u0),
    v0: le(core.v0),
    vmin: core.vmin,
    vmax: core.vmax,
    noise:
      core.noise === null
        ? null
        : { ...core.noise, target: core.noise.target === "u" ? wire.NoiseTarget.NOISE_U : wire.NoiseTarget.NOISE_V },
    formats: core.formats.map((f) => ({
      ...f,
      compression: f.compression === "dense" ? wire.Compression.DENSE : wire.Compression.SPARSE,
    })),
    axonStart: le(core.axonStart),
    axonEnd: le(core.axonEnd),
    axonBase: le(core.axonBase),
    synapseMemory: core.synapseMemory,
    outStart: le(core.outStart),
    outCore: le(core.outCore),
    outAxon: le(core.outAxon),
  };
}
