/**
 * A naive SpiNNaker machine to compare the emulator with: BigInt for every number, one object a neuron, ring buffers as maps, rows
 * searched block by block. It shares with the emulator only the random generators and the image it runs.
 */
import { roundingStream } from "../src/program/spinnaker/rounding-stream.js";
import type { SpinnakerCore, MachineImage, NeuronParameters } from "../src/program/spinnaker/machine-image.js";
import type { MachineSpike } from "../emulator/spinnaker/machine.js";
import { PoissonCore } from "../emulator/spinnaker/kernel/poisson-source.js";
import type { Kiss64 } from "../src/numerics/mars-kiss.js";
import { expk, expulr } from "../src/numerics/s1615-exp.js";

const wrap32 = (x: bigint) => BigInt.asIntN(32, x);
const MAX = 2n ** 31n - 1n;
const MIN = -(2n ** 31n);

interface Neuron {
  readonly id: number;
  v: bigint;
  exc: bigint;
  inh: bigint;
  dead: bigint;
  offset: bigint;
  overflows: number;
  readonly saturations: [number, number];
  readonly carries: [number, number];
  readonly rest: bigint;
  readonly reset: bigint;
  readonly threshold: bigint;
  readonly resistance: bigint;
  readonly expTC: bigint;
  readonly period: bigint;
  readonly decay: readonly [bigint, bigint];
  readonly init: readonly [bigint, bigint];
  readonly reversal: readonly [bigint, bigint];
}

interface Core {
  readonly image: SpinnakerCore;
  readonly neurons: readonly Neuron[];
  readonly random: Kiss64;
  /** `tick type atom synapseCore` → weight. */
  readonly ring: Map<string, number>;
}

interface Sent {
  readonly id: number;
  readonly count: number;
  readonly late: number;
}

export class NaiveMachine {
  tick = 0;
  events = 0;
  saturations = 0;
  skipped = 0;
  private readonly cores: readonly Core[];
  private readonly poisson: readonly PoissonCore[];
  private readonly history: Sent[][] = [];

  constructor(
    private readonly image: MachineImage,
    private readonly injected: readonly MachineSpike[] = [],
  ) {
    this.cores = image.cores.map((core, c) => ({
      image: core,
      neurons: Array.from(core.neurons, (id, atom) => naiveNeuron(core, id, atom, BigInt(image.dtRaw))),
      random: roundingStream(image.seed, c),
      ring: new Map(),
    }));
    this.poisson = image.poissonCores.map((p) => new PoissonCore(p));
  }

  neurons(): Neuron[] {
    return this.cores.flatMap((core) => core.neurons).sort((a, b) => a.id - b.id);
  }

  /** Executes one tick; returns the spikes of all neurons, by core and atom. */
  advance(): number[] {
    const { image, tick } = this;
    for (const change of image.offsetChanges) {
      if (change.tick === tick)
        change.neurons.forEach((id, k) => (this.neurons()[id].offset = BigInt(change.iOffset[k])));
    }
    for (const core of this.cores) this.drain(core);
    const fired = this.cores.flatMap((core) => core.neurons.flatMap((neuron) => this.update(core, neuron)));
    const sent: Sent[] = fired.map((id) => ({ id, count: 1, late: 0 }));
    this.poisson.forEach((core, p) =>
      core.play(tick, (source, count) => sent.push({ id: image.poissonCores[p].first + source, count, late: 0 })),
    );
    for (const source of image.hostSources) {
      source.spikeSteps.forEach(
        (step, k) => step === tick && sent.push({ id: source.first + source.spikeIds[k], count: 1, late: 0 }),
      );
    }
    for (const { step, id, count, late } of this.injected) if (step === tick) sent.push({ id, count, late: late ?? 0 });
    this.history[tick] = sent;
    const delays = [...new Set([0, ...image.cores.flatMap((core) => core.blocks.map((b) => b.extraDelay))])].sort(
      (a, b) => a - b,
    );
    for (const delay of delays) {
      for (const { id, count, late } of this.history[tick - delay] ?? []) {
        for (let k = 0; k < count; k++)
          for (const core of this.cores) this.receive(core, id, delay, delay === 0 ? late : 0);
      }
    }
    this.tick++;
    return fired;
  }

  private receive(core: Core, source: number, delay: number, late: number): void {
    const { blocks, rowStart, words, layout } = core.image;
    const { indexBits, typeBits, delayBits } = layout;
    for (const block of blocks) {
      const row = block.firstRow + source - block.firstSource;
      if (block.extraDelay !== delay || source < block.firstSource || source >= block.firstSource + block.sources)
        continue;
      for (const word of words.subarray(rowStart[row], rowStart[row + 1])) {
        this.events++;
        const field = Math.floor(word / 2 ** (indexBits + typeBits)) % 2 ** delayBits;
        const type = Math.floor(word / 2 ** indexBits) % 2 ** typeBits;
        const atom = word % 2 ** indexBits;
        if (field !== 0 && field <= late) {
          this.skipped++;
          continue;
        }
        let arrival = this.tick - late + (field === 0 ? 2 ** delayBits : field);
        // A slot that is past by a whole turn of the ring is the one of a later tick.
        while (arrival <= this.tick) arrival += 2 ** delayBits;
        const key = `${arrival} ${type} ${atom} ${block.synapseCore}`;
        const sum = (core.ring.get(key) ?? 0) + Math.floor(word / 65536);
        if (sum > 65535) {
          this.saturations++;
          core.neurons[atom].saturations[type]++;
        }
        core.ring.set(key, Math.min(sum, 65535));
      }
    }
  }

  private drain(core: Core): void {
    for (let type = 0; type < 2; type++) {
      core.neurons.forEach((neuron, atom) => {
        const weight = this.arrived(core, type, atom);
        if (weight === 0) return;
        const input = this.kept(neuron, BigInt(weight) << BigInt(core.image.leftShifts[type]));
        const added = core.image.model === "IF_curr_delta" ? input : this.decayed(core, input, neuron.init[type]);
        if (type === 0) neuron.exc = this.kept(neuron, neuron.exc + added);
        else neuron.inh = this.kept(neuron, neuron.inh + added);
      });
    }
  }

  /** Two neighbours share a 32-bit word, and the words of all synapse cores are added: the lower half may carry into the upper. */
  private arrived(core: Core, type: number, atom: number): number {
    const of = (a: number, synapseCore: number) => core.ring.get(`${this.tick} ${type} ${a} ${synapseCore}`) ?? 0;
    const even = atom - (atom % 2);
    let low = 0;
    let high = 0;
    for (let k = 0; k < core.image.synapseCores; k++) {
      low += of(even, k);
      high += of(even + 1, k);
      const carry = low > 65535 ? 1 : 0;
      high += carry;
      if (carry === 1 && atom === even) core.neurons[atom].carries[type]++;
      if (high > 65535 && atom !== even) core.neurons[atom].carries[type]++;
      low %= 65536;
      high %= 65536;
    }
    return atom === even ? low : high;
  }

  private update(core: Core, neuron: Neuron): number[] {
    const { model, stepsPerTick } = core.image;
    const times = (a: bigint, b: bigint) => this.product(core, neuron, a, b);
    const keep = (x: bigint) => this.kept(neuron, x);
    const step = BigInt(this.image.dtRaw) / BigInt(stepsPerTick);
    const spikes: number[] = [];
    for (let k = 0; k < stepsPerTick; k++) {
      let { exc, inh } = neuron;
      if (model === "IF_cond_exp") {
        exc = times(neuron.exc >> 10n, keep(neuron.reversal[0] - neuron.v));
        inh = times(-(neuron.inh >> 10n), keep(neuron.reversal[1] - neuron.v));
      } else if (model === "IF_curr_delta") {
        exc = times(neuron.exc, 2n ** 30n / step);
        inh = times(neuron.inh, 2n ** 30n / step);
      }
      if (neuron.dead <= 0n) {
        const current = keep(exc - inh + neuron.offset);
        const alpha = keep(times(current, neuron.resistance) + neuron.rest);
        neuron.v = keep(alpha - times(neuron.expTC, keep(alpha - neuron.v)));
      } else neuron.dead--;
      if (neuron.v >= neuron.threshold) {
        neuron.v = neuron.reset;
        neuron.dead = neuron.period;
        spikes.push(neuron.id);
      }
      neuron.exc = model === "IF_curr_delta" ? 0n : this.decayed(core, neuron.exc, neuron.decay[0]);
      neuron.inh = model === "IF_curr_delta" ? 0n : this.decayed(core, neuron.inh, neuron.decay[1]);
    }
    return spikes;
  }

  private kept(neuron: Neuron, exact: bigint): bigint {
    if (wrap32(exact) !== exact) neuron.overflows++;
    return wrap32(exact);
  }

  private product(core: Core, neuron: Neuron, a: bigint, b: bigint): bigint {
    const { rounding } = this.image;
    const below =
      rounding === "floor" ? 0n : rounding === "nearest_sat" ? 2n ** 14n : BigInt(core.random.next() % 2 ** 15);
    const exact = (a * b + below) >> 15n;
    if (wrap32(exact) === exact) return exact;
    neuron.overflows++;
    return rounding === "floor" ? wrap32(exact) : exact > 0n ? MAX : MIN;
  }

  private decayed(core: Core, x: bigint, u: bigint): bigint {
    const { rounding } = this.image;
    const below = rounding === "floor" ? 0n : rounding === "nearest_sat" ? 2n ** 31n : BigInt(core.random.next());
    return (x * u + below) >> 32n;
  }
}

function naiveNeuron(
  { parameters, model, stepsPerTick }: SpinnakerCore,
  id: number,
  atom: number,
  tick: bigint,
): Neuron {
  const value = (name: keyof NeuronParameters) => {
    const values = parameters[name] ?? Int32Array.of(1);
    return BigInt(values[values.length === 1 ? 0 : atom]);
  };
  const step = tick / BigInt(stepsPerTick);
  const ratio = (a: bigint, b: bigint) => (a << 15n) / b;
  const decayOf = (tau: bigint) => BigInt(expulr(-Number(ratio(step, tau))));
  const initOf = (tau: bigint) => BigInt.asUintN(32, (ratio(tau, step) * (2n ** 32n - 1n - decayOf(tau))) >> 15n);
  const taus = model === "IF_curr_delta" ? [1n, 1n] : [value("tauExcitatory"), value("tauInhibitory")];
  return {
    id,
    v: value("vInit"),
    exc: value("excitatoryInit"),
    inh: value("inhibitoryInit"),
    dead: value("refractoryInit"),
    offset: value("iOffset"),
    overflows: 0,
    saturations: [0, 0],
    carries: [0, 0],
    rest: value("vRest"),
    reset: value("vReset"),
    threshold: value("vThreshold"),
    resistance: ratio(value("tauM"), value("cM")),
    expTC: BigInt(expk(-Number(ratio(step, value("tauM"))))),
    period: (ratio(value("tRefractory"), step) + 32767n) >> 15n,
    decay: [decayOf(taus[0]), decayOf(taus[1])],
    init: [initOf(taus[0]), initOf(taus[1])],
    reversal: [value("reversalExcitatory"), value("reversalInhibitory")],
  };
}
