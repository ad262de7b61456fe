/** What one item of an attribution changes: each metric's difference from the unquantized runs with its interval, and the balance where it is lost. */
import { classifyState, type NetworkState } from "../analysis/classify-state.js";
import type { Metrics } from "../analysis/metrics.js";
import { ksDistance } from "../numerics/ks-distance.js";
import { meanOf } from "../numerics/sample-moments.js";
import { wassersteinDistance } from "../numerics/wasserstein.js";
import { distributionMargins, scalarMargin } from "./margins.js";
import { isUnbalanced } from "./seed-states.js";
import { differenceP, testBelow, tostPaired, type Equivalence } from "./tost.js";
import type { RowRef } from "./verdict.js";
import { distributionMetrics, scalarMetrics } from "./verdict-metrics.js";

export interface AttributionItem {
  /** e.g. `weights`, `decays`, `time step`; remedies are looked up by it. */
  readonly name: string;
  readonly variantMetricsPerSeed: readonly Metrics[];
  /** The same seeds, nothing quantized. */
  readonly referenceMetricsPerSeed: readonly Metrics[];
  /** True for the runs with everything quantized, against which the sum of the parts is held. */
  readonly everything?: boolean;
}

export interface TestedContribution {
  readonly item: string;
  /** As the verdict's rows: `rate`, or for distances `rates-ks`. */
  readonly metric: string;
  readonly metricTitle: string;
  readonly population: string;
  readonly unit: string;
  readonly kind: "mean" | "ks" | "wasserstein";
  /** For distances the mean distance. */
  readonly difference: number;
  /** 1 - 2α interval. */
  readonly interval: readonly [lower: number, upper: number];
  readonly margin: number;
  /** |difference| in margins. */
  readonly weight: number;
  /** Is the contribution alone inside the margin? */
  readonly equivalent: Equivalence;
  /** Two-sided p of no effect at all, before any correction; NaN for distances, which chance alone keeps from 0. */
  readonly p: number;
}

/** All scalar metrics, and those distances that the verdict's deciding rows ask for. */
export function compareItem(item: AttributionItem, deciding: readonly RowRef[], alpha: number): TestedContribution[] {
  const { variantMetricsPerSeed: variants, referenceMetricsPerSeed: references } = item;
  const seeds = Math.min(variants.length, references.length);
  return (references[0]?.populations ?? []).flatMap(({ name, size }, p) => {
    const wanted = (id: string) => deciding.some((ref) => ref.id === id && ref.population === name);
    const pairs = Array.from(
      { length: seeds },
      (_, r) => [references[r].populations[p], variants[r].populations[p]] as const,
    );
    return [
      ...scalarMetrics.flatMap((metric): TestedContribution[] => {
        if (size < metric.leastNeurons) return [];
        if (!pairs.every((pair) => pair.every((side) => metric.applies(side) && Number.isFinite(metric.read(side)))))
          return [];
        const reference = pairs.map(([a]) => metric.read(a));
        const { margin } = scalarMargin(metric.floor(meanOf(reference)), reference);
        const test = tostPaired(
          pairs.map(([a, b]) => metric.read(b) - metric.read(a)),
          margin,
          alpha,
        );
        return [
          entry(
            item.name,
            metric.id,
            metric.title,
            name,
            metric.unit(pairs[0][0]),
            "mean",
            test,
            margin,
            differenceP(test),
          ),
        ];
      }),
      ...distributionMetrics.flatMap((metric) => {
        const kinds = (["ks", "wasserstein"] as const).filter((kind) => wanted(`${metric.id}-${kind}`));
        const sorted = (side: 0 | 1) => pairs.map((pair) => Float64Array.from(metric.values(pair[side])).sort());
        if (kinds.length === 0) return [];
        const [before, after] = [sorted(0), sorted(1)];
        if ([...before, ...after].some((values) => values.length === 0)) return [];
        const margins = distributionMargins(meanOf(before.map(metric.floor)), before);
        return kinds.map((kind) => {
          const distance = kind === "ks" ? ksDistance : wassersteinDistance;
          const { margin } = margins[kind];
          const test = testBelow(
            before.map((values, r) => distance(values, after[r])),
            margin,
            alpha,
          );
          return entry(
            item.name,
            `${metric.id}-${kind}`,
            `${metric.title}: ${kind === "ks" ? "KS" : "Wasserstein"} distance`,
            name,
            kind === "ks" ? "" : metric.unit,
            kind,
            test,
            margin,
            NaN,
          );
        });
      }),
    ];
  });
}

function entry(
  item: string,
  metric: string,
  metricTitle: string,
  population: string,
  unit: string,
  kind: TestedContribution["kind"],
  test: ReturnType<typeof tostPaired>,
  margin: number,
  p: number,
): TestedContribution {
  return {
    item,
    metric,
    metricTitle,
    population,
    unit,
    kind,
    margin,
    p,
    difference: test.estimate,
    interval: [test.lower, test.upper],
    weight: Math.abs(test.estimate) / margin,
    equivalent: test.equivalent,
  };
}

/** Runs (seeds, or blocks of one) in which an item alone is not balanced although the runs that it is held against are. */
export interface StatesLost {
  readonly states: readonly NetworkState[];
  readonly lost: number;
  /** Runs in which something could be lost: those that are balanced without the item. */
  readonly of: number;
  /** Runs in all. */
  readonly runs: number;
}

/**
 * From spikes alone where the runs have no input currents. A run counts only where the one that it is paired with is balanced; and an item can only have
 * lost what is lost in the end. null where no run loses its balance.
 *
 * @param whole the runs with everything quantized, against the reference; without, what is lost in the end is not known and not asked
 */
export function statesLost(item: AttributionItem, whole?: AttributionItem): StatesLost | null {
  const { variantMetricsPerSeed: variants, referenceMetricsPerSeed: references } = item;
  const runs = Math.min(variants.length, references.length);
  const state = (metrics: Metrics, usual?: Metrics) => classifyState(withoutCurrents(metrics), usual);
  const isBalanced = (metrics: Metrics | undefined) => metrics === undefined || state(metrics).state === "balanced";
  // What the time step does is seen in the reference itself, held against a finer one: there the reference is what may have lost its balance.
  const reference = variants === whole?.referenceMetricsPerSeed ? undefined : whole?.referenceMetricsPerSeed;
  const balanced = Array.from({ length: runs }, (_, r) => r).filter(
    (r) => isBalanced(references[r]) && isBalanced(reference?.[r]),
  );
  const isLost = (metrics: Metrics, r: number) => isUnbalanced(state(metrics, references[r]));
  if (whole !== undefined && !balanced.some((r) => isLost(whole.variantMetricsPerSeed[r], r))) return null;
  const lost = balanced.filter((r) => isLost(variants[r], r)).map((r) => state(variants[r], references[r]).state);
  return lost.length === 0 ? null : { states: [...new Set(lost)], lost: lost.length, of: balanced.length, runs };
}

/** Both sides by the same measure: the fully quantized runs have currents, runs with one thing quantized do not. */
function withoutCurrents(metrics: Metrics): Metrics {
  const strip = (p: Metrics["network"]) => ({ ...p, currents: undefined });
  return { ...metrics, populations: metrics.populations.map(strip), network: strip(metrics.network) };
}
