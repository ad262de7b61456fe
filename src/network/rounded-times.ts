/** Collects what happens to times when they become steps, for the loss ledger: one entry a place and a kind of time, with the largest move. */
import { formatTime, onGrid, stepsOf, type TimeRule } from "../numerics/time-grid.js";
import type { RoundedTimes } from "./types.js";

export class TimeRounding {
  readonly entries: RoundedTimes[] = [];

  /**
   * @param dt ms
   * @param duration ms, of the run
   */
  constructor(
    readonly dt: number,
    private readonly duration: number,
  ) {}

  /**
   * Rounds times of one kind at one place.
   * @param where for the ledger, e.g. `population E`
   * @param what the kind, e.g. `refractory period`
   * @param least the fewest steps that there can be
   */
  steps(where: string, what: string, times: ArrayLike<number>, rule: TimeRule, least = 0): Float64Array {
    const found = new Float64Array(times.length);
    let [count, worst, worstAt] = [0, 0, 0];
    for (let k = 0; k < found.length; k++) {
      const { steps, roundedBy } = onGrid(times[k], this.dt, rule);
      const move = steps < least ? least * this.dt - times[k] : roundedBy;
      found[k] = Math.max(least, steps);
      if (move === 0) continue;
      count++;
      if (Math.abs(move) > Math.abs(worst)) [worst, worstAt] = [move, times[k]];
    }
    if (count > 0) {
      const largest = `${count === 1 ? "" : "the largest move: "}${formatTime(worstAt)} became ${formatTime(worstAt + worst)}`;
      this.entries.push({
        where,
        what,
        count,
        of: times.length,
        worst: Math.abs(worst),
        note: `${what} rounded to whole steps of ${formatTime(this.dt)}; ${largest}`,
      });
    }
    return found;
  }

  /** As `steps`, for one time. */
  stepsOf(where: string, what: string, time: number): number {
    return this.steps(where, what, [time], "instant")[0];
  }

  /** As `stepsOf`, for a time that nothing depends on where the run ends before. */
  stopOf(where: string, time: number): number {
    return time < this.duration ? this.stepsOf(where, "stop", time) : stepsOf(time, this.dt).steps;
  }

  /** Changes of a current that share their step with a later one, and so never act. */
  changesLost(where: string, count: number, of: number): void {
    if (count > 0)
      this.entries.push({
        where: `${where}: changes without effect`,
        what: "changes",
        count,
        of,
        worst: 0,
        note: "in one step with a later change, which alone acts",
      });
  }

  /** Spikes at given times, as the number of the step that ends there: at least step 1 ends somewhere. */
  spikes(where: string, times: readonly (readonly number[])[]): number[][] {
    const flat = this.steps(where, "spike times", times.flat(), "instant", 1);
    let at = 0;
    return times.map((train) => train.map(() => flat[at++]));
  }
}
