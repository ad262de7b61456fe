/**
 * CurrentMetrics of a sample of neurons of one population, from their E and I currents after the burn-in:
 *   ρ = |⟨I_E⟩ + ⟨I_I⟩| / ⟨I_E⟩,  σ_net = SD_t(I_E + I_I),
 *   lag = argmax_l ⟨Corr(I_E(t), -I_I(t + l))⟩ within ± 50 ms; the correlation functions are averaged over the sample before the
 *   peak is looked for (the peak of a single neuron is lost in noise), and a parabola goes through the three highest points.
 * ρ falls as 1/√K in the balanced state (van Vreeswijk & Sompolinsky, Science 274 (1996) 1724); inhibition tracks excitation with a
 * lag of a few ms (Okun & Lampl, Nat. Neurosci. 11 (2008) 535; Renart et al. 2010).
 *
 * Delta charges are first smoothed with an exponential of 2 ms, both alike: that leaves the lag where it is.
 */
import { crossCorrelation } from "../numerics/fft.js";
import { deviationOf, meanOf } from "../numerics/sample-moments.js";
import { stepsOf } from "../numerics/time-grid.js";
import type { InputCurrents } from "./input-currents.js";
import type { CurrentMetrics } from "./metrics.js";

const LAG_WINDOW_MS = 50;
/** Of the mean: what varies less is constant but for the rounding of sums, whose correlation means nothing. */
const CONSTANT = 1e-9;
const DELTA_SMOOTHING_MS = 2;

/** `fromIndex`: first entry of the arrays after the burn-in (burnInSteps - recording.startStep). */
export function summariseCurrents(currents: readonly InputCurrents[], dt: number, fromIndex: number): CurrentMetrics {
  const each = currents.map((current) => summariseNeuron(current, dt, Math.max(0, fromIndex)));
  const peak = peakOf(averageCurves(each.map((s) => s.correlation)), dt);
  const mean = (pick: (one: NeuronSummary) => number) => meanOf(each.map(pick).filter((x) => !Number.isNaN(x)));
  return {
    unit: currents[0]?.unit ?? "pA",
    neurons: Uint32Array.from(currents, (c) => c.neuron),
    excitatory: mean((s) => s.excitatory),
    inhibitory: mean((s) => s.inhibitory),
    residual: mean((s) => s.residual),
    net: mean((s) => s.excitatory + s.inhibitory),
    fluctuation: mean((s) => s.fluctuation),
    ...peak,
    driveOverThreshold: mean((s) => s.driveOverThreshold),
    residuals: Float64Array.from(each, (s) => s.residual),
  };
}

interface NeuronSummary {
  readonly excitatory: number;
  readonly inhibitory: number;
  readonly residual: number;
  readonly fluctuation: number;
  readonly correlation: Float64Array;
  readonly driveOverThreshold: number;
}

function summariseNeuron(current: InputCurrents, dt: number, fromIndex: number): NeuronSummary {
  const E = current.E.subarray(fromIndex);
  const I = current.I.subarray(fromIndex);
  const excitatory = meanOf(E);
  const inhibitory = meanOf(I);
  const smooth = (x: Float64Array) => (current.delta ? smoothed(x, Math.exp(-dt / DELTA_SMOOTHING_MS)) : x);
  return {
    excitatory,
    inhibitory,
    residual: excitatory > 0 ? Math.abs(excitatory + inhibitory) / excitatory : NaN,
    fluctuation: deviationOf(E.map((e, n) => e + I[n])),
    correlation: driveCorrelation(smooth(E), smooth(I), { excitatory, inhibitory }, dt),
    // A cell that rests above threshold fires without input: any drive is more than it needs.
    driveOverThreshold:
      current.thresholdCurrent > 0
        ? excitatory / current.thresholdCurrent
        : current.thresholdCurrent <= 0
          ? Infinity
          : NaN,
  };
}

/** The mean goes first, else the filter's rise to it would be the strongest thing that both currents share. */
function smoothed(charges: Float64Array, decay: number): Float64Array {
  const mean = meanOf(charges);
  const out = charges.map((x) => x - mean);
  for (let n = 1; n < out.length; n++) out[n] += decay * out[n - 1];
  return out;
}

/** Normalised cross-correlation of E(t) and -I(t + l) for l = -maxLag..maxLag steps; empty where either does not vary about its mean. */
function driveCorrelation(
  E: Float64Array,
  I: Float64Array,
  mean: { readonly excitatory: number; readonly inhibitory: number },
  dt: number,
): Float64Array {
  const maxLag = Math.min(stepsOf(LAG_WINDOW_MS, dt).steps, Math.floor(E.length / 4));
  const meanE = meanOf(E);
  const meanI = meanOf(I);
  const a = E.map((x) => x - meanE);
  const b = I.map((x) => meanI - x);
  const [powerE, powerI] = [sumOfSquares(a), sumOfSquares(b)];
  const norm = Math.sqrt(powerE * powerI);
  const varies = (power: number, about: number) => power > (CONSTANT * about) ** 2 * E.length;
  if (!varies(powerE, mean.excitatory) || !varies(powerI, mean.inhibitory) || !(norm > 0) || maxLag < 1)
    return new Float64Array(0);
  return crossCorrelation(a, b, maxLag).map((x) => x / norm);
}

/** Mean of the non-empty curves, which have one length. */
function averageCurves(curves: readonly Float64Array[]): Float64Array {
  const some = curves.filter((curve) => curve.length > 0);
  const sum = new Float64Array(some[0]?.length ?? 0);
  for (const curve of some) for (let k = 0; k < sum.length; k++) sum[k] += curve[k] / some.length;
  return sum;
}

/** Lag (ms) and height of the highest point; NaN for an empty curve. */
function peakOf(correlation: Float64Array, dt: number): { lag: number; lagPeak: number } {
  if (correlation.length === 0) return { lag: NaN, lagPeak: NaN };
  let best = 0;
  for (let k = 1; k < correlation.length; k++) if (correlation[k] > correlation[best]) best = k;
  let offset = 0;
  if (best > 0 && best < correlation.length - 1) {
    const [left, middle, right] = [correlation[best - 1], correlation[best], correlation[best + 1]];
    const curvature = left - 2 * middle + right;
    if (curvature < 0) offset = (left - right) / (2 * curvature);
  }
  return { lag: (best - (correlation.length - 1) / 2 + offset) * dt, lagPeak: correlation[best] };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
