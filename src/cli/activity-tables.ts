/** What a run or a recording did, as tables on the screen: activity by population, and what its counters count. */
import type { RunningSummary } from "../analysis/running-metrics.js";
import type { Recording } from "../recording/recording.js";
import { formatTable } from "./table.js";

export function activityTable(populations: readonly RunningSummary[]): string {
  const number = (x: number, digits: number) => (Number.isFinite(x) ? x.toFixed(digits) : "–");
  return formatTable(
    ["population", "neurons", "rate Hz", "CV", "silent", "correlation"],
    populations.map((p) => [
      p.name,
      String(p.size),
      number(p.rate, 3),
      number(p.cv, 3),
      number(p.silentFraction, 3),
      number(p.correlation, 4),
    ]),
  );
}

/** Those that are not 0; null where all are. @param limits of counters that stop: "at least 65,535" */
export function countersTable(
  counters: Recording["counters"],
  limits: Readonly<Record<string, number>> = {},
): string | null {
  const counted = Object.entries(counters).filter(([, value]) => value !== 0);
  if (counted.length === 0) return null;
  return formatTable(
    ["counter", "value"],
    counted.map(([name, value]) => [
      name,
      value >= (limits[name] ?? Infinity) ? `at least ${value.toLocaleString("en")}` : String(value),
    ]),
  );
}
