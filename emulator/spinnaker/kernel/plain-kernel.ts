/** The kernel in plain TypeScript: rows by source, the short cut of update-core.ts, no allocation per tick. */
import type { Arena, ArraySpecs } from "../../common/arena.js";
import type { SpikeList } from "../spike-list.js";
import type { Arithmetic } from "./arithmetic.js";
import { coreArrays, placeCores } from "./core-arrays.js";
import type { CoreState } from "./core-state.js";
import type { Kernel, KernelFactory, KernelPlan } from "./kernel.js";
import { PoissonCore } from "./poisson-source.js";
import { ringArrays, RingBuffers } from "./ring-buffers.js";
import { buildSynapseTables, type Delivered, type SynapseTable } from "./synapse-table.js";
import { updateCore } from "./update-core.js";

function plainArrays({ cores, images }: KernelPlan) {
  const most = cores.reduce((largest, core) => Math.max(largest, core.n * core.stepsPerTick), 0);
  return {
    ...coreArrays(cores),
    ...ringArrays(images),
    /** Atoms of one core that fired. */
    firedAtoms: { kind: "uint32", length: most },
  } as const satisfies ArraySpecs;
}

type PlainArrays = ReturnType<typeof plainArrays>;

export const PLAIN_KERNEL: KernelFactory<PlainArrays> = {
  name: "plain",
  arrays: plainArrays,
  create: (plan, arena) => new PlainKernel(plan, arena),
};

class PlainKernel implements Kernel {
  readonly cores: readonly CoreState[];
  readonly rings: RingBuffers;
  readonly arithmetic: readonly Arithmetic[];
  readonly extraDelays: readonly number[];
  readonly poisson: readonly PoissonCore[];
  readonly direct: readonly null[] = [];
  readonly drainsInUpdate = false;
  private readonly neurons: readonly Uint32Array[];
  private readonly tables: readonly SynapseTable[];
  private readonly firedAtoms: Uint32Array;

  /** Keeps nothing of the synaptic words of the images: they are copied into tables by source. */
  constructor({ images, cores, sources, arithmetic, poissonCores }: KernelPlan, { arrays }: Arena<PlainArrays>) {
    this.neurons = images.map((image) => image.neurons);
    this.cores = placeCores(cores, arrays);
    this.arithmetic = arithmetic;
    this.rings = new RingBuffers(images, arrays);
    this.tables = buildSynapseTables(images, sources, this.rings);
    this.extraDelays = this.tables.map((table) => table.extraDelay);
    this.poisson = poissonCores.map((core) => new PoissonCore(core));
    this.firedAtoms = arrays.firedAtoms;
  }

  drain(tick: number): void {
    for (let c = 0; c < this.cores.length; c++) this.rings.drain(c, this.cores[c], tick, this.arithmetic[c]);
  }

  update(_tick: number, fired: Uint32Array): number {
    const { cores, arithmetic, firedAtoms } = this;
    let count = 0;
    for (let c = 0; c < cores.length; c++) {
      const neurons = this.neurons[c];
      const spikes = updateCore(cores[c], arithmetic[c], firedAtoms);
      for (let k = 0; k < spikes; k++) fired[count++] = neurons[firedAtoms[k]];
    }
    return count;
  }

  deliver(stage: number, tick: number, spikes: SpikeList, from: number, done: Delivered): void {
    const table = this.tables[stage];
    for (let s = from; s < spikes.length; s++) {
      // Delay-extension cores send on in their own tick: what they release is never late.
      const late = stage === 0 ? spikes.late[s] : 0;
      this.process(table, tick, spikes.ids[s], spikes.counts[s], late, done);
    }
  }

  /** A function of its own, so that the machine keeps the loop over words in its registers. */
  private process(
    table: SynapseTable,
    tick: number,
    source: number,
    count: number,
    late: number,
    done: Delivered,
  ): void {
    for (let k = 0; k < count; k++) {
      if (late === 0) table.deliver(source, tick, done);
      else table.deliverLate(source, tick, late, done);
    }
  }
}
