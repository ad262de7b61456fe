/** The image of a SpiNNaker-style machine as a protobuf message. */
import { equipoise } from "../generated/program.js";
import { toLittleEndian as le } from "../little-endian.js";
import type { SpinnakerProgram } from "./program.js";
import type { NeuronParameters, SpinnakerCore } from "./machine-image.js";
import type { SpinnakerMapping } from "./mapping.js";

const wire = equipoise.program;

/** What stands before the cores, the cores one by one, and what stands behind them. */
export interface MachineParts {
  readonly head: equipoise.program.ISpinnakerMachine;
  readonly tail: equipoise.program.ISpinnakerMachine;
  readonly cores: () => Iterable<equipoise.program.ISpinnakerCore>;
}

export function machineParts({
  dtRaw,
  cores,
  offsetChanges,
  mapping,
  poissonCores = [],
}: SpinnakerProgram): MachineParts {
  return {
    head: { dtRaw },
    *cores() {
      for (const core of cores) yield coreMessage(core);
    },
    tail: {
      offsetChanges: offsetChanges.map(({ tick, neurons, iOffset }) => ({
        tick,
        neurons: le(neurons),
        iOffset: le(iOffset),
      })),
      mapping: mapping === null ? null : mappingMessage(mapping),
      poissonCores: poissonCores.map(({ rates, seed, ...core }) => ({
        ...core,
        rates: le(rates),
        seed: le(Uint32Array.from(seed)),
      })),
    },
  };
}

function mappingMessage({
  chipX,
  chipY,
  core,
  senders,
  tables,
}: SpinnakerMapping): equipoise.program.ISpinnakerMapping {
  return {
    chipX: le(chipX),
    chipY: le(chipY),
    core,
    senders: [...senders],
    tables: tables.map(({ x, y, keys, masks, routes }) => ({
      x,
      y,
      keys: le(keys),
      masks: le(masks),
      routes: le(routes),
    })),
  };
}

function coreMessage({ model, layout, leftShifts, blocks, ...core }: SpinnakerCore): equipoise.program.ISpinnakerCore {
  return {
    model: {
      IF_curr_exp: wire.SpinnakerModel.IF_CURR_EXP,
      IF_curr_delta: wire.SpinnakerModel.IF_CURR_DELTA,
      IF_cond_exp: wire.SpinnakerModel.IF_COND_EXP,
    }[model],
    neurons: le(core.neurons),
    synapseCores: core.synapseCores,
    stepsPerTick: core.stepsPerTick,
    parameters: parameterMessage(core.parameters),
    ...layout,
    shiftExcitatory: leftShifts[0],
    shiftInhibitory: leftShifts[1],
    blocks: [...blocks],
    rowStart: le(core.rowStart),
    words: le(core.words),
  };
}

function parameterMessage(parameters: NeuronParameters): equipoise.program.ISpinnakerParameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, words]) => [name, le(words as Int32Array)]));
}
