/** Runs all simulators once in every repetition; the first one asserts that they do the same work. */
import type { Costs } from "./costs.js";
import type { Simulator } from "./simulators.js";
import {
  assertAlike,
  assertSameRaster,
  spikeStatistics,
  type Raster,
  type SpikeStatistics,
} from "./spike-statistics.js";

export interface Measured {
  readonly name: string;
  readonly threads: number;
  readonly ours: boolean;
  /** One for each repetition. */
  readonly costs: readonly Costs[];
  readonly statistics: SpikeStatistics;
}

export interface Work {
  readonly neurons: number;
  readonly synapses: number;
  readonly steps: number;
  /** ms */
  readonly dt: number;
}

/** Of the mean CV; other draws of one network differ by less. */
const CV_WITHIN = 0.1;
/** Share of the steps that rates and CVs leave out. */
const TRANSIENT = 0.25;

/**
 * @param progress told before each run
 * @throws Error where a synapse count, a raster that must be the same, a rate or a CV differs; the first simulator of the list sets what is expected
 */
export function repeat(
  simulators: readonly Simulator[],
  work: Work,
  repetitions: number,
  progress: (what: string) => void,
): Measured[] {
  const costs = simulators.map((): Costs[] => []);
  const statistics: SpikeStatistics[] = [];
  const rasters = new Map<string, { readonly of: string; readonly raster: Raster }>();
  for (let r = 0; r < repetitions; r++) {
    simulators.forEach((simulator, s) => {
      const who = `${simulator.name} (${simulator.threads} ${simulator.threads === 1 ? "thread" : "threads"})`;
      progress(`repetition ${r + 1} of ${repetitions}: ${who}`);
      const run = simulator.run();
      if (run.costs.synapses !== work.synapses)
        throw new Error(`${who} has ${run.costs.synapses} synapses, expected ${work.synapses}`);
      if (simulator.raster !== undefined) {
        const known = rasters.get(simulator.raster);
        if (known === undefined) rasters.set(simulator.raster, { of: who, raster: run.raster });
        else assertSameRaster(`${who} beside ${known.of}`, run.raster, known.raster);
      }
      if (r === 0) {
        const found = spikeStatistics(
          run.raster,
          work.neurons,
          Math.floor(TRANSIENT * work.steps),
          work.steps,
          work.dt,
        );
        statistics.push(found);
        assertAlike(who, found, statistics[0], simulator.rateWithin, CV_WITHIN);
      }
      costs[s].push(run.costs);
    });
  }
  return simulators.map(({ name, threads, ours }, s) => ({
    name,
    threads,
    ours,
    costs: costs[s],
    statistics: statistics[s],
  }));
}
