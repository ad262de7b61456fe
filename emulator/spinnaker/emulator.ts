/**
 * The bit-exact emulator of a SpiNNaker-style machine as an ExecutionTarget. State is in the chip's raw words:
 * v in S16.15 mV; u = excitatory - inhibitory synaptic state (S16.15 nA, or uS · 1024 for IF_cond_exp).
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import type { ExecutionTarget, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import { imageFingerprint, restoreMachine, saveMachine } from "./checkpoint.js";
import { MOST_SPIKES_AT_ONCE } from "../kernel/checkpoint-header.js";
import { EXCITATORY, INHIBITORY, SYNAPSE_TYPES, type MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { SpinnakerMachine, type MachineSpike } from "./machine.js";

/** What went wrong where, since the start: one entry a neuron. */
export interface NeuronLosses {
  /** Additions to the ring buffer that saturated, by synapse type. */
  readonly saturations: readonly [excitatory: Uint32Array, inhibitory: Uint32Array];
  /** Sums over several synapse cores that passed 16 bits and carried into the next atom (or were lost), by synapse type. */
  readonly carries: readonly [excitatory: Uint32Array, inhibitory: Uint32Array];
  /** S16.15 results that wrapped or saturated. */
  readonly overflows: Uint32Array;
}

export interface SpinnakerState extends NeuronState {
  readonly excitatory: Float64Array;
  readonly inhibitory: Float64Array;
}

export class SpinnakerEmulator implements ExecutionTarget {
  readonly name = "emulator";
  readonly machine: SpinnakerMachine;

  /** @throws EquipoiseError where the image contradicts itself */
  constructor(private readonly image: MachineImage) {
    this.machine = new SpinnakerMachine(image);
  }

  get size(): number {
    return this.image.size;
  }

  get dt(): number {
    return this.image.dt;
  }

  get step(): number {
    return this.machine.tick;
  }

  inject(spikes: readonly MachineSpike[]): void {
    for (const { step, id, count } of spikes) {
      if (!Number.isInteger(step) || step < this.step)
        fail("inject-late", `a spike was injected for step ${step}, but step ${this.step} is the next`, { hint: "inject before the step is executed" });
      if (!Number.isInteger(id) || id < 0 || id >= this.machine.sources)
        fail("inject-unknown", `a spike was injected for source ${id}, but ids go from 0 to ${this.machine.sources - 1}`);
      if (!Number.isInteger(count) || count < 0 || count > MOST_SPIKES_AT_ONCE) fail("inject-count", `a spike was injected with the count ${count}; this chip's spikes carry no payload, only whole counts up to ${MOST_SPIKES_AT_ONCE}`);
    }
    this.machine.inject(spikes);
  }

  async advance(steps: number, sink: SpikeSink): Promise<void> {
    if (!Number.isInteger(steps) || steps < 0) fail("advance-steps", `cannot advance by ${steps} steps`);
    const { machine } = this;
    for (let k = 0; k < steps; k++) {
      const { tick } = machine;
      machine.advance();
      if (machine.firedCount === 0) continue;
      const ids = machine.fired.subarray(0, machine.firedCount).slice().sort();
      sink(tick, ids, uniqueInPlace(ids));
    }
  }

  async readState(neurons: ArrayLike<number>): Promise<SpinnakerState> {
    const array = () => new Float64Array(neurons.length);
    const state = { u: array(), v: array(), refractory: array(), excitatory: array(), inhibitory: array() };
    for (let k = 0; k < neurons.length; k++) {
      if (!(neurons[k] >= 0 && neurons[k] < this.size)) fail("state-unknown", `the network has no neuron ${neurons[k]}; ids go from 0 to ${this.size - 1}`);
      const { core, atom } = this.machine.place(neurons[k]);
      state.v[k] = core.v[atom];
      state.excitatory[k] = core.excitatory[atom];
      state.inhibitory[k] = core.inhibitory[atom];
      state.u[k] = state.excitatory[k] - state.inhibitory[k];
      state.refractory[k] = core.refractory[atom];
    }
    return state;
  }

  losses(): NeuronLosses {
    const { machine, size } = this;
    const { rings } = machine;
    const byType = () => [new Uint32Array(size), new Uint32Array(size)] as const;
    const losses = { saturations: byType(), carries: byType(), overflows: new Uint32Array(size) };
    this.image.cores.forEach(({ neurons, layout }, c) => {
      const columns = rings.columnBase[rings.first[c]];
      neurons.forEach((id, atom) => {
        for (let type = 0; type < SYNAPSE_TYPES; type++) {
          const column = columns + (type << layout.indexBits) + atom;
          losses.saturations[type][id] = rings.saturations[column];
          losses.carries[type][id] = rings.carries[column];
        }
        losses.overflows[id] = machine.cores[c].overflows[atom];
      });
    });
    return losses;
  }

  /** Every loss counter also by population: `ring-saturated-excitatory:E`. */
  async counters(): Promise<Record<string, number>> {
    const { totals } = this.machine;
    const counters: Record<string, number> = {
      spikes: totals.spikes,
      "synaptic-events": totals.events,
      "neuron-updates": totals.updates,
      "late-spikes": totals.lateSpikes,
      "late-spikes-reported": totals.lateSpikesReported,
      "skipped-synapses": totals.skipped,
    };
    const { saturations, carries, overflows } = this.losses();
    const losses = {
      "ring-saturated-excitatory": saturations[EXCITATORY],
      "ring-saturated-inhibitory": saturations[INHIBITORY],
      "ring-carried-excitatory": carries[EXCITATORY],
      "ring-carried-inhibitory": carries[INHIBITORY],
      "s1615-overflowed": overflows,
    };
    for (const [kind, perNeuron] of Object.entries(losses)) {
      const sum = (from: number, to: number) => perNeuron.subarray(from, to).reduce((a, b) => a + b, 0);
      counters[kind] = sum(0, this.size);
      for (const { name, first, size } of this.image.populations) counters[`${kind}:${name}`] = sum(first, first + size);
    }
    return counters;
  }

  async checkpoint(): Promise<Uint8Array> {
    return saveMachine(this.machine, imageFingerprint(this.image));
  }

  async restore(bytes: Uint8Array): Promise<void> {
    restoreMachine(this.machine, this.image, bytes, imageFingerprint(this.image));
  }

  async close(): Promise<void> {}
}

/** Several spikes of a neuron in one tick are one recorded spike, as in the chip's bit field. Returns how many remain. */
function uniqueInPlace(ascending: Uint32Array): number {
  let kept = 0;
  for (const id of ascending) if (kept === 0 || ascending[kept - 1] !== id) ascending[kept++] = id;
  return kept;
}
