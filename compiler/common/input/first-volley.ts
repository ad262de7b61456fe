/** What share of a population fires in one step of the volley with which a run begins: neurons that start alike fire together once. */
import { decayFactor } from "../../../src/numerics/propagators.js";
import { modelOf, valueAt, type Network, type PerNeuron, type Population } from "../../../src/network/types.js";

/** Of a population whose neurons start alike but are driven by independent noise: what fires in the fullest millisecond of its first volley, 1/ms. */
const LOOSE_VOLLEY = 0.25;
const MOST_OF_A_LOOSE_VOLLEY = 0.5;

function constant(values: PerNeuron): boolean {
  return typeof values === "number" || values.every((value) => value === values[0]);
}

/** Steps until a neuron fires by its own current alone; Infinity where it never does. Closed form, in the steps of exact integration. */
function ownFirstStep(network: Network, population: Population, i: number): number {
  const { index, parameters: p, initialV } = population;
  const { leak, restingPotential } = modelOf(network, population);
  const of = (values: PerNeuron) => valueAt(values, i);
  let current = of(p.I_e);
  for (const { post, steps, amplitude } of network.currents)
    if (post === index && steps.length > 0 && steps[0] === 0) current += of(amplitude[0]);
  const [rest, threshold] = [restingPotential((name) => of(p[name]), current), of(p.V_th)];
  if (initialV[i] >= threshold) return 0;
  if (!(rest > threshold)) return Infinity;
  // V(n) = rest - (rest - V_0)·f^n: the first n at which it has reached the threshold, by squaring so that every engine finds the same.
  const f = decayFactor(network.dt, of(p.C_m) / (leak === "g_L" ? of(p.g_L) : of(p.C_m) / of(p.tau_m)));
  const enough = (rest - threshold) / (rest - initialV[i]);
  const powers = [f];
  while (powers[powers.length - 1] > enough && powers.length < 31) powers.push(powers[powers.length - 1] ** 2);
  let [steps, decayed] = [0, 1];
  for (let k = powers.length - 1; k >= 0; k--)
    if (decayed * powers[k] > enough) [steps, decayed] = [steps + 2 ** k, decayed * powers[k]];
  return steps + 1;
}

export function firstVolleyShare(network: Network, population: Population): number {
  const { index, size, initialV, parameters } = population;
  if (size < 2) return size;
  const perStep = new Map<number, number>();
  for (let i = 0; i < size; i++) {
    const step = ownFirstStep(network, population, i);
    if (step < network.steps) perStep.set(step, (perStep.get(step) ?? 0) + 1);
  }
  const own = Math.max(0, ...perStep.values()) / size;
  const noisy = network.projections.some(
    (p) => p.post === index && p.preKind === "source" && network.sources[p.pre].kind === "poisson",
  );
  const alike = constant(initialV) && Object.values(parameters).every(constant);
  return noisy && alike ? Math.max(own, Math.min(MOST_OF_A_LOOSE_VOLLEY, LOOSE_VOLLEY * network.dt)) : own;
}
