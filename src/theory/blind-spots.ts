/**
 * Where mean-field theory cannot see: what of a drawn network is lost on the way to a `MeanFieldModel`, so that a prediction may be wrong without
 * any sign in its own numbers. Each with a code, once, short.
 */
import type { Code } from "../diagnostics/codes.js";
import { ENDLESS } from "../network/drive-epochs.js";
import {
  valueAt,
  type Network,
  type PerNeuron,
  type Population,
  type Projection,
  type SpikeSource,
} from "../network/types.js";
import { SYNCHRONOUS_CORRELATION } from "./state-limits.js";

export interface Caveat {
  readonly code: Code;
  readonly message: string;
}

/** Below so many neurons a population's rate is no mean over many; the same number of trials as where a normal distribution is commonly trusted. */
const FEW_NEURONS = 30;

export function blindSpotsOf(drawn: Network): Caveat[] {
  const network = withoutIdle(drawn);
  return [
    ...sharedInput(network),
    ...multapses(network),
    ...identicalStarts(network),
    ...knownTimes(network),
    ...changingInput(network),
    ...fewNeurons(network),
    ...spreadParameters(network),
  ];
}

/** Without projections whose weights are all zero, and without sources that reach nobody then: neither is an input. */
function withoutIdle(network: Network): Network {
  const projections = network.projections.filter(({ weight, source }) =>
    typeof weight === "number" ? weight !== 0 && source.length > 0 : weight.some((w) => w !== 0),
  );
  const played = new Set(projections.flatMap(({ preKind, pre }) => (preKind === "source" ? [pre] : [])));
  return { ...network, projections, sources: network.sources.map((s) => (played.has(s.index) ? s : silent(s))) };
}

/** Keeps its place, by which projections name sources. */
function silent(source: SpikeSource): SpikeSource {
  return { ...source, kind: "poisson", rate: 0, startStep: 0, stopStep: ENDLESS };
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

const numberOf = (x: number): string => String(Number(x.toPrecision(2)));

/** Populations that spikes of a population can reach, itself only through others. */
function reachable(network: Network, from: number): Set<number> {
  const reached = new Set<number>();
  const todo = [from];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    for (const { preKind, pre, post, source } of network.projections) {
      if (preKind !== "population" || pre !== next || source.length === 0 || reached.has(post)) continue;
      reached.add(post);
      todo.push(post);
    }
  }
  return reached;
}

function squaredWeights({ weight, source }: Projection): number {
  return typeof weight === "number" ? weight * weight * source.length : weight.reduce((sum, w) => sum + w * w, 0);
}

/** Which share of its inputs a cell has in common with another one of its population, on average: K/N where K inputs are drawn from a pool of N. */
function overlapOf({ source, preSize, postSize }: Projection): number {
  const outdegree = new Float64Array(preSize);
  for (const s of source) outdegree[s]++;
  const pairs = outdegree.reduce((sum, out) => sum + out * (out - 1), 0);
  return Math.min(1, pairs / (source.length * (postSize - 1)));
}

/**
 * Cells that share inputs share their variance (Renart et al. 2010). Feedback can cancel that; what comes from sources, and from populations that
 * never hear of it, stays, and theory takes all inputs as independent.
 */
function sharedInput(network: Network): Caveat[] {
  return network.populations.flatMap((population): Caveat[] => {
    let [shared, all, worst] = [0, 0, 0];
    let pool: Projection | undefined;
    const heard = reachable(network, population.index);
    for (const projection of network.projections) {
      if (projection.post !== population.index || projection.source.length === 0 || population.size < 2) continue;
      const overlap = overlapOf(projection);
      const power = squaredWeights(projection) * rateOf(network, projection);
      all += power;
      if (projection.preKind === "population" && heard.has(projection.pre)) continue;
      shared += overlap * power;
      if (overlap * power > worst) [worst, pool] = [overlap * power, projection];
    }
    if (pool === undefined || !(shared > SYNCHRONOUS_CORRELATION * all)) return [];
    const indegree = pool.source.length / population.size;
    return [
      {
        code: "shared-input",
        message: `${population.name}: cells share their input (${numberOf(indegree)} of the same ${pool.preSize} sources by ${pool.name}), which theory takes as independent: correlations and synchrony are not seen`,
      },
    ];
  });
}

/** Relative weight of a projection's rate; populations are taken as equally fast as each other, for theory may be wrong about them. */
function rateOf(network: Network, { preKind, pre }: Projection): number {
  if (preKind === "population") return TYPICAL_RATE;
  const { kind, rate, size, spikeSteps } = network.sources[pre];
  if (kind === "spike_times")
    return (spikeSteps.length * 1000) / (Math.max(1, size) * Math.max(1, network.steps) * network.dt);
  let sum = 0;
  for (let i = 0; i < size; i++) sum += valueAt(rate, i);
  return sum / Math.max(1, size);
}

/** Hz, of a population in the balanced state. */
const TYPICAL_RATE = 10;

/** One to one is a single synapse a pair; more inputs than there are cells to give them make several. */
function multapses(network: Network): Caveat[] {
  const many = network.projections.filter(({ source, postSize, preSize }) => source.length > postSize * preSize);
  if (many.length === 0) return [];
  const worst = many.reduce((a, b) =>
    b.source.length / (b.postSize * b.preSize) > a.source.length / (a.postSize * a.preSize) ? b : a,
  );
  const K = worst.source.length / worst.postSize;
  return [
    {
      code: "many-multapses",
      message: `${listed(many.map((p) => p.name))}: more inputs than cells to give them (${worst.name}: K = ${numberOf(K)} from ${worst.preSize}), so each pair connects ${numberOf(K / worst.preSize)} times: theory takes all inputs as independent and small`,
    },
  ];
}

const constant = (values: ArrayLike<number> | number): boolean => {
  if (typeof values === "number") return true;
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
};

/** Whether nothing but who is connected to whom tells the cells of a population apart. */
function allAlike(network: Network, { index, size, initialV, parameters }: Population): boolean {
  if (size < 2 || !constant(initialV) || !Object.values(parameters).every((values) => constant(values))) return false;
  if (
    network.currents.some(
      ({ post, amplitude }) => post === index && !amplitude.every((values: PerNeuron) => constant(values)),
    )
  )
    return false;
  return !network.projections.some(
    ({ post, preKind, source }) => post === index && preKind === "source" && source.length > 0,
  );
}

function identicalStarts(network: Network): Caveat[] {
  const alike = network.populations.filter((p) => allAlike(network, p)).map((p) => p.name);
  if (alike.length === 0) return [];
  return [
    {
      code: "identical-starts",
      message: `${listed(alike)}: all cells start at one V with the same parameters and no input of their own: they may fire together from the start, which theory, knowing no initial state, does not see`,
    },
  ];
}

function knownTimes({ sources }: Network): Caveat[] {
  const known = sources.filter(({ kind }) => kind !== "poisson").map((s) => s.name);
  return known.length === 0
    ? []
    : [
        {
          code: "known-spike-times",
          message: `${listed(known)}: theory takes spikes from outside as Poisson at their mean rate; volleys and patterns are not seen`,
        },
      ];
}

/** Of input that changes while the run is judged, theory sees the mean over time. */
function changingInput(network: Network): Caveat[] {
  const judged = (step: number) => step > network.burnInSteps && step < network.steps;
  const changing = [
    ...network.currents
      .filter(({ steps, amplitude }) =>
        steps.some((step, k) => judged(step) && (k === 0 ? amplitude[0] !== 0 : amplitude[k] !== amplitude[k - 1])),
      )
      .map((c) => c.name),
    ...network.sources
      .filter(({ kind, startStep, stopStep }) => kind === "poisson" && (judged(startStep) || judged(stopStep)))
      .map((s) => s.name),
  ];
  return changing.length === 0
    ? []
    : [
        {
          code: "input-changes",
          message: `${listed(changing)}: input that changes during the run counts with its mean over time`,
        },
      ];
}

function fewNeurons({ populations }: Network): Caveat[] {
  const few = populations.filter(({ size }) => size < FEW_NEURONS);
  return few.length === 0
    ? []
    : [
        {
          code: "few-neurons",
          message: `${listed(few.map(({ name, size }) => `${name} (${size})`))}: fewer than ${FEW_NEURONS} neurons: theory is of large populations`,
        },
      ];
}

/** Parameters of a neuron that enter the theory with their means, where the model has them. I_e is none of them: it spreads the mean input (mean-field-model.ts). */
const AVERAGED = ["V_th", "V_reset", "E_L", "tau_m", "C_m", "t_ref", "g_L", "tau_syn_ex", "tau_syn_in", "E_ex", "E_in"];

function spreadParameters({ populations }: Network): Caveat[] {
  const varies = ({ parameters }: Population, name: string) =>
    Object.hasOwn(parameters, name) && !constant(parameters[name]);
  const spread = populations.flatMap((population) => {
    const names = AVERAGED.filter((name) => varies(population, name));
    return names.length === 0 ? [] : [`${population.name} (${names.join(", ")})`];
  });
  const currents = populations.filter((population) => varies(population, "I_e")).map(({ name }) => name);
  return spread.length === 0
    ? []
    : [
        {
          code: "spread-parameters",
          message: `${listed(spread)}: parameters that differ between neurons count with their means${currents.length > 0 ? `; the spread of I_e in ${listed(currents)} is counted` : ""}`,
        },
      ];
}

/** One kind of synapse alone keeps its time constant. */
function receivesBoth({ projections }: Network, { index }: Population): boolean {
  const has = (sign: 1 | -1) =>
    projections.some(
      ({ post, weight, source }) =>
        post === index &&
        (typeof weight === "number" ? source.length > 0 && weight * sign > 0 : weight.some((w) => w * sign > 0)),
    );
  return has(1) && has(-1);
}

/** Of a chip with one synaptic time constant: populations whose two were merged. */
export function mergedTimes(ideal: Network, onChip: Network): Caveat[] {
  // Delta synapses have neither, and so no difference.
  const differ = ({ parameters }: Population) =>
    JSON.stringify(parameters.tau_syn_ex) !== JSON.stringify(parameters.tau_syn_in);
  const merged = ideal.populations
    .filter((p) => differ(p) && !differ(onChip.populations[p.index]) && receivesBoth(ideal, p))
    .map((p) => p.name);
  return merged.length === 0
    ? []
    : [
        {
          code: "synaptic-times-merged",
          message: `${listed(merged)}: the chip merges two synaptic time constants; theory sees their mean only, neither the fluctuations nor the lag that this moves`,
        },
      ];
}
