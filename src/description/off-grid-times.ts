/**
 * Warnings of times that are no whole number of time steps, at their places in the text. One for each value, however often it stands there;
 * one for each list, with the largest move. What a distribution draws is rounded as a matter of course: the loss ledger has it, no warning.
 */
import type { Code } from "../diagnostics/codes.js";
import { formatTime, onGrid, stepsOf, type TimeRule } from "../numerics/time-grid.js";
import { formatPath } from "./problems.js";
import type { DocumentPath, Problems } from "./problems.js";
import type { Spread } from "./types.js";

/** More say no more. */
const SHOWN_WARNINGS = 20;

const ROUNDED: Readonly<Record<TimeRule, string>> = {
  refractory: "rounded up to",
  delay: "rounded to",
  instant: "rounded to",
};

interface OffGrid {
  readonly code: Code;
  readonly path: DocumentPath;
  readonly others: Set<string>;
  readonly text: string;
}

export class OffGridTimes {
  private readonly found = new Map<string, OffGrid>();

  /**
   * @param timestep ms; NaN where it is not known: then nothing is off the grid
   * @param end ms, of the run
   */
  constructor(
    private readonly problems: Problems,
    private readonly timestep: number,
    private readonly end: number,
  ) {}

  /** The stop of a stimulus; one after the end of the run never comes. */
  stop(path: DocumentPath, time: number): void {
    if (time < this.end) this.one(path, "the stop", time, "instant");
  }

  /** One time. `what`: "the refractory period"; `given` false: a default, which stands nowhere. */
  one(
    path: DocumentPath,
    what: string,
    time: number,
    rule: TimeRule,
    { given = true, code = "time-rounded" }: { given?: boolean; code?: Code } = {},
  ): void {
    if (!Number.isFinite(time) || !(this.timestep > 0)) return;
    const { steps, roundedBy } = onGrid(time, this.timestep, rule);
    if (roundedBy === 0) return;
    const asked = given ? formatTime(time) : `the default of ${formatTime(time)}`;
    const text = `${asked} is no whole number of steps of ${formatTime(this.timestep)}: ${what} is ${ROUNDED[rule]} ${formatTime(steps * this.timestep)}`;
    const before = this.found.get(text);
    if (before === undefined) this.found.set(text, { code, path, others: new Set(), text });
    else if (formatPath(before.path) !== formatPath(path)) before.others.add(formatPath(path));
  }

  /** Listed times; `least` is the fewest steps that there can be, `at` the path of one of them. */
  list(
    path: DocumentPath,
    what: string,
    times: ArrayLike<number>,
    rule: TimeRule,
    { least = 0, at = (_: number): DocumentPath => path } = {},
  ): void {
    if (!(this.timestep > 0)) return;
    let [count, first, worst, worstAt] = [0, -1, 0, 0];
    for (let k = 0; k < times.length; k++) {
      const { steps, roundedBy } = onGrid(times[k], this.timestep, rule);
      const move = steps < least ? least * this.timestep - times[k] : roundedBy;
      if (move === 0 || !Number.isFinite(move)) continue;
      if (count++ === 0) first = k;
      if (Math.abs(move) > Math.abs(worst)) [worst, worstAt] = [move, times[k]];
    }
    if (count === 0) return;
    const many = count === 1 ? "1 of" : `${count} of`;
    const text = `${many} ${times.length} ${what} ${count === 1 ? "is" : "are"} no whole number of steps of ${formatTime(this.timestep)} and ${count === 1 ? "is" : "are"} rounded; the largest move: ${formatTime(worstAt)} becomes ${formatTime(worstAt + worst)}`;
    const from = at(first);
    const key = `${formatPath(path)}: ${text}`;
    if (!this.found.has(key)) this.found.set(key, { code: "time-rounded", path: from, others: new Set(), text });
  }

  /** The values of a spread that do not depend on a draw. */
  spread(
    path: DocumentPath,
    what: { readonly one: string; readonly many: string },
    spread: Spread,
    rule: TimeRule,
    given = true,
  ): void {
    if (spread.kind === "constant") this.one(path, what.one, spread.value, rule, { given });
    else if (spread.kind === "list") this.list(path, what.many, spread.values, rule, { at: (k) => [...path, k] });
  }

  report(): void {
    const all = [...this.found.values()];
    for (const { code, path, others, text } of all.slice(0, SHOWN_WARNINGS)) {
      const elsewhere =
        others.size === 0 ? "" : `, here and in ${others.size} other ${others.size === 1 ? "place" : "places"}`;
      this.problems.warn(
        code,
        path,
        `${formatPath(path)}: ${text}${elsewhere}`,
        "give a multiple of the time step, or a time step that divides the time",
      );
    }
    if (all.length > SHOWN_WARNINGS)
      this.problems.warn(
        "time-rounded",
        ["timestep"],
        `timestep: ${all.length - SHOWN_WARNINGS} more times are no whole number of steps of ${formatTime(this.timestep)} and are rounded`,
        "the loss ledger lists them all",
      );
  }
}

/** True where `time` is shorter than a step by more than binary arithmetic. */
export function shorterThanStep(time: number, timestep: number): boolean {
  return time < timestep && stepsOf(time, timestep).roundedBy !== 0;
}
