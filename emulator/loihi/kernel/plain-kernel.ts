/**
 * The kernel in plain TypeScript: typed arrays, no allocation per step.
 * deliver adds to int32 sums (modulo 2^32), whose order does not matter: any order of sources and workers gives the same bits.
 */
import type { Arena, ArraysOf, ArraySpecs } from "../../common/arena.js";
import type { Kernel, KernelFactory } from "./kernel.js";
import type { KernelPlan } from "./kernel-plan.js";
import { neuronArrays, type KernelState } from "./neuron-arrays.js";
import type { PortPlan } from "./port-plan.js";
import type { SynapseRows } from "./synapse-rows.js";
import { updateCompartments } from "./update.js";

/** Slots of the ring: a power of two that holds all delays behind the steps of a block. */
function slotsFor({ maxDelay, block }: Pick<KernelPlan, "maxDelay" | "block">): number {
  return 2 ** Math.ceil(Math.log2(maxDelay + 1 + block));
}

function plainArrays(plan: KernelPlan) {
  const stages = plan.rows.stages.length;
  return {
    ...neuronArrays(plan),
    /** Input of step s at ring[(s & slotMask)·n + i]; the stages of groups with a negative exponent follow the slots. */
    ring: { kind: "int32", length: slotsFor(plan) * plan.n + plan.rows.stageSize },
    /** Which stages hold something, in the order of first use, and whether a stage is among them. */
    openStages: { kind: "int32", length: stages },
    stageOpen: { kind: "uint8", length: stages },
  } as const satisfies ArraySpecs;
}

type PlainArrays = ReturnType<typeof plainArrays>;

export const PLAIN_KERNEL: KernelFactory<PlainArrays> = {
  name: "plain",
  arrays: plainArrays,
  create: (plan, arena) => new PlainKernel(plan, arena),
};

class PlainKernel implements Kernel {
  readonly state: KernelState & ArraysOf<PlainArrays>;
  private readonly rows: SynapseRows;
  private readonly ring: Int32Array;
  private readonly slotMask: number;
  private readonly stageBase: number;
  private openCount = 0;

  constructor(
    private readonly plan: KernelPlan,
    arena: Arena<PlainArrays>,
  ) {
    const { n, populations, arithmetic, rows } = plan;
    this.state = { n, populations, arithmetic, ...arena.arrays };
    this.rows = rows;
    this.ring = this.state.ring;
    this.slotMask = slotsFor(plan) - 1;
    this.stageBase = slotsFor(plan) * n;
  }

  update(step: number, steps: number): void {
    updateCompartments(this.state, this.ring, this.slotMask, step, steps);
  }

  deliver(step: number, ids: Uint32Array, from: number, to: number): number {
    let events = 0;
    for (let k = from; k < to; k++) events += this.deliverOne(step, ids[k], 1);
    return events;
  }

  deliverOne(step: number, source: number, count: number): number {
    const { rowStart, runDelay, runStage, runFirst, runScale, runWeights, target, weight } = this.rows;
    const { ring, slotMask } = this;
    const { n } = this.plan;
    const runEnd = rowStart[source + 1];
    const firstRun = rowStart[source];
    for (let r = firstRun; r < runEnd; r++) {
      const stage = runStage[r];
      const base = stage < 0 ? ((step + 1 + runDelay[r]) & slotMask) * n : this.openStage(stage);
      const scale = Math.imul(runScale[r], count);
      const weights = runWeights[r];
      if (weights < 0) addConstant(ring, base, target, runFirst[r], runFirst[r + 1], scale);
      else addWeighted(ring, base, target, runFirst[r], runFirst[r + 1], weight, weights, scale);
    }
    return runFirst[runEnd] - runFirst[firstRun];
  }

  deliverCounts(step: number, { first, from, to, single }: PortPlan, counts: Uint16Array): number {
    let events = 0;
    if (single === null) {
      for (let i = 0; i < to - from; i++)
        if (counts[i] !== 0) events += this.deliverOne(step, first + from + i, counts[i]);
      return events;
    }
    const { ring, slotMask } = this;
    const { target, weight, delay } = single;
    const base = ((step + 1 + delay) & slotMask) * this.plan.n;
    for (let i = 0; i < to - from; i++) {
      const count = counts[i];
      if (count === 0 || weight[i] === 0) continue;
      ring[base + target[i]] += Math.imul(weight[i], count);
      events++;
    }
    return events;
  }

  flush(step: number): void {
    const { ring, slotMask } = this;
    const { openStages, stageOpen, n } = this.state;
    for (let o = 0; o < this.openCount; o++) {
      const s = openStages[o];
      const { delay, shift, from, to, offset } = this.rows.stages[s];
      const slot = ((step + 1 + delay) & slotMask) * n;
      const sums = this.stageBase + offset - from;
      // A shift by 32 or more would wrap around in the machine: the sum's sign is all that is left.
      const places = Math.min(shift, 31);
      for (let i = from; i < to; i++) {
        ring[slot + i] += ring[sums + i] >> places;
        ring[sums + i] = 0;
      }
      stageOpen[s] = 0;
    }
    this.openCount = 0;
  }

  readPending(step: number, into: Int32Array): void {
    const { n, maxDelay } = this.plan;
    for (let d = 0; d <= maxDelay; d++) {
      const slot = ((step + d) & this.slotMask) * n;
      into.set(this.ring.subarray(slot, slot + n), d * n);
    }
  }

  writePending(step: number, from: Int32Array): void {
    const { n, maxDelay } = this.plan;
    this.ring.fill(0);
    this.state.stageOpen.fill(0);
    this.openCount = 0;
    for (let d = 0; d <= maxDelay; d++)
      this.ring.set(from.subarray(d * n, (d + 1) * n), ((step + d) & this.slotMask) * n);
  }

  private openStage(stage: number): number {
    const { stageOpen, openStages } = this.state;
    if (stageOpen[stage] === 0) {
      stageOpen[stage] = 1;
      openStages[this.openCount++] = stage;
    }
    const { offset, from } = this.rows.stages[stage];
    return this.stageBase + offset - from;
  }
}

/** Four at a time: the machine overlaps the loads of targets with the additions. Targets of a run may repeat; the order is kept. */
function addConstant(
  ring: Int32Array,
  base: number,
  target: Uint16Array | Uint32Array,
  from: number,
  to: number,
  weight: number,
): void {
  let k = from;
  for (; k + 4 <= to; k += 4) {
    const a = base + target[k];
    const b = base + target[k + 1];
    const c = base + target[k + 2];
    const d = base + target[k + 3];
    ring[a] += weight;
    ring[b] += weight;
    ring[c] += weight;
    ring[d] += weight;
  }
  for (; k < to; k++) ring[base + target[k]] += weight;
}

function addWeighted(
  ring: Int32Array,
  base: number,
  target: Uint16Array | Uint32Array,
  from: number,
  to: number,
  weight: Int16Array,
  weightFrom: number,
  scale: number,
): void {
  const shift = weightFrom - from;
  for (let k = from; k < to; k++) ring[base + target[k]] += Math.imul(weight[k + shift], scale);
}
