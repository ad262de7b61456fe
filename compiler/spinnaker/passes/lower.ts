/**
 * Units and models of the description to those of the neuron binaries (mV, ms, nA, nF, µS, all S16.15):
 *
 *   iaf_psc_exp    IF_curr_exp    pA → nA; the chip spreads an arrival over its tick with init = (tau/dt)(1 - e^(-dt/tau)): the charge stays
 *   iaf_cond_exp   IF_cond_exp    nS → µS; tau_m = C_m/g_L
 *   iaf_psc_delta  IF_curr_delta  a weight w is the current w/dt for one tick, so a jump of J mV is w = J·dt / (R(1 - e^(-dt/tau_m)))
 *
 * The chip adds arrivals before it updates V, NEST after it: a delay of D steps of exponential synapses is D + 1 ticks here.
 * Source: SpiNNaker spec §2.
 */
import { describeHostSpikes, hostSpikes } from "../../../src/network/host-spikes.js";
import {
  valueAt,
  type CurrentInput,
  type Network,
  type PerNeuron,
  type Population,
} from "../../../src/network/types.js";
import { largestOf } from "../../../src/numerics/extrema.js";
import { decayFactor } from "../../../src/numerics/propagators.js";
import { S1615_ONE } from "../../../src/numerics/s1615.js";
import { refractorySteps } from "../../../src/numerics/time-grid.js";
import type { NeuronParameters, OffsetChange } from "../../../src/program/spinnaker/machine-image.js";
import { membraneConstants } from "../../../src/program/spinnaker/neuron-constants.js";
import { CONDUCTANCE_SCALE } from "../weights/ring-buffer-scale.js";
import { spinnakerModel } from "../models.js";
import { requireQuotients } from "../core-quotients.js";
import type { LoweredPopulation, SpinnakerContext, SpinnakerLowered } from "../stages.js";
import { fromS1615, parameterWords, toS1615 } from "../to-s1615.js";

/** nA in a pA, nF in a pF, µS in an nS. */
const MILLI = 1e-3;

function combine(a: PerNeuron, b: PerNeuron, size: number, of: (a: number, b: number) => number): PerNeuron {
  if (typeof a === "number" && typeof b === "number") return of(a, b);
  return Float64Array.from({ length: size }, (_, i) => of(valueAt(a, i), valueAt(b, i)));
}

/** ms */
export function membraneTime(population: Population): PerNeuron {
  const { parameters, size } = population;
  return spinnakerModel(population).binary === "IF_cond_exp"
    ? combine(parameters.C_m, parameters.g_L, size, (C, g) => C / g)
    : parameters.tau_m;
}

/** nA per mV of a jump: the current that moves V by 1 mV in one tick. */
function deltaUnit(population: Population, dt: number): PerNeuron {
  const { tau_m, C_m } = population.parameters;
  return combine(tau_m, C_m, population.size, (tau, C) => dt / ((tau / (C * MILLI)) * (1 - decayFactor(dt, tau))));
}

function compact(words: Int32Array): Int32Array {
  return words.length > 0 && words.every((word) => word === words[0]) ? words.slice(0, 1) : words;
}

function eachOf(values: PerNeuron, of: (value: number) => number): PerNeuron {
  return typeof values === "number" ? of(values) : values.map(of);
}

function parametersOf(
  population: Population,
  currents: readonly CurrentInput[],
  dt: number,
  dtRaw: number,
): NeuronParameters {
  const { parameters: p, size, name } = population;
  const { binary } = spinnakerModel(population);
  const where = `population ${name}`;
  const words = (values: PerNeuron, scale: number, what: string) => parameterWords(values, size, scale, what, where);
  const zero = Int32Array.of(0);
  const exponential =
    binary === "IF_curr_delta"
      ? {}
      : { tauExcitatory: words(p.tau_syn_ex, 1, "tau_syn_ex"), tauInhibitory: words(p.tau_syn_in, 1, "tau_syn_in") };
  const reversal =
    binary === "IF_cond_exp"
      ? { reversalExcitatory: words(p.E_ex, 1, "E_ex"), reversalInhibitory: words(p.E_in, 1, "E_in") }
      : {};
  return {
    vInit: compact(words(population.initialV, 1, "initial V_m")),
    vRest: words(p.E_L, 1, "E_L"),
    vReset: words(p.V_reset, 1, "V_reset"),
    vThreshold: words(p.V_th, 1, "V_th"),
    tauM: words(membraneTime(population), 1, "tau_m"),
    cM: words(p.C_m, MILLI, "C_m"),
    iOffset: currents.length === 0 ? words(p.I_e, MILLI, "I_e") : offsetsAt(population, currents, 0),
    // Whole steps of the chip's own length: its own rounding up then leaves them as they are, and as many as the reference has.
    tRefractory: words(
      eachOf(p.t_ref, (time) => refractorySteps(time, dt).steps * fromS1615(dtRaw)),
      1,
      "t_ref",
    ),
    refractoryInit: zero,
    excitatoryInit: zero,
    inhibitoryInit: zero,
    ...exponential,
    ...reversal,
  };
}

/** iOffset of every neuron from `step` on. */
function offsetsAt(
  { parameters, size, name }: Population,
  currents: readonly CurrentInput[],
  step: number,
): Int32Array {
  return Int32Array.from({ length: size }, (_, i) => {
    let current = valueAt(parameters.I_e, i);
    for (const { steps, amplitude } of currents) {
      let k = -1;
      while (k + 1 < steps.length && steps[k + 1] <= step) k++;
      if (k >= 0) current += valueAt(amplitude[k], i);
    }
    return toS1615(current * MILLI, "injected current", `population ${name}`);
  });
}

function offsetChanges(network: Network): OffsetChange[] {
  const changes = network.populations.flatMap((population): OffsetChange[] => {
    const currents = network.currents.filter((c) => c.post === population.index);
    const steps = [...new Set(currents.flatMap((c) => [...c.steps]))].filter((step) => step > 0);
    const neurons = Uint32Array.from({ length: population.size }, (_, i) => population.first + i);
    return steps.map((step) => ({ tick: step, neurons, iOffset: offsetsAt(population, currents, step) }));
  });
  return changes.sort((a, b) => a.tick - b.tick || a.neurons[0] - b.neurons[0]);
}

/**
 * LSB above rest at which V stops falling: alpha - floor(f·(alpha - V)) with V = alpha + k is alpha + ceil(f·k), so that k stays where k(1 - f) < 1.
 * From below it reaches rest exactly. Source: SpiNNaker spec §2.1.
 */
function stuckAbove(expTC: number): number {
  return Math.ceil(S1615_ONE / (S1615_ONE - expTC)) - 1;
}

/** What S16.15 makes of the parameters, for the loss ledger. */
function enterLosses(
  { population, parameters }: LoweredPopulation,
  network: Network,
  dtRaw: number,
  { ledger, options }: SpinnakerContext,
): void {
  const where = `population ${population.name}`;
  const { size, parameters: p } = population;
  const tau = membraneTime(population);
  const word = (values: Int32Array, i: number) => values[values.length === 1 ? 0 : i];
  const worst = { decay: 0, bias: 0, threshold: 0 };
  const count = { decay: 0, bias: 0, threshold: 0 };
  let [leak, n] = [0, 0];
  const note = (kind: keyof typeof worst, error: number) => {
    if (error > 1e-12) count[kind]++;
    worst[kind] = Math.max(worst[kind], error);
  };
  for (let i = 0; i < size; i++) {
    const { expTC } = membraneConstants(
      word(parameters.tauM, i),
      word(parameters.cM, i),
      word(parameters.tRefractory, i),
      dtRaw,
    );
    const ideal = decayFactor(network.dt, valueAt(tau, i));
    note("decay", Math.abs(fromS1615(expTC) - ideal));
    leak += (1 - fromS1615(expTC)) / (1 - ideal) - 1;
    n++;
    if (network.currents.every((c) => c.post !== population.index))
      note("bias", Math.abs(fromS1615(word(parameters.iOffset, i)) - valueAt(p.I_e, i) * MILLI));
    note("threshold", Math.abs(fromS1615(word(parameters.vThreshold, i)) - valueAt(p.V_th, i)));
  }
  const share = `the leak of a step is ${((100 * leak) / n).toPrecision(2)} % off`;
  ledger.add({
    kind: "decay-rounded",
    where,
    count: count.decay,
    of: size,
    worst: worst.decay,
    unit: "factor per step",
    note: `e^(-dt/tau_m) in S16.15; ${share}`,
  });
  if (options.profile === "floor") {
    const stuck = largestOf(
      Array.from({ length: size }, (_, i) =>
        stuckAbove(
          membraneConstants(word(parameters.tauM, i), word(parameters.cM, i), word(parameters.tRefractory, i), dtRaw)
            .expTC,
        ),
      ),
    );
    ledger.add({
      kind: "state-rounded",
      where,
      count: size,
      of: size,
      worst: fromS1615(stuck),
      unit: "mV",
      note: `products round down, which lifts V: decaying to rest from above, it sticks ${stuck} LSB above it`,
    });
  }
  ledger.add({ kind: "bias-rounded", where, count: count.bias, of: size, worst: worst.bias, unit: "nA" });
  ledger.add({
    kind: "threshold-rounded",
    where,
    count: count.threshold,
    of: size,
    worst: worst.threshold,
    unit: "mV",
  });
}

export function lower(network: Network, context: SpinnakerContext): SpinnakerLowered {
  const dtRaw = toS1615(network.dt, "the time step", "the network");
  const exact = context.options.synapticLatency === "exact";
  const populations = network.populations.map((population): LoweredPopulation => {
    const { binary } = spinnakerModel(population);
    const delta = binary === "IF_curr_delta";
    return {
      population,
      model: binary,
      parameters: parametersOf(
        population,
        network.currents.filter((c) => c.post === population.index),
        network.dt,
        dtRaw,
      ),
      toChip: delta ? deltaUnit(population, network.dt) : MILLI,
      globalScale: binary === "IF_cond_exp" ? CONDUCTANCE_SCALE : 1,
      delayShift: exact && !delta ? 1 : 0,
    };
  });
  populations.forEach(({ population, parameters }) =>
    requireQuotients(parameters, dtRaw, `population ${population.name}`),
  );
  populations.forEach((population) => enterLosses(population, network, dtRaw, context));
  const off = Math.abs(fromS1615(dtRaw) - network.dt);
  if (off > 1e-12) {
    context.ledger.add({
      kind: "decay-rounded",
      where: "time step",
      count: 1,
      worst: off,
      unit: "ms",
      note: `${network.dt} ms is ${dtRaw}/32768 ms on the chip; all its constants follow from that`,
    });
  }
  if (!exact) {
    for (const projection of network.projections) {
      if (populations[projection.post].model === "IF_curr_delta") continue;
      context.ledger.add({
        kind: "model-approximated",
        where: `projection ${projection.name}`,
        count: projection.source.length,
        worst: 1,
        unit: "steps",
        note: "synaptic latency `next-step`: spikes act one step earlier than in exact integration",
      });
    }
  }
  const injected = hostSpikes(
    network,
    network.sources.map((source) => source.index),
  );
  if (network.sources.length > 0) {
    context.report({
      code: "host-input",
      severity: "note",
      message: `The host injects ${describeHostSpikes(injected, network.dt)} from ${network.sources.map((s) => s.name).join(", ")}: the same spikes as the reference gets; the link must carry them.`,
    });
  }
  return {
    network,
    dtRaw,
    populations,
    offsetChanges: offsetChanges(network),
    hostSpikesPerSecond: injected.perSecond,
  };
}
