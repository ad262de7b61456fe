/** The measurements of one seed on one side, as an experiment's estimates read them. */
import type { Condition, Measured, SeedPoints, Side } from "./experiment.js";

export function seedPoints(side: Side, seed: number, conditions: readonly Condition[], measured: ReadonlyMap<string, Measured>): SeedPoints {
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
