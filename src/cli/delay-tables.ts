/** Delays on the screen and in JSON: percentiles, and a histogram by equal parts of the logarithm, which shows a few late answers beside many early ones. */
import type { LogHistogram } from "../numerics/log-histogram.js";
import { formatTable } from "./table.js";

const PERCENTILES = [
  ["p50", 0.5],
  ["p90", 0.9],
  ["p99", 0.99],
  ["max", 1],
] as const;
const BINS = 12;
const BAR = 40;

export type Percentiles = Readonly<Record<(typeof PERCENTILES)[number][0], number | null>>;

/** ms; null where there is nothing to tell of. */
export function percentilesOf(delays: LogHistogram): Percentiles {
  return Object.fromEntries(
    PERCENTILES.map(([name, p]) => [name, delays.count === 0 ? null : delays.quantile(p)]),
  ) as Percentiles;
}

/** What a histogram is in JSON: ms from, ms to, how many. */
export function binsOf(delays: LogHistogram): readonly { from: number; to: number; count: number }[] {
  return delays.coarse(BINS);
}

/** A row each. */
export function percentilesTable(title: string, rows: readonly (readonly [string, LogHistogram])[]): string {
  return formatTable(
    [title, ...PERCENTILES.map(([name]) => name)],
    rows.map(([name, delays]) => [
      name,
      ...Object.values(percentilesOf(delays)).map((ms: number | null) => (ms === null ? "–" : ms.toFixed(3))),
    ]),
  );
}

/** @param what is counted: steps, blocks */
export function histogramTable(title: string, what: string, delays: LogHistogram): string {
  const bins = delays.coarse(BINS);
  const most = Math.max(...bins.map(({ count }) => count));
  return formatTable(
    [title, what, ""],
    bins.map(({ from, to, count }) => [
      `${from.toFixed(3)} – ${to.toFixed(3)}`,
      String(count),
      "█".repeat(Math.ceil((BAR * count) / most)),
    ]),
  );
}
