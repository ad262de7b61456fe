/**
 * Poisson input as bias and per-core noise: with λ = rate·dt spikes per step of each source,
 *   mean of u: unitWeight·Σ w·λ/(1 - P11), added to the bias;  SD per step, at u: unitWeight·√(Σ w²·λ).
 * Lost: shot noise's skewness and the common input of neurons that share a source.
 */
import { mean, type RowMoments } from "../../common/input/row-moments.js";
import { ENDLESS } from "../../../src/network/drive-epochs.js";
import { rateMoments } from "../../common/input/rate-moments.js";
import type { Network, SpikeSource } from "../../../src/network/types.js";
import { profileThat } from "./ways-by-profile.js";
import type { LoweredNeurons, LoweredNoise, LoweredProjection, PassContext } from "../stages.js";

/** Whether a source can be replaced: noise is there from the first step to the last. */
export function becomesNoise({ kind, startStep, stopStep }: SpikeSource): boolean {
  return kind === "poisson" && startStep === 0 && stopStep === ENDLESS;
}

/** Adds the means to `neurons.bias`; says which sources are replaced. Sources that start later or stop stay injected. */
export function poissonToNoise(
  network: Network,
  rows: readonly RowMoments[],
  projections: readonly LoweredProjection[],
  neurons: LoweredNeurons,
  context: PassContext,
): { sources: Set<number>; noise: LoweredNoise[] } {
  const sources = new Set<number>();
  if (!context.profile.noise) {
    const { destination, target } = context;
    const lacking = destination?.lacks.includes("noise") === true ? destination.name : null;
    const option = lacking === null ? profileThat(target, ({ noise }) => noise) : undefined;
    context.report({
      code: "noise-unavailable",
      severity: "warning",
      message: `The ${context.profile.id} profile has no noise generator, so Poisson input stays injected by the host.`,
      hint:
        option === undefined
          ? `leave out --poisson noise: ${lacking ?? `no profile of ${target.id}`} has ${lacking === null ? "a" : "no"} noise generator`
          : `compile with ${option}`,
    });
    return { sources, noise: [] };
  }
  for (const source of network.sources) if (becomesNoise(source)) sources.add(source.index);
  const variance = new Float64Array(network.size);
  const touched = new Set<number>();
  for (const lowered of projections) {
    const p = lowered.projection;
    if (p.preKind !== "source" || !sources.has(p.pre)) continue;
    const { positive, negative } = rows[p.index];
    const arriving = rateMoments(p, rows[p.index], network.sources[p.pre].rate);
    const seconds = network.dt / 1000;
    const negativeFactor = lowered.negativeWeightFactor ?? lowered.weightFactor;
    touched.add(p.post);
    for (let i = 0; i < p.postSize; i++) {
      const id = p.postFirst + i;
      const unit = neurons.unitWeight[id];
      neurons.bias[id] +=
        (unit *
          seconds *
          (arriving.positive.mean[i] * lowered.weightFactor - arriving.negative.mean[i] * negativeFactor)) /
        (1 - neurons.decayU[id]);
      variance[id] +=
        unit *
        unit *
        seconds *
        (arriving.positive.variance[i] * lowered.weightFactor ** 2 +
          arriving.negative.variance[i] * negativeFactor ** 2);
    }
    const indegree = mean(positive.count) + mean(negative.count);
    const shared = (indegree * p.postSize) / p.preSize;
    const note =
      `${indegree.toFixed(0)} sources a neuron became a mean and Gaussian-like noise` +
      (shared > 1.5
        ? `; each source reached ${shared.toFixed(1)} neurons, their common input (about ${((100 * indegree) / p.preSize).toFixed(1)} % of its variance) is lost`
        : "");
    context.ledger.add({
      kind: "input-approximated",
      where: `projection ${p.name}`,
      count: p.source.length,
      unit: "synapse",
      note,
    });
    context.report({
      code: "poisson-as-noise",
      severity: "warning",
      place: { object: `projection ${p.name}` },
      message: `Poisson input of projection ${p.name} was lowered to bias and on-chip noise: ${note}.`,
      hint: "--poisson inject keeps the spikes",
    });
  }
  const noise = [...touched]
    .sort((a, b) => a - b)
    .map((index): LoweredNoise => {
      const { first, size } = network.populations[index];
      return {
        neurons: Uint32Array.from({ length: size }, (_, i) => first + i),
        target: "u",
        sd: variance.slice(first, first + size).map(Math.sqrt),
      };
    });
  return { sources, noise };
}
