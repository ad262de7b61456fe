/**
 * Times to steps: the one place where a time (ms) becomes a whole number of time steps (docs/numerics.md, "Times and steps").
 *
 *   refractory period        up to the next step                          as NEST and sPyNNaker do
 *   delay                    nearest, a half goes up; at least one step   as NEST does
 *   all other times          nearest, a half goes to the even number      NEST refuses those that are off the grid
 *
 * A time counts as on the grid where only binary arithmetic keeps it off: 1.5 ms at 0.1 ms is 15 steps, not 15.000000000000002.
 */

export interface GridTime {
  readonly steps: number;
  /** ms, steps·dt - time; exactly 0 for a time on the grid. */
  readonly roundedBy: number;
}

/** Which of the three rules. */
export type TimeRule = "refractory" | "delay" | "instant";

/** Steps; what parsing, units and a product or quotient of doubles may add, absolute and as a share of the number of steps. */
const SLACK = 1e-9;
const SLACK_SHARE = 1e-12;
/** Half a tic of NEST (1 µs), ms: NEST rounds a refractory period to tics before it rounds it up to steps. */
const HALF_TIC = 5e-4;

function place(time: number, dt: number): { readonly below: number; readonly rest: number; readonly slack: number } {
  const steps = time / dt;
  const slack = Math.min(0.01, SLACK + SLACK_SHARE * Math.abs(steps));
  const below = Math.floor(steps + slack);
  return { below, rest: steps - below, slack };
}

function moved(steps: number, time: number, dt: number): GridTime {
  return { steps: steps + 0, roundedBy: steps * dt - time };
}

function nearest(time: number, dt: number, halfUp: boolean): GridTime {
  const { below, rest, slack } = place(time, dt);
  if (!(Math.abs(rest) > slack)) return { steps: below + 0, roundedBy: 0 };
  const up = Math.abs(rest - 0.5) <= slack ? halfUp || below % 2 !== 0 : rest > 0.5;
  return moved(up ? below + 1 : below, time, dt);
}

/** Steps of a duration, an instant or a period: nearest, a half to the even number. An infinite time has infinitely many. */
export function stepsOf(time: number, dt: number): GridTime {
  return nearest(time, dt, false);
}

/** Steps of a delay: nearest, a half goes up, at least 1. */
export function delaySteps(delay: number, dt: number): GridTime {
  const found = nearest(delay, dt, true);
  return found.steps >= 1 ? found : moved(1, delay, dt);
}

/** What rounding did to many delays. */
export interface RoundedDelays {
  /** Delays that moved, the largest move (ms), and those of them that were shorter than a step. */
  moved: number;
  worst: number;
  short: number;
  /** Steps. */
  shortest: number;
  longest: number;
}

/** Steps; a delay that is farther than this from every edge of the rules is rounded without looking closer, up to so many steps. */
const CLEAR = 1e-6;
const CLEAR_UP_TO = 100_000;

/** Writes the steps of delays[0..n-1] to `steps`, as delaySteps gives them one by one, and enters them. */
export function roundDelays(
  delays: Float64Array,
  steps: Float64Array,
  n: number,
  dt: number,
  entered: RoundedDelays,
): void {
  let { moved: count, worst, short, shortest, longest } = entered;
  for (let k = 0; k < n; k++) {
    const delay = delays[k];
    const exact = delay / dt;
    let whole = Math.floor(exact + 0.5);
    const off = Math.abs(exact - whole);
    let roundedBy: number;
    if (off > CLEAR && off < 0.5 - CLEAR && whole >= 1 && whole < CLEAR_UP_TO) roundedBy = whole * dt - delay;
    else {
      const found = delaySteps(delay, dt);
      whole = found.steps;
      roundedBy = found.roundedBy;
    }
    if (roundedBy !== 0) {
      count++;
      if (delay < dt) short++;
      worst = Math.max(worst, Math.abs(roundedBy));
    }
    if (whole < shortest) shortest = whole;
    if (whole > longest) longest = whole;
    steps[k] = whole;
  }
  entered.moved = count;
  entered.worst = worst;
  entered.short = short;
  entered.shortest = shortest;
  entered.longest = longest;
}

/** Dead steps of a refractory period: the next whole number of steps, an excess of less than half a microsecond left out of account. */
export function refractorySteps(time: number, dt: number): GridTime {
  const { below, rest, slack } = place(time, dt);
  if (!(Math.abs(rest) > slack)) return { steps: below + 0, roundedBy: 0 };
  return moved(rest * dt < Math.min(HALF_TIC, dt / 2) * (1 - SLACK) ? below : below + 1, time, dt);
}

const RULES: Readonly<Record<TimeRule, (time: number, dt: number) => GridTime>> = {
  refractory: refractorySteps,
  delay: delaySteps,
  instant: stepsOf,
};

export function onGrid(time: number, dt: number, rule: TimeRule): GridTime {
  return RULES[rule](time, dt);
}

/** A time in a message: at most nine digits, so that 0.30000000000000004 reads 0.3. */
export function formatTime(ms: number): string {
  return `${Number(ms.toPrecision(9))} ms`;
}
