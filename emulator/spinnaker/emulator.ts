/**
 * The bit-exact emulator of a SpiNNaker-style machine as an ExecutionTarget. State is in the chip's raw words:
 * v in S16.15 mV; u = excitatory - inhibitory synaptic state (S16.15 nA, or uS · 1024 for IF_cond_exp).
 */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import type { RegisterLosses } from "../../src/program/run-losses.js";
import { TargetFront } from "../../src/program/target-front.js";
import { decodeCheckpoint, encodeCheckpoint, imageFingerprint, type ImageFingerprint } from "./checkpoint.js";
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";
import { release } from "../../src/network/release.js";
import { plainKernelNote } from "../common/plain-kernel-note.js";
import type { KernelFactory } from "./kernel/kernel.js";
import { ONE_BY_ONE_KERNEL } from "./kernel/one-by-one-kernel.js";
import { SpinnakerMachine, type MachineSpike } from "./machine.js";
import { machineCounters, neuronLosses, registerLosses, ringAmounts, type NeuronLosses } from "./machine-losses.js";
import { putState, shapeOf, stateOf } from "./machine-state.js";

export type { NeuronLosses };

export interface SpinnakerState extends NeuronState {
  readonly excitatory: Float64Array;
  readonly inhibitory: Float64Array;
}

/** A count is that many packets, each delivered by itself. */
export const MACHINE_COUNTS = {
  least: 0,
  most: 2 ** 16 - 1,
  because: "this chip's spikes carry no payload, a count is that many packets",
};

export interface SpinnakerEmulatorOptions {
  /** What does the arithmetic; the fastest that can run here unless told. The result is the same with any. */
  readonly kernel?: KernelFactory;
  /**
   * Whether the synaptic words of the image belong to nobody else: they are let go as soon as the kernel has its rows, and whoever reads them
   * afterwards is told so.
   */
  readonly releases?: boolean;
}

/** Gives back what most of a program is. */
export function releaseWords({ cores }: MachineImage): void {
  for (const core of cores) release(core, "words");
}

export class SpinnakerEmulator extends TargetFront<SpinnakerState, MachineSpike> {
  readonly name = "emulator";
  readonly stateUnit = "LSB";
  protected readonly countRange = MACHINE_COUNTS;
  readonly machine: SpinnakerMachine;
  private readonly fingerprint: ImageFingerprint;

  /** @throws EquipoiseError where the image contradicts itself */
  constructor(
    private readonly image: MachineImage,
    { kernel, releases = false }: SpinnakerEmulatorOptions = {},
  ) {
    super();
    this.machine = new SpinnakerMachine(image, kernel);
    // The kernel that goes word by word has no rows of its own.
    const letsGo = releases && kernel !== ONE_BY_ONE_KERNEL;
    this.fingerprint = imageFingerprint(image, letsGo);
    if (letsGo) releaseWords(image);
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
      const ids = recordedSpikes(machine);
      sink(tick, ids, ids.length);
    }
  }

  protected async read(neurons: ArrayLike<number>): Promise<SpinnakerState> {
    return readNeurons(this.machine, neurons);
  }

  neuronLosses(): NeuronLosses {
    return neuronLosses(this.machine, this.image);
  }

  protected async tally(): Promise<Record<string, number>> {
    return machineCounters(this.machine.totals, this.neuronLosses(), this.image);
  }

  protected override async lostByNeuron(): Promise<RegisterLosses[]> {
    const { machine, image } = this;
    return registerLosses(this.neuronLosses(), ringAmounts(machine, image), image.populations);
  }

  protected async save(): Promise<Uint8Array> {
    return encodeCheckpoint(stateOf(this.machine), this.fingerprint);
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    const { machine, image, fingerprint } = this;
    const { cores, sources, ticksUnderWay } = machine;
    const frame = { image, fingerprint, cores, sources, ticksUnderWay, totalNames: Object.keys(machine.totals) };
    putState(machine, decodeCheckpoint(bytes, { ...frame, shape: shapeOf(machine) }));
  }

  protected async end(): Promise<void> {}
}

/** State of neurons that live in this machine or part of one. */
export function readNeurons(machine: SpinnakerMachine, neurons: ArrayLike<number>): SpinnakerState {
  const array = () => new Float64Array(neurons.length);
  const state = { u: array(), v: array(), refractory: array(), excitatory: array(), inhibitory: array() };
  for (let k = 0; k < neurons.length; k++) {
    const { core, atom } = machine.place(neurons[k]);
    state.v[k] = core.v[atom];
    state.excitatory[k] = core.excitatory[atom];
    state.inhibitory[k] = core.inhibitory[atom];
    state.u[k] = state.excitatory[k] - state.inhibitory[k];
    state.refractory[k] = core.refractory[atom];
  }
  return state;
}

/** Ids that fired in the last tick, ascending: several spikes of a neuron are one recorded spike, as in the chip's bit field. */
export function recordedSpikes({ fired, firedCount }: SpinnakerMachine): Uint32Array {
  const ids = fired.slice(0, firedCount).sort();
  let kept = 0;
  for (const id of ids) if (kept === 0 || ids[kept - 1] !== id) ids[kept++] = id;
  return ids.subarray(0, kept);
}
