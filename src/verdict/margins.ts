/**
 * Margins of equivalence: the larger of a stated floor and the reference's own seed-to-seed spread.
 *
 *   scalar:        min(max(floor, 2.8·s_ref), 3·floor)
 *   Wasserstein:   max(floor, ⟨d⟩ + 2.8·s_d)              d: distances between reference runs of different seeds
 *   KS:            max(0.05, D of the reference against itself shifted by the Wasserstein floor, sampling limit of Smirnov, ⟨d⟩ + 2.8·s_d)
 *
 * 2.8·s is the reproducibility limit of ISO 5725-6: the difference between two single results that is exceeded in 5 % of cases
 * (1.96·√2). The cap keeps a noisy reference from making everything equivalent.
 */
import { ksCriticalDistance, ksDistance } from "../numerics/ks-distance.js";
import { deviationOf, meanOf } from "../numerics/sample-moments.js";
import { wassersteinDistance } from "../numerics/wasserstein.js";
import { KS_FLOOR } from "./verdict-metrics.js";

/** Of ISO 5725-6, see above. */
export const REPRODUCIBILITY = 2.8;
export const MARGIN_CAP = 3;
/** With two seeds there is one reference distance and no spread of it: it is widened by this factor. */
const SINGLE_DISTANCE_FACTOR = 1.5;

export interface Margin {
  readonly margin: number;
  /** Which term won. */
  readonly from: "floor" | "seed-to-seed spread" | "cap" | "sampling";
}

/** Spread counts from two reference values on. */
export function scalarMargin(floor: number, referenceValues: readonly number[]): Margin {
  const spread = referenceValues.length < 2 ? 0 : REPRODUCIBILITY * deviationOf(referenceValues);
  if (!(spread > floor)) return { margin: floor, from: "floor" };
  return spread > MARGIN_CAP * floor
    ? { margin: MARGIN_CAP * floor, from: "cap" }
    : { margin: spread, from: "seed-to-seed spread" };
}

export interface DistributionMargins {
  readonly wasserstein: Margin;
  readonly ks: Margin;
  /** Distances between reference runs of different seeds, pair by pair. */
  readonly between: { readonly wasserstein: readonly number[]; readonly ks: readonly number[] };
}

/** `references`: the values over neurons or pairs of each reference run. */
export function distributionMargins(floor: number, references: readonly Float64Array[]): DistributionMargins {
  const w: number[] = [];
  const d: number[] = [];
  for (let i = 0; i < references.length; i++) {
    for (let j = i + 1; j < references.length; j++) {
      w.push(wassersteinDistance(references[i], references[j]));
      d.push(ksDistance(references[i], references[j]));
    }
  }
  const shifted = meanOf(
    references.map((r) =>
      ksDistance(
        r,
        r.map((x) => x + floor),
      ),
    ),
  );
  const size = Math.min(...references.map((r) => r.length));
  const sampling = size > 0 ? ksCriticalDistance(size, size, 0.05) : 0;
  return {
    wasserstein: largest([
      { margin: floor, from: "floor" },
      { margin: reproducible(w), from: "seed-to-seed spread" },
    ]),
    ks: largest([
      { margin: Math.max(KS_FLOOR, shifted), from: "floor" },
      { margin: sampling, from: "sampling" },
      { margin: reproducible(d), from: "seed-to-seed spread" },
    ]),
    between: { wasserstein: w, ks: d },
  };
}

function reproducible(distances: readonly number[]): number {
  if (distances.length === 0) return 0;
  return distances.length === 1
    ? SINGLE_DISTANCE_FACTOR * distances[0]
    : meanOf(distances) + REPRODUCIBILITY * deviationOf(distances);
}

function largest(margins: readonly Margin[]): Margin {
  return margins.reduce((best, next) => (next.margin > best.margin ? next : best));
}
