/** The whole dynamic state of a machine as bytes (kernel/checkpoint-container.ts); restored, it continues with the same bits. */
import { contentHash } from "../kernel/content-hash.js";
import { openCheckpoint, sealCheckpoint } from "../kernel/checkpoint-container.js";
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { playedSource } from "../../src/program/played-input.js";
import type { MachineSpike, MachineTotals, SpinnakerMachine } from "./machine.js";

const MAGIC = "EQPSPIN2";

interface Header {
  readonly tick: number;
  readonly totals: MachineTotals;
  readonly injected: readonly MachineSpike[];
  /** Random streams of stochastic rounding, by core. */
  readonly random: readonly (readonly number[])[];
  /** What was sent in the last ticks, for delay-extension cores: [id, count, late] by tick modulo the length. */
  readonly sent: readonly (readonly (readonly [number, number, number])[])[];
}

/** Everything that decided the spikes of a machine before a tick; input that is yet to come may differ. */
export function imageFingerprint(image: MachineImage, tick: number): Uint8Array {
  const { size, dt, dtRaw, rounding, seed, cores, poissonCores, hostSources, offsetChanges } = image;
  return contentHash({
    size, dt, dtRaw, rounding, seed, cores, poissonCores,
    played: hostSources.map((source) => playedSource(source, tick)), offsetChanges: offsetChanges.filter((change) => change.tick < tick),
  });
}

/** All state that lives in int32 arrays, always in the same order. */
function stateArrays({ cores, rings, poisson }: SpinnakerMachine): Int32Array[] {
  return [
    ...cores.flatMap((core) => [core.v, core.excitatory, core.inhibitory, core.refractory, core.iOffset, asInt32(core.overflows)]),
    asInt32(rings.ring),
    asInt32(rings.saturations),
    asInt32(rings.carries),
    asInt32(rings.lost),
    asInt32(rings.drained),
    ...poisson.map((core) => asInt32(core.save())),
  ];
}

/** Ring buffers have an even length: at least two synapse types. */
function asInt32(array: Uint16Array | Uint32Array | Float64Array): Int32Array {
  return new Int32Array(array.buffer, array.byteOffset, array.byteLength / 4);
}

export function saveMachine(machine: SpinnakerMachine, image: MachineImage): Uint8Array {
  const header: Header = {
    tick: machine.tick,
    totals: machine.totals,
    injected: machine.pendingInjections(),
    random: machine.arithmetic.map((arithmetic) => arithmetic.save()),
    sent: machine.sent.map((list) => Array.from({ length: list.length }, (_, k) => [list.ids[k], list.counts[k], list.late[k]] as const)),
  };
  return sealCheckpoint(MAGIC, imageFingerprint(image, machine.tick), header, stateArrays(machine));
}

/** @throws EquipoiseError for bytes that are damaged, of another version, or of another machine */
export function restoreMachine(machine: SpinnakerMachine, bytes: Uint8Array, image: MachineImage): void {
  const { header, take } = openCheckpoint<Header>(MAGIC, ({ tick }) => imageFingerprint(image, tick), bytes);
  machine.moveTo(header.tick, header.injected);
  Object.assign(machine.totals, header.totals);
  machine.arithmetic.forEach((arithmetic, c) => arithmetic.load(header.random[c]));
  machine.sent.forEach((list, t) => {
    list.clear();
    for (const [id, count, late] of header.sent[t]) list.push(id, count, late);
  });
  const poissonFrom = stateArrays(machine).length - machine.poisson.length;
  stateArrays(machine).forEach((array, k) => {
    const saved = take(array.length);
    if (k < poissonFrom) array.set(saved);
    else machine.poisson[k - poissonFrom].load(new Uint32Array(saved.buffer));
  });
}
