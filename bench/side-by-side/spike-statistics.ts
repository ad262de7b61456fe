/** Rate and irregularity of a raster, the same way for every simulator. */

/** Spikes as pairs (step, id), ascending. */
export type Raster = Int32Array;

export interface SpikeStatistics {
  /** Hz, mean of all neurons. */
  readonly rate: number;
  /** Mean over the neurons with at least `FEWEST` intervals; NaN without any. */
  readonly cv: number;
}

/** Intervals below which a neuron's CV tells nothing. */
const FEWEST = 3;

/** @param from first step that counts @param dt ms */
export function spikeStatistics(
  raster: Raster,
  neurons: number,
  from: number,
  steps: number,
  dt: number,
): SpikeStatistics {
  const last = new Int32Array(neurons).fill(-1);
  const intervals = new Int32Array(neurons);
  const sum = new Float64Array(neurons);
  const squares = new Float64Array(neurons);
  let spikes = 0;
  for (let k = 0; k < raster.length; k += 2) {
    const [step, id] = [raster[k], raster[k + 1]];
    if (step < from) continue;
    spikes++;
    if (last[id] >= 0) {
      const interval = step - last[id];
      intervals[id]++;
      sum[id] += interval;
      squares[id] += interval * interval;
    }
    last[id] = step;
  }
  let [cvs, counted] = [0, 0];
  for (let i = 0; i < neurons; i++) {
    if (intervals[i] < FEWEST) continue;
    const mean = sum[i] / intervals[i];
    cvs += Math.sqrt(Math.max(0, squares[i] / intervals[i] - mean * mean)) / mean;
    counted++;
  }
  return { rate: (spikes / neurons / ((steps - from) * dt)) * 1000, cv: counted === 0 ? NaN : cvs / counted };
}

/** @throws Error that names the first spike in which they differ */
export function assertSameRaster(who: string, found: Raster, expected: Raster): void {
  const length = Math.max(found.length, expected.length);
  for (let k = 0; k < length; k++) {
    if (found[k] === expected[k]) continue;
    const at = k - (k % 2);
    const spike = (r: Raster) => (at < r.length ? `neuron ${r[at + 1]} in step ${r[at]}` : "no more");
    throw new Error(`${who}: spike ${at / 2} is ${spike(found)}, expected ${spike(expected)}`);
  }
}

/** @throws Error where the rate or the CV is too far from the expected */
export function assertAlike(
  who: string,
  found: SpikeStatistics,
  expected: SpikeStatistics,
  rateWithin: number,
  cvWithin: number,
): void {
  const off = Math.abs(found.rate / expected.rate - 1);
  if (!(off <= rateWithin))
    throw new Error(
      `${who} fires at ${found.rate.toFixed(2)} Hz, expected ${expected.rate.toFixed(2)} within ${100 * rateWithin} %`,
    );
  if (!(Math.abs(found.cv - expected.cv) <= cvWithin))
    throw new Error(`${who} has a CV of ${found.cv.toFixed(3)}, expected ${expected.cv.toFixed(3)} within ${cvWithin}`);
}
