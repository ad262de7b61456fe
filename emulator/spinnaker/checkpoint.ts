/** The whole dynamic state of a machine as bytes (common/checkpoint-container.ts); restored, it continues with the same bits. */
import { contentHash } from "../../src/numerics/content-hash.js";
import { openCheckpoint, sealCheckpoint } from "../common/checkpoint-container.js";
import {
  countsOf,
  injectedOf,
  LAST_STEP,
  listOf,
  MOST_SPIKES_AT_ONCE,
  need,
  recordOf,
  whole,
} from "../common/checkpoint-header.js";
import { isKiss64State } from "../../src/numerics/mars-kiss.js";
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { playedSource } from "../../src/program/played-input.js";
import { CORE_STATE } from "./kernel/core-arrays.js";
import { RING_STATE } from "./kernel/ring-buffers.js";
import {
  LARGEST_LATENESS,
  type MachineSpike,
  type MachineTotals,
  type SentSpike,
  type SpinnakerMachine,
} from "./machine.js";

const MAGIC = "EQPSPIN2";
const LARGEST_WORD = 0xffffffff;

interface Header {
  readonly tick: number;
  readonly totals: MachineTotals;
  readonly injected: readonly MachineSpike[];
  /** Random streams of stochastic rounding, by core. */
  readonly random: readonly (readonly number[])[];
  /** What was sent in the last ticks, for delay-extension cores: [id, count, late] by tick modulo the length. */
  readonly sent: readonly (readonly SentSpike[])[];
}

/** Everything that decided the spikes of a machine before a tick; input that is yet to come may differ. */
function imageFingerprint(image: MachineImage, tick: number): Uint8Array {
  const { size, dt, dtRaw, rounding, seed, cores, poissonCores, hostSources, offsetChanges } = image;
  return contentHash({
    size,
    dt,
    dtRaw,
    rounding,
    seed,
    cores,
    poissonCores,
    played: hostSources.map((source) => playedSource(source, tick)),
    offsetChanges: offsetChanges.filter((change) => change.tick < tick),
  });
}

/** State in int32 arrays, always in the same order; those of the cores first. */
function stateArrays({ cores, rings, poisson }: SpinnakerMachine): Int32Array[] {
  return [
    ...cores.flatMap((core) => CORE_STATE.map((name) => asInt32(core[name]))),
    ...RING_STATE.map((name) => asInt32(rings[name])),
    ...poisson.map((core) => asInt32(core.save())),
  ];
}

/** Ring buffers have an even length: at least two synapse types. */
function asInt32(array: Int32Array | Uint16Array | Uint32Array | Float64Array): Int32Array {
  return new Int32Array(array.buffer, array.byteOffset, array.byteLength / 4);
}

export function saveMachine(machine: SpinnakerMachine, image: MachineImage): Uint8Array {
  const header: Header = {
    tick: machine.tick,
    totals: machine.totals,
    injected: machine.pendingInjections(),
    random: machine.arithmetic.map((arithmetic) => arithmetic.save()),
    sent: machine.sentSpikes(),
  };
  return sealCheckpoint(MAGIC, imageFingerprint(image, machine.tick), header, stateArrays(machine));
}

/**
 * Changes nothing unless all of it is sound.
 * @throws EquipoiseError for bytes that are damaged, of another version or of another machine, or that no run of it can have written
 */
export function restoreMachine(machine: SpinnakerMachine, image: MachineImage, bytes: Uint8Array): void {
  const { header, take, finish } = openCheckpoint(
    MAGIC,
    (untested) => imageFingerprint(image, tickOf(untested)),
    bytes,
  );
  const { tick, totals, injected, random, sent } = headerOf(header, machine);
  const arrays = stateArrays(machine);
  const saved = arrays.map((array) => take(array.length));
  finish();
  const poissonFrom = arrays.length - machine.poisson.length;
  validateArrays(machine, image, saved, tick);

  machine.moveTo(tick, injected);
  Object.assign(machine.totals, totals);
  machine.arithmetic.forEach((arithmetic, c) => arithmetic.load(random[c]));
  machine.restoreSent(sent);
  arrays.forEach((array, k) => {
    if (k < poissonFrom) array.set(saved[k]);
    else machine.poisson[k - poissonFrom].load(new Uint32Array(saved[k].buffer));
  });
}

function headerOf(header: unknown, machine: SpinnakerMachine): Header {
  const fields = recordOf(header, "header fields");
  const tick = tickOf(header);
  const totals = countsOf(fields.totals, "totals", Object.keys(machine.totals)) as unknown as MachineTotals;
  const neurons = machine.cores.reduce((sum, core) => sum + core.n, 0);
  need(
    totals.updates === tick * neurons,
    `${totals.updates} updates are not those of ${neurons} neurons in ${tick} ticks`,
  );
  const late = (value: unknown) => whole(value, "lateness of a spike", 0, LARGEST_LATENESS);
  const injected = injectedOf<MachineSpike>(fields.injected, tick, machine.sources, (spike) => ({
    count: countOf(spike.count),
    ...(spike.late === undefined ? {} : { late: late(spike.late) }),
  }));
  const random = listOf(fields.random, "random streams");
  need(random.length === machine.arithmetic.length, "its random streams are not those of the cores");
  const sent = listOf(fields.sent, "spikes under way");
  need(
    sent.length === machine.ticksUnderWay,
    `it has spikes under way for ${sent.length} ticks, the machine for ${machine.ticksUnderWay}`,
  );
  return {
    tick,
    totals,
    injected,
    random: random.map((words, c) => randomOf(words, machine.arithmetic[c].save().length)),
    sent: sent.map((list) => listOf(list, "spikes under way").map((entry) => sentOf(entry, machine.sources, late))),
  };
}

function tickOf(header: unknown): number {
  return whole(recordOf(header, "header fields").tick, "tick", 0, LAST_STEP);
}

function countOf(value: unknown): number {
  return whole(value, "count of a spike", 0, MOST_SPIKES_AT_ONCE);
}

function sentOf(entry: unknown, sources: number, late: (value: unknown) => number): SentSpike {
  const spike = listOf(entry, "spikes under way");
  need(spike.length === 3, "a spike under way is not an id, a count and a lateness");
  return [whole(spike[0], "source of a spike under way", 0, sources - 1), countOf(spike[1]), late(spike[2])];
}

function randomOf(value: unknown, length: number): number[] {
  const words = listOf(value, "random stream").map((word) => whole(word, "random stream", 0, LARGEST_WORD));
  need(
    words.length === length && (length === 0 || isKiss64State(words)),
    "its random stream is no state of the generator",
  );
  return words;
}

/** Words of the ring buffers may be anything; what follows from the program, or from the last step of an atom, may not. */
function validateArrays(
  machine: SpinnakerMachine,
  image: MachineImage,
  saved: readonly Int32Array[],
  tick: number,
): void {
  const currents = currentsAt(image, tick);
  machine.cores.forEach(({ n, model, vThreshold, vReset, refractoryPeriod }, c) => {
    const [v, excitatory, inhibitory, refractory, iOffset] = saved.slice(CORE_STATE.length * c);
    const { neurons, parameters } = image.cores[c];
    for (let i = 0; i < n; i++) {
      const initial = parameters.refractoryInit[parameters.refractoryInit.length === 1 ? 0 : i];
      need(
        refractory[i] >= Math.min(0, initial) && refractory[i] <= Math.max(refractoryPeriod[i], initial),
        `neuron ${neurons[i]} has ${refractory[i]} refractory steps left, of at most ${refractoryPeriod[i]}`,
      );
      need(iOffset[i] === currents[neurons[i]], `the bias current of neuron ${neurons[i]} is not the program's`);
      if (tick === 0) continue;
      need(v[i] < vThreshold[i] || v[i] === vReset[i], `v of neuron ${neurons[i]} should have been reset`);
      need(
        model !== "IF_curr_delta" || (excitatory[i] === 0 && inhibitory[i] === 0),
        `input of neuron ${neurons[i]} outlives its step`,
      );
    }
  });
  for (const words of saved.slice(saved.length - machine.poisson.length))
    need(isKiss64State(new Uint32Array(words.buffer)), "its Poisson stream is no state of the generator");
}

/** iOffset of every neuron when `tick` begins. */
function currentsAt({ size, cores, offsetChanges }: MachineImage, tick: number): Int32Array {
  const currents = new Int32Array(size);
  for (const { neurons, parameters } of cores)
    neurons.forEach((id, i) => (currents[id] = parameters.iOffset[parameters.iOffset.length === 1 ? 0 : i]));
  for (const change of offsetChanges)
    if (change.tick < tick) change.neurons.forEach((id, k) => (currents[id] = change.iOffset[k]));
  return currents;
}
