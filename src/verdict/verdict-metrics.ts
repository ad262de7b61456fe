/**
 * The metrics on which a verdict stands, each with its margin's floor and the reason for that floor.
 * A floor is the change that a user of the network would not care about; docs/verdict.md prints this table.
 */
import { meanOf } from "../numerics/sample-moments.js";
import { NEURONS_FOR_CV } from "../analysis/classify-state.js";
import type { PopulationMetrics } from "../analysis/metrics.js";

/** Relative change of a rate or mean drive that the verdict still calls the same. */
export const RELATIVE_FLOOR = 0.05;
/** Hz; below this a relative margin asks for more precision than seconds of record can give. */
export const RATE_FLOOR = 0.1;
const SILENT_FLOOR = 0.05;
const IRREGULARITY_FLOOR = 0.05;
/** The scale of c itself in asynchronous networks (Renart et al. 2010: about 0.01 or less). */
const CORRELATION_FLOOR = 0.01;
/** Octaves: a factor of four in variance, of two in the amplitude of the population's fluctuations. */
const FANO_FLOOR = 2;
const PROMINENCE_FLOOR = 2;
/** Relative change of the peak frequency, and Hz: two points of the spectrum. */
const RHYTHM_FLOOR = 0.1;
const RHYTHM_FLOOR_HZ = 4;
const CHI_FLOOR = 0.1;
const RESIDUAL_FLOOR = 0.03;
/** mV; a twentieth of a usual distance from reset to threshold. */
const VOLTAGE_FLOOR = 0.5;
/** Relative change of a conductance ratio or an effective time constant. */
const CONDUCTANCE_FLOOR = 0.1;
export const FLUCTUATION_FLOOR = 0.1;
/** ms; of the order of a synaptic delay. */
const LAG_FLOOR = 2;
const LAG_PEAK_FLOOR = 0.1;
/** A rhythm counts as present above this prominence: with 4 segments noise alone exceeds it in about 1 % of spectra. */
const RHYTHM_PROMINENCE = 5;
const RHYTHM_SEGMENTS = 4;
const NEURONS_OF_A_PAIR = 2;
/** Height from which the correlation peak of E and I is sharp enough to have a place. */
const LAG_PEAK_PRESENT = 0.2;
/** Smallest KS distance that matters: one neuron in twenty on the other side of some value. */
export const KS_FLOOR = 0.05;

export interface ScalarMetric {
  readonly id: string;
  readonly title: string;
  readonly unit: (p: PopulationMetrics) => string;
  /** What it is measured of: currents and conductances are rebuilt for the full runs only, not for those with one thing quantized. */
  readonly of: "spikes" | "currents" | "conductances";
  /** NaN where it cannot be measured. */
  readonly read: (p: PopulationMetrics) => number;
  /** Smallest margin, in the metric's unit, given the mean over the reference's seeds. */
  readonly floor: (referenceMean: number) => number;
  /** Neurons that a population must have for the metric to exist; in a smaller one the row informs at most. */
  readonly leastNeurons: number;
  /** Where false in some run, the row informs but does not decide. */
  readonly applies: (p: PopulationMetrics) => boolean;
  /** Without it in every run there is no verdict. */
  readonly core: boolean;
  /** Why one side can have no value, where that is known; empty otherwise. */
  readonly missing?: (p: PopulationMetrics) => string;
  /** Undecided, it informs: its estimate is too coarse to hold up a verdict. Shown different, it decides like any other. */
  readonly mayStayOpen: boolean;
}

const relative =
  (share: number, least = 0) =>
  (mean: number) =>
    Math.max(share * Math.abs(mean), least);
const constant = (floor: number) => () => floor;
const plain = (unit: string) => () => unit;
const always = () => true;
const ofIrregularity = { leastNeurons: NEURONS_FOR_CV } as const;
const ofCurrents = { of: "currents" } as const;
const ofConductances = { of: "conductances" } as const;
const currentUnit = (p: PopulationMetrics) => p.currents?.unit ?? "";

function scalar(
  id: string,
  title: string,
  unit: string | ScalarMetric["unit"],
  read: ScalarMetric["read"],
  floor: ScalarMetric["floor"],
  more: Partial<ScalarMetric> = {},
): ScalarMetric {
  return {
    id,
    title,
    unit: typeof unit === "string" ? plain(unit) : unit,
    read,
    floor,
    of: "spikes",
    leastNeurons: 1,
    applies: always,
    core: false,
    mayStayOpen: false,
    ...more,
  };
}

export const scalarMetrics: readonly ScalarMetric[] = [
  scalar("rate", "rate", "Hz", (p) => p.rate, relative(RELATIVE_FLOOR, RATE_FLOOR), { core: true }),
  scalar("silent", "silent fraction", "", (p) => p.silentFraction, constant(SILENT_FLOOR)),
  scalar("cv", "CV of intervals", "", (p) => p.cv.mean, constant(IRREGULARITY_FLOOR), {
    core: true,
    ...ofIrregularity,
  }),
  scalar("lv", "LV of intervals", "", (p) => p.lv.mean, constant(IRREGULARITY_FLOOR), ofIrregularity),
  scalar("correlation", "count correlation", "", (p) => p.correlation.mean, constant(CORRELATION_FLOOR), {
    core: true,
    leastNeurons: NEURONS_OF_A_PAIR,
  }),
  scalar("fano", "population Fano factor (log2)", "octave", (p) => Math.log2(p.fano), constant(FANO_FLOOR)),
  scalar(
    "prominence",
    "prominence of the rhythm (log2)",
    "octave",
    (p) => Math.log2(p.rhythm.prominence),
    constant(PROMINENCE_FLOOR),
    {
      applies: (p) => p.rhythm.segments >= RHYTHM_SEGMENTS,
      mayStayOpen: true,
    },
  ),
  scalar("rhythm", "peak frequency f*", "Hz", (p) => p.rhythm.peakHz, relative(RHYTHM_FLOOR, RHYTHM_FLOOR_HZ), {
    applies: (p) => p.rhythm.segments >= RHYTHM_SEGMENTS && p.rhythm.prominence >= RHYTHM_PROMINENCE,
    // The place of a broad peak in a spectrum of some segments jumps by several points from run to run.
    mayStayOpen: true,
  }),
  scalar("chi", "Golomb's χ", "", (p) => p.chi, constant(CHI_FLOOR)),
  scalar(
    "drive-e",
    "excitatory drive",
    currentUnit,
    (p) => p.currents?.excitatory ?? NaN,
    relative(RELATIVE_FLOOR),
    ofCurrents,
  ),
  scalar(
    "drive-i",
    "inhibitory drive",
    currentUnit,
    (p) => p.currents?.inhibitory ?? NaN,
    relative(RELATIVE_FLOOR),
    ofCurrents,
  ),
  scalar(
    "residual",
    "residual fraction ρ",
    "",
    (p) => p.currents?.residual ?? NaN,
    constant(RESIDUAL_FLOOR),
    ofCurrents,
  ),
  scalar(
    "fluctuation",
    "fluctuation σ_net",
    currentUnit,
    (p) => p.currents?.fluctuation ?? NaN,
    relative(FLUCTUATION_FLOOR),
    ofCurrents,
  ),
  scalar("lag-peak", "tracking height", "", (p) => p.currents?.lagPeak ?? NaN, constant(LAG_PEAK_FLOOR), ofCurrents),
  scalar("lag", "tracking lag", "ms", (p) => p.currents?.lag ?? NaN, constant(LAG_FLOOR), {
    ...ofCurrents,
    applies: (p) => (p.currents?.lagPeak ?? 0) >= LAG_PEAK_PRESENT,
  }),
  scalar(
    "v-star",
    "mean voltage V*",
    "mV",
    (p) => p.conductances?.vStar ?? NaN,
    constant(VOLTAGE_FLOOR),
    ofConductances,
  ),
  scalar(
    "tau-eff",
    "effective time constant",
    "ms",
    (p) => p.conductances?.tauEff ?? NaN,
    relative(CONDUCTANCE_FLOOR),
    ofConductances,
  ),
  scalar("g-ratio", "conductance ratio g_E/g_I", "", (p) => p.conductances?.ratio ?? NaN, relative(CONDUCTANCE_FLOOR), {
    ...ofConductances,
    missing: (p) => p.conductances?.notExpressible ?? "",
  }),
];

export interface DistributionMetric {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly values: (p: PopulationMetrics) => Float64Array;
  /** Neurons that a population must have for the distribution to exist. */
  readonly leastNeurons: number;
  /** Floor of the Wasserstein margin; a rigid shift by this much also sets the floor of the KS margin. */
  readonly floor: (reference: Float64Array) => number;
}

export const distributionMetrics: readonly DistributionMetric[] = [
  {
    id: "rates",
    title: "rates of neurons",
    unit: "Hz",
    values: (p) => p.rates,
    leastNeurons: 1,
    floor: (r) => relative(RELATIVE_FLOOR, RATE_FLOOR)(meanOf(r)),
  },
  {
    id: "cvs",
    title: "CVs of neurons",
    unit: "",
    values: (p) => p.cv.values,
    ...ofIrregularity,
    floor: constant(IRREGULARITY_FLOOR),
  },
  {
    id: "correlations",
    title: "correlations of pairs",
    unit: "",
    values: (p) => p.correlation.values,
    leastNeurons: NEURONS_OF_A_PAIR,
    floor: constant(CORRELATION_FLOOR),
  },
];
