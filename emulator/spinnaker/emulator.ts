/**
 * The bit-exact emulator of a SpiNNaker-style machine as an ExecutionTarget. State is in the chip's raw words:
 * v in S16.15 mV; u = excitatory - inhibitory synaptic state (S16.15 nA, or uS · 1024 for IF_cond_exp).
 */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { LossCounter, RunCounter } from "../../src/diagnostics/run-counters.js";
import type { NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import type { RegisterLosses } from "../../src/program/run-losses.js";
import { TargetFront } from "../../src/program/target-front.js";
import { restoreMachine, saveMachine } from "./checkpoint.js";
import { EXCITATORY, INHIBITORY, SYNAPSE_TYPES, type MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { plainKernelNote } from "../common/plain-kernel-note.js";
import type { KernelFactory } from "./kernel/kernel.js";
import { SpinnakerMachine, type MachineSpike } from "./machine.js";

const TYPE_NAMES = ["excitatory", "inhibitory"] as const;

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

/** A count is that many packets, each delivered by itself. */
const COUNTS = {
  least: 0,
  most: 2 ** 16 - 1,
  because: "this chip's spikes carry no payload, a count is that many packets",
};

export interface SpinnakerEmulatorOptions {
  /** What does the arithmetic; the fastest that can run here unless told. The result is the same with any. */
  readonly kernel?: KernelFactory;
}

export class SpinnakerEmulator extends TargetFront<SpinnakerState, MachineSpike> {
  readonly name = "emulator";
  readonly stateUnit = "LSB";
  protected readonly countRange = COUNTS;
  readonly machine: SpinnakerMachine;

  /** @throws EquipoiseError where the image contradicts itself */
  constructor(
    private readonly image: MachineImage,
    options: SpinnakerEmulatorOptions = {},
  ) {
    super();
    this.machine = new SpinnakerMachine(image, options.kernel);
  }

  async notes(): Promise<Diagnostic[]> {
    const { slowBecause } = this.machine;
    return slowBecause === null ? [] : [plainKernelNote("the emulator", slowBecause)];
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

  protected get sources(): number {
    return this.machine.sources;
  }

  protected take(spikes: readonly MachineSpike[]): void {
    this.machine.inject(spikes);
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    const { machine } = this;
    for (let k = 0; k < steps; k++) {
      const { tick } = machine;
      machine.advance();
      if (machine.firedCount === 0) continue;
      const ids = machine.fired.subarray(0, machine.firedCount).slice().sort();
      sink(tick, ids, uniqueInPlace(ids));
    }
  }

  protected async read(neurons: ArrayLike<number>): Promise<SpinnakerState> {
    const array = () => new Float64Array(neurons.length);
    const state = { u: array(), v: array(), refractory: array(), excitatory: array(), inhibitory: array() };
    for (let k = 0; k < neurons.length; k++) {
      const { core, atom } = this.machine.place(neurons[k]);
      state.v[k] = core.v[atom];
      state.excitatory[k] = core.excitatory[atom];
      state.inhibitory[k] = core.inhibitory[atom];
      state.u[k] = state.excitatory[k] - state.inhibitory[k];
      state.refractory[k] = core.refractory[atom];
    }
    return state;
  }

  neuronLosses(): NeuronLosses {
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
  protected async tally(): Promise<Record<string, number>> {
    const { totals } = this.machine;
    const counters: Record<string, number> = {
      spikes: totals.spikes,
      "synaptic-events": totals.events,
      "neuron-updates": totals.updates,
      "late-spikes": totals.lateSpikes,
      "late-spikes-reported": totals.lateSpikesReported,
      "skipped-synapses": totals.skipped,
    } satisfies Partial<Record<RunCounter, number>>;
    const { saturations, carries, overflows } = this.neuronLosses();
    const losses = {
      "ring-saturated-excitatory": saturations[EXCITATORY],
      "ring-saturated-inhibitory": saturations[INHIBITORY],
      "ring-carried-excitatory": carries[EXCITATORY],
      "ring-carried-inhibitory": carries[INHIBITORY],
      "s1615-overflowed": overflows,
    } satisfies Partial<Record<LossCounter, ArrayLike<number>>>;
    for (const [kind, perNeuron] of Object.entries(losses)) {
      const sum = (from: number, to: number) => perNeuron.subarray(from, to).reduce((a, b) => a + b, 0);
      counters[kind] = sum(0, this.size);
      for (const { name, first, size } of this.image.populations)
        counters[`${kind}:${name}`] = sum(first, first + size);
    }
    return counters;
  }

  /** Ring buffers in steps of their weight; nothing can be said of how much a carry or a wrapped product is. */
  protected override async lostByNeuron(): Promise<RegisterLosses[]> {
    const { saturations, carries, overflows } = this.neuronLosses();
    const ring = (type: typeof EXCITATORY | typeof INHIBITORY): RegisterLosses => ({
      counter: `ring-saturated-${TYPE_NAMES[type]}`,
      counts: saturations[type],
      ...this.ringAmounts(type),
      unit: "steps of the weight",
    });
    return [
      ring(EXCITATORY),
      ring(INHIBITORY),
      { counter: "ring-carried-excitatory", counts: carries[EXCITATORY], unit: "" },
      { counter: "ring-carried-inhibitory", counts: carries[INHIBITORY], unit: "" },
      { counter: "s1615-overflowed", counts: overflows, unit: "" },
    ];
  }

  /** What saturation took from each neuron, and what each population was sent, in steps of the weight. */
  private ringAmounts(type: typeof EXCITATORY | typeof INHIBITORY): {
    amounts: Float64Array;
    given: Record<string, number>;
  } {
    const { rings } = this.machine;
    const amounts = new Float64Array(this.size);
    const given: Record<string, number> = {};
    this.image.cores.forEach(({ neurons, layout }, c) => {
      const columns = rings.columnBase[rings.first[c]] + (type << layout.indexBits);
      neurons.forEach((id, atom) => (amounts[id] = rings.lost[columns + atom]));
      // A core holds neurons of one population.
      const name = this.image.populations.find(
        ({ first, size }) => neurons[0] >= first && neurons[0] < first + size,
      )?.name;
      if (name !== undefined) given[name] = (given[name] ?? 0) + rings.drained[SYNAPSE_TYPES * c + type];
    });
    for (const { name, first, size } of this.image.populations)
      for (let id = first; id < first + size; id++) given[name] = (given[name] ?? 0) + amounts[id];
    return { amounts, given };
  }

  protected async save(): Promise<Uint8Array> {
    return saveMachine(this.machine, this.image);
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    restoreMachine(this.machine, this.image, bytes);
  }

  protected async end(): Promise<void> {}
}

/** Several spikes of a neuron in one tick are one recorded spike, as in the chip's bit field. Returns how many remain. */
function uniqueInPlace(ascending: Uint32Array): number {
  let kept = 0;
  for (const id of ascending) if (kept === 0 || ascending[kept - 1] !== id) ascending[kept++] = id;
  return kept;
}
