/** What a run prints when it is over. */
import type { RunningSummary } from "../analysis/running-metrics.js";
import type { RankCosts } from "../node/ranks/block-traffic.js";
import type { RunHead } from "../recording/follow.js";
import type { RasterHasher } from "../recording/recording.js";
import { countersTable, printActivity } from "./activity-tables.js";
import type { RealTimeOfRun } from "./real-time-of-run.js";
import type { Terminal } from "./terminal.js";

/** Prints what a run came to: spikes, raster hash, rates and counters; with `json` all of it as JSON. @param fromStep first step that the rates count */
export function printRun(
  terminal: Terminal,
  json: boolean,
  head: RunHead,
  fromStep: number,
  raster: RasterHasher,
  populations: readonly RunningSummary[],
  ranks: readonly RankCosts[] | undefined,
  realTime: RealTimeOfRun | null,
  counterLimits: Readonly<Record<string, number>> = {},
): void {
  const { source, network, startStep, steps, burnInSteps, dt, counters, losses = [] } = head;
  const resumed = startStep > 0;
  const hash = raster.digest();
  if (json)
    return terminal.printJson({
      source,
      network,
      startStep,
      steps,
      burnInSteps,
      measuredFromStep: fromStep,
      spikes: raster.count,
      rasterHash: hash,
      counters,
      countersStopped: Object.keys(counters).filter((name) => counters[name] >= (counterLimits[name] ?? Infinity)),
      losses,
      ranks,
      realTime: realTime?.figures,
      diagnostics: terminal.diagnostics,
      populations: populations.map(({ name, rate, cv, silentFraction, correlation }) => ({
        name,
        rate,
        cv,
        silentFraction,
        correlation,
      })),
    });
  terminal.print(
    `${network} on ${source}: ${steps} steps of ${dt} ms${resumed ? ` from step ${startStep} on` : ""}, ${raster.count} spikes, raster ${hash}`,
  );
  printActivity(terminal, head, fromStep, populations);
  const counts = countersTable(counters, counterLimits, resumed ? "counter, since step 0" : "counter");
  if (counts !== null) terminal.print(`\n${counts}`);
  realTime?.print(terminal);
}
