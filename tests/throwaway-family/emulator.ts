/**
 * The chip, one step of every neuron:
 *
 *   u ← sat(u - (u >> k_u) + Σ w);   v ← sat(v - (v >> k_v) + u + bias), 0 while refractory;   spike where v ≥ threshold, v ← 0
 */
import type { InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import { SourcePlayer } from "../../src/network/source-player.js";
import { TargetFront } from "../../src/program/target-front.js";
import type { ShiftProgram } from "./program.js";

interface Onto {
  readonly neuron: number;
  readonly weight: number;
  readonly delay: number;
}

export class ShiftEmulator extends TargetFront {
  readonly name = "emulator";
  readonly stateUnit = "LSB";
  readonly size: number;
  readonly dt: number;
  protected readonly sources: number;
  protected readonly countRange = { least: 0, most: 0xffff };
  private next = 0;
  private readonly u: Int32Array;
  private readonly v: Int32Array;
  private readonly dead: Int32Array;
  /** Sums that will arrive, by step modulo the length of the ring. */
  private readonly ring: Int32Array[];
  private readonly targets: Onto[][];
  private readonly player: SourcePlayer;
  private readonly injected: InjectedSpike[] = [];
  private spikes = 0;
  private saturated = 0;

  constructor(private readonly program: ShiftProgram) {
    super();
    const { size, dt, cores, inputs, seed } = program;
    this.size = size;
    this.dt = dt;
    this.sources = inputs.reduce((end, port) => Math.max(end, port.first + port.size), size);
    this.u = new Int32Array(size);
    this.v = new Int32Array(size);
    this.dead = new Int32Array(size);
    this.targets = Array.from({ length: this.sources }, () => []);
    let longest = 1;
    for (const { neurons, synapses, v0 } of cores) {
      neurons.forEach((id, i) => (this.v[id] = v0[i]));
      for (const [source, atom, weight, delay] of synapses) {
        this.targets[source].push({ neuron: neurons[atom], weight, delay });
        longest = Math.max(longest, delay);
      }
    }
    this.ring = Array.from({ length: longest + 1 }, () => new Int32Array(size));
    this.player = new SourcePlayer({ seed, dt, sources: inputs });
  }

  get step(): number {
    return this.next;
  }

  protected take(spikes: readonly InjectedSpike[]): void {
    this.injected.push(...spikes);
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    for (let k = 0; k < steps; k++) {
      const step = this.next;
      this.player.play(step, (id, count) => this.send(id, count));
      for (const { id, count, step: when } of this.injected) if (when === step) this.send(id, count);
      const fired = this.update();
      for (const id of fired) this.send(id, 1);
      this.next++;
      if (fired.length > 0) sink(step, Uint32Array.from(fired), fired.length);
    }
  }

  private send(id: number, count: number): void {
    for (const { neuron, weight, delay } of this.targets[id])
      this.ring[(this.next + delay) % this.ring.length][neuron] += weight * count;
  }

  private held(x: number): number {
    const most = 2 ** (this.program.stateBits - 1) - 1;
    if (x >= -most && x <= most) return x;
    this.saturated++;
    return x < 0 ? -most : most;
  }

  /** Ids that fire, ascending. */
  private update(): number[] {
    const arriving = this.ring[this.next % this.ring.length];
    const fired: number[] = [];
    for (const { neurons, uShift, vShift, threshold, bias, refractory } of this.program.cores) {
      for (const id of neurons) {
        this.u[id] = this.held(this.u[id] - (this.u[id] >> uShift) + arriving[id]);
        if (this.dead[id] > 0) {
          this.dead[id]--;
          continue;
        }
        this.v[id] = this.held(this.v[id] - (this.v[id] >> vShift) + this.u[id] + bias);
        if (this.v[id] < threshold) continue;
        this.v[id] = 0;
        this.dead[id] = refractory;
        fired.push(id);
      }
    }
    arriving.fill(0);
    this.spikes += fired.length;
    return fired.sort((a, b) => a - b);
  }

  protected async read(neurons: ArrayLike<number>): Promise<NeuronState> {
    const of = (state: Int32Array) => Float64Array.from(neurons, (id) => state[id]);
    return { u: of(this.u), v: of(this.v), refractory: of(this.dead) };
  }

  protected async tally(): Promise<Record<string, number>> {
    return { spikes: this.spikes, "state-saturated": this.saturated };
  }

  protected async save(): Promise<Uint8Array> {
    const { next, u, v, dead, ring, injected, spikes, saturated } = this;
    const plain = {
      next,
      u: [...u],
      v: [...v],
      dead: [...dead],
      ring: ring.map((r) => [...r]),
      injected,
      spikes,
      saturated,
    };
    return new TextEncoder().encode(JSON.stringify(plain));
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    const saved = JSON.parse(new TextDecoder().decode(bytes)) as Record<"u" | "v" | "dead", number[]> & {
      readonly ring: number[][];
      readonly injected: InjectedSpike[];
    } & Record<"next" | "spikes" | "saturated", number>;
    this.u.set(saved.u);
    this.v.set(saved.v);
    this.dead.set(saved.dead);
    this.ring.forEach((r, k) => r.set(saved.ring[k]));
    this.injected.splice(0, this.injected.length, ...saved.injected);
    ({ next: this.next, spikes: this.spikes, saturated: this.saturated } = saved);
  }

  protected async end(): Promise<void> {}
}
