/** What a loop prints: how it went, how long network and plant took, the bytes on the line. */
import { latencyBins } from "../closed-loop/latency-bins.js";
import type { LoopResult } from "../closed-loop/closed-loop.js";
import type { PlantSummary } from "../closed-loop/plant.js";
import { quantileOfSorted } from "../numerics/quantile.js";
import { formatTable } from "./table.js";
import type { Terminal } from "./terminal.js";

const PERCENTILES = [0.5, 0.9, 0.99, 1];

/** p50, p90, p99, max. */
export function percentiles(latencies: Float64Array): Record<string, number> {
  const sorted = Float64Array.from(latencies).sort();
  return Object.fromEntries(PERCENTILES.map((p) => [p === 1 ? "max" : `p${100 * p}`, quantileOfSorted(sorted, p)]));
}

const BINS = 12;
const BAR = 40;

function histogram(latencies: Float64Array): string[][] {
  const { edges, counts } = latencyBins(latencies, BINS);
  const most = Math.max(1, ...counts);
  return counts.map((count, k) => [
    `${edges[k].toFixed(3)} – ${edges[k + 1].toFixed(3)}`,
    String(count),
    "█".repeat(Math.ceil((BAR * count) / most)),
  ]);
}

export interface LoopOutcome {
  readonly on: string;
  readonly steps: number;
  readonly block: number;
  readonly result: LoopResult;
  /** In whose time the network's latencies are. */
  readonly clock: "wall" | "board";
  /** null: no line. */
  readonly bytes: { readonly sent: number; readonly received: number } | null;
  readonly summary: PlantSummary | null;
}

export function printLoop(terminal: Terminal, outcome: LoopOutcome): void {
  const { on, steps, block, result, clock, bytes, summary } = outcome;
  terminal.print(`${on}: ${steps} steps, ${result.spikes} spikes, fingerprint ${result.fingerprint}`);
  if (summary !== null && summary.text !== "") terminal.print(summary.text);
  terminal.print();
  const latency = percentiles(result.latencies);
  const row = (what: string, values: Record<string, number>) => [
    what,
    ...Object.values(values).map((ms) => ms.toFixed(3)),
  ];
  terminal.print(
    formatTable(
      [`ms for a block of ${block} step${block === 1 ? "" : "s"}`, ...Object.keys(latency)],
      [
        row(clock === "board" ? "network, in the simulated board's time" : "network, there and back", latency),
        row("plant", percentiles(result.plantLatencies)),
      ],
    ),
  );
  const perBlock = (n: number) => (n / result.latencies.length).toFixed(1);
  if (bytes !== null)
    terminal.print(`bytes a block: ${perBlock(bytes.sent)} sent, ${perBlock(bytes.received)} received`);
  terminal.print();
  terminal.print(formatTable(["ms", "blocks", ""], histogram(result.latencies)));
}
