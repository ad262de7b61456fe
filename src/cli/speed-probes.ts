/**
 * Networks whose steps show what a board's time goes into: neurons that keep still, few and many, then neurons that fire, without synapses and
 * with some. From the time of a step of each follows what a step, a neuron, a spike and a synaptic event take.
 */

const FEW = 16;
const MANY = 96;
const TARGETS = 24;
const CELL =
  "model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 0 ms";

export interface SpeedProbe {
  /** Description in YAML. */
  readonly network: string;
  /** Spikes of a step, about and at most, for what a log must hold. */
  readonly spikes: number;
}

function probe(neurons: number, fires: boolean, targets: number): SpeedProbe {
  // 400 pA lead to 32 mV: a spike every 13 ms, at times that the initial voltages spread. A refractory step would be a cheaper one.
  const cell = fires
    ? `{ size: ${neurons}, neuron: { ${CELL}, I_e: 400 pA }, initial: { V_m: { uniform: [0 mV, 15 mV] } } }`
    : `{ size: ${neurons}, neuron: { ${CELL} }, initial: { V_m: 0 mV } }`;
  const synapses =
    targets === 0
      ? ""
      : `projections:\n  P→P: { pre: P, post: P, connect: { rule: fixed_outdegree, outdegree: ${targets} }, weight: 1 pA, delay: 1 ms }\n`;
  return {
    network: `name: probe\nseed: 3\ntimestep: 1 ms\nduration: 1 s\npopulations:\n  P: ${cell}\n${synapses}`,
    spikes: fires ? neurons / 8 : 0,
  };
}

/** In the order that `costsOf` takes. */
export const SPEED_PROBES: readonly SpeedProbe[] = [
  probe(FEW, false, 0),
  probe(MANY, false, 0),
  probe(MANY, true, 0),
  probe(MANY, true, TARGETS),
];

/** What a mean step of a probe had in it, and how long it took. */
export interface MeanStep {
  readonly neurons: number;
  readonly spikes: number;
  readonly events: number;
  /** s */
  readonly seconds: number;
}

/** s */
export interface StepCosts {
  readonly step: number;
  readonly neuron: number;
  /** Beside its neuron and its row. */
  readonly spike: number;
  /** Of a row of `TARGETS` synapses, its beginning included. */
  readonly event: number;
}

/** Solves for the costs, one probe after the other. */
export function costsOf([few, many, firing, connected]: readonly MeanStep[]): StepCosts {
  const neuron = (many.seconds - few.seconds) / (many.neurons - few.neurons);
  const step = few.seconds - few.neurons * neuron;
  const rest = (mean: MeanStep) => mean.seconds - step - mean.neurons * neuron;
  const spike = rest(firing) / firing.spikes;
  return { step, neuron, spike, event: (rest(connected) - connected.spikes * spike) / connected.events };
}

/** A network as wide as its neurons allow. */
export interface Activity {
  /** Hz */
  readonly rate: number;
  readonly inDegree: number;
  /** s */
  readonly dt: number;
}

/** The most neurons whose step takes no longer than it stands for, by the costs alone. */
export function neuronsInRealTime({ step, neuron, spike, event }: StepCosts, { rate, inDegree, dt }: Activity): number {
  return Math.max(0, Math.floor((dt - step) / (neuron + rate * dt * (spike + inDegree * event))));
}
