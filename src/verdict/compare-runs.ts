/**
 * compareRuns: the table of the verdict. One row for each population and metric: paired differences target - reference over seeds
 * (or over blocks of one seed), their confidence interval, the margin, and whether the two are equivalent.
 */
import type { Metrics, PopulationMetrics } from "../analysis/metrics.js";
import { ksDistance } from "../numerics/ks-distance.js";
import { deviationOf, meanOf } from "../numerics/sample-moments.js";
import { wassersteinDistance } from "../numerics/wasserstein.js";
import { distributionMargins, scalarMargin, type Margin } from "./margins.js";
import { neededSeeds } from "./needed-seeds.js";
import { testBelow, tostPaired, type TostResult } from "./tost.js";
import type { RunPair, SampleSummary, VerdictRow } from "./verdict.js";
import { distributionMetrics, scalarMetrics, type DistributionMetric, type ScalarMetric } from "./verdict-metrics.js";

interface Pair {
  readonly reference: PopulationMetrics;
  readonly target: PopulationMetrics;
}

export type Basis = "seeds" | "blocks of one seed" | "nothing";

/** Two or more seeds: the seeds. One seed: its blocks if it has them. */
export function basisOf(runs: readonly RunPair[]): Basis {
  if (runs.length >= 2) return "seeds";
  return blocksOf(runs[0]).length >= 2 ? "blocks of one seed" : "nothing";
}

export function compareRuns(runs: readonly RunPair[], alpha: number): VerdictRow[] {
  const basis = basisOf(runs);
  const samples = basis === "blocks of one seed" ? blocksOf(runs[0]) : runs;
  return runs[0].reference.populations.flatMap((population, index) => {
    const pick = (pairs: readonly { reference: Metrics; target: Metrics }[]): Pair[] =>
      pairs.map((pair) => ({ reference: pair.reference.populations[index], target: pair.target.populations[index] }));
    const whole = pick(runs);
    return [
      ...scalarMetrics.map((metric) => scalarRow(metric, population.name, pick(samples), whole, basis, alpha)),
      ...distributionMetrics.flatMap((metric) => distributionRows(metric, population.name, whole, alpha)),
    ].filter((row) => row !== null);
  });
}

function blocksOf(run: RunPair): { reference: Metrics; target: Metrics }[] {
  const { referenceBlocks = [], targetBlocks = [] } = run;
  return Array.from({ length: Math.min(referenceBlocks.length, targetBlocks.length) }, (_, b) => ({
    reference: referenceBlocks[b],
    target: targetBlocks[b],
  }));
}

function summary(values: readonly number[]): SampleSummary {
  return { mean: meanOf(values), sd: deviationOf(values), values };
}

/** null where neither run offers the metric. */
function scalarRow(
  metric: ScalarMetric,
  population: string,
  samples: readonly Pair[],
  whole: readonly Pair[],
  basis: Basis,
  alpha: number,
): VerdictRow | null {
  const finite = (pairs: readonly Pair[], side: keyof Pair) =>
    pairs.filter((pair) => Number.isFinite(metric.read(pair[side]))).length;
  let pairs = samples;
  let note = "";
  if (finite(pairs, "reference") === 0 && finite(pairs, "target") === 0) {
    // Blocks carry no currents: show the whole record's values, without an interval.
    pairs = whole;
    if (finite(pairs, "reference") === 0 && finite(pairs, "target") === 0 && !metric.core) return null;
    if (basis !== "seeds") note = "no blocks of this metric: more seeds give it an interval";
  }
  const reference = pairs.map((pair) => metric.read(pair.reference));
  const target = pairs.map((pair) => metric.read(pair.target));
  const unmeasured =
    pairs.length -
    pairs.filter((pair) => Number.isFinite(metric.read(pair.reference)) && Number.isFinite(metric.read(pair.target)))
      .length;
  const applies = pairs.every((pair) => metric.applies(pair.reference) && metric.applies(pair.target));
  const missing = pairs
    .flatMap((pair) => [pair.reference, pair.target])
    .map((side) => metric.missing?.(side) ?? "")
    .find((why) => why !== "");
  const exists = whole[0].reference.size >= metric.leastNeurons;
  if (!exists) note = `not applicable to fewer than ${metric.leastNeurons} neurons`;
  else if (unmeasured > 0) note = missing ?? `could not be measured in ${unmeasured} of ${pairs.length} pairs of runs`;
  else if (!applies) note = "too weak in some run to be told from noise";
  const { margin, from } = scalarMargin(metric.floor(meanOf(reference)), basis === "seeds" ? reference : []);
  const differences = target.map((value, r) => value - reference[r]);
  const test = tostPaired(differences, margin, alpha);
  const measured = exists && applies && unmeasured === 0 && (pairs === samples || basis === "seeds");
  const open = metric.mayStayOpen && test.equivalent === "undecided";
  if (measured && open) note = "too coarse to be decided by these runs";
  return {
    id: metric.id,
    metric: metric.title,
    population,
    unit: metric.unit(pairs[0].reference),
    kind: "mean",
    reference: summary(reference),
    target: summary(target),
    ...outcome(test, { margin, from }, differences, alpha),
    role: (metric.core && exists) || (measured && !open) ? "decides" : "informs",
    note,
  };
}

function distributionRows(
  metric: DistributionMetric,
  population: string,
  pairs: readonly Pair[],
  alpha: number,
): VerdictRow[] {
  if (pairs[0].reference.size < metric.leastNeurons) return [];
  // Sorted once: the distances sort again only what is not in order.
  const sorted = (side: keyof Pair) => pairs.map((pair) => Float64Array.from(metric.values(pair[side])).sort());
  const [references, targets] = [sorted("reference"), sorted("target")];
  if (references.some((r) => r.length === 0) || targets.some((t) => t.length === 0)) return [];
  const margins = distributionMargins(meanOf(references.map(metric.floor)), references);
  const kinds = [
    ["ks", "KS distance", ksDistance, margins.ks, ""],
    ["wasserstein", "Wasserstein distance", wassersteinDistance, margins.wasserstein, metric.unit],
  ] as const;
  return kinds.map(([kind, title, distance, margin, unit]) => {
    const distances = references.map((reference, r) => distance(reference, targets[r]));
    return {
      id: `${metric.id}-${kind}`,
      metric: `${metric.title}: ${title}`,
      population,
      unit,
      kind,
      reference: summary(margins.between[kind]),
      target: summary(distances),
      ...outcome(testBelow(distances, margin.margin, alpha), margin, distances, alpha),
      // One seed gives one distance and nothing to calibrate it with; no distance of distributions exceeds a KS margin of 1, so it tests nothing.
      role: pairs.length >= 2 && !(kind === "ks" && margin.margin >= 1) ? "decides" : "informs",
      note:
        pairs.length < 2
          ? "one seed: shown without a test"
          : kind === "ks" && margin.margin >= 1
            ? "seeds of the reference differ as much as distributions can"
            : "",
    } satisfies VerdictRow;
  });
}

function outcome(test: TostResult, margin: Margin, values: readonly number[], alpha: number) {
  // NaN comparisons fall through to "undecided": what could not be measured is never equivalent.
  return {
    difference: test.estimate,
    interval: [test.lower, test.upper] as const,
    margin: margin.margin,
    marginFrom: margin.from,
    equivalent: test.equivalent,
    neededSeeds:
      test.equivalent === "undecided"
        ? neededSeeds(test.estimate, deviationOf(values), margin.margin, values.length, alpha)
        : null,
  };
}
