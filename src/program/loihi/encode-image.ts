/** The images of a Loihi-style program → protobuf message. */
import { equipoise } from "../generated/program.js";
import { toLittleEndian as le } from "../little-endian.js";
import type { CoreImage, LoihiProgram } from "./program.js";

const wire = equipoise.program;

export function loihiFields({
  readback,
  cores,
  groups,
  inputRouting,
  biasChanges,
}: LoihiProgram): equipoise.program.IProgram {
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
