/**
 * The chip form in float64: the Loihi-style update with every quantization switchable, so that one thing at a time can be quantized.
 *
 * Step n, for every neuron, T(x) = x, or x truncated toward zero where `truncateState`:
 *   a = wrap(arrivals(n) + noiseU(n), accumulatorLimit)
 *   u ← wrap(T(u·factorU) + a, uLimit)
 *   v ← clip(T(v·factorV) + wrap(u + bias + noiseV(n), uLimit), vMin, vMax);  v = 0 while refractory
 *   spike if v > threshold (or ≥):  v ← 0, `refractorySteps` dead steps
 * A spike of step n with delay field d is in arrivals(n + 1 + d).
 * wrap(x, L) is two's complement on [-L, L); with `overflow: "lava"` u wraps once on (-L, L] and u + bias does not wrap.
 *
 * With integers and truncation this is the chip's arithmetic bit for bit: every product |x|·(4096-d)/4096 with |x| < 2²⁴ and every
 * sum below 2⁵³ is exact in float64. With nothing quantized it is exact integration (V = v/scale + V_reset) up to rounding.
 */
import type { LossCounter } from "../../src/diagnostics/run-counters.js";
import type { PlayableSource } from "../../src/network/source-player.js";
import type { Projection } from "../../src/network/types.js";
import type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import { TargetFront } from "../../src/program/target-front.js";
import { Arrivals } from "./arrivals.js";
import { deliveryOf } from "./delivery-of-rows.js";
import { largestDelay } from "./deliver.js";
import { INJECTED_COUNTS } from "./injected-spikes.js";
import { SpikeExchange } from "./spike-exchange.js";
import { decodeState, encodeState, fingerprintOf, needState } from "./state-codec.js";

/** The synapses of one projection in chip units; arrays lie along the projection's rows. */
export interface ChipFormRow {
  readonly projection: Projection;
  /** What one spike adds to u (units of v). */
  readonly weight: number | Float32Array | Float64Array;
  /** Factor on the weights of each postsynaptic neuron, local ids; absent: 1. */
  readonly rowGain?: Float64Array;
  /** 0 … : a spike of step n acts on u in step n + 1 + delayField. */
  readonly delayField: number | Uint8Array | Uint16Array;
}

/** The noise of a neuron in a step, in units of v; a function of both only. */
export interface ChipFormNoise {
  readonly u: (neuron: number, step: number) => number;
  readonly v: (neuron: number, step: number) => number;
}

/** Any consistent unit of v: LSB or mV. Arrays have one entry a neuron. */
export interface ChipFormModel {
  readonly name?: string;
  readonly size: number;
  readonly sourceSize: number;
  /** ms */
  readonly dt: number;
  readonly seed: number;
  readonly sources: readonly PlayableSource[];
  /** What is left of u, v after one step: exp(-dt/τ), or (4096 - d)/4096. */
  readonly factorU: Float64Array;
  readonly factorV: Float64Array;
  /** Added to v in every step. */
  readonly bias: Float64Array;
  readonly biasChanges: readonly {
    readonly step: number;
    readonly neurons: Uint32Array;
    readonly bias: Float64Array;
  }[];
  readonly threshold: Float64Array;
  readonly comparator: ">" | ">=";
  /** The cores' noise; absent: none. */
  readonly noise?: ChipFormNoise;
  /** Dead steps after a spike. */
  readonly refractorySteps: Uint32Array;
  readonly initialV: Float64Array;
  readonly initialU: Float64Array;
  readonly rows: readonly ChipFormRow[];
  /** Decay products lose their fraction, toward zero; meaningful where the unit is the LSB. */
  readonly truncateState: boolean;
  /** v is clipped to [vMin, vMax]; ±Infinity: not at all. */
  readonly vMin: number;
  readonly vMax: number;
  /** u wraps at ± this; Infinity: not at all. */
  readonly uLimit: number;
  /** The summed arrivals of a step wrap at ± this; Infinity: not at all. */
  readonly accumulatorLimit: number;
  /** Which overflow rule of u; `hw` unless told. */
  readonly overflow?: "hw" | "lava";
}

/** Two's complement on [-limit, limit). */
function wrap(x: number, limit: number): number {
  if (x >= -limit && x < limit) return x;
  return x - 2 * limit * Math.floor((x + limit) / (2 * limit));
}

/** One wrap on (-limit, limit]. */
function wrapOnce(x: number, limit: number): number {
  return x > limit ? x - 2 * limit : x <= -limit ? x + 2 * limit : x;
}

/** From emission to arrival. */
function stepsOf(field: ChipFormRow["delayField"]): number | Uint16Array {
  return typeof field === "number" ? field + 1 : Uint16Array.from(field, (d) => d + 1);
}

class ChipForm extends TargetFront {
  readonly name: string;
  readonly stateUnit = "LSB";
  readonly size: number;
  readonly dt: number;
  private nextStep = 0;
  private readonly u: Float64Array;
  private readonly v: Float64Array;
  private readonly dead: Float64Array;
  private readonly bias: Float64Array;
  private readonly arrivals: Arrivals;
  protected readonly sources: number;
  protected readonly countRange = INJECTED_COUNTS;
  private readonly exchange: SpikeExchange;
  private ownFingerprint: number | undefined;
  private readonly changesAt = new Map<number, ChipFormModel["biasChanges"][number][]>();
  /** v clipped, u wrapped, accumulator wrapped. */
  private readonly lossTotals = new Float64Array(3);

  constructor(private readonly model: ChipFormModel) {
    super();
    this.name = model.name ?? "chip-form";
    this.size = model.size;
    this.sources = model.size + model.sourceSize;
    this.dt = model.dt;
    this.u = Float64Array.from(model.initialU);
    this.v = Float64Array.from(model.initialV);
    this.dead = new Float64Array(model.size);
    this.bias = Float64Array.from(model.bias);
    const longest = model.rows.reduce((steps, rows) => Math.max(steps, 1 + largestDelay(rows.delayField)), 1);
    this.arrivals = new Arrivals(model.size, 1, longest);
    this.exchange = new SpikeExchange({
      size: model.size,
      sourceSize: model.sourceSize,
      seed: model.seed,
      dt: model.dt,
      sources: model.sources,
      deliveries: model.rows.map((rows) => deliveryOf({ ...rows, delay: stepsOf(rows.delayField) }, this.arrivals)),
      arrivals: [this.arrivals],
    });
    for (const change of model.biasChanges)
      this.changesAt.set(change.step, [...(this.changesAt.get(change.step) ?? []), change]);
  }

  /** Hashes every synapse: made when first needed. */
  private get fingerprint(): number {
    return (this.ownFingerprint ??= fingerprintOf({ target: "chip-form", ...this.model, name: undefined }));
  }

  get step(): number {
    return this.nextStep;
  }

  protected take(spikes: readonly InjectedSpike[]): void {
    this.exchange.inject(spikes);
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    for (let end = this.nextStep + steps; this.nextStep < end; this.nextStep++) {
      const step = this.nextStep;
      for (const change of this.changesAt.get(step) ?? [])
        change.neurons.forEach((id, k) => (this.bias[id] = change.bias[k]));
      const fired = this.update(step);
      this.exchange.exchange(step, fired);
      if (fired > 0) sink(step, this.exchange.ids, fired);
    }
  }

  private update(step: number): number {
    const { u, v, dead, bias, lossTotals: losses } = this;
    const {
      size,
      factorU,
      factorV,
      threshold,
      refractorySteps,
      truncateState,
      vMin,
      vMax,
      uLimit,
      accumulatorLimit,
      noise,
    } = this.model;
    const arriving = this.arrivals.data;
    const offset = this.arrivals.offset(step);
    const ids = this.exchange.ids;
    const inclusive = this.model.comparator === ">=";
    const wrapsOnce = this.model.overflow === "lava";
    let fired = 0;
    for (let i = 0; i < size; i++) {
      let a = arriving[offset + i];
      if (noise !== undefined) a += noise.u(i, step);
      if (a >= accumulatorLimit || a < -accumulatorLimit) {
        a = wrap(a, accumulatorLimit);
        losses[2]++;
      }
      let current = u[i] * factorU[i];
      if (truncateState) current = Math.trunc(current);
      current += a;
      if (current >= uLimit || current <= -uLimit) {
        const wrapped = wrapsOnce ? wrapOnce(current, uLimit) : wrap(current, uLimit);
        if (wrapped !== current) losses[1]++;
        current = wrapped;
      }
      u[i] = current;
      let push = current + bias[i];
      if (noise !== undefined) push += noise.v(i, step);
      if (!wrapsOnce && (push >= uLimit || push < -uLimit)) {
        push = wrap(push, uLimit);
        losses[1]++;
      }
      let x = v[i] * factorV[i];
      if (truncateState) x = Math.trunc(x);
      x += push;
      if (x > vMax) {
        x = vMax;
        losses[0]++;
      } else if (x < vMin) {
        x = vMin;
        losses[0]++;
      }
      if (dead[i] !== 0) {
        dead[i]--;
        x = 0;
      } else if (x > threshold[i] || (inclusive && x === threshold[i])) {
        x = 0;
        dead[i] = refractorySteps[i];
        ids[fired++] = i;
      }
      v[i] = x;
    }
    return fired;
  }

  protected async read(neurons: ArrayLike<number>): Promise<NeuronState> {
    const gather = (values: Float64Array) => Float64Array.from(neurons, (id) => values[id]);
    return Promise.resolve({ u: gather(this.u), v: gather(this.v), refractory: gather(this.dead) });
  }

  protected async tally(): Promise<Record<string, number>> {
    return Promise.resolve({
      "v-clipped": this.lossTotals[0],
      "u-wrapped": this.lossTotals[1],
      "accumulator-wrapped": this.lossTotals[2],
    } satisfies Partial<Record<LossCounter, number>>);
  }

  protected async save(): Promise<Uint8Array> {
    return Promise.resolve(encodeState(this.fingerprint, this.nextStep, this.state()));
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    const own = this.ownState();
    const lengths = this.state().map((array, k) => (k === own.length ? -1 : array.length));
    const { step, arrays } = decodeState(bytes, this.fingerprint, lengths);
    needState(
      arrays[2].every((left) => Number.isInteger(left) && left >= 0) &&
        this.exchange.canBe(arrays.slice(own.length), step),
      `it cannot be a state in step ${step}`,
    );
    own.forEach((array, k) => array.set(arrays[k]));
    this.exchange.restore(arrays.slice(own.length), step);
    this.nextStep = step;
    return Promise.resolve();
  }

  protected async end(): Promise<void> {
    return Promise.resolve();
  }

  private ownState(): Float64Array[] {
    return [this.u, this.v, this.dead, this.bias, this.lossTotals];
  }

  private state(): Float64Array[] {
    return [...this.ownState(), ...this.exchange.state()];
  }
}

/** A chip-form network, ready at step 0. State: u and v in the model's own unit, v counted from reset. */
export function createChipForm(model: ChipFormModel): ExecutionTarget {
  return new ChipForm(model);
}
