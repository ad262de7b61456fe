/**
 * Does the image of a SpiNNaker-style machine mean something? What each core says of itself (check-core.ts), that rows belong to sources
 * that exist, seats and keys; and what running it takes, before anything of that size is made.
 */
import { need } from "../invalid-program.js";
import { POISSON_CORES } from "../format-version.js";
import { isKiss64State } from "../../numerics/mars-kiss.js";
import { S1615_ONE } from "../../numerics/s1615.js";
import { spinnakerTargetById } from "../../targets/registry.js";
import type { MemoryAllowance } from "../memory-allowance.js";
import type { SpinnakerProgram } from "./program.js";
import { checkSpinnakerCore } from "./check-core.js";
import type { SpinnakerCore } from "./machine-image.js";
import type { SpinnakerMapping } from "./mapping.js";

/** Ring buffers are counted in 16 bits. */
const MOST_RING_BUFFERS = 2 ** 16;
/** Additions to ring buffers that the inputs may cause in one tick: a quarter of a second of work, ten times what a million neurons get. */
const MOST_EVENTS_A_TICK = 2 ** 26;
const MS_PER_SECOND = 1000;
/** Of what the emulator keeps of a source that draws. */
const POISSON_SOURCE_BYTES = 64;

/** @throws EquipoiseError `program-invalid`, `program-too-large`, `core-layout`, `core-rows` */
export function validateMachine(program: SpinnakerProgram, sources: number, memory: MemoryAllowance): void {
  const { cores, dt, dtRaw, size, inputs, offsetChanges, mapping } = program;
  need(
    Number.isInteger(dtRaw) && dtRaw > 0 && dtRaw < 2 ** 31 && Math.abs(dtRaw / S1615_ONE - dt) <= 1 / S1615_ONE,
    `its tick of ${dtRaw}/32768 ms is not its time step of ${dt} ms`,
  );
  need(cores.length > 0, "it has no core");
  cores.forEach((core, index) => {
    checkSpinnakerCore(core, { object: `core ${index}` });
    validateParameters(core, index);
    need(
      core.blocks.every(({ firstSource, sources: n }) => firstSource + n <= sources),
      `core ${index} has synapses of a source that does not exist`,
    );
  });
  validatePoisson(program, memory);
  takeMemory(program, sources, memory);
  need(
    expectedEvents(program) <= MOST_EVENTS_A_TICK,
    `its inputs would reach more than ${MOST_EVENTS_A_TICK} synapses in every tick`,
  );
  need(
    mapping !== null || program.oversize || !spinnakerTargetById(program.target).routed,
    "its cores have no places, though it fits its board",
  );
  if (mapping !== null) validateMapping(mapping, cores.length + inputs.length, sources);
  offsetChanges.forEach(({ tick, neurons, iOffset }, k) => {
    need(
      neurons.length === iOffset.length && neurons.every((id) => id < size),
      "a current change names a neuron that does not exist",
    );
    need(k === 0 || tick >= offsetChanges[k - 1].tick, "its current changes are out of order");
  });
}

function validateParameters({ model, parameters, neurons }: SpinnakerCore, index: number): void {
  need(neurons.length >= 1, `core ${index} has no neurons`);
  for (const [name, values] of Object.entries(parameters) as [string, Int32Array][]) {
    need(
      values.length === 1 || values.length === neurons.length,
      `core ${index} has ${values.length} values of ${name} for ${neurons.length} atoms`,
    );
  }
  const positive = (values: Int32Array | undefined) => values !== undefined && values.every((value) => value > 0);
  need(positive(parameters.tauM) && positive(parameters.cM), `core ${index} has a tau_m or c_m that is not above 0`);
  need(
    parameters.tRefractory.every((t) => t >= 0),
    `core ${index} has a negative refractory time`,
  );
  if (model === "IF_curr_delta") return;
  need(
    positive(parameters.tauExcitatory) && positive(parameters.tauInhibitory),
    `core ${index} has a synaptic time constant that is missing or not above 0`,
  );
  need(
    model !== "IF_cond_exp" ||
      (parameters.reversalExcitatory !== undefined && parameters.reversalInhibitory !== undefined),
    `core ${index} has no reversal potentials`,
  );
}

/** The ids of a Poisson core are those of one input port, which plays nothing itself. */
function validatePoisson(
  { poissonCores = [], inputs, formatVersion }: SpinnakerProgram,
  memory: MemoryAllowance,
): void {
  need(poissonCores.length === 0 || formatVersion >= POISSON_CORES, "its format version has no Poisson cores");
  const ports = new Set<number>();
  for (const { first, size, rates, seed } of poissonCores) {
    const port = inputs.findIndex((input) => input.first === first && input.size === size && input.kind === "host");
    need(
      size >= 1 && port >= 0 && !ports.has(port),
      `the Poisson core of ids from ${first} has no input port of its own`,
    );
    ports.add(port);
    need(
      rates.length === 1 || rates.length === size,
      `the Poisson core of ids from ${first} has ${rates.length} rates for ${size} sources`,
    );
    need(isKiss64State(seed), `the Poisson core of ids from ${first} has a seed that its generator does not take`);
    memory.take(size, POISSON_SOURCE_BYTES, "Poisson sources");
  }
}

/** Bytes of what the emulator makes of it (emulator/spinnaker). */
function takeMemory({ cores }: SpinnakerProgram, sources: number, memory: MemoryAllowance): void {
  const delays = new Set([0]);
  let longest = 0;
  let buffers = 0;
  for (const { layout, synapseCores, neurons, stepsPerTick, blocks, rowStart } of cores) {
    const slot = 2 ** (layout.indexBits + layout.typeBits);
    buffers += synapseCores;
    need(buffers <= MOST_RING_BUFFERS, `its cores have more than ${MOST_RING_BUFFERS} synapse cores`);
    memory.take(synapseCores, 2 * slot * 2 ** layout.delayBits + 16, "synapse cores");
    memory.take(slot, 8, "ring buffers");
    memory.take(neurons.length * stepsPerTick, 8, "steps a tick");
    for (const { firstRow, sources: rows, extraDelay } of blocks) {
      delays.add(extraDelay);
      longest = Math.max(longest, extraDelay);
      memory.take(rows, 6, "synaptic rows");
      memory.take(rowStart[firstRow + rows] - rowStart[firstRow], 4, "synaptic rows");
    }
  }
  memory.take(sources * delays.size, 12, "sources and delay stages");
  memory.take(longest, 640, "delay stages");
}

/** Synapses that the Poisson inputs reach in a tick, at most: a spike that comes several times is processed as often. */
function expectedEvents({ cores, inputs, dt }: SpinnakerProgram): number {
  let events = 0;
  for (const { kind, rate, first, size } of inputs) {
    if (kind !== "poisson") continue;
    const spikes = (rate.reduce((most, r) => Math.max(most, r), 0) * dt) / MS_PER_SECOND;
    for (const { blocks, rowStart } of cores) {
      for (const { firstSource, sources, firstRow } of blocks) {
        if (firstSource < first + size && firstSource + sources > first)
          events += spikes * (rowStart[firstRow + sources] - rowStart[firstRow]);
      }
    }
  }
  return events;
}

function validateMapping(
  { chipX, chipY, core, senders, tables }: SpinnakerMapping,
  atLeast: number,
  sources: number,
): void {
  const seats = new Set(Array.from(core, (p, k) => `${chipX[k]} ${chipY[k]} ${p}`));
  need(
    core.length >= atLeast &&
      chipX.length === core.length &&
      chipY.length === core.length &&
      seats.size === core.length,
    "its cores do not each have a seat of their own",
  );
  for (const { firstId, atoms, core: at, key, mask } of senders) {
    need(
      at < core.length && firstId + atoms <= sources && (key & ~mask) === 0,
      "a sender has keys, ids or a core that cannot be",
    );
  }
  for (const { keys, masks, routes } of tables)
    need(masks.length === keys.length && routes.length === keys.length, "a routing table has unequal columns");
}
