/** Protobuf message → the images of a Loihi-style program. */
import { equipoise } from "../generated/program.js";
import { array, InvalidField, oneOf } from "../message-fields.js";
import { decodeAxonLists, type AxonLists } from "./axon-lists.js";
import { decodeAxonSources } from "./axon-sources.js";
import type { ProgramHeader } from "../header.js";
import type { CoreImage, LoihiProgram } from "./program.js";

const wire = equipoise.program;

/** A core as its message has it: with its output axons, or with the sources of its input axons. */
export interface ReadCore {
  readonly image: CoreImage;
  readonly sources: Uint8Array;
}

/**
 * @param m all but the cores
 * @throws InvalidField for a broken array or an unknown name
 */
export function loihiFields(
  m: equipoise.program.Program,
  read: readonly ReadCore[],
  header: ProgramHeader,
): Omit<LoihiProgram, keyof ProgramHeader> {
  const { cores, inputRouting } = m.routesByAxon ? routesByAxon(m, read, header) : routesByTable(m, read);
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
    cores,
    inputRouting,
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

type Routed = Pick<LoihiProgram, "cores" | "inputRouting">;

function routesByAxon(m: equipoise.program.Program, read: readonly ReadCore[], header: ProgramHeader): Routed {
  if (m.inputRouting.length > 0 || read.some(({ image }) => image.outStart.length > 0))
    throw new InvalidField("its routes are there twice");
  const cores = read.map(({ image }) => image);
  const { outputs, inputRouting } = decodeAxonSources({ ...header, cores, sources: read.map((c) => c.sources) });
  return { cores: cores.map((core, c) => ({ ...core, ...outputs[c] })), inputRouting };
}

function routesByTable(m: equipoise.program.Program, read: readonly ReadCore[]): Routed {
  if (read.some(({ sources }) => sources.length > 0)) throw new InvalidField("its routes are there twice");
  return {
    cores: read.map(({ image }) => image),
    inputRouting: m.inputRouting.map((r) => ({
      port: r.port ?? 0,
      start: array(Uint32Array, r.start, "input routing"),
      core: array(Uint32Array, r.core, "input routing"),
      axon: array(Uint16Array, r.axon, "input routing"),
    })),
  };
}

/** Copies what it keeps. @throws InvalidField */
export function readCore(c: equipoise.program.ICore): ReadCore {
  return { image: coreOf(c), sources: array(Uint8Array, c.axonSources, "sources of a core") };
}

function axonListsOf(c: equipoise.program.ICore): AxonLists {
  const lists = c.axonLists ?? new Uint8Array(0);
  const tables = {
    axonStart: array(Uint32Array, c.axonStart, "input axons of a core"),
    axonEnd: array(Uint32Array, c.axonEnd, "input axons of a core"),
    axonBase: array(Uint16Array, c.axonBase, "input axons of a core"),
  };
  if (lists.length === 0) return tables;
  if (tables.axonStart.length + tables.axonEnd.length + tables.axonBase.length > 0)
    throw new InvalidField("the input axons of a core are there twice");
  return decodeAxonLists(lists);
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
    ...axonListsOf(c),
    synapseMemory: array(Uint8Array, c.synapseMemory, "synapse memory"),
    outStart: array(Uint32Array, c.outStart, "output axons of a core"),
    outCore: array(Uint32Array, c.outCore, "output axons of a core"),
    outAxon: array(Uint16Array, c.outAxon, "output axons of a core"),
  };
}
