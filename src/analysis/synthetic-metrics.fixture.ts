/** Metrics of a healthy balanced network with chosen values, for tests of decisions. */
import { CounterStream } from "../numerics/philox.js";
import type { CurrentMetrics, Distribution, Metrics, PopulationMetrics } from "./metrics.js";

export interface Settings {
  readonly seed?: number;
  /** Relative seed-to-seed noise of every number. */
  readonly noise?: number;
  readonly rate?: number;
  readonly cv?: number;
  readonly lv?: number;
  readonly correlation?: number;
  readonly modulation?: number;
  readonly silentFraction?: number;
  readonly fano?: number;
  readonly residual?: number;
  readonly drive?: number;
  readonly currents?: boolean;
  /** Hz; of a rhythm that stands out by `prominence`. */
  readonly peakHz?: number;
  readonly prominence?: number;
  /** ms; 2000 unless told. */
  readonly duration?: number;
  /** Neurons in which CV could be measured. */
  readonly measured?: number;
  readonly names?: readonly string[];
  /** Neurons of each population; 200 unless told. */
  readonly sizes?: readonly number[];
}

export function syntheticMetrics(settings: Settings = {}): Metrics {
  const { seed = 1, noise = 0.002, names = ["E", "I"] } = settings;
  const sizes = names.map((_, k) => settings.sizes?.[k] ?? 200);
  const first = (k: number) => sizes.slice(0, k).reduce((sum, size) => sum + size, 0);
  const random = new CounterStream(seed, 21);
  const populations = names.map((name, k) => population(name, first(k), sizes[k], settings, random, noise));
  return {
    source: "synthetic",
    seed,
    dt: 0.1,
    duration: settings.duration ?? 2000,
    populations,
    network: population("network", 0, first(names.length), settings, random, noise),
  };
}

function population(
  name: string,
  first: number,
  size: number,
  s: Settings,
  random: CounterStream,
  noise: number,
): PopulationMetrics {
  const about = (x: number) => x * (1 + noise * random.normal());
  const around = (mean: number, sd: number, n: number): Distribution => {
    const centre = about(mean);
    // The same quantiles in each run, so that only the centre moves: distances then equal shifts.
    return {
      mean: centre,
      values: Float64Array.from({ length: n }, (_, i) => centre + sd * Math.sqrt(12) * ((i + 0.5) / n - 0.5)),
    };
  };
  const measured = s.measured ?? size;
  const nothing: Distribution = { mean: NaN, values: new Float64Array(0) };
  const rates = around(s.rate ?? 11, 0.4 * (s.rate ?? 11), size);
  const drive = s.drive ?? 6;
  const currents: CurrentMetrics = {
    unit: "pA",
    neurons: new Uint32Array(0),
    excitatory: about(100 * drive),
    inhibitory: about(-100 * drive * (1 - (s.residual ?? 0.1))),
    residual: about(s.residual ?? 0.1),
    net: 100 * drive * (s.residual ?? 0.1),
    fluctuation: about(50),
    lag: about(2),
    lagPeak: about(0.5),
    driveOverThreshold: drive,
    residuals: new Float64Array(0),
  };
  return {
    name,
    first,
    size,
    spikes: size * 20,
    rate: rates.mean,
    rates: rates.values,
    silentFraction: s.silentFraction ?? 0.02,
    cv: measured === 0 ? nothing : around(s.cv ?? 0.85, 0.15, measured),
    lv: measured === 0 ? nothing : around(s.lv ?? 0.9, 0.15, measured),
    intervals: size * 19,
    fano: about(s.fano ?? 3),
    modulation: s.modulation ?? 0.1,
    correlation: {
      ...(size < 2 ? nothing : around(s.correlation ?? 0.004, 0.1, 300)),
      binMs: 20,
      bins: 100,
      neurons: 200,
      standardError: 0.0005,
      pairStandardError: 0.1,
    },
    rateSeries: { binMs: 1, values: new Float64Array(s.duration ?? 2000) },
    rhythm: {
      peakHz: s.peakHz ?? 30,
      prominence: about(s.prominence ?? 2.5),
      segments: 7,
      resolutionHz: 2,
      frequencies: new Float64Array(0),
      power: new Float64Array(0),
      background: new Float64Array(0),
    },
    chi: NaN,
    ...(s.currents === false ? {} : { currents }),
  };
}
