/**
 * One time step of the chip, written to be read: one line a phase, plain numbers, no batching, no merged rows.
 * This is the specification (loihi spec §1.2, §2, §9); tests compare the kernels with it bit for bit.
 */
import { decodeCoreSynapses, type CoreSynapses } from "../../src/program/loihi/synapse-lists.js";
import type { InjectedSpike } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import { profileOf } from "../../src/targets/registry.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { SourcePlayer } from "../../src/network/source-player.js";
import { biasValue } from "./load-state.js";
import { NoiseGenerator } from "./noise.js";
import { STEP_PHASES, type StepPhase } from "./phases.js";
import { truncatedDecay, wrapOnceLava, wrapTwos } from "./registers.js";

const clip = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

/** Runs a program step by step; slow, for tests and for reading. Neurons are addressed by global id. */
export class StepMachine {
  step = 0;
  readonly u: number[] = [];
  readonly v: number[] = [];
  readonly refractory: number[] = [];
  private readonly bias: number[] = [];
  private readonly place: { core: number; compartment: number }[] = [];
  private readonly synapses: readonly CoreSynapses[];
  private readonly player: SourcePlayer;
  private readonly noise: NoiseGenerator;
  /** Input by step; entry = global id. */
  private readonly arrivals = new Map<number, number[]>();
  private fired: number[] = [];
  private readonly phases: Readonly<Record<StepPhase, () => void>> = {
    bias: () => this.changeBias(),
    update: () => this.update(),
    deliver: () => this.deliver(),
    plasticity: () => {},
  };

  constructor(
    private readonly program: LoihiProgram,
    private readonly target: LoihiTarget,
    private readonly injected: readonly InjectedSpike[] = [],
  ) {
    this.synapses = program.cores.map((core) => decodeCoreSynapses(core, program, target));
    this.player = new SourcePlayer({ seed: program.seed, dt: program.dt, sources: program.inputs });
    this.noise = new NoiseGenerator(program.seed);
    program.cores.forEach((image, core) =>
      image.neurons.forEach((id, compartment) => {
        this.place[id] = { core, compartment };
        this.u[id] = image.u0[compartment];
        this.v[id] = image.v0[compartment];
        this.refractory[id] = 0;
        this.bias[id] = biasValue(image.biasMantissa[compartment], image.biasExponent[compartment]);
      }),
    );
  }

  /** Executes one step; returns the ids that fired, ascending. */
  advance(): number[] {
    for (const phase of STEP_PHASES) this.phases[phase]();
    this.step++;
    return this.fired;
  }

  private changeBias(): void {
    for (const change of this.program.biasChanges) {
      if (change.step === this.step)
        change.neurons.forEach((id, k) => (this.bias[id] = biasValue(change.mantissa[k], change.exponent[k])));
    }
  }

  private update(): void {
    const input = this.arrivals.get(this.step);
    this.fired = [];
    for (let id = 0; id < this.program.size; id++) if (this.updateNeuron(id, input?.[id] ?? 0)) this.fired.push(id);
    this.arrivals.delete(this.step);
  }

  private deliver(): void {
    const { step } = this;
    const emitted = new Map<number, number>(this.fired.map((id) => [id, 1]));
    const emit = (id: number, count: number) => void emitted.set(id, (emitted.get(id) ?? 0) + count);
    this.player.play(step, emit);
    for (const spike of this.injected) if (spike.step === step) emit(spike.id, spike.count);
    this.deliverEmitted(emitted);
  }

  private updateNeuron(id: number, a: number): boolean {
    const { target, program } = this;
    const { widths } = target;
    const spec = profileOf(target, program.profile);
    const { core, compartment } = this.place[id];
    const image = program.cores[core];
    const profile = image.profiles[image.profileOf[compartment]];
    const threshold = image.thresholds[image.thresholdOf[compartment]] * 2 ** widths.thresholdShift;
    const noise =
      spec.noise && image.noise !== null && profile.noise ? this.noise.sample(image.noise, id, this.step) : 0;
    const noiseU = image.noise?.target === "u" ? noise : 0;
    const noiseV = noise - noiseU;
    const one = 2 ** widths.decay;
    const largestV = 2 ** (widths.v - 1) - 1;
    const inputShift = spec.negativeExponent === "shift-sum" ? widths.weightShift : 0;
    const [low, high] = spec.voltageLimits ? [image.vmin, image.vmax] : [-largestV, largestV];
    const twos = spec.uOverflow === "twos-complement";

    const input = a * 2 ** inputShift + noiseU;
    const q = spec.accumulatorBits === null ? input : wrapTwos(input, spec.accumulatorBits);
    const u = truncatedDecay(this.u[id], profile.du + widths.uDecayOffset, one) + q;
    this.u[id] = twos ? wrapTwos(u, widths.u) : wrapOnceLava(u, widths.u);
    const drive = this.u[id] + this.bias[id] + noiseV;
    const u2 = twos ? wrapTwos(drive, widths.u) : drive;
    let v = clip(truncatedDecay(this.v[id], profile.dv + widths.vDecayOffset, one) + u2, low, high);
    if (this.refractory[id] > 0) v = 0;
    const spikes = target.comparator === ">" ? v > threshold : v >= threshold;
    if (spikes && spec.refractory) this.refractory[id] = profile.refractory;
    this.refractory[id] = Math.max(this.refractory[id] - 1, 0);
    this.v[id] = spikes ? 0 : v;
    return spikes;
  }

  /** Every group sums what arrives with the same delay; the sum is shifted once, or (hw) each weight before. */
  private deliverEmitted(emitted: ReadonlyMap<number, number>): void {
    const { program, target, step } = this;
    const shiftSum = profileOf(target, program.profile).negativeExponent === "shift-sum";
    const sums = new Map<string, { group: number; delay: number; id: number; sum: number }>();
    this.eachAxon((source, core, axon) => {
      const count = emitted.get(source);
      if (count === undefined) return;
      const { axonStart, compartment, mantissa, group, delay } = this.synapses[core];
      for (let k = axonStart[axon]; k < axonStart[axon + 1]; k++) {
        const id = program.cores[core].neurons[compartment[k]];
        const key = `${group[k]} ${delay[k]} ${id}`;
        const entry = sums.get(key) ?? { group: group[k], delay: delay[k], id, sum: 0 };
        entry.sum += mantissa[k] * count;
        sums.set(key, entry);
      }
    });
    for (const { group, delay, id, sum } of sums.values()) {
      const exponent = program.groups[group].weightExponent + (shiftSum ? 0 : target.widths.weightShift);
      const at = step + 1 + delay;
      if (!this.arrivals.has(at)) this.arrivals.set(at, new Array<number>(program.size).fill(0));
      this.arrivals.get(at)![id] += Math.floor(sum * 2 ** exponent);
    }
  }

  private eachAxon(visit: (source: number, core: number, axon: number) => void): void {
    const { cores, inputs, inputRouting } = this.program;
    for (const image of cores) {
      image.neurons.forEach((id, c) => {
        for (let k = image.outStart[c]; k < image.outStart[c + 1]; k++) visit(id, image.outCore[k], image.outAxon[k]);
      });
    }
    for (const { port, start, core, axon } of inputRouting) {
      for (let s = 0; s < inputs[port].size; s++) {
        for (let k = start[s]; k < start[s + 1]; k++) visit(inputs[port].first + s, core[k], axon[k]);
      }
    }
  }
}
