/**
 * A SpiNNaker-style machine, tick by tick, in the order of the chip:
 *
 *   1. drain     the slot of this tick goes from the ring buffers into the synaptic states, on every core
 *   2. update    neurons take the tick, atom by atom
 *   3. deliver   rows of what was sent in this tick are added to the ring buffers: neurons by core and atom, Poisson cores,
 *                sources played by the host, injected spikes, then what delay-extension cores release now, shortest delay first
 * Hence a synapse of delay 1 moves V in the next tick. On the chip the order within 3 depends on when packets arrive; only
 * the count of saturations depends on it. Source: SpiNNaker spec §2.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { SourcePlayer } from "../../src/network/source-player.js";
import { createArithmetic, type Arithmetic } from "./kernel/arithmetic.js";
import type { MachineImage, OffsetChange } from "../../src/program/spinnaker/machine-image.js";
import { loadCore, type CoreState } from "./kernel/core-state.js";
import { PoissonCore } from "./kernel/poisson-source.js";
import { RingBuffers } from "./kernel/ring-buffers.js";
import { SpikeList } from "./spike-list.js";
import { buildSynapseTables, type Delivered, type SynapseTable } from "./kernel/synapse-table.js";
import { updateCore } from "./kernel/update-core.js";

/** A spike from outside. */
export interface MachineSpike {
  readonly step: number;
  readonly id: number;
  readonly count: number;
  /** Ticks before `step` in which it was sent; it is received in `step`, as on a machine that cannot keep up. 0 unless told. */
  readonly late?: number;
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
  readonly arithmetic: readonly Arithmetic[];
  readonly rings: RingBuffers;
  readonly poisson: readonly PoissonCore[];
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
  private readonly neurons: readonly Uint32Array[];
  private readonly tables: readonly SynapseTable[];
  private readonly firstPoisson: readonly number[];
  private readonly player: SourcePlayer;
  private readonly offsetChanges: readonly OffsetChange[];
  /** What was sent in tick t at [t mod length]; as long as the longest extra delay needs. */
  readonly sent: readonly SpikeList[];
  private readonly firedAtoms: Uint32Array;
  private readonly injected = new Map<number, MachineSpike[]>();
  private readonly placeOf: { readonly core: Int32Array; readonly atom: Uint32Array };
  private nextChange = 0;

  /**
   * Keeps nothing of the synaptic words of the image: they are copied into tables by source.
   * @throws EquipoiseError where the image contradicts itself
   */
  constructor(image: MachineImage) {
    this.neurons = image.cores.map((core) => core.neurons);
    this.offsetChanges = image.offsetChanges;
    this.firstPoisson = image.poissonCores.map((core) => core.first);
    this.cores = image.cores.map((core, c) => loadCore(core, c, image.dtRaw));
    this.arithmetic = image.cores.map((_, c) => createArithmetic(image.rounding, image.seed, c));
    this.poisson = image.poissonCores.map((core) => new PoissonCore(core));
    this.player = new SourcePlayer({ seed: image.seed, dt: image.dt, sources: image.hostSources });
    this.sources = [...image.hostSources, ...image.poissonCores].reduce(
      (end, s) => Math.max(end, s.first + s.size),
      image.size,
    );
    for (const { blocks } of image.cores) {
      for (const { firstSource, sources } of blocks) this.sources = Math.max(this.sources, firstSource + sources);
    }
    this.rings = new RingBuffers(image.cores);
    this.tables = buildSynapseTables(image.cores, this.sources, this.rings);
    this.sent = Array.from({ length: this.tables[this.tables.length - 1].extraDelay + 1 }, () => new SpikeList());
    const most = this.cores.reduce((sum, core) => sum + core.n * core.stepsPerTick, 0);
    this.fired = new Uint32Array(most);
    this.firedAtoms = new Uint32Array(
      this.cores.reduce((largest, core) => Math.max(largest, core.n * core.stepsPerTick), 0),
    );
    this.placeOf = placesOf(image);
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
    this.inject(injected);
  }

  /** Executes one tick. */
  advance(): void {
    this.drain();
    this.update();
    this.deliver();
  }

  drain(): void {
    this.applyOffsetChanges();
    for (let c = 0; c < this.cores.length; c++) this.rings.drain(c, this.cores[c], this.tick, this.arithmetic[c]);
  }

  update(): void {
    const { cores, arithmetic, fired, firedAtoms } = this;
    let count = 0;
    for (let c = 0; c < cores.length; c++) {
      const neurons = this.neurons[c];
      const spikes = updateCore(cores[c], arithmetic[c], firedAtoms);
      for (let k = 0; k < spikes; k++) fired[count++] = neurons[firedAtoms[k]];
      this.totals.updates += cores[c].n;
    }
    this.firedCount = count;
    this.totals.spikes += count;
  }

  deliver(): void {
    const { tick, sent } = this;
    this.collectSent(sent[tick % sent.length]);
    for (const table of this.tables) {
      if (table.extraDelay > tick) break;
      const due = sent[(tick - table.extraDelay) % sent.length];
      for (let k = 0; k < due.length; k++) this.process(table, due.ids[k], due.counts[k], due.late[k]);
    }
    this.tick++;
  }

  private collectSent(list: SpikeList): void {
    const { tick, fired, firedCount } = this;
    list.clear();
    for (let k = 0; k < firedCount; k++) list.push(fired[k], 1, 0);
    this.poisson.forEach((core, p) =>
      core.play(tick, (source, count) => list.push(this.firstPoisson[p] + source, count, 0)),
    );
    this.player.play(tick, (id, count) => list.push(id, count, 0));
    for (const { id, count, late } of this.injected.get(tick) ?? []) list.push(id, count, late ?? 0);
    this.injected.delete(tick);
  }

  /** Delay-extension cores send on in their own tick: what they release is never late. */
  private process(table: SynapseTable, id: number, count: number, late: number): void {
    const { tick, totals } = this;
    const lateHere = table.extraDelay === 0 ? late : 0;
    if (lateHere > 0) this.countLate(count, lateHere);
    for (let k = 0; k < count; k++) {
      if (lateHere === 0) table.deliver(id, tick, totals);
      else table.deliverLate(id, tick, lateHere, totals);
    }
  }

  private countLate(count: number, late: number): void {
    this.totals.lateSpikes += count;
    this.totals.lateSpikesReported += count * (late & 1);
  }

  private applyOffsetChanges(): void {
    const { offsetChanges } = this;
    for (
      ;
      this.nextChange < offsetChanges.length && offsetChanges[this.nextChange].tick <= this.tick;
      this.nextChange++
    ) {
      const { neurons, iOffset } = offsetChanges[this.nextChange];
      neurons.forEach((id, k) => {
        const { core, atom } = this.place(id);
        core.iOffset[atom] = iOffset[k];
      });
    }
  }

  /** Where a neuron lives. */
  place(id: number): { readonly core: CoreState; readonly atom: number } {
    return { core: this.cores[this.placeOf.core[id]], atom: this.placeOf.atom[id] };
  }
}

function placesOf({ size, cores }: MachineImage): { core: Int32Array; atom: Uint32Array } {
  const core = new Int32Array(size).fill(-1);
  const atom = new Uint32Array(size);
  cores.forEach((image, c) =>
    image.neurons.forEach((id, a) => {
      if (id >= size) fail("core-neurons", `core ${c} holds neuron ${id}, but the network has ${size}`);
      if (core[id] >= 0) fail("core-neurons", `neuron ${id} lives on core ${core[id]} and on core ${c}`);
      core[id] = c;
      atom[id] = a;
    }),
  );
  const homeless = core.indexOf(-1);
  if (homeless >= 0) fail("core-neurons", `neuron ${homeless} lives on no core`);
  return { core, atom };
}
