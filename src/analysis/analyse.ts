/**
 * analyse: from a recording to its metrics, after the burn-in (BALANCE: quantities).
 * One counting sort by neuron, then every statistic runs over contiguous trains: about a second for 10^6 spikes.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { meanOf } from "../numerics/sample-moments.js";
import { stepsOf } from "../numerics/time-grid.js";
import type { Recording } from "../recording/recording.js";
import { countCorrelation } from "./count-correlation.js";
import { intervalStatistics, MINIMUM_INTERVALS } from "./interval-statistics.js";
import type { ConductanceMetrics, CurrentMetrics, Metrics, PopulationMetrics } from "./metrics.js";
import { rhythm } from "./rhythm.js";
import { populationCounts, spikeTrains, type SpikeTrains } from "./spike-trains.js";
import { fanoFactor, golombChi, rateModulation } from "./synchrony.js";

export interface AnalysisOptions {
  /** Steps dropped at the start of the simulation (absolute: steps below this one). */
  readonly burnInSteps: number;
  /** Absolute step at which the analysis ends; the end of the recording unless told. */
  readonly endStep?: number;
  /** ms; 20 unless told (Renart et al. 2010 use 50, Brunel & Hakim 1 to 50: correlation needs a bin longer than the tracking lag). */
  readonly correlationBin?: number;
  /** Neurons a population in the correlation sample; 300 unless told. */
  readonly correlationSample?: number;
  /** ms, bin of the rate series; 1 unless told, at least one step. */
  readonly rateBin?: number;
  /** Intervals a neuron needs to enter CV and LV; 10 unless told. */
  readonly minimumIntervals?: number;
  /** Input currents per population name, where they were reconstructed (`inputCurrents`, `summariseCurrents`). */
  readonly currents?: Readonly<Record<string, CurrentMetrics>>;
  /** Likewise the conductance state (`summariseConductances`). */
  readonly conductances?: Readonly<Record<string, ConductanceMetrics>>;
}

export function analyse(recording: Recording, options: AnalysisOptions): Metrics {
  const fromStep = Math.max(recording.startStep, options.burnInSteps);
  const toStep = Math.min(recording.startStep + recording.steps, options.endStep ?? Infinity);
  if (toStep <= fromStep) {
    fail(
      "nothing-to-analyse",
      `recording ${recording.source} ends at step ${toStep}, before the burn-in of ${options.burnInSteps} steps is over`,
      {
        hint: "run longer, or shorten the burn-in",
      },
    );
  }
  const trains = spikeTrains(recording, fromStep, toStep);
  const measure = (
    name: string,
    first: number,
    size: number,
    inputs: Pick<Selection, "currents" | "conductances"> = {},
  ) => analysePopulation(recording, trains, { name, first, size, ...inputs }, options);
  return {
    source: recording.source,
    seed: recording.seed,
    dt: recording.dt,
    duration: (toStep - fromStep) * recording.dt,
    populations: recording.populations.map((p) =>
      measure(p.name, p.first, p.size, {
        currents: options.currents?.[p.name],
        conductances: options.conductances?.[p.name],
      }),
    ),
    network: measure("network", 0, trains.neurons),
  };
}

/** The metrics of `blocks` consecutive equal parts of the record, with the interval minimum lowered to what a part can hold. */
export function analyseBlocks(recording: Recording, options: AnalysisOptions, blocks: number): Metrics[] {
  const fromStep = Math.max(recording.startStep, options.burnInSteps);
  const toStep = Math.min(recording.startStep + recording.steps, options.endStep ?? Infinity);
  const length = Math.floor((toStep - fromStep) / blocks);
  // A short block holds few intervals; the bias this gives to CV is the same in both runs that are compared.
  const minimumIntervals = Math.min(options.minimumIntervals ?? MINIMUM_INTERVALS, 3);
  return Array.from({ length: blocks }, (_, b) =>
    analyse(recording, {
      ...options,
      minimumIntervals,
      currents: undefined,
      conductances: undefined,
      burnInSteps: fromStep + b * length,
      endStep: fromStep + (b + 1) * length,
    }),
  );
}

interface Selection {
  readonly name: string;
  readonly first: number;
  readonly size: number;
  readonly currents?: CurrentMetrics;
  readonly conductances?: ConductanceMetrics;
}

function analysePopulation(
  recording: Recording,
  trains: SpikeTrains,
  who: Selection,
  options: AnalysisOptions,
): PopulationMetrics {
  const { name, first, size, currents, conductances } = who;
  const dt = recording.dt;
  const seconds = (trains.length * dt) / 1000;
  const rates = new Float64Array(size);
  let silent = 0;
  for (let i = 0; i < size; i++) {
    const spikes = trains.start[first + i + 1] - trains.start[first + i];
    rates[i] = spikes / seconds;
    if (spikes === 0) silent++;
  }
  const spikes = trains.start[first + size] - trains.start[first];
  const { cv, lv, intervals } = intervalStatistics(trains, first, size, options.minimumIntervals ?? MINIMUM_INTERVALS);
  const correlationSteps = Math.max(1, stepsOf(options.correlationBin ?? 20, dt).steps);
  const rateSteps = Math.max(1, stepsOf(options.rateBin ?? 1, dt).steps);
  const rateCounts = populationCounts(trains, first, size, rateSteps);
  const binMs = rateSteps * dt;
  const rateSeries = rateCounts.map((count) => (count * 1000) / (binMs * size));
  const toStep = trains.fromStep + trains.length;
  return {
    name,
    first,
    size,
    spikes,
    rate: spikes / size / seconds,
    rates,
    silentFraction: silent / size,
    cv: { mean: meanOf(cv), values: cv },
    lv: { mean: meanOf(lv), values: lv },
    intervals,
    fano: fanoFactor(populationCounts(trains, first, size, correlationSteps)),
    modulation: rateModulation(rateCounts),
    correlation: countCorrelation(
      trains,
      first,
      size,
      options.correlationSample ?? 300,
      correlationSteps,
      correlationSteps * dt,
    ),
    rateSeries: { binMs, values: rateSeries },
    rhythm: rhythm(rateSeries, binMs),
    chi: golombChi(recording, first, size, trains.fromStep, toStep),
    ...(currents === undefined ? {} : { currents }),
    ...(conductances === undefined ? {} : { conductances }),
  };
}
