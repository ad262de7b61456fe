/**
 * The tick form in float64: the update of a SpiNNaker-style core with every quantization switchable, so that one thing at a time can be
 * quantized. Q(x) = x, or rounded down to a multiple of 2^-15 where `floorState`; a = min(arrivals, largestInput) of the tick:
 *
 *   e ← e + Q(Q(a_e)·init_e), likewise i                                  delta synapses: e = a_e, i = a_i
 *   I = e - i + I_offset                                                   current (delta: Q(e·deltaScale) - Q(i·deltaScale) + I_offset)
 *     = Q(Q(e/1024)·(E_e - V)) - Q(-Q(i/1024)·(E_i - V)) + I_offset        conductance
 *   alpha = Q(I·R) + V_rest;  V ← alpha - Q(expTC·(alpha - V)) unless refractory;  V ≥ V_th: V ← V_reset, dead steps
 *   e ← Q(e·decay_e), i likewise
 *
 * A spike of tick t with delay d is in the arrivals of tick t + d. Units: mV, nA, µS·1024, as on the chip (docs/spinnaker-arithmetic.md).
 * With the chip's constants, floor and saturation this is the chip's arithmetic; a test holds it against the emulator bit for bit.
 */
import type { LossCounter } from "../../src/diagnostics/run-counters.js";
import type { PlayableSource } from "../../src/network/source-player.js";
import type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import { TargetFront } from "../../src/program/target-front.js";
import type { NeuronModel } from "../../src/program/spinnaker/machine-image.js";
import { Arrivals } from "./arrivals.js";
import { deliveryOf, type GivenRows } from "./delivery-of-rows.js";
import { largestDelay } from "./deliver.js";
import { INJECTED_COUNTS } from "./injected-spikes.js";
import { SpikeExchange } from "./spike-exchange.js";
import { decodeState, encodeState, fingerprintOf, needState } from "./state-codec.js";

/** Arrays have one entry a neuron. */
export interface TickFormModel {
  readonly size: number;
  readonly sourceSize: number;
  /** ms */
  readonly dt: number;
  readonly seed: number;
  readonly sources: readonly PlayableSource[];
  readonly modelOf: readonly NeuronModel[];
  readonly vInit: Float64Array;
  readonly vRest: Float64Array;
  readonly vReset: Float64Array;
  readonly vThreshold: Float64Array;
  readonly iOffset: Float64Array;
  readonly offsetChanges: readonly {
    readonly tick: number;
    readonly neurons: Uint32Array;
    readonly iOffset: Float64Array;
  }[];
  /** e^(-dt/tau_m) and R = tau_m/C_m. */
  readonly expTC: Float64Array;
  readonly resistance: Float64Array;
  readonly refractorySteps: Uint32Array;
  /** e^(-dt/tau) and (tau/dt)(1 - e^(-dt/tau)); not read for delta synapses. */
  readonly decayExcitatory: Float64Array;
  readonly decayInhibitory: Float64Array;
  readonly initExcitatory: Float64Array;
  readonly initInhibitory: Float64Array;
  /** mV; conductances only. */
  readonly reversalExcitatory: Float64Array;
  readonly reversalInhibitory: Float64Array;
  /** 1/dt; delta synapses only. */
  readonly deltaScale: number;
  /** Signed weights in nA or µS·1024, delays in ticks. */
  readonly rows: readonly GivenRows[];
  /** Largest input of a tick that a ring buffer holds, nA or µS·1024; Infinity: no limit. */
  readonly largestExcitatory: Float64Array;
  readonly largestInhibitory: Float64Array;
  readonly floorState: boolean;
}

const LSB = 2 ** -15;
/** Conductances are multiplied by it on their way through the ring buffers. */
const CONDUCTANCE_SCALE = 1024;

class TickForm extends TargetFront {
  readonly name = "tick-form";
  readonly stateUnit = "LSB";
  readonly size: number;
  readonly dt: number;
  private tick = 0;
  private readonly v: Float64Array;
  private readonly excitatory: Float64Array;
  private readonly inhibitory: Float64Array;
  private readonly dead: Float64Array;
  private readonly iOffset: Float64Array;
  private readonly arrivals: Arrivals;
  protected readonly sources: number;
  protected readonly countRange = INJECTED_COUNTS;
  private readonly exchange: SpikeExchange;
  private readonly changesAt = new Map<number, TickFormModel["offsetChanges"][number][]>();
  /** Ticks in which a ring buffer was full, excitatory and inhibitory. */
  private readonly lossTotals = new Float64Array(2);
  private ownFingerprint: number | undefined;

  constructor(private readonly model: TickFormModel) {
    super();
    this.size = model.size;
    this.sources = model.size + model.sourceSize;
    this.dt = model.dt;
    this.v = Float64Array.from(model.vInit);
    this.excitatory = new Float64Array(model.size);
    this.inhibitory = new Float64Array(model.size);
    this.dead = new Float64Array(model.size);
    this.iOffset = Float64Array.from(model.iOffset);
    this.arrivals = new Arrivals(
      model.size,
      2,
      model.rows.reduce((longest, { delay }) => Math.max(longest, largestDelay(delay)), 1),
    );
    this.exchange = new SpikeExchange({
      ...model,
      deliveries: model.rows.map((rows) => deliveryOf(rows, this.arrivals)),
      arrivals: [this.arrivals],
    });
    for (const change of model.offsetChanges)
      this.changesAt.set(change.tick, [...(this.changesAt.get(change.tick) ?? []), change]);
  }

  get step(): number {
    return this.tick;
  }

  protected take(spikes: readonly InjectedSpike[]): void {
    this.exchange.inject(spikes);
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    for (let end = this.tick + steps; this.tick < end; this.tick++) {
      for (const change of this.changesAt.get(this.tick) ?? [])
        change.neurons.forEach((id, k) => (this.iOffset[id] = change.iOffset[k]));
      const fired = this.update();
      this.exchange.exchange(this.tick, fired);
      if (fired > 0) sink(this.tick, this.exchange.ids, fired);
    }
    return Promise.resolve();
  }

  private update(): number {
    const { model, v, excitatory, inhibitory, dead, iOffset, lossTotals: losses, arrivals, exchange, tick } = this;
    const { size, modelOf, vRest, vReset, vThreshold, expTC, resistance, refractorySteps, deltaScale, floorState } =
      model;
    const {
      decayExcitatory,
      decayInhibitory,
      initExcitatory,
      initInhibitory,
      reversalExcitatory,
      reversalInhibitory,
      largestExcitatory,
      largestInhibitory,
    } = model;
    const round = floorState ? (x: number) => Math.floor(x / LSB) * LSB : (x: number) => x;
    const data = arrivals.data;
    const offset = arrivals.offset(tick);
    let fired = 0;
    for (let i = 0; i < size; i++) {
      let exc = data[offset + i];
      // The weights of inhibitory synapses are negative here.
      let inh = -data[offset + size + i];
      if (exc > largestExcitatory[i]) {
        exc = largestExcitatory[i];
        losses[0]++;
      }
      if (inh > largestInhibitory[i]) {
        inh = largestInhibitory[i];
        losses[1]++;
      }
      exc = round(exc);
      inh = round(inh);
      const delta = modelOf[i] === "IF_curr_delta";
      if (!delta) {
        exc = excitatory[i] + round(exc * initExcitatory[i]);
        inh = inhibitory[i] + round(inh * initInhibitory[i]);
      }

      let potential = v[i];
      let inward = exc;
      let outward = inh;
      if (delta) {
        inward = round(exc * deltaScale);
        outward = round(inh * deltaScale);
      } else if (modelOf[i] === "IF_cond_exp") {
        inward = round(round(exc / CONDUCTANCE_SCALE) * (reversalExcitatory[i] - potential));
        outward = round(-round(inh / CONDUCTANCE_SCALE) * (reversalInhibitory[i] - potential));
      }
      if (dead[i] > 0) dead[i]--;
      else {
        const alpha = round((inward - outward + iOffset[i]) * resistance[i]) + vRest[i];
        potential = alpha - round(expTC[i] * (alpha - potential));
      }
      if (potential >= vThreshold[i]) {
        potential = vReset[i];
        dead[i] = refractorySteps[i];
        exchange.ids[fired++] = i;
      }
      v[i] = potential;
      excitatory[i] = delta ? 0 : round(exc * decayExcitatory[i]);
      inhibitory[i] = delta ? 0 : round(inh * decayInhibitory[i]);
    }
    return fired;
  }

  /** u: excitatory - inhibitory state, as the emulator has it. */
  protected async read(neurons: ArrayLike<number>): Promise<NeuronState> {
    const gather = (read: (id: number) => number) => Float64Array.from(neurons, read);
    return Promise.resolve({
      u: gather((i) => this.excitatory[i] - this.inhibitory[i]),
      v: gather((i) => this.v[i]),
      refractory: gather((i) => this.dead[i]),
    });
  }

  protected async tally(): Promise<Record<string, number>> {
    return Promise.resolve({
      "ring-saturated-excitatory": this.lossTotals[0],
      "ring-saturated-inhibitory": this.lossTotals[1],
    } satisfies Partial<Record<LossCounter, number>>);
  }

  /** Hashes every synapse: made when first needed. */
  private get fingerprint(): number {
    return (this.ownFingerprint ??= fingerprintOf({ target: "tick-form", ...this.model }));
  }

  protected async save(): Promise<Uint8Array> {
    return Promise.resolve(encodeState(this.fingerprint, this.tick, [...this.ownState(), ...this.exchange.state()]));
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    const own = this.ownState();
    const lengths = [...own, ...this.exchange.state()].map((array, k) => (k === own.length ? -1 : array.length));
    const { step, arrays } = decodeState(bytes, this.fingerprint, lengths);
    needState(
      arrays[3].every((left) => Number.isInteger(left) && left >= 0) &&
        this.exchange.canBe(arrays.slice(own.length), step),
      `it cannot be a state in step ${step}`,
    );
    own.forEach((array, k) => array.set(arrays[k]));
    this.exchange.restore(arrays.slice(own.length), step);
    this.tick = step;
    return Promise.resolve();
  }

  protected async end(): Promise<void> {
    return Promise.resolve();
  }

  private ownState(): Float64Array[] {
    return [this.v, this.excitatory, this.inhibitory, this.dead, this.iOffset, this.lossTotals];
  }
}

/** A tick-form network, ready at tick 0. State in mV and nA (µS·1024). */
export function createTickForm(model: TickFormModel): ExecutionTarget {
  return new TickForm(model);
}
