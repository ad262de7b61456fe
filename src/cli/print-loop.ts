/** What a loop prints: how it went, how long network and plant took, the bytes on the line. */
import type { LoopResult } from "../closed-loop/closed-loop.js";
import type { PlantSummary } from "../closed-loop/plant.js";
import { loopLatencies } from "../closed-loop/loop-latencies.js";
import { histogramTable, percentilesTable } from "./delay-tables.js";
import type { Terminal } from "./terminal.js";

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
  const { on, steps, result, clock, bytes, summary } = outcome;
  // A loop may be shorter than a block of it.
  const block = Math.min(outcome.block, steps);
  const latencies = loopLatencies(result);
  terminal.print(`${on}: ${steps} steps, ${result.spikes} spikes, fingerprint ${result.fingerprint}`);
  if (summary !== null && summary.text !== "") terminal.print(summary.text);
  terminal.print();
  terminal.print(
    percentilesTable(`ms for a block of ${block} step${block === 1 ? "" : "s"}`, [
      [clock === "board" ? "network, in the simulated board's time" : "network, there and back", latencies.network],
      ["plant", latencies.plant],
    ]),
  );
  const perBlock = (n: number) => (n / result.latencies.length).toFixed(1);
  if (bytes !== null)
    terminal.print(`bytes a block: ${perBlock(bytes.sent)} sent, ${perBlock(bytes.received)} received`);
  terminal.print();
  terminal.print(histogramTable("ms", "blocks", latencies.network));
}
