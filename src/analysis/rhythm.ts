/**
 * The rhythm of a population: peak of the Welch spectrum of its rate, and the prominence of that peak over the 1/f background.
 *
 * Segments of about half a second overlap by half under a Hann window; their mean is removed. The background is the line
 * log P = a + b·log f, fitted once to all points and once more without those above twice the first line, so that the peak
 * does not lift its own background.
 *
 * Source: Welch, IEEE Trans. Audio Electroacoust. 15 (1967) 70.
 */
import { fft, nextPowerOfTwo } from "../numerics/fft.js";
import type { RhythmMetrics } from "./metrics.js";

/** Longest segment, ms: 2 Hz between spectral points with bins of 1 ms. */
const SEGMENT_MS = 512;
/** Below this frequency a short record has too few periods; above the other, millisecond bins and refractoriness shape the spectrum. */
const LOWEST_HZ = 4;
const HIGHEST_HZ = 300;
/** Points above this multiple of the first fit are peaks, not background. */
const PEAK_OVER_BACKGROUND = 2;

const NOTHING: RhythmMetrics = {
  peakHz: NaN,
  prominence: NaN,
  segments: 0,
  resolutionHz: NaN,
  frequencies: new Float64Array(0),
  power: new Float64Array(0),
  background: new Float64Array(0),
};

/** `rate` in Hz in bins of `binMs`; NaN members where the record is shorter than one segment of 32 bins or the rate is constant. */
export function rhythm(rate: Float64Array, binMs: number): RhythmMetrics {
  const segment = Math.min(
    nextPowerOfTwo(Math.max(32, Math.round(SEGMENT_MS / binMs))),
    nextPowerOfTwo(rate.length + 1) / 2,
  );
  if (segment < 32) return NOTHING;
  const density = welch(rate, segment, binMs);
  const resolutionHz = 1000 / (segment * binMs);
  const first = Math.max(1, Math.ceil(LOWEST_HZ / resolutionHz));
  const last = Math.min(segment / 2 - 1, Math.floor(HIGHEST_HZ / resolutionHz));
  if (last - first < 4) return NOTHING;
  const power = density.slice(first, last + 1);
  if (!power.every((p) => p > 0)) return NOTHING;
  const frequencies = Float64Array.from(power, (_, k) => (first + k) * resolutionHz);
  const background = fitBackground(frequencies, power);
  let best = 0;
  for (let k = 1; k < power.length; k++) if (power[k] / background[k] > power[best] / background[best]) best = k;
  const segments = Math.floor((2 * rate.length) / segment) - 1;
  return {
    peakHz: frequencies[best],
    prominence: power[best] / background[best],
    segments,
    resolutionHz,
    frequencies,
    power,
    background,
  };
}

/** One-sided power spectral density, unit² per Hz, at k/(segment·bin) for k = 0..segment/2. */
function welch(signal: Float64Array, segment: number, binMs: number): Float64Array {
  const window = Float64Array.from({ length: segment }, (_, t) => 0.5 - 0.5 * Math.cos((2 * Math.PI * t) / segment));
  let windowPower = 0;
  for (const w of window) windowPower += w * w;
  const density = new Float64Array(segment / 2 + 1);
  const step = segment / 2;
  const re = new Float64Array(segment);
  const im = new Float64Array(segment);
  let segments = 0;
  for (let begin = 0; begin + segment <= signal.length; begin += step, segments++) {
    let mean = 0;
    for (let t = 0; t < segment; t++) mean += signal[begin + t] / segment;
    for (let t = 0; t < segment; t++) re[t] = (signal[begin + t] - mean) * window[t];
    im.fill(0);
    fft(re, im);
    for (let k = 0; k < density.length; k++) density[k] += re[k] * re[k] + im[k] * im[k];
  }
  const scale = binMs / 1000 / windowPower / Math.max(1, segments);
  for (let k = 0; k < density.length; k++) density[k] *= k === 0 || k === segment / 2 ? scale : 2 * scale;
  return density;
}

/** The line through (log f, log P) without the peaks. */
function fitBackground(frequencies: Float64Array, power: Float64Array): Float64Array {
  let line = fitLine(frequencies, power, () => true);
  const firstLine = line;
  line = fitLine(frequencies, power, (k) => power[k] <= PEAK_OVER_BACKGROUND * firstLine(frequencies[k]));
  return Float64Array.from(frequencies, line);
}

function fitLine(frequencies: Float64Array, power: Float64Array, keep: (k: number) => boolean): (f: number) => number {
  let n = 0;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let sxy = 0;
  for (let k = 0; k < power.length; k++) {
    if (!keep(k)) continue;
    const x = Math.log(frequencies[k]);
    const y = Math.log(power[k]);
    n++;
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  const offset = (sy - slope * sx) / n;
  return (f) => Math.exp(offset + slope * Math.log(f));
}
