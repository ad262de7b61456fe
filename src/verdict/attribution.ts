/**
 * summariseAttribution: which quantization moved which metric. Each item is a set of runs with one thing quantized; its contribution to
 * a metric is the paired difference from the unquantized runs of the same seeds, with its confidence interval.
 *
 * Some hundred intervals are looked at, and of 90 % intervals every tenth excludes zero by chance. So an effect counts as seen only if it stands out
 * from all that were looked at (discoveries, false discovery rate 2α).
 *
 * Contributions are ranked in margins (|difference|/margin), so that hertz and correlations compare. They need not add up: a network is
 * not linear in its errors. The part that they leave of the fully quantized runs is reported as the interaction.
 */
import type { Metrics } from "../analysis/metrics.js";
import { meanOf } from "../numerics/sample-moments.js";
import { scalarMargin } from "./margins.js";
import { discoveries } from "./false-discovery-rate.js";
import { remedyFor } from "./remedies.js";
import { differenceP, tostPaired, type Equivalence } from "./tost.js";
import { scalarMetrics } from "./verdict-metrics.js";

export interface AttributionItem {
  /** e.g. `weights`, `decays`, `time step`; remedies are looked up by it. */
  readonly name: string;
  readonly variantMetricsPerSeed: readonly Metrics[];
  /** The same seeds, nothing quantized. */
  readonly referenceMetricsPerSeed: readonly Metrics[];
  /** True for the runs with everything quantized, against which the sum of the parts is held. */
  readonly everything?: boolean;
}

export interface Contribution {
  readonly item: string;
  readonly metric: string;
  readonly metricTitle: string;
  readonly population: string;
  readonly unit: string;
  readonly difference: number;
  /** 1 - 2α interval. */
  readonly interval: readonly [lower: number, upper: number];
  readonly margin: number;
  /** |difference| in margins. */
  readonly weight: number;
  /** Is the contribution alone inside the margin? */
  readonly equivalent: Equivalence;
  /** Two-sided p of no effect at all, before any correction. */
  readonly p: number;
  /** True where the effect stands out among all that were looked at. */
  readonly seen: boolean;
}

export interface RankedCause {
  readonly item: string;
  /** The metric that it moves most, in margins. */
  readonly worst: Contribution | null;
  readonly weight: number;
  /** One sentence: what it does, and what to change if it matters. */
  readonly sentence: string;
}

export interface Interaction {
  readonly metric: string;
  readonly population: string;
  readonly unit: string;
  readonly everything: number;
  readonly sumOfParts: number;
}

export interface AttributionSummary {
  readonly contributions: readonly Contribution[];
  /** Parts only, the heaviest first. */
  readonly ranking: readonly RankedCause[];
  /** Empty without an `everything` item. */
  readonly interactions: readonly Interaction[];
  /** One sentence on the whole. */
  readonly summary: string;
}

export function summariseAttribution(items: readonly AttributionItem[], alpha = 0.05): AttributionSummary {
  const tested = items.flatMap((item) => contributionsOf(item, alpha));
  // What never differed in any run, such as delays that the chip keeps exactly, is known and not tested: it does not count among the tests.
  const found = discoveries(tested.map((c) => (c.interval[0] === 0 && c.interval[1] === 0 ? NaN : c.p)), 2 * alpha);
  const contributions = tested.map((c, k) => ({ ...c, seen: found[k] }));
  const parts = items.filter((item) => !item.everything);
  const ranking = parts
    .map((item) => rank(item.name, contributions.filter((c) => c.item === item.name)))
    .sort((a, b) => b.weight - a.weight || (a.item < b.item ? -1 : 1));
  return { contributions, ranking, interactions: interactionsOf(items, contributions), summary: summarise(ranking) };
}

function contributionsOf(item: AttributionItem, alpha: number): Omit<Contribution, "seen">[] {
  const { variantMetricsPerSeed: variants, referenceMetricsPerSeed: references } = item;
  const seeds = Math.min(variants.length, references.length);
  const out: Omit<Contribution, "seen">[] = [];
  for (let p = 0; p < (references[0]?.populations.length ?? 0); p++) {
    const name = references[0].populations[p].name;
    for (const metric of scalarMetrics) {
      const pairs = Array.from({ length: seeds }, (_, r) => [references[r].populations[p], variants[r].populations[p]] as const);
      if (!pairs.every((pair) => pair.every((side) => metric.applies(side) && Number.isFinite(metric.read(side))))) continue;
      const reference = pairs.map(([a]) => metric.read(a));
      const { margin } = scalarMargin(metric.floor(meanOf(reference)), reference);
      const test = tostPaired(pairs.map(([a, b]) => metric.read(b) - metric.read(a)), margin, alpha);
      out.push({
        item: item.name,
        metric: metric.id,
        metricTitle: metric.title,
        population: name,
        unit: metric.unit(pairs[0][0]),
        difference: test.estimate,
        interval: [test.lower, test.upper],
        margin,
        weight: Math.abs(test.estimate) / margin,
        equivalent: test.equivalent,
        p: differenceP(test),
      });
    }
  }
  return out;
}

/** Effects that were seen outrank those that may be chance, however large. */
function rank(item: string, contributions: readonly Contribution[]): RankedCause {
  const seen = contributions.filter((c) => c.seen);
  const worst = (seen.length > 0 ? seen : contributions).reduce<Contribution | null>((best, c) => (best === null || c.weight > best.weight ? c : best), null);
  const weight = seen.length > 0 && worst !== null ? worst.weight : 0;
  return { item, worst, weight, sentence: describe(item, worst, weight) };
}

function describe(item: string, worst: Contribution | null, weight: number): string {
  if (worst === null) return `${item}: nothing could be measured.`;
  if (weight === 0) return `${item}: no effect that stands out from chance.`;
  const sign = worst.difference > 0 ? "+" : "−";
  const effect = `${item}: ${worst.metricTitle} of ${worst.population} ${sign}${format(Math.abs(worst.difference))}${worst.unit === "" ? "" : ` ${worst.unit}`} (${format(weight)} of its margin)`;
  return worst.equivalent === "yes" ? `${effect}; the network forgives it.` : `${effect}; to change it, ${remedyFor(item)}.`;
}

function interactionsOf(items: readonly AttributionItem[], contributions: readonly Contribution[]): Interaction[] {
  const everything = items.find((item) => item.everything)?.name;
  if (everything === undefined) return [];
  return contributions
    .filter((c) => c.item === everything)
    .flatMap((whole) => {
      const parts = contributions.filter((c) => c.item !== everything && c.metric === whole.metric && c.population === whole.population);
      // Currents are measured of the full runs only: without a single part there is nothing to hold the whole against.
      if (parts.length === 0) return [];
      const sumOfParts = parts.reduce((sum, c) => sum + c.difference, 0);
      return [{ metric: whole.metric, population: whole.population, unit: whole.unit, everything: whole.difference, sumOfParts }];
    });
}

function summarise(ranking: readonly RankedCause[]): string {
  const top = ranking[0];
  if (top === undefined) return "Nothing was attributed.";
  if (top.weight === 0) return "No single quantization has an effect that stands out from chance.";
  if (top.worst?.equivalent === "yes") return `The largest single effect is that of ${top.item}, and it stays within the margins.`;
  return `What moves the network most is ${top.item}: ${remedyFor(top.item)}.`;
}

function format(x: number): string {
  return String(Number(x.toPrecision(3)));
}
