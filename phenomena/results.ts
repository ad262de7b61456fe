/** The measurements of one experiment, as its estimates and figures read them. */
import { meanInterval } from "./mean-interval.js";
import type { Condition, Measured, Results, SeedPoints, Side } from "./experiment.js";

/** What one seed gave on one side, by key of the condition. */
export type MeasuredOf = (side: Side, seed: number) => ReadonlyMap<string, Measured>;

function seedPoints(
  side: Side,
  seed: number,
  conditions: readonly Condition[],
  measured: ReadonlyMap<string, Measured>,
): SeedPoints {
  const value = (condition: string, name: string) => measured.get(condition)?.values[name] ?? NaN;
  return {
    side,
    seed,
    conditions,
    value,
    series(series, name) {
      const members = conditions.filter((c) => c.series === series).sort((a, b) => a.x - b.x);
      return { xs: members.map((c) => c.x), ys: members.map((c) => value(c.key, name)) };
    },
  };
}

export function resultsOf(
  sides: readonly Side[],
  seeds: readonly number[],
  conditions: readonly Condition[],
  measured: MeasuredOf,
): Results {
  const points = (side: Side) => seeds.map((seed) => seedPoints(side, seed, conditions, measured(side, seed)));
  return {
    sides,
    seeds,
    conditions,
    points,
    figurePoints(side, series, name, label = series) {
      const perSeed = points(side).map((p) => p.series(series, name));
      const { xs } = perSeed[0];
      const intervals = xs.map((_, k) => meanInterval(perSeed.map(({ ys }) => ys[k])));
      return {
        label,
        side,
        xs,
        ys: intervals.map((i) => i.mean),
        lows: intervals.map((i) => i.low),
        highs: intervals.map((i) => i.high),
      };
    },
    curve: (side, condition, name) => measured(side, seeds[0]).get(condition)?.curves?.[name],
  };
}
