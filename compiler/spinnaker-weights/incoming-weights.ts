/**
 * What arrives at each neuron of a population, by synapse type, in the unit of the chip: the only thing shift selection needs
 * to know of a network. One sweep over its synapses. The sign of a weight is its synapse type.
 */
import { sourceRate } from "../lowering/conductance.js";
import { valueAt, type Network, type PerNeuron } from "../../src/network/types.js";

export const SYNAPSE_TYPES = ["excitatory", "inhibitory"] as const;
export type SynapseType = (typeof SYNAPSE_TYPES)[number];

/** One entry for each postsynaptic neuron; weights are magnitudes in nA or µS, rates in Hz. */
export interface IncomingWeights {
  /** Synapses whose weight is not 0. */
  readonly indegree: Uint32Array;
  readonly sum: Float64Array;
  /** Σ w·rate and Σ w²·rate. */
  readonly sumRate: Float64Array;
  readonly sumSquareRate: Float64Array;
  readonly largest: Float64Array;
  /** Infinity for a neuron without synapses of this type. */
  readonly smallest: Float64Array;
}

export type IncomingByType = Readonly<Record<SynapseType, IncomingWeights>>;

function nothingIncoming(size: number): IncomingWeights {
  return {
    indegree: new Uint32Array(size), sum: new Float64Array(size), sumRate: new Float64Array(size), sumSquareRate: new Float64Array(size),
    largest: new Float64Array(size), smallest: new Float64Array(size).fill(Infinity),
  };
}

/** Mean rate (Hz) of one source of a projection; `rates` (Hz) by population. */
export function presynapticRate(network: Network, projection: Network["projections"][number], rates: ArrayLike<number>): number {
  return projection.preKind === "source" ? sourceRate(network, projection.pre) : rates[projection.pre];
}

/**
 * @param population index
 * @param rates Hz, by population; sources have their own
 * @param toChip nA or µS per unit of the network's weights, by neuron of the population or one for all
 */
export function incomingWeights(network: Network, population: number, rates: ArrayLike<number>, toChip: PerNeuron): IncomingByType {
  const { size } = network.populations[population];
  const incoming = { excitatory: nothingIncoming(size), inhibitory: nothingIncoming(size) };
  for (const projection of network.projections) {
    if (projection.post !== population) continue;
    const rate = presynapticRate(network, projection, rates);
    const { rowStart, weight } = projection;
    for (let i = 0; i < size; i++) {
      const unit = valueAt(toChip, i);
      for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
        const signed = (typeof weight === "number" ? weight : weight[k]) * unit;
        if (signed === 0) continue;
        const into = signed > 0 ? incoming.excitatory : incoming.inhibitory;
        const w = Math.abs(signed);
        into.indegree[i]++;
        into.sum[i] += w;
        into.sumRate[i] += w * rate;
        into.sumSquareRate[i] += w * w * rate;
        if (w > into.largest[i]) into.largest[i] = w;
        if (w < into.smallest[i]) into.smallest[i] = w;
      }
    }
  }
  return incoming;
}
