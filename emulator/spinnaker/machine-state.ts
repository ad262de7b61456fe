/** All dynamic state of a machine as plain data, which travels between threads; that of its parts joins to that of the whole, and back. */
import { CORE_STATE } from "./kernel/core-arrays.js";
import { RING_STATE } from "./kernel/ring-buffers.js";
import type { MachineSpike, MachineTotals, SentSpike, SpinnakerMachine } from "./machine.js";

export interface MachineState {
  readonly tick: number;
  readonly totals: MachineTotals;
  readonly injected: readonly MachineSpike[];
  /** Random streams of stochastic rounding, by core. */
  readonly random: readonly (readonly number[])[];
  /** What was sent in the last ticks, for delay-extension cores: [id, count, late] by tick modulo the length. */
  readonly sent: readonly (readonly SentSpike[])[];
  /** For each core: its arrays, in the order of CORE_STATE. */
  readonly cores: readonly (readonly Int32Array[])[];
  /** In the order of RING_STATE. */
  readonly rings: readonly Int32Array[];
  /** Of each Poisson core: generator, then times to spike. Every part plays them all. */
  readonly poisson: readonly Int32Array[];
}

/** Lengths of the arrays of a state. */
export interface StateShape {
  readonly cores: readonly (readonly number[])[];
  readonly rings: readonly number[];
  readonly poisson: readonly number[];
}

/** A view: ring buffers have an even length, as there are at least two synapse types. */
function asInt32(array: Int32Array | Uint16Array | Uint32Array | Float64Array): Int32Array {
  return new Int32Array(array.buffer, array.byteOffset, array.byteLength / 4);
}

function liveArrays({ cores, rings, poisson }: SpinnakerMachine): Pick<MachineState, "cores" | "rings" | "poisson"> {
  return {
    cores: cores.map((core) => CORE_STATE.map((name) => asInt32(core[name]))),
    rings: RING_STATE.map((name) => asInt32(rings[name])),
    poisson: poisson.map((core) => asInt32(core.save())),
  };
}

export function shapeOf(machine: SpinnakerMachine): StateShape {
  const { cores, rings, poisson } = liveArrays(machine);
  const lengths = (arrays: readonly Int32Array[]) => arrays.map(({ length }) => length);
  return { cores: cores.map(lengths), rings: lengths(rings), poisson: lengths(poisson) };
}

/** A copy. */
export function stateOf(machine: SpinnakerMachine): MachineState {
  const { cores, rings, poisson } = liveArrays(machine);
  // Not `slice`, which keeps the kind of the buffer: shared memory would not travel as a copy.
  const copies = (arrays: readonly Int32Array[]) => arrays.map((array) => new Int32Array(array));
  return {
    tick: machine.tick,
    totals: { ...machine.totals },
    injected: machine.pendingInjections(),
    random: machine.arithmetic.map((arithmetic) => arithmetic.save()),
    sent: machine.sentSpikes(),
    cores: cores.map(copies),
    rings: copies(rings),
    poisson: copies(poisson),
  };
}

/** @param state of the shape of the machine */
export function putState(machine: SpinnakerMachine, state: MachineState): void {
  machine.moveTo(state.tick, state.injected);
  Object.assign(machine.totals, state.totals);
  machine.arithmetic.forEach((arithmetic, c) => arithmetic.load(state.random[c]));
  machine.restoreSent(state.sent);
  const live = liveArrays(machine);
  live.cores.forEach((arrays, c) => arrays.forEach((array, k) => array.set(state.cores[c][k])));
  live.rings.forEach((array, k) => array.set(state.rings[k]));
  machine.poisson.forEach((core, p) => {
    const words = state.poisson[p];
    core.load(new Uint32Array(words.buffer, words.byteOffset, words.length));
  });
}

/** Totals that every part counts for itself; all the others count the same spikes. */
const OWN_TOTALS = ["spikes", "updates", "events", "saturations", "skipped"] as const;

export function joinTotals(parts: readonly MachineTotals[]): MachineTotals {
  const totals = { ...parts[0] };
  for (const part of parts.slice(1)) for (const name of OWN_TOTALS) totals[name] += part[name];
  return totals;
}

export function joinShapes(parts: readonly StateShape[]): StateShape {
  return {
    cores: parts.flatMap(({ cores }) => cores),
    rings: RING_STATE.map((_, k) => parts.reduce((sum, { rings }) => sum + rings[k], 0)),
    poisson: parts[0].poisson,
  };
}

/** The state of the machine whose parts, in the order of their cores, have these. */
export function joinStates(parts: readonly MachineState[]): MachineState {
  return {
    ...parts[0],
    totals: joinTotals(parts.map(({ totals }) => totals)),
    random: parts.flatMap(({ random }) => random),
    cores: parts.flatMap(({ cores }) => cores),
    rings: RING_STATE.map((_, k) => concatenated(parts.map(({ rings }) => rings[k]))),
  };
}

/** The states of the parts: the first gets the totals that each counts for itself. */
export function splitState(state: MachineState, parts: readonly StateShape[]): MachineState[] {
  let core = 0;
  const ring = RING_STATE.map(() => 0);
  return parts.map(({ cores, rings }, p) => {
    const from = core;
    core += cores.length;
    const totals = { ...state.totals };
    if (p > 0) for (const name of OWN_TOTALS) totals[name] = 0;
    return {
      ...state,
      totals,
      random: state.random.slice(from, core),
      cores: state.cores.slice(from, core),
      rings: rings.map((length, k) => state.rings[k].slice(ring[k], (ring[k] += length))),
    };
  });
}

function concatenated(arrays: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  arrays.reduce((at, array) => (whole.set(array, at), at + array.length), 0);
  return whole;
}
