/**
 * Runs one slice of a program in blocks of at most 1 + (smallest delay of a neuron's synapse) steps.
 * Spikes of other slices arrive through a SpikeExchange; with one slice it hands back the slice's own.
 */
import type { LoihiProgram } from "../../src/program/types.js";
import { profileOf } from "../../src/targets/registry.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { SourcePlayer } from "../../src/network/source-player.js";
import { COUNTER_KINDS, type KernelArithmetic, type KernelState } from "./kernel/kernel.js";
import { PlainKernel } from "./kernel/plain-kernel.js";
import { biasValue, loadState } from "./load-state.js";
import { NoiseGenerator } from "./noise.js";
import type { SlicePlan } from "./slice-plan.js";
import type { InjectedSpike } from "../../src/program/execution-target.js";

/** What all slices of one run agree on. */
export interface RunPlan {
  /** Steps of a full block. */
  readonly block: number;
  readonly maxDelay: number;
  readonly inputsAhead: boolean;
}

/** Longer blocks save no more barriers worth having, and the slots still fit the cache. */
const LONGEST_BLOCK = 32;

export function agree(
  plans: readonly Pick<SlicePlan, "minDelay" | "minNeuronDelay" | "maxDelay" | "inputsAhead">[],
): RunPlan {
  const inputsAhead = plans.every((p) => p.inputsAhead);
  const smallest = Math.min(...plans.map((p) => (inputsAhead ? p.minNeuronDelay : p.minDelay)));
  return {
    block: Math.min(1 + smallest, LONGEST_BLOCK),
    maxDelay: Math.max(...plans.map((p) => p.maxDelay)),
    inputsAhead,
  };
}

/** How the spikes of a block reach all slices. */
export interface SpikeExchange {
  /** Publishes the slice's spikes (global ids, step after step) and waits until all slices have done so. */
  share(steps: number, counts: Uint32Array, ids: Uint32Array): void;
  /** Calls `emit` for every spike of all slices in step k of the block. */
  each(k: number, emit: (id: number) => void): void;
}

/** Spikes of a number of steps: counts[k] ids of step k, one after the other, ascending within a step. */
export interface SpikeChunk {
  readonly counts: Uint32Array;
  readonly ids: Uint32Array;
}

/** State of some neurons that a checkpoint keeps: pending[d·n + i] is the input of neuron i in step + d. */
export interface SliceState {
  readonly neurons: Uint32Array;
  readonly u: Int32Array;
  readonly v: Int32Array;
  readonly refractory: Int32Array;
  readonly pending: Int32Array;
  readonly losses: readonly NeuronLoss[];
}

/** What one neuron lost in one register since the start: the index into COUNTER_KINDS, how often, how much in LSB, and the largest magnitude that it was given. */
export type NeuronLoss = readonly [neuron: number, kind: number, count: number, amount: number, peak: number];

export class SliceEngine {
  step = 0;
  private readonly kernel: PlainKernel;
  private readonly state: KernelState;
  private readonly player: SourcePlayer;
  private readonly counts: Uint16Array;
  private readonly noise: NoiseGenerator;
  private readonly noisy: Uint32Array;
  private readonly localOf: Int32Array;
  private readonly blockIds: Uint32Array;
  private readonly injected = new Map<number, InjectedSpike[]>();
  private nextBias = 0;
  private spikes = 0;
  private events = 0;
  private updates = 0;

  constructor(
    private readonly program: LoihiProgram,
    target: LoihiTarget,
    private readonly plan: SlicePlan,
    private readonly run: RunPlan,
    private readonly exchange: SpikeExchange,
  ) {
    const { neurons, rows } = plan;
    this.state = loadState(program, target, plan, arithmeticOf(program, target), run);
    this.kernel = new PlainKernel(this.state, rows);
    this.player = new SourcePlayer({ seed: program.seed, dt: program.dt, sources: program.inputs });
    this.counts = new Uint16Array(plan.ports.reduce((most, p) => Math.max(most, p.to - p.from), 0));
    this.noise = new NoiseGenerator(program.seed);
    this.noisy = Uint32Array.from(neurons.keys()).filter((i) => {
      const image = program.cores[plan.coreOf[i]];
      return image.noise !== null && image.profiles[image.profileOf[plan.compartmentOf[i]]].noise;
    });
    this.localOf = new Int32Array(program.size).fill(-1);
    neurons.forEach((id, i) => (this.localOf[id] = i));
    this.blockIds = new Uint32Array(run.block * neurons.length);
  }

  get neurons(): Uint32Array {
    return this.plan.neurons;
  }

  inject(spikes: readonly InjectedSpike[]): void {
    for (const spike of spikes) {
      const list = this.injected.get(spike.step);
      if (list === undefined) this.injected.set(spike.step, [spike]);
      else list.push(spike);
    }
  }

  /** Executes `steps` steps; all slices of a run are called with the same number. */
  advance(steps: number): SpikeChunk {
    const counts = new Uint32Array(steps);
    const chunks: Uint32Array[] = [];
    let total = 0;
    for (let done = 0; done < steps;) {
      const length = this.blockLength(steps - done);
      const ids = this.runBlock(length);
      counts.set(this.state.firedCount.subarray(0, length), done);
      chunks.push(ids.slice());
      total += ids.length;
      done += length;
    }
    const ids = new Uint32Array(total);
    let at = 0;
    for (const chunk of chunks) {
      ids.set(chunk, at);
      at += chunk.length;
    }
    return { counts, ids };
  }

  /** A block ends where a bias changes. */
  private blockLength(left: number): number {
    this.applyBiasChanges();
    const change = this.program.biasChanges[this.nextBias];
    const untilChange = change === undefined ? Infinity : change.step - this.step;
    return Math.min(left, this.run.block, untilChange);
  }

  private runBlock(steps: number): Uint32Array {
    const { kernel, state, plan, run, exchange, blockIds, step } = this;
    if (run.inputsAhead) {
      for (let k = 0; k < steps; k++) {
        this.deliverInputs(step + k);
        kernel.flush(step + k);
      }
    }
    this.fillNoise(steps);
    kernel.update(step, steps);

    let total = 0;
    for (let k = 0; k < steps; k++) {
      for (let f = 0; f < state.firedCount[k]; f++) blockIds[total++] = plan.neurons[state.fired[k * state.n + f]];
    }
    const ids = blockIds.subarray(0, total);
    exchange.share(steps, state.firedCount, ids);
    for (let k = 0; k < steps; k++) {
      if (!run.inputsAhead) this.deliverInputs(step + k);
      exchange.each(k, (id) => {
        this.events += kernel.deliver(step + k, id, 1);
      });
      this.deliverInjected(step + k, 0, this.program.size);
      kernel.flush(step + k);
      this.injected.delete(step + k);
    }
    this.step += steps;
    this.spikes += total;
    this.updates += steps * state.n;
    return ids;
  }

  private deliverInputs(step: number): void {
    const { plan, counts, kernel, player, state } = this;
    for (const { port, first, from, to, single } of plan.ports) {
      if (from === to || !player.counts(step, port, from, to, counts)) continue;
      if (single !== null) {
        const { ring } = state;
        const { target, weight, delay } = single;
        const base = ((step + 1 + delay) & state.slotMask) * state.n;
        for (let i = 0; i < to - from; i++) {
          const count = counts[i];
          if (count === 0 || weight[i] === 0) continue;
          ring[base + target[i]] += Math.imul(weight[i], count);
          this.events++;
        }
      } else {
        for (let i = 0; i < to - from; i++) {
          if (counts[i] !== 0) this.events += kernel.deliver(step, first + from + i, counts[i]);
        }
      }
    }
    this.deliverInjected(step, this.program.size, Infinity);
  }

  private deliverInjected(step: number, from: number, to: number): void {
    const spikes = this.injected.get(step);
    if (spikes === undefined) return;
    for (const { id, count } of spikes) if (id >= from && id < to) this.events += this.kernel.deliver(step, id, count);
  }

  private fillNoise(steps: number): void {
    const { noisy, plan, program, state, step } = this;
    for (const i of noisy) {
      const noise = program.cores[plan.coreOf[i]].noise!;
      const into = (noise.target === "u" ? state.noiseU : state.noiseV)!;
      for (let k = 0; k < steps; k++) into[k * state.n + i] = this.noise.sample(noise, plan.neurons[i], step + k);
    }
  }

  private applyBiasChanges(): void {
    const changes = this.program.biasChanges;
    for (; this.nextBias < changes.length && changes[this.nextBias].step <= this.step; this.nextBias++) {
      const { neurons, mantissa, exponent } = changes[this.nextBias];
      for (let k = 0; k < neurons.length; k++) {
        const local = this.localOf[neurons[k]];
        if (local >= 0) this.state.bias[local] = biasValue(mantissa[k], exponent[k]);
      }
    }
  }

  /** `neurons` that live elsewhere are left out. */
  readState(neurons: ArrayLike<number>): { index: number[]; u: number[]; v: number[]; refractory: number[] } {
    const found = { index: [] as number[], u: [] as number[], v: [] as number[], refractory: [] as number[] };
    for (let k = 0; k < neurons.length; k++) {
      const i = this.localOf[neurons[k]] ?? -1;
      if (i < 0) continue;
      found.index.push(k);
      found.u.push(this.state.u[i]);
      found.v.push(this.state.v[i]);
      found.refractory.push(this.state.refractory[i]);
    }
    return found;
  }

  /** Totals of this slice; add those of all slices. */
  counters(): Record<string, number> {
    const totals: Record<string, number> = {
      spikes: this.spikes,
      "synaptic-events": this.events,
      "neuron-updates": this.updates,
    };
    const { counters, populations } = this.state;
    COUNTER_KINDS.forEach((kind, k) => {
      totals[kind] = 0;
      for (let p = 0; p < populations; p++) {
        const value = counters[k * populations + p];
        totals[kind] += value;
        totals[`${kind}:${this.program.populations[p]?.name ?? "neurons"}`] = value;
      }
    });
    return totals;
  }

  /** Neurons that lost nothing are left out. */
  losses(): NeuronLoss[] {
    const { lossCounts, lossAmounts, lossPeaks, n } = this.state;
    const found: NeuronLoss[] = [];
    for (let at = 0; at < lossCounts.length; at++) {
      if (lossCounts[at] > 0)
        found.push([this.plan.neurons[at % n], Math.floor(at / n), lossCounts[at], lossAmounts[at], lossPeaks[at]]);
    }
    return found;
  }

  save(): SliceState {
    const { u, v, refractory, ring, slotMask, n } = this.state;
    const horizon = this.run.maxDelay + 1;
    const pending = new Int32Array(horizon * n);
    for (let d = 0; d < horizon; d++) {
      const slot = ((this.step + d) & slotMask) * n;
      pending.set(ring.subarray(slot, slot + n), d * n);
    }
    return {
      neurons: this.plan.neurons,
      u: u.slice(),
      v: v.slice(),
      refractory: refractory.slice(),
      pending,
      losses: this.losses(),
    };
  }

  /** Takes what belongs to this slice out of the state of the whole network (neurons 0, 1, 2 …) at `step`. */
  load(step: number, whole: SliceState, counters: Readonly<Record<string, number>>): void {
    const { state, plan, run } = this;
    const { n, ring, slotMask } = state;
    const size = this.program.size;
    this.step = step;
    ring.fill(0);
    plan.neurons.forEach((id, i) => {
      state.u[i] = whole.u[id];
      state.v[i] = whole.v[id];
      state.refractory[i] = whole.refractory[id];
      for (let d = 0; d <= run.maxDelay; d++) ring[((step + d) & slotMask) * n + i] = whole.pending[d * size + id];
      const image = this.program.cores[plan.coreOf[i]];
      state.bias[i] = biasValue(image.biasMantissa[plan.compartmentOf[i]], image.biasExponent[plan.compartmentOf[i]]);
    });
    state.lossCounts.fill(0);
    state.lossAmounts.fill(0);
    state.lossPeaks.fill(0);
    for (const [neuron, kind, count, amount, peak] of whole.losses) {
      const i = this.localOf[neuron];
      if (i < 0) continue;
      state.lossCounts[kind * n + i] = count;
      state.lossAmounts[kind * n + i] = amount;
      state.lossPeaks[kind * n + i] = peak;
    }
    this.nextBias = 0;
    this.injected.clear();
    this.spikes = counters["spikes"] ?? 0;
    this.events = counters["synaptic-events"] ?? 0;
    this.updates = counters["neuron-updates"] ?? 0;
    COUNTER_KINDS.forEach((kind, k) => {
      for (let p = 0; p < state.populations; p++) {
        state.counters[k * state.populations + p] =
          counters[`${kind}:${this.program.populations[p]?.name ?? "neurons"}`] ?? 0;
      }
    });
  }
}

export function arithmeticOf(program: LoihiProgram, target: LoihiTarget): KernelArithmetic {
  const profile = profileOf(target, program.profile);
  const { widths } = target;
  return {
    profile: profile.id,
    uBits: widths.u,
    vBits: widths.v,
    accumulatorBits: profile.accumulatorBits ?? 32,
    inputShift: profile.negativeExponent === "shift-sum" ? widths.weightShift : 0,
    decayBits: widths.decay,
  };
}

/** With one slice nothing has to be exchanged. */
export class OwnSpikes implements SpikeExchange {
  private counts: Uint32Array = new Uint32Array(0);
  private ids: Uint32Array = new Uint32Array(0);
  private at = 0;

  share(_steps: number, counts: Uint32Array, ids: Uint32Array): void {
    this.counts = counts;
    this.ids = ids;
    this.at = 0;
  }

  each(k: number, emit: (id: number) => void): void {
    const end = this.at + this.counts[k];
    while (this.at < end) emit(this.ids[this.at++]);
  }
}
