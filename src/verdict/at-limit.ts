/**
 * Do the runs of one side lie at the limit between two states, or in states far apart? Where they end in different states, each measure that took a run out
 * of balance is looked at over all runs: the nearest values on either side of its limit lie no further apart than two runs of one state do, or than a fifth
 * of the limit, with which the few runs of a verdict cannot be told from one another.
 */
import { crossingsOf, type Crossing } from "../analysis/classify-state.js";
import type { Metrics } from "../analysis/metrics.js";
import { meanOf } from "../numerics/sample-moments.js";
import { REPRODUCIBILITY } from "./margins.js";

const NEAR = 0.2;

/** @param usual beside each run the one that `classifyState` was given with it */
export function isAtLimit(runs: readonly Metrics[], usual?: readonly Metrics[]): boolean {
  const outcomes = runs.flatMap((run, r) => crossingsOf(run, usual?.[r])).map((crossing) => isNear(crossing, runs));
  return outcomes.includes("near") && !outcomes.includes("far");
}

/** `alone` where all runs lie beyond the limit, so that it parts none of them. */
function isNear({ population, read, limit }: Crossing, runs: readonly Metrics[]): "near" | "far" | "alone" {
  const values = runs.map((run) => {
    const found = [...run.populations, run.network].find(({ name }) => name === population);
    return found === undefined ? NaN : read(found);
  });
  const [below, above] = [values.filter((x) => x <= limit), values.filter((x) => x > limit)];
  if (below.length + above.length < values.length) return "far";
  if (below.length === 0 || above.length === 0) return "alone";
  const gap = Math.min(...above) - Math.max(...below);
  // A spread wider than the limit itself is that of runs far beyond it, and makes no state of theirs near to another.
  const near = Math.min(Math.max(REPRODUCIBILITY * deviationWithin([below, above]), NEAR * limit), limit);
  return gap <= near ? "near" : "far";
}

/** Pooled over the groups, each about its own mean. */
function deviationWithin(groups: readonly (readonly number[])[]): number {
  const squares = groups.flatMap((values) => {
    const mean = meanOf(values);
    return values.map((x) => (x - mean) ** 2);
  });
  const degrees = squares.length - groups.length;
  return degrees > 0 ? Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / degrees) : 0;
}
