/**
 * Poisson input as bias and per-core noise: with λ = rate·dt spikes per step and source,
 *   mean of u: unitWeight·Σ w·λ/(1 - P11), added to the bias;  SD per step, at u: unitWeight·√(Σ w²·λ).
 * Lost: shot noise's skewness, the common input of neurons that share a source, and a spread of rates (its mean is taken).
 */
import { mean, type RowMoments } from "./row-moments.js";
import { sourceRate } from "./conductance.js";
import type { Network } from "../../src/network/types.js";
import type { LoweredNeurons, LoweredNoise, LoweredProjection, PassContext } from "../stages.js";

/** Adds the means to `neurons.bias`; says which sources are replaced. Sources that do not span the run stay injected. */
export function poissonToNoise(
  network: Network,
  rows: readonly RowMoments[],
  projections: readonly LoweredProjection[],
  neurons: LoweredNeurons,
  context: PassContext,
): { sources: Set<number>; noise: LoweredNoise[] } {
  const sources = new Set<number>();
  if (!context.profile.noise) {
    context.report({
      code: "noise-unavailable", severity: "warning",
      message: `The ${context.profile.id} profile has no noise generator, so Poisson input stays injected by the host.`, hint: "compile with --profile hw",
    });
    return { sources, noise: [] };
  }
  for (const source of network.sources) {
    if (source.kind === "poisson" && source.startStep === 0 && source.stopStep >= network.steps) sources.add(source.index);
  }
  const variance = new Float64Array(network.size);
  const touched = new Set<number>();
  for (const lowered of projections) {
    const p = lowered.projection;
    if (p.preKind !== "source" || !sources.has(p.pre)) continue;
    const lambda = (sourceRate(network, p.pre) * network.dt) / 1000;
    const { positive, negative } = rows[p.index];
    const negativeFactor = lowered.negativeWeightFactor ?? lowered.weightFactor;
    touched.add(p.post);
    for (let i = 0; i < p.postSize; i++) {
      const id = p.postFirst + i;
      const unit = neurons.unitWeight[id];
      neurons.bias[id] += (unit * lambda * (positive.sum[i] * lowered.weightFactor - negative.sum[i] * negativeFactor)) / (1 - neurons.decayU[id]);
      variance[id] += unit * unit * lambda * (positive.sumOfSquares[i] * lowered.weightFactor ** 2 + negative.sumOfSquares[i] * negativeFactor ** 2);
    }
    const indegree = mean(positive.count) + mean(negative.count);
    const shared = (indegree * p.postSize) / p.preSize;
    const note =
      `${indegree.toFixed(0)} sources a neuron became a mean and Gaussian-like noise` +
      (shared > 1.5 ? `; each source reached ${shared.toFixed(1)} neurons, their common input (about ${((100 * indegree) / p.preSize).toFixed(1)} % of its variance) is lost` : "");
    context.ledger.add({ kind: "input-approximated", where: `projection ${p.name}`, count: p.source.length, unit: "synapse", note });
    context.report({
      code: "poisson-as-noise", severity: "warning", place: { object: `projection ${p.name}` },
      message: `Poisson input of projection ${p.name} was lowered to bias and on-chip noise: ${note}.`, hint: "--poisson inject keeps the spikes",
    });
  }
  const noise = [...touched].sort((a, b) => a - b).map((index): LoweredNoise => {
    const { first, size } = network.populations[index];
    return {
      neurons: Uint32Array.from({ length: size }, (_, i) => first + i),
      target: "u",
      sd: variance.slice(first, first + size).map(Math.sqrt),
    };
  });
  return { sources, noise };
}
