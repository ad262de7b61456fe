/**
 * The network of the sweeps: N neurons, each with K outgoing synapses, that fire at a rate which neither N nor K moves.
 *
 * Every neuron is driven above threshold by a constant current I (R = tau/C), fires regularly with
 *   rate = 1 / (t_ref + tau ln(R I / (R I - V_th)))
 * from voltages drawn at random, and is hardly moved by its synapses: they are weak, and four fifths excitatory ones are cancelled by a
 * fifth of inhibitory ones that are four times as strong. So a run has (spikes × K) synaptic events exactly.
 */
export interface SweptNetwork {
  readonly neurons: number;
  readonly outdegree: number;
  /** Hz; 0: nothing fires. */
  readonly rate: number;
  /** One weight a synapse, and delays of 0.5 to 2.5 ms, in place of one weight and 1.5 ms. */
  readonly mixed: boolean;
}

/** A long time constant: voltages climb nearly straight, so that drawn ones are phases that spread the spikes over the interval. */
const [TAU, C, THRESHOLD, REFRACTORY] = [100, 250, 20, 2];
/** mV */
const WEIGHT = 0.01;

/** pA that make a neuron fire at `rate` Hz. */
export function currentFor(rate: number): number {
  if (rate === 0) return 0;
  const interval = 1000 / rate - REFRACTORY;
  if (!(interval > 0)) throw new RangeError(`${rate} Hz leave no time between spikes`);
  return (THRESHOLD / (1 - Math.exp(-interval / TAU))) * (C / TAU);
}

/** A description in YAML. */
export function sweptNetwork({ neurons, outdegree, rate, mixed }: SweptNetwork): string {
  const [E, I] = [Math.round(0.8 * neurons), neurons - Math.round(0.8 * neurons)];
  const [toE, toI] = [Math.round(0.8 * outdegree), outdegree - Math.round(0.8 * outdegree)];
  const cell = `{ size: SIZE, neuron: { model: iaf_psc_delta, C_m: ${C} pF, tau_m: ${TAU} ms, E_L: 0 mV, V_th: ${THRESHOLD} mV, V_reset: 0 mV, t_ref: ${REFRACTORY} ms, I_e: ${currentFor(rate)} pA }, initial: { V_m: { uniform: [0 mV, ${THRESHOLD} mV] } } }`;
  const projection = (pre: string, post: string, count: number, weight: number) => {
    const w = mixed ? `{ normal: { mean: ${weight} mV, sd: ${Math.abs(weight) / 10} mV } }` : `${weight} mV`;
    const d = mixed ? "{ uniform: [0.5 ms, 2.5 ms] }" : "1.5 ms";
    return `  ${pre}→${post}: { pre: ${pre}, post: ${post}, connect: { rule: fixed_outdegree, outdegree: ${count} }, weight: ${w}, delay: ${d} }`;
  };
  return [
    "name: swept",
    "seed: 1",
    "timestep: 0.1 ms",
    "duration: 1 s",
    "populations:",
    `  E: ${cell.replace("SIZE", `${E}`)}`,
    `  I: ${cell.replace("SIZE", `${I}`)}`,
    "projections:",
    projection("E", "E", toE, WEIGHT),
    projection("E", "I", toI, WEIGHT),
    projection("I", "E", toE, -4 * WEIGHT),
    projection("I", "I", toI, -4 * WEIGHT),
    "",
  ].join("\n");
}
