/**
 * A SpiNNaker-style machine, tick by tick, in the order of the chip (phases.ts); the kernel has cores, ring buffers and rows.
 * Hence a synapse of delay 1 moves V in the next tick. On the chip the order of delivery depends on when packets arrive; only
 * the count of saturations depends on it. Source: SpiNNaker spec §2.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { SourcePlayer } from "../../src/network/source-player.js";
import { createArena } from "../common/arena.js";
import { createArithmetic } from "./kernel/arithmetic.js";
import type { MachineImage, OffsetChange } from "../../src/program/spinnaker/machine-image.js";
import { loadCore, type CoreState } from "./kernel/core-state.js";
import { chooseKernel } from "./kernel/choose-kernel.js";
import type { Kernel, KernelFactory, KernelPlan, RoundingState } from "./kernel/kernel.js";
import type { RingBuffers } from "./kernel/ring-buffers.js";
import type { DirectInput, PoissonSources } from "./kernel/spike-input.js";
import type { Delivered } from "./kernel/synapse-table.js";
import { neuronPlaces, wholeMachine, type MachinePart } from "./machine-part.js";
import { STEP_PHASES } from "./phases.js";
import { SpikeList } from "./spike-list.js";

/** A spike from outside. */
export interface MachineSpike {
  readonly step: number;
  readonly id: number;
  readonly count: number;
  /** Ticks before `step` in which it was sent; it is received in `step`, as on a machine that cannot keep up. 0 unless told. */
  readonly late?: number;
}

/** A spike under way. */
export type SentSpike = readonly [id: number, count: number, late: number];

interface SpikeInput {
  /** What its ids count from. */
  readonly first: number;
  readonly play: (tick: number, emit: (id: number, count: number) => void) => void;
  readonly direct: DirectInput | null;
}

/** The colour in the key has four bits: lateness is known modulo 16. */
export const LARGEST_LATENESS = 15;

/** Totals since the start. */
export interface MachineTotals extends Delivered {
  spikes: number;
  updates: number;
  /** Spikes received late, and those of them that the chip's own counter sees (odd lateness only). */
  lateSpikes: number;
  lateSpikesReported: number;
}

export class SpinnakerMachine {
  /** The next tick. */
  tick = 0;
  readonly cores: readonly CoreState[];
  readonly arithmetic: readonly RoundingState[];
  readonly rings: RingBuffers;
  readonly poisson: readonly PoissonSources[];
  readonly totals: MachineTotals = {
    spikes: 0,
    updates: 0,
    events: 0,
    saturations: 0,
    skipped: 0,
    lateSpikes: 0,
    lateSpikesReported: 0,
  };
  /** Ids that fired in the last tick, by core and atom; `firedCount` of them. */
  readonly fired: Uint32Array;
  firedCount = 0;
  /** Ids go from 0 to sources - 1: neurons, then spike sources. */
  readonly sources: number;
  /** Why the fast kernel does not run it; null: it does, or its user chose another. */
  readonly slowBecause: string | null;
  private readonly kernel: Kernel;
  /** Poisson cores, then what the host plays, in the order in which their spikes are delivered. */
  private readonly inputs: readonly SpikeInput[];
  private readonly offsetChanges: readonly OffsetChange[];
  /** What was sent in tick t at [t mod length], without what was played directly; as long as the longest extra delay needs. */
  private readonly sent: readonly SpikeList[];
  /** What was played directly in the last tick, and how many listed spikes went before. */
  private readonly played: { readonly input: DirectInput; readonly after: number }[] = [];
  private readonly injected = new Map<number, MachineSpike[]>();
  /** By id; core -1: the neuron is in another part. */
  private readonly placeOf: { readonly core: Int32Array; readonly atom: Uint32Array };
  private readonly neurons: number;
  private nextChange = 0;

  /**
   * @param part of a machine whose other cores run elsewhere: then `image` has the cores of the part only, and all the rest of the machine
   * @throws EquipoiseError where the image contradicts itself
   */
  constructor(image: MachineImage, kernel?: KernelFactory, part?: MachinePart) {
    const { firstCore, sources, ticksUnderWay } = part ?? wholeMachine(image);
    this.offsetChanges = image.offsetChanges;
    const cores = image.cores.map((core, c) => loadCore(core, firstCore + c, image.dtRaw));
    const { seed, dt, poissonCores, hostSources } = image;
    const players = hostSources.map((source) => new SourcePlayer({ seed, dt, sources: [source] }));
    this.sources = sources;
    const plan: KernelPlan = {
      images: image.cores,
      cores,
      sources: this.sources,
      arithmetic: cores.map((_, c) => createArithmetic(image.rounding, seed, firstCore + c)),
      poissonCores,
      hostSources,
      seed,
      dt,
      listsAll: ticksUnderWay > 1,
    };
    const { factory, slowBecause } = kernel === undefined ? chooseKernel(plan) : { factory: kernel, slowBecause: null };
    this.slowBecause = slowBecause;
    this.kernel = factory.create(plan, createArena(factory.arrays(plan), factory.allocate));
    this.cores = this.kernel.cores;
    this.rings = this.kernel.rings;
    this.arithmetic = this.kernel.arithmetic;
    this.poisson = this.kernel.poisson;
    this.inputs = [
      ...this.poisson.map((core, p) => ({ first: poissonCores[p].first, play: core.play.bind(core) })),
      ...players.map((player) => ({ first: 0, play: player.play.bind(player) })),
    ].map((input, k) => ({ ...input, direct: this.kernel.direct[k] ?? null }));
    this.sent = Array.from({ length: ticksUnderWay }, () => new SpikeList());
    this.fired = new Uint32Array(this.cores.reduce((sum, core) => sum + core.n * core.stepsPerTick, 0));
    this.placeOf = neuronPlaces(image, part === undefined);
    this.neurons = cores.reduce((sum, { n }) => sum + n, 0);
  }

  inject(spikes: readonly MachineSpike[]): void {
    for (const { late = 0 } of spikes) {
      if (!(late >= 0 && late <= LARGEST_LATENESS))
        fail("inject-lateness", `a spike was injected ${late} ticks late, which a key cannot tell`, {
          limit: { what: "lateness", used: late, max: LARGEST_LATENESS },
        });
    }
    for (const spike of spikes) {
      const list = this.injected.get(spike.step);
      if (list === undefined) this.injected.set(spike.step, [spike]);
      else list.push(spike);
    }
  }

  /** Spikes injected for ticks to come, in the order of their ticks. */
  pendingInjections(): MachineSpike[] {
    return [...this.injected.keys()].sort((a, b) => a - b).flatMap((tick) => this.injected.get(tick)!);
  }

  /** Goes to `tick`; the arrays of the state are restored by the caller. */
  moveTo(tick: number, injected: readonly MachineSpike[]): void {
    this.tick = tick;
    // Changes of the past are applied again in the next tick, in their order: the last one holds, as before.
    this.nextChange = 0;
    this.injected.clear();
    this.played.length = 0;
    this.inject(injected);
  }

  /** Executes one tick. */
  advance(): void {
    for (const phase of STEP_PHASES) {
      if (phase === "drain" && this.kernel.drainsInUpdate) this.applyOffsetChanges(this.tick);
      else this[phase]();
    }
  }

  drain(tick = this.tick): void {
    this.applyOffsetChanges(tick);
    this.kernel.drain(tick);
  }

  update(tick = this.tick): void {
    this.firedCount = this.kernel.update(tick, this.fired);
    this.totals.spikes += this.firedCount;
    this.totals.updates += this.neurons;
  }

  plasticity(): void {}

  /** Neurons take `tick` ahead of the deliveries: they may be behind by less than the smallest delay. */
  updateAhead(tick: number): void {
    if (this.kernel.drainsInUpdate) this.applyOffsetChanges(tick);
    else this.drain(tick);
    this.update(tick);
  }

  /** Of the next `most` ticks, as many as can be updated before anything is delivered as far as late spikes go: those may arrive a tick later. */
  ticksBeforeLate(most: number): number {
    for (let k = 0; k < most; k++) if (this.injected.get(this.tick + k)?.some(({ late = 0 }) => late > 0)) return k + 1;
    return most;
  }

  /** @param fired ids of all neurons of the machine that fired, by core and atom */
  deliver(fired = this.fired.subarray(0, this.firedCount)): void {
    const { tick, sent, totals, kernel } = this;
    const now = sent[tick % sent.length];
    const direct = this.sendAndPlay(now, fired);
    this.countLate(now);
    kernel.extraDelays.forEach((extraDelay, stage) => {
      if (extraDelay <= tick)
        kernel.deliver(stage, tick, sent[(tick - extraDelay) % sent.length], stage === 0 ? direct : 0, totals);
    });
    this.tick++;
  }

  /** Lists what is sent in this tick. Returns how many of the list have been delivered already, ahead of what was played directly. */
  private sendAndPlay(list: SpikeList, fired: Uint32Array): number {
    const { tick, inputs, played, kernel, totals } = this;
    let delivered = 0;
    list.clear();
    played.length = 0;
    for (let k = 0; k < fired.length; k++) list.push(fired[k], 1, 0);
    for (const { first, play, direct } of inputs) {
      if (direct === null) play(tick, (id, count) => list.push(first + id, count, 0));
      else {
        kernel.deliver(0, tick, list, delivered, totals);
        delivered = list.length;
        direct.playDirectly(tick, totals);
        played.push({ input: direct, after: delivered });
      }
    }
    for (const { id, count, late } of this.injected.get(tick) ?? []) list.push(id, count, late ?? 0);
    this.injected.delete(tick);
    return delivered;
  }

  /** Ticks whose spikes can still be under way. */
  get ticksUnderWay(): number {
    return this.sent.length;
  }

  /** The spikes sent in the last ticks: those of tick t at [t mod length]. */
  sentSpikes(): SentSpike[][] {
    const { sent, played } = this;
    return sent.map((list, t) => {
      const spikes: SentSpike[] = [];
      let next = 0;
      const upTo = (end: number) => {
        for (; next < end; next++) spikes.push([list.ids[next], list.counts[next], list.late[next]]);
      };
      if (t === (this.tick + sent.length - 1) % sent.length) {
        for (const { input, after } of played) {
          upTo(after);
          input.each((id, count) => spikes.push([id, count, 0]));
        }
      }
      upTo(list.length);
      return spikes;
    });
  }

  /** Puts `sentSpikes` back. */
  restoreSent(sent: readonly (readonly SentSpike[])[]): void {
    this.sent.forEach((list, t) => {
      list.clear();
      for (const [id, count, late] of sent[t]) list.push(id, count, late);
    });
  }

  private countLate({ counts, late, length }: SpikeList): void {
    for (let k = 0; k < length; k++) {
      if (late[k] === 0) continue;
      this.totals.lateSpikes += counts[k];
      this.totals.lateSpikesReported += counts[k] * (late[k] & 1);
    }
  }

  private applyOffsetChanges(tick: number): void {
    const { offsetChanges } = this;
    for (; this.nextChange < offsetChanges.length && offsetChanges[this.nextChange].tick <= tick; this.nextChange++) {
      const { neurons, iOffset } = offsetChanges[this.nextChange];
      neurons.forEach((id, k) => {
        if (!this.has(id)) return;
        const { core, atom } = this.place(id);
        core.iOffset[atom] = iOffset[k];
      });
    }
  }

  /** Whether a neuron lives in this part of the machine. */
  has(id: number): boolean {
    return this.placeOf.core[id] >= 0;
  }

  /** Where a neuron lives. */
  place(id: number): { readonly core: CoreState; readonly atom: number } {
    return { core: this.cores[this.placeOf.core[id]], atom: this.placeOf.atom[id] };
  }
}
