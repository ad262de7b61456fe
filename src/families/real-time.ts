/** Whether a chip or board keeps real time at the network's time step: an estimate of the mean step, always with its basis. */

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface RealTimeForecast {
  /** unknown: nothing public tells, or 1 lies between the ends of the estimate. */
  readonly holds: "yes" | "no" | "unknown";
  /** ms of the network's time. */
  readonly dt: number;
  /** ms that a mean step takes; null where nothing public tells. */
  readonly stepMs: Range | null;
  /** How many times real time, dt over what a step takes; below 1 it is slower. */
  readonly factor: Range | null;
  /** What the estimate rests on, and what it leaves out. */
  readonly basis: string;
}

export function realTimeFrom(dt: number, stepMs: Range, basis: string): RealTimeForecast {
  const factor = { low: dt / stepMs.high, high: dt / stepMs.low };
  return { holds: factor.low >= 1 ? "yes" : factor.high < 1 ? "no" : "unknown", dt, stepMs, factor, basis };
}

export function realTimeUnknown(dt: number, basis: string): RealTimeForecast {
  return { holds: "unknown", dt, stepMs: null, factor: null, basis };
}

const digits = (x: number): string =>
  x >= 100 ? Math.round(x).toLocaleString("en") : String(Number(x.toPrecision(2)));

function rangeOf({ low, high }: Range): string {
  return digits(low) === digits(high) ? digits(low) : `${digits(low)} to ${digits(high)}`;
}

const milliseconds = (range: Range): string =>
  range.high < 0.1 ? `${rangeOf({ low: 1000 * range.low, high: 1000 * range.high })} µs` : `${rangeOf(range)} ms`;

/** One sentence, without a full stop. */
export function describeRealTime(where: string, { holds, dt, stepMs, factor, basis }: RealTimeForecast): string {
  if (stepMs === null || factor === null) return `real time: cannot be told for ${where}: ${basis}`;
  const answer = { yes: "holds", no: "does not hold", unknown: "cannot be told" }[holds];
  return `real time ${answer}: a step of ${dt} ms takes about ${milliseconds(stepMs)} on ${where}, ${rangeOf(factor)} × real time (estimate: ${basis})`;
}
