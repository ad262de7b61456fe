/**
 * Runs one slice of a program in blocks of at most 1 + (smallest delay of a neuron's synapse) steps; the kernel has the state.
 * Spikes of other slices arrive through a BlockExchange; with one slice it hands back the slice's own.
 */
import type { RunCounter } from "../../src/diagnostics/run-counters.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { SourcePlayer } from "../../src/network/source-player.js";
import type { InjectedSpike } from "../../src/program/execution-target.js";
import type { BlockExchange, SpikeBatch } from "../common/block-exchange.js";
import type { Kernel, KernelFactory } from "./kernel/kernel.js";
import type { DrawnPort } from "./kernel/kernel-plan.js";
import { COUNTER_KINDS, type KernelState } from "./kernel/neuron-arrays.js";
import { ofEachState, STATE_NAMES, type StateName } from "./kernel/state-names.js";
import { biasValue, loadKernel } from "./load-state.js";
import { NoiseGenerator } from "./noise.js";
import { STEP_PHASES, type StepPhase } from "./phases.js";
import type { RunPlan } from "./run-plan.js";
import type { SlicePlan } from "./slice-plan.js";
import type { NeuronLoss, SliceState, SpikeChunk } from "./slice-state.js";

export class SliceEngine {
  step = 0;
  /** Why the plain kernel runs instead of the one asked for; null where that runs. */
  readonly cannot: string | null;
  /** Without the synapses: the kernel has them, or a copy of them. */
  private readonly plan: Pick<SlicePlan, "neurons" | "coreOf" | "compartmentOf" | "ports">;
  private readonly kernel: Kernel;
  private readonly state: KernelState;
  private readonly player: SourcePlayer;
  private readonly counts: Uint16Array;
  private readonly noise: NoiseGenerator;
  private readonly noisy: Uint32Array;
  private readonly localOf: Int32Array;
  private readonly blockIds: Uint32Array;
  /** Global ids that fired in the block, step after step. */
  private ownSpikes: Uint32Array = new Uint32Array(0);
  private readonly injected = new Map<number, InjectedSpike[]>();
  private nextBias = 0;
  private spikes = 0;
  private events = 0;
  private updates = 0;
  /** What each phase of a step does, for all steps of a block. */
  private readonly phases: Readonly<Record<StepPhase, (steps: number) => void>> = {
    bias: () => this.applyBiasChanges(),
    update: (steps) => this.update(steps),
    deliver: (steps) => this.deliver(steps),
    plasticity: () => {},
  };

  constructor(
    private readonly program: LoihiProgram,
    target: LoihiTarget,
    plan: SlicePlan,
    private readonly run: RunPlan,
    private readonly exchange: BlockExchange,
    kernel: KernelFactory,
  ) {
    const { neurons, coreOf, compartmentOf, ports } = plan;
    this.plan = { neurons, coreOf, compartmentOf, ports };
    this.player = new SourcePlayer({ seed: program.seed, dt: program.dt, sources: program.inputs });
    const loaded = loadKernel(program, target, plan, run, kernel, drawnPorts(plan, this.player));
    this.kernel = loaded.kernel;
    this.cannot = loaded.cannot;
    this.state = this.kernel.state;
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
    const changes = this.program.biasChanges;
    let next = this.nextBias;
    while (next < changes.length && changes[next].step <= this.step) next++;
    const untilChange = next < changes.length ? changes[next].step - this.step : Infinity;
    return Math.min(left, this.run.block, untilChange);
  }

  /** Returns the slice's own spikes. */
  private runBlock(steps: number): Uint32Array {
    for (const phase of STEP_PHASES) this.phases[phase](steps);
    this.step += steps;
    this.spikes += this.ownSpikes.length;
    this.updates += steps * this.state.n;
    return this.ownSpikes;
  }

  private update(steps: number): void {
    const { kernel, state, plan, run, blockIds, step } = this;
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
    this.ownSpikes = blockIds.subarray(0, total);
  }

  private deliver(steps: number): void {
    const { kernel, state, run, exchange, step } = this;
    exchange.share(steps, state.firedCount, this.ownSpikes);
    let at = step;
    const take: SpikeBatch = (ids, from, to) => void (this.events += kernel.deliver(at, ids, from, to));
    for (; at < step + steps; at++) {
      if (!run.inputsAhead) this.deliverInputs(at);
      exchange.each(at - step, take);
      this.deliverInjected(at, 0, this.program.size);
      kernel.flush(at);
      this.injected.delete(at);
    }
  }

  private deliverInputs(step: number): void {
    const { plan, counts, kernel, player } = this;
    for (const port of plan.ports) {
      if (port.from === port.to) continue;
      const drawn = kernel.deliverDrawn?.(step, port) ?? null;
      if (drawn !== null) this.events += drawn;
      else if (player.counts(step, port.port, port.from, port.to, counts))
        this.events += kernel.deliverCounts(step, port, counts);
    }
    this.deliverInjected(step, this.program.size, Infinity);
  }

  private deliverInjected(step: number, from: number, to: number): void {
    const spikes = this.injected.get(step);
    if (spikes === undefined) return;
    for (const { id, count } of spikes)
      // A count of 0 is no spike.
      if (count !== 0 && id >= from && id < to) this.events += this.kernel.deliverOne(step, id, count);
  }

  private fillNoise(steps: number): void {
    const { noisy, plan, program, state, step } = this;
    for (const i of noisy) {
      const noise = program.cores[plan.coreOf[i]].noise!;
      const into = noise.target === "u" ? state.noiseU : state.noiseV;
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

  /** Of the `neurons` that live here: their places in the list, and their state. */
  readState(neurons: ArrayLike<number>): { index: number[]; values: Record<StateName, number[]> } {
    const index: number[] = [];
    const local: number[] = [];
    for (let k = 0; k < neurons.length; k++) {
      const i = this.localOf[neurons[k]] ?? -1;
      if (i < 0) continue;
      index.push(k);
      local.push(i);
    }
    return { index, values: ofEachState((name) => local.map((i) => this.state[name][i])) };
  }

  /** Totals of this slice; add those of all slices. */
  counters(): Record<string, number> {
    const totals: Record<string, number> = {
      spikes: this.spikes,
      "synaptic-events": this.events,
      "neuron-updates": this.updates,
    } satisfies Partial<Record<RunCounter, number>>;
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
    const pending = new Int32Array((this.run.maxDelay + 1) * this.state.n);
    this.kernel.readPending(this.step, pending);
    return {
      neurons: this.plan.neurons,
      arrays: ofEachState((name) => this.state[name].slice()),
      pending,
      losses: this.losses(),
    };
  }

  /** Takes what belongs to this slice out of the state of the whole network (neurons 0, 1, 2 …) at `step`. */
  load(step: number, whole: SliceState, counters: Readonly<Record<string, number>>): void {
    const { state, plan, run } = this;
    const { n } = state;
    const size = this.program.size;
    const pending = new Int32Array((run.maxDelay + 1) * n);
    this.step = step;
    plan.neurons.forEach((id, i) => {
      for (const name of STATE_NAMES) state[name][i] = whole.arrays[name][id];
      for (let d = 0; d <= run.maxDelay; d++) pending[d * n + i] = whole.pending[d * size + id];
      const image = this.program.cores[plan.coreOf[i]];
      state.bias[i] = biasValue(image.biasMantissa[plan.compartmentOf[i]], image.biasExponent[plan.compartmentOf[i]]);
    });
    this.kernel.writePending(step, pending);
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

/** The ports of a slice that have one Poisson rate. */
function drawnPorts({ ports }: SlicePlan, player: SourcePlayer): DrawnPort[] {
  return ports.flatMap((port) => {
    const draw = port.from < port.to ? player.uniformDraw(port.port) : null;
    return draw === null ? [] : [{ port, draw }];
  });
}
