/** A linear or logarithmic axis around data: where values go, and which round values are written beside it. */
import { extent, linearScale, soundDomain, ticks } from "./axis-scale.js";

export interface ValueAxis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** NaN for what a logarithm cannot show. */
  at(value: number): number;
}

const MARGIN = 0.06;

/** @param values whatever is drawn; not finite ones, and on a logarithmic axis those ≤ 0, do not count */
export function valueAxis(
  values: readonly number[],
  log: boolean,
  range: readonly [number, number],
  count = 5,
): ValueAxis {
  return log ? logAxis(values, range) : linearAxis(values, range, count);
}

function widened([low, high]: readonly [number, number]): [number, number] {
  const margin = (high - low) * MARGIN;
  return [low - margin, high + margin];
}

function linearAxis(values: readonly number[], range: readonly [number, number], count: number): ValueAxis {
  const [low, high] = soundDomain(extent(values));
  // An axis that nearly reaches zero starts there: sizes are compared with it.
  const domain = widened([low > 0 && low < 0.35 * high ? 0 : low, high]);
  const scale = linearScale(low > 0 && domain[0] < 0 ? [0, domain[1]] : domain, range);
  return { domain: scale.domain, ticks: ticks(scale.domain, count), at: scale };
}

function logAxis(values: readonly number[], range: readonly [number, number]): ValueAxis {
  const logs = values.filter((v) => v > 0).map(Math.log10);
  const [low, high] = soundDomain(extent(logs));
  const scale = linearScale(widened([low, high]), range);
  const domain = scale.domain.map((x) => 10 ** x) as [number, number];
  return { domain, ticks: logTicks(domain), at: (value) => (value > 0 ? scale(Math.log10(value)) : NaN) };
}

/** Round values, the finer the shorter the axis: at most about eight. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const decades = Math.log10(high / low);
  const steps =
    decades > 3.5
      ? [1]
      : decades > 1.2
        ? [1, 2, 5]
        : decades > 0.4
          ? [1, 1.5, 2, 3, 4, 5, 7]
          : [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9];
  const all: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const step of steps) all.push(Number(`${step}e${power}`));
  return all.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}
