/** Protobuf message → image of a SpiNNaker-style machine. Whether it means something is validate-image.ts' business. */
import { equipoise } from "../generated/program.js";
import { array, InvalidField, oneOf } from "../message-fields.js";
import type { ProgramHeader } from "../header.js";
import type { SpinnakerProgram } from "./program.js";
import type { NeuronParameters, PoissonImage, SpinnakerCore } from "./machine-image.js";
import type { SpinnakerMapping } from "./mapping.js";

const wire = equipoise.program;

/** @param m all but the cores */
export function spinnakerFields(
  profile: string,
  m: equipoise.program.ISpinnakerMachine,
  cores: readonly SpinnakerCore[],
): Omit<SpinnakerProgram, keyof ProgramHeader> {
  return {
    family: "spinnaker",
    profile: oneOf(
      profile,
      { floor: "floor", nearest_sat: "nearest_sat", stochastic_sat: "stochastic_sat" } as const,
      "profile",
    ),
    dtRaw: m.dtRaw ?? 0,
    cores,
    offsetChanges: (m.offsetChanges ?? []).map((c) => ({
      tick: c.tick ?? 0,
      neurons: array(Uint32Array, c.neurons, "neurons of a current change"),
      iOffset: array(Int32Array, c.iOffset, "values of a current change"),
    })),
    mapping: m.mapping === null || m.mapping === undefined ? null : mappingOf(m.mapping),
    ...(m.poissonCores?.length ? { poissonCores: m.poissonCores.map(poissonOf) } : {}),
  };
}

function poissonOf(m: equipoise.program.ISpinnakerPoisson): PoissonImage {
  const seed = array(Uint32Array, m.seed, "seed of a Poisson core");
  if (seed.length !== 4) throw new InvalidField("seed of a Poisson core");
  return {
    first: m.first ?? 0,
    size: m.size ?? 0,
    rates: array(Uint32Array, m.rates, "rates of a Poisson core"),
    startTick: m.startTick ?? 0,
    stopTick: m.stopTick ?? 0,
    seed: [seed[0], seed[1], seed[2], seed[3]],
    secondsPerTick: m.secondsPerTick ?? 0,
    ticksPerMs: m.ticksPerMs ?? 0,
    slowCutoff: m.slowCutoff ?? 0,
    fastCutoff: m.fastCutoff ?? 0,
  };
}

function mappingOf(m: equipoise.program.ISpinnakerMapping): SpinnakerMapping {
  return {
    chipX: array(Uint16Array, m.chipX, "chips of the cores"),
    chipY: array(Uint16Array, m.chipY, "chips of the cores"),
    core: array(Uint8Array, m.core, "seats of the cores"),
    senders: (m.senders ?? []).map((s) => ({
      firstId: s.firstId ?? 0,
      atoms: s.atoms ?? 0,
      extraDelay: s.extraDelay ?? 0,
      core: s.core ?? 0,
      key: s.key ?? 0,
      mask: s.mask ?? 0,
    })),
    tables: (m.tables ?? []).map((t) => ({
      x: t.x ?? 0,
      y: t.y ?? 0,
      keys: array(Uint32Array, t.keys, "keys of a routing table"),
      masks: array(Uint32Array, t.masks, "masks of a routing table"),
      routes: array(Uint32Array, t.routes, "routes of a routing table"),
    })),
  };
}

/** Copies what it keeps. @throws InvalidField */
export function readSpinnakerCore(c: equipoise.program.ISpinnakerCore): SpinnakerCore {
  const models = {
    [wire.SpinnakerModel.IF_CURR_EXP]: "IF_curr_exp",
    [wire.SpinnakerModel.IF_CURR_DELTA]: "IF_curr_delta",
    [wire.SpinnakerModel.IF_COND_EXP]: "IF_cond_exp",
  } as const;
  if (c.parameters === null || c.parameters === undefined)
    throw new InvalidField("the parameters of a core are missing");
  return {
    model: oneOf(c.model, models, "neuron model of a core"),
    neurons: array(Uint32Array, c.neurons, "neurons of a core"),
    synapseCores: c.synapseCores ?? 0,
    stepsPerTick: c.stepsPerTick ?? 0,
    parameters: parametersOf(c.parameters),
    layout: { indexBits: c.indexBits ?? 0, typeBits: c.typeBits ?? 0, delayBits: c.delayBits ?? 0 },
    leftShifts: [c.shiftExcitatory ?? 0, c.shiftInhibitory ?? 0],
    blocks: (c.blocks ?? []).map((b) => ({
      firstSource: b.firstSource ?? 0,
      sources: b.sources ?? 0,
      firstRow: b.firstRow ?? 0,
      extraDelay: b.extraDelay ?? 0,
      synapseCore: b.synapseCore ?? 0,
      plasticity: null,
    })),
    rowStart: array(Uint32Array, c.rowStart, "rows of a core"),
    words: array(Uint32Array, c.words, "synaptic words of a core"),
  };
}

const REQUIRED = [
  "vInit",
  "vRest",
  "vReset",
  "vThreshold",
  "tauM",
  "cM",
  "iOffset",
  "tRefractory",
  "refractoryInit",
  "excitatoryInit",
  "inhibitoryInit",
] as const;
const OPTIONAL = ["tauExcitatory", "tauInhibitory", "reversalExcitatory", "reversalInhibitory"] as const;

function parametersOf(p: equipoise.program.ISpinnakerParameters): NeuronParameters {
  const words = (name: (typeof REQUIRED)[number] | (typeof OPTIONAL)[number]) =>
    [name, array(Int32Array, p[name], `values of ${name}`)] as const;
  const present = OPTIONAL.filter((name) => p[name] !== null && p[name] !== undefined);
  return Object.fromEntries([...REQUIRED, ...present].map(words)) as unknown as NeuronParameters;
}
