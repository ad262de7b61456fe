/** The images of a Loihi-style program → protobuf message. */
import { equipoise } from "../generated/program.js";
import { AXONS_AS_VARINTS } from "../format-version.js";
import { toLittleEndian as le } from "../little-endian.js";
import { encodeAxonLists } from "./axon-lists.js";
import { encodeAxonSources } from "./axon-sources.js";
import type { CoreImage, LoihiProgram } from "./program.js";

const wire = equipoise.program;

/** What stands before the cores, the cores one by one, and what stands behind them. */
export interface LoihiParts {
  readonly head: equipoise.program.IProgram;
  readonly tail: equipoise.program.IProgram;
  readonly cores: () => Iterable<equipoise.program.ICore>;
}

export function loihiParts(program: LoihiProgram): LoihiParts {
  const { readback, cores, groups, inputRouting, biasChanges } = program;
  const compact = program.formatVersion >= AXONS_AS_VARINTS;
  const sources = compact ? encodeAxonSources(program) : null;
  return {
    head: {
      groups: groups.map((g) => ({
        ...g,
        signMode: {
          excitatory: wire.SignMode.EXCITATORY,
          inhibitory: wire.SignMode.INHIBITORY,
          mixed: wire.SignMode.MIXED,
        }[g.signMode],
      })),
    },
    *cores() {
      for (const [c, core] of cores.entries()) {
        yield {
          ...coreMessage(core),
          ...inputAxons(core, compact ? encodeAxonLists(core) : null),
          ...(sources === null ? outputAxons(core) : { axonSources: sources[c] }),
        };
      }
    },
    tail: {
      inputRouting:
        sources === null
          ? inputRouting.map((r) => ({ port: r.port, start: le(r.start), core: le(r.core), axon: le(r.axon) }))
          : [],
      routesByAxon: sources !== null,
      biasChanges: biasChanges.map((b) => ({
        step: b.step,
        neurons: le(b.neurons),
        mantissa: le(b.mantissa),
        exponent: le(b.exponent),
      })),
      readbackVLsb: le(readback.vLsb),
      readbackVOffset: le(readback.vOffset),
    },
  };
}

function inputAxons(core: CoreImage, lists: Uint8Array | null): equipoise.program.ICore {
  return lists === null
    ? { axonStart: le(core.axonStart), axonEnd: le(core.axonEnd), axonBase: le(core.axonBase) }
    : { axonLists: lists };
}

function outputAxons(core: CoreImage): equipoise.program.ICore {
  return { outStart: le(core.outStart), outCore: le(core.outCore), outAxon: le(core.outAxon) };
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
    synapseMemory: core.synapseMemory,
  };
}
