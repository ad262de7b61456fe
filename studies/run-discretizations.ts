/** One network with one seed in float64: as drawn, and with each discretization of its weights; all else is the same. */
import { createReference } from "../emulator/reference/reference.js";
import { analyse } from "../src/analysis/analyse.js";
import type { Metrics } from "../src/analysis/metrics.js";
import { parseDescription } from "../src/description/load-description.js";
import { fail, type ProgressSink } from "../src/diagnostics/diagnostic.js";
import { drawNetwork } from "../src/network/draw-network.js";
import type { Network } from "../src/network/types.js";
import { meanOf } from "../src/numerics/sample-moments.js";
import { predictRates } from "../src/theory/finite-k.js";
import { meanFieldOf } from "../src/theory/mean-field-model.js";
import { runAndClose } from "../src/measure/run-and-close.js";
import { compareWeights, discretizeNetwork, type Discretization, type WeightStatistics } from "./discretize-weights.js";

/** Serializable: it goes to a worker thread. */
export interface DiscretizationTask {
  /** YAML */
  readonly description: string;
  readonly seed: number;
  readonly variants: readonly Discretization[];
}

/** Hz by population, from finite-K theory: mean and SD over neurons. */
export interface PredictedSpread {
  readonly rate: number;
  readonly rateSd: number;
}

export interface DiscretizedRun {
  readonly metrics: Metrics;
  readonly predicted: readonly PredictedSpread[];
  /** Means over the projections whose weights were drawn. */
  readonly weights: WeightStatistics;
}

export interface DiscretizationResult {
  readonly seed: number;
  readonly reference: Metrics;
  readonly predicted: readonly PredictedSpread[];
  readonly variants: readonly DiscretizedRun[];
}

/** Rates of 1 Hz give few intervals in seconds; on both sides alike. */
const MINIMUM_INTERVALS = 5;

export function meanStatistics(before: Network, after: Network): WeightStatistics {
  const own = before.projections.flatMap((p) => {
    const other = after.projections.find((q) => q.name === p.name);
    return typeof p.weight === "number" || other === undefined ? [] : [compareWeights(p, other)];
  });
  const mean = (key: keyof WeightStatistics) => meanOf(own.map((s) => s[key]));
  return { mean: mean("mean"), sd: mean("sd"), rowSumSd: mean("rowSumSd"), rowSumError: mean("rowSumError") };
}

export async function runDiscretizations(
  { description, seed, variants }: DiscretizationTask,
  progress: ProgressSink = () => {},
): Promise<DiscretizationResult> {
  const parsed = parseDescription(description, "discretization.yaml", () =>
    fail("bad-experiment", "the networks of a study read no files"),
  );
  const network = drawNetwork(parsed.description, { seed, progress });
  const measure = async (of: Network): Promise<Metrics> =>
    analyse(await runAndClose(createReference(of), of, progress), {
      burnInSteps: of.burnInSteps,
      minimumIntervals: MINIMUM_INTERVALS,
    });
  const predict = (of: Network) =>
    predictRates(meanFieldOf(of), { oscillations: false }).populations.map(({ rate, rateSd }) => ({ rate, rateSd }));
  const runs: DiscretizedRun[] = [];
  const reference = await measure(network);
  for (const variant of variants) {
    const changed = discretizeNetwork(network, variant);
    runs.push({
      metrics: await measure(changed),
      predicted: predict(changed),
      weights: meanStatistics(network, changed),
    });
  }
  return { seed, reference, predicted: predict(network), variants: runs };
}
