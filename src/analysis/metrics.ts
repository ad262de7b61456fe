/**
 * Metrics: everything that is measured of one run, for each population and for the whole network.
 * A quantity that could not be measured is NaN (or an empty array), never a guess.
 */

/** A statistic that exists once a neuron or pair: its mean, and its distribution. */
export interface Distribution {
  readonly mean: number;
  readonly values: Float64Array;
}

export interface CorrelationMetrics extends Distribution {
  /** ms */
  readonly binMs: number;
  readonly bins: number;
  /** Neurons of the sample that fired, so that a correlation exists; `values` holds one entry for each of their pairs. */
  readonly neurons: number;
  /** Standard error of the mean if all were independent: √(2/(n(n-1)·bins)). Independent trains give mean 0 without bias. */
  readonly standardError: number;
  /** Standard error of one pair, 1/√bins: the width that a finite record alone gives to the distribution. */
  readonly pairStandardError: number;
}

export interface RhythmMetrics {
  /** Hz; the frequency that stands out most over the background. */
  readonly peakHz: number;
  /** Power at the peak over the 1/f background there. */
  readonly prominence: number;
  /** Half-overlapping segments averaged; below about four the peaks are noise. */
  readonly segments: number;
  /** Hz between points of the spectrum. */
  readonly resolutionHz: number;
  readonly frequencies: Float64Array;
  /** Hz² per Hz */
  readonly power: Float64Array;
  readonly background: Float64Array;
}

export interface CurrentMetrics {
  /** `pA`, or `mV per step` for delta synapses. */
  readonly unit: string;
  /** Global ids of the sample. */
  readonly neurons: Uint32Array;
  /** Means over the sample of the time means: excitatory ≥ 0 and inhibitory ≤ 0, external input included. */
  readonly excitatory: number;
  readonly inhibitory: number;
  /** ρ = |⟨I_E⟩ + ⟨I_I⟩| / ⟨I_E⟩, averaged over neurons; NaN where nothing excites. */
  readonly residual: number;
  /** Signed (⟨I_E⟩ + ⟨I_I⟩) averaged over neurons. */
  readonly net: number;
  /** SD over time of I_E + I_I, averaged over neurons. */
  readonly fluctuation: number;
  /** ms by which -I_I(t) follows I_E(t) (positive: inhibition is late); NaN where either is constant. */
  readonly lag: number;
  /** Height of that peak of the sample's mean normalised cross-correlation, at most 1. */
  readonly lagPeak: number;
  /** ⟨I_E⟩ over the constant input that just reaches threshold, averaged over neurons. */
  readonly driveOverThreshold: number;
  /** ρ of each neuron of the sample. */
  readonly residuals: Float64Array;
}

/** Of conductance neurons, or of what they were lowered to. */
export interface ConductanceMetrics {
  /** Global ids of the sample. */
  readonly neurons: Uint32Array;
  /** nS, means over time and sample: ⟨g_E⟩, ⟨g_I⟩ ≥ 0; NaN where currents stand for them. */
  readonly excitatory: number;
  readonly inhibitory: number;
  /** ⟨g_E⟩/⟨g_I⟩; NaN where currents stand for them, or where nothing inhibits. */
  readonly ratio: number;
  /** mV: V*, the mean voltage, refractory time included. */
  readonly vStar: number;
  /** ms: C_m/(g_L + ⟨g_E⟩ + ⟨g_I⟩), or the one time constant that stands for it. */
  readonly tauEff: number;
  /** Why the conductances are NaN; empty where they are not. */
  readonly notExpressible: string;
}

export interface PopulationMetrics {
  readonly name: string;
  readonly first: number;
  readonly size: number;
  readonly spikes: number;
  /** Hz, mean over neurons. */
  readonly rate: number;
  /** Hz, one a neuron. */
  readonly rates: Float64Array;
  /** Share of neurons without a spike. */
  readonly silentFraction: number;
  /** SD/mean of the inter-spike intervals; neurons with enough intervals. */
  readonly cv: Distribution;
  /** Local variation (Shinomoto et al. 2003); the same neurons. */
  readonly lv: Distribution;
  /** Intervals in all. */
  readonly intervals: number;
  /** Variance over mean of the population's spike count in the correlation bins. */
  readonly fano: number;
  /** √(variance beyond Poisson)/mean of the population rate in the bins of `rateSeries`. */
  readonly modulation: number;
  readonly correlation: CorrelationMetrics;
  /** Hz per neuron, from the end of the burn-in on. */
  readonly rateSeries: { readonly binMs: number; readonly values: Float64Array };
  readonly rhythm: RhythmMetrics;
  /** Golomb's χ of the probed voltages; NaN without. */
  readonly chi: number;
  readonly currents?: CurrentMetrics;
  readonly conductances?: ConductanceMetrics;
}

export interface Metrics {
  readonly source: string;
  readonly seed: number;
  /** ms */
  readonly dt: number;
  /** ms analysed, without the burn-in. */
  readonly duration: number;
  readonly populations: readonly PopulationMetrics[];
  /** The same of all neurons together; `name` is `network`. */
  readonly network: PopulationMetrics;
}
