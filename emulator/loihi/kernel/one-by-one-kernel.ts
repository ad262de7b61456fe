/**
 * The kernel that is right because it is simple: neuron by neuron and synapse by synapse, with the functions of the readable step and
 * its exact numbers. Tests hold the fast ones against it; input waits compartment by compartment here, not slot by slot.
 */
import type { Arena, ArraysOf, ArraySpecs } from "../../common/arena.js";
import { truncatedDecay, wrapOnceLava, wrapTwos } from "../registers.js";
import type { Kernel, KernelFactory } from "./kernel.js";
import type { KernelPlan } from "./kernel-plan.js";
import {
  ACCUMULATOR_WRAPPED,
  neuronArrays,
  noteLoss,
  U_WRAPPED,
  V_CLIPPED_HIGH,
  V_CLIPPED_LOW,
  type KernelState,
} from "./neuron-arrays.js";
import type { PortPlan } from "./port-plan.js";

/** Sums on their way have 32 bits. */
const SUM_BITS = 32;

/** Steps for which input can wait: the delays, and those of a block that are not yet behind it. */
const horizonOf = ({ maxDelay, block }: KernelPlan) => maxDelay + block + 1;

function oneByOneArrays(plan: KernelPlan) {
  return {
    ...neuronArrays(plan),
    /** Input of compartment i in step s at [i · horizon + s mod horizon]. */
    waiting: { kind: "int32", length: plan.n * horizonOf(plan) },
    /** Sums of the step that groups with a negative exponent will shift: of compartment i and stage g at [g · n + i]. */
    staged: { kind: "int32", length: plan.n * plan.rows.stages.length },
  } as const satisfies ArraySpecs;
}

type OneByOneArrays = ReturnType<typeof oneByOneArrays>;

export const ONE_BY_ONE_KERNEL: KernelFactory<OneByOneArrays> = {
  name: "one-by-one",
  arrays: oneByOneArrays,
  create: (plan, arena) => new OneByOneKernel(plan, arena),
};

class OneByOneKernel implements Kernel {
  readonly state: KernelState & ArraysOf<OneByOneArrays>;

  constructor(
    private readonly plan: KernelPlan,
    { arrays }: Arena<OneByOneArrays>,
  ) {
    const { n, populations, arithmetic } = plan;
    this.state = { n, populations, arithmetic, ...arrays };
  }

  update(step: number, steps: number): void {
    const { state } = this;
    for (let k = 0; k < steps; k++) {
      state.firedCount[k] = 0;
      for (let i = 0; i < state.n; i++) {
        if (this.updateOne(step + k, k, i)) state.fired[k * state.n + state.firedCount[k]++] = i;
      }
    }
  }

  private updateOne(step: number, k: number, i: number): boolean {
    const { state } = this;
    const { uOverflow, uBits, accumulatorBits, inputShift, decayBits } = state.arithmetic;
    const noiseOf = (noise: Int32Array) => (noise.length > 0 ? noise[k * state.n + i] : 0);
    const kept = (kind: number, given: number, value: number) => {
      if (value !== given) noteLoss(state, kind, i, given, value);
      return value;
    };
    const one = 2 ** decayBits;
    const twos = uOverflow === "twos-complement";

    const arrived = this.takeInput(step, i) * 2 ** inputShift + noiseOf(state.noiseU);
    const q = kept(ACCUMULATOR_WRAPPED, arrived, wrapTwos(arrived, accumulatorBits));
    const u = truncatedDecay(state.u[i], one - state.uFactor[i], one) + q;
    state.u[i] = kept(U_WRAPPED, u, twos ? wrapTwos(u, uBits) : wrapOnceLava(u, uBits));
    const sum = state.u[i] + state.bias[i] + noiseOf(state.noiseV);
    const drive = twos ? kept(U_WRAPPED, sum, wrapTwos(sum, uBits)) : sum;
    let v = truncatedDecay(state.v[i], one - state.vFactor[i], one) + drive;
    v = kept(V_CLIPPED_HIGH, v, Math.min(v, state.vmax[i]));
    v = kept(V_CLIPPED_LOW, v, Math.max(v, state.vmin[i]));
    if (state.refractory[i] > 0) v = 0;
    const spikes = v > state.threshold[i];
    if (spikes) state.refractory[i] = state.refractoryPeriod[i];
    if (state.refractory[i] > 0) state.refractory[i]--;
    state.v[i] = spikes ? 0 : v;
    return spikes;
  }

  deliver(step: number, ids: Uint32Array, from: number, to: number): number {
    return ids.subarray(from, to).reduce((events, id) => events + this.deliverOne(step, id, 1), 0);
  }

  deliverCounts(step: number, { first, from, to }: PortPlan, counts: Uint16Array): number {
    let events = 0;
    for (let id = from; id < to; id++)
      if (counts[id - from] > 0) events += this.deliverOne(step, first + id, counts[id - from]);
    return events;
  }

  deliverOne(step: number, source: number, count: number): number {
    const { rowStart, runDelay, runStage, runFirst, runScale, runWeights, target, weight } = this.plan.rows;
    let events = 0;
    for (let r = rowStart[source]; r < rowStart[source + 1]; r++) {
      for (let k = runFirst[r]; k < runFirst[r + 1]; k++, events++) {
        const mantissa = runWeights[r] < 0 ? 1 : weight[runWeights[r] + k - runFirst[r]];
        const amount = mantissa * runScale[r] * count;
        if (runStage[r] < 0) this.addInput(step + 1 + runDelay[r], target[k], amount);
        else addWrapped(this.state.staged, runStage[r] * this.plan.n + target[k], amount);
      }
    }
    return events;
  }

  flush(step: number): void {
    const { n, rows } = this.plan;
    const { staged } = this.state;
    rows.stages.forEach(({ delay, shift }, stage) => {
      for (let i = 0; i < n; i++) {
        const at = stage * n + i;
        if (staged[at] === 0) continue;
        this.addInput(step + 1 + delay, i, Math.floor(staged[at] / 2 ** shift));
        staged[at] = 0;
      }
    });
  }

  readPending(step: number, into: Int32Array): void {
    this.eachPending(step, (at, place) => (into[at] = this.state.waiting[place]));
  }

  writePending(step: number, from: Int32Array): void {
    this.state.waiting.fill(0);
    this.state.staged.fill(0);
    this.eachPending(step, (at, place) => (this.state.waiting[place] = from[at]));
  }

  private eachPending(step: number, visit: (at: number, place: number) => void): void {
    const { n, maxDelay } = this.plan;
    for (let d = 0; d <= maxDelay; d++) for (let i = 0; i < n; i++) visit(d * n + i, this.place(step + d, i));
  }

  private place(step: number, i: number): number {
    const horizon = horizonOf(this.plan);
    return i * horizon + (step % horizon);
  }

  private addInput(step: number, i: number, amount: number): void {
    addWrapped(this.state.waiting, this.place(step, i), amount);
  }

  private takeInput(step: number, i: number): number {
    const place = this.place(step, i);
    const sum = this.state.waiting[place];
    this.state.waiting[place] = 0;
    return sum;
  }
}

/** A payload times a weight, and any sum of them, is exact in float64. */
function addWrapped(sums: Int32Array, at: number, amount: number): void {
  sums[at] = wrapTwos(sums[at] + amount, SUM_BITS);
}
