/**
 * What rounding does to decaying synaptic states. With `floor` every tick rounds a state down, ½ LSB of S16.15 on average: a postsynaptic current
 * carries less charge than its weight says, most where ticks are short and currents small. With `nearest_sat` a state stops decaying where a
 * tick takes less than half an LSB. The published toolchain does the same and compensates nothing; neither does this compiler: it says so.
 */
import { valueAt } from "../../../src/network/types.js";
import { decayFactor } from "../../../src/numerics/propagators.js";
import { decayFloor, S1615_ONE } from "../../../src/numerics/s1615.js";
import { synapseConstants } from "../../../src/program/spinnaker/neuron-constants.js";
import { ratesOf } from "../passes/scale.js";
import type { LoweredPopulation, SpinnakerContext, SpinnakerLowered } from "../stages.js";
import { incomingWeights, SYNAPSE_TYPES, type SynapseType } from "./incoming-weights.js";

const U032 = 2 ** 32;
/** Mean of what floor takes, LSB. */
const HALF = 0.5;
/** Shares below this are not worth an entry. */
const NEGLIGIBLE = 1e-4;

/** Share of the charge of one postsynaptic current that floor takes, if nothing else arrives while it lasts. `word`: the state after its arrival. */
export function lostOfOnePsc(word: number, decay: number): number {
  let [state, sum] = [word, 0];
  while (state > 0) {
    sum += state;
    state = decayFloor(state, decay);
  }
  return word > 0 ? 1 - (sum * (1 - decay / U032)) / word : 0;
}

/** By what share the peak of the voltage that this current causes is lower, for a membrane that keeps `leak` of V in a tick. */
export function lostOfOnePsp(word: number, decay: number, leak: number): number {
  let [state, exact, v, vExact, peak, peakExact] = [word, word, 0, 0, 0, 0];
  // Up to the exact peak: afterwards, or where nothing is added any more, both fall or stay.
  while (word > 0) {
    v = leak * v + state;
    vExact = leak * vExact + exact;
    if (vExact <= peakExact) break;
    [peak, peakExact] = [Math.max(peak, v), vExact];
    state = decayFloor(state, decay);
    exact *= decay / U032;
  }
  return peakExact > 0 ? 1 - peak / peakExact : 0;
}

export function enterDecayLosses(lowered: SpinnakerLowered, context: SpinnakerContext): void {
  const { profile } = context.options;
  if (profile === "stochastic_sat") return;
  const rates = ratesOf(lowered, context);
  lowered.populations.forEach((own) => {
    if (own.model === "IF_curr_delta") return;
    const incoming = incomingWeights(lowered.network, own.population.index, rates, own.toChip);
    for (const type of SYNAPSE_TYPES) {
      const { indegree, sum, sumRate } = incoming[type];
      const [synapses, size] = [total(indegree), own.population.size];
      if (synapses === 0) continue;
      const input = { weight: total(sum) / synapses, perSecond: total(sumRate) / size };
      if (profile === "floor") enterFloor(own, type, input, lowered, context);
      else enterStuck(own, type, lowered, context);
    }
  });
}

function total(values: Float64Array | Uint32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function constantsOf(
  { parameters }: LoweredPopulation,
  type: SynapseType,
  dtRaw: number,
): { decay: number; init: number } {
  const taus = type === "excitatory" ? parameters.tauExcitatory! : parameters.tauInhibitory!;
  return synapseConstants(taus[0], dtRaw);
}

function enterFloor(
  own: LoweredPopulation,
  type: SynapseType,
  { weight, perSecond }: { weight: number; perSecond: number },
  { network, dtRaw }: SpinnakerLowered,
  { ledger }: SpinnakerContext,
): void {
  const { population, globalScale } = own;
  const { decay, init } = constantsOf(own, type, dtRaw);
  const word = decayFloor(Math.round(weight * globalScale * S1615_ONE), init);
  const alone = lostOfOnePsc(word, decay);
  // Currents that overlap share the rounding: the state is ½ LSB/(1 - decay) below the exact one, however many they are.
  const leak = 1 - decay / U032;
  const meanState = (perSecond * globalScale * S1615_ONE * (init / U032) * network.dt) / 1000 / leak;
  const share = meanState > 0 ? Math.min(alone, HALF / leak / meanState) : alone;
  if (!(alone > NEGLIGIBLE)) return;
  const { parameters } = population;
  const tauM =
    own.model === "IF_cond_exp"
      ? valueAt(parameters.C_m, 0) / valueAt(parameters.g_L, 0)
      : valueAt(parameters.tau_m, 0);
  const psp = lostOfOnePsp(word, decay, decayFactor(network.dt, tauM));
  const unit = globalScale === 1 ? "nA" : "µS";
  const percent = (x: number) => `${Number((100 * x).toPrecision(2))} %`;
  ledger.add({
    kind: "state-rounded",
    where: `population ${population.name}`,
    count: population.size,
    of: population.size,
    worst: alone,
    unit: `of one PSC, ${type}`,
    meanInputChange: -share,
    note: `the ${type} state decays with every product rounded down: a PSC of the mean weight, ${Number(weight.toPrecision(3))} ${unit}, carries ${percent(alone)} less charge alone (its PSP is ${percent(psp)} lower), ${percent(share)} less at the rates expected; sPyNNaker does the same, and the weights do not compensate it`,
  });
}

function enterStuck(
  own: LoweredPopulation,
  type: SynapseType,
  { dtRaw }: SpinnakerLowered,
  { ledger }: SpinnakerContext,
): void {
  const { population, globalScale } = own;
  const { decay } = constantsOf(own, type, dtRaw);
  const stuck = Math.floor(HALF / (1 - decay / U032));
  if (stuck === 0) return;
  const amount = stuck / S1615_ONE / globalScale;
  ledger.add({
    kind: "state-rounded",
    where: `population ${population.name}`,
    count: population.size,
    of: population.size,
    worst: amount,
    unit: `${globalScale === 1 ? "nA" : "µS"}, ${type}`,
    note: `the ${type} state decays with products rounded to the nearest: it stops ${stuck} LSB above zero, a constant input`,
  });
}
