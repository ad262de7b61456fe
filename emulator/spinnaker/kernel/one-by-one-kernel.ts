/**
 * The kernel that is right because it is simple: every word of the image is decoded when a spike reaches it, every atom goes through the
 * specification (update-atom.ts), and the ring buffers are filled field by field. Tests hold the fast ones against it.
 */
import type { Arena, ArraySpecs } from "../../common/arena.js";
import { decodeSynapse, FIELD_BITS } from "../../../src/program/spinnaker/synaptic-word.js";
import type { SpikeList } from "../spike-list.js";
import type { Arithmetic } from "./arithmetic.js";
import { coreArrays, placeCores } from "./core-arrays.js";
import type { CoreState } from "./core-state.js";
import type { Kernel, KernelFactory, KernelPlan } from "./kernel.js";
import { PoissonCore } from "./poisson-source.js";
import { ringArrays, RingBuffers } from "./ring-buffers.js";
import type { Delivered } from "./synapse-table.js";
import { updateAtom } from "./update-atom.js";

function oneByOneArrays({ cores, images }: KernelPlan) {
  return { ...coreArrays(cores), ...ringArrays(images) } satisfies ArraySpecs;
}

type OneByOneArrays = ReturnType<typeof oneByOneArrays>;

export const ONE_BY_ONE_KERNEL: KernelFactory<OneByOneArrays> = {
  name: "one-by-one",
  arrays: oneByOneArrays,
  create: (plan, arena) => new OneByOneKernel(plan, arena),
};

class OneByOneKernel implements Kernel {
  readonly cores: readonly CoreState[];
  readonly rings: RingBuffers;
  readonly arithmetic: readonly Arithmetic[];
  readonly extraDelays: readonly number[];
  readonly poisson: readonly PoissonCore[];
  readonly direct: readonly null[] = [];
  readonly drainsInUpdate = false;

  constructor(
    private readonly plan: KernelPlan,
    { arrays }: Arena<OneByOneArrays>,
  ) {
    this.cores = placeCores(plan.cores, arrays);
    this.arithmetic = plan.arithmetic;
    this.rings = new RingBuffers(plan.images, arrays);
    this.poisson = plan.poissonCores.map((core) => new PoissonCore(core));
    const delays = plan.images.flatMap(({ blocks }) => blocks.map((block) => block.extraDelay));
    this.extraDelays = [...new Set([0, ...delays])].sort((a, b) => a - b);
  }

  drain(tick: number): void {
    this.cores.forEach((core, c) => this.rings.drain(c, core, tick, this.arithmetic[c]));
  }

  update(_tick: number, fired: Uint32Array): number {
    let count = 0;
    this.cores.forEach((core, c) => {
      for (let atom = 0; atom < core.n; atom++) {
        const spikes = updateAtom(core, atom, this.arithmetic[c]);
        for (let k = 0; k < spikes; k++) fired[count++] = this.plan.images[c].neurons[atom];
      }
    });
    return count;
  }

  deliver(stage: number, tick: number, { ids, counts, late, length }: SpikeList, from: number, done: Delivered): void {
    for (let s = from; s < length; s++)
      for (let k = 0; k < counts[s]; k++) this.deliverOne(stage, tick, ids[s], stage === 0 ? late[s] : 0, done);
  }

  private deliverOne(stage: number, tick: number, source: number, late: number, done: Delivered): void {
    this.plan.images.forEach(({ blocks, rowStart, words }, c) => {
      for (const { firstSource, sources, firstRow, extraDelay, synapseCore } of blocks) {
        if (extraDelay !== this.extraDelays[stage] || source < firstSource || source >= firstSource + sources) continue;
        const row = firstRow + source - firstSource;
        for (let k = rowStart[row]; k < rowStart[row + 1]; k++) this.add(c, synapseCore, words[k], tick, late, done);
      }
    });
  }

  private add(c: number, synapseCore: number, word: number, tick: number, late: number, done: Delivered): void {
    const { rings } = this;
    const { layout } = this.plan.images[c];
    const { weight, delay, type, index } = decodeSynapse(word, layout);
    done.events++;
    // A longest delay has the field 0, which the chip never takes for a past one.
    if (delay <= late && delay < 2 ** layout.delayBits) return void done.skipped++;
    const column = 2 ** layout.indexBits * type + index;
    const slot = rings.slot(rings.first[c] + synapseCore, tick - late + delay);
    const sum = slot[column] + weight;
    const largest = 2 ** FIELD_BITS - 1;
    slot[column] = Math.min(sum, largest);
    if (sum <= largest) return;
    const loss = rings.columnBase[rings.first[c]] + column;
    rings.lost[loss] += sum - largest;
    rings.saturations[loss]++;
    done.saturations++;
  }
}
