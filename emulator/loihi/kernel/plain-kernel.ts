/**
 * The kernel in plain TypeScript: typed arrays, no allocation per step.
 * deliver adds to int32 sums (modulo 2^32), whose order does not matter: any order of sources and workers gives the same bits.
 */
import type { KernelState, LoihiKernel } from "./kernel.js";
import type { SynapseRows } from "./synapse-rows.js";
import { updateHw } from "./update-hw.js";
import { updateLava } from "./update-lava.js";

export class PlainKernel implements LoihiKernel {
  /** Which stages hold something, in the order of first use. */
  private readonly openStages: Int32Array;
  private readonly stageOpen: Uint8Array;
  private openCount = 0;
  private readonly stageBase: number;

  constructor(
    readonly state: KernelState,
    readonly rows: SynapseRows,
  ) {
    this.openStages = new Int32Array(rows.stages.length);
    this.stageOpen = new Uint8Array(rows.stages.length);
    this.stageBase = (state.slotMask + 1) * state.n;
  }

  update(step: number, steps: number): void {
    if (this.state.arithmetic.profile === "lava") updateLava(this.state, step, steps);
    else updateHw(this.state, step, steps);
  }

  deliver(step: number, source: number, count: number): number {
    const { rowStart, runDelay, runStage, runFirst, runScale, runWeights, target, weight } = this.rows;
    const { ring, slotMask, n } = this.state;
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

  flush(step: number): void {
    const { ring, slotMask, n } = this.state;
    for (let o = 0; o < this.openCount; o++) {
      const s = this.openStages[o];
      const { delay, shift, from, to, offset } = this.rows.stages[s];
      const slot = ((step + 1 + delay) & slotMask) * n;
      const sums = this.stageBase + offset - from;
      // A shift by 32 or more would wrap around in the machine: the sum's sign is all that is left.
      const places = Math.min(shift, 31);
      for (let i = from; i < to; i++) {
        ring[slot + i] += ring[sums + i] >> places;
        ring[sums + i] = 0;
      }
      this.stageOpen[s] = 0;
    }
    this.openCount = 0;
  }

  private openStage(stage: number): number {
    if (this.stageOpen[stage] === 0) {
      this.stageOpen[stage] = 1;
      this.openStages[this.openCount++] = stage;
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
