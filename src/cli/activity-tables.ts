/** What a run or a recording did, as tables on the screen: activity by population, and what its counters count. */
import type { RunningSummary } from "../analysis/running-metrics.js";
import { formatTime } from "../numerics/time-grid.js";
import type { Recording } from "../recording/recording.js";
import { formatTable } from "./table.js";
import type { Terminal } from "./terminal.js";

/** Prints the activity of every population, and what of the recording it leaves out. @param fromStep first step that counts */
export function printActivity(
  terminal: Terminal,
  head: Pick<Recording, "burnInSteps" | "startStep" | "dt">,
  fromStep: number,
  populations: readonly RunningSummary[],
): void {
  const left = leftOut(head, fromStep);
  if (left !== null) terminal.print(left);
  terminal.print(activityTable(populations));
}

function activityTable(populations: readonly RunningSummary[]): string {
  const number = (x: number, digits: number) => (Number.isFinite(x) ? x.toFixed(digits) : "–");
  return formatTable(
    ["population", "neurons", "rate Hz", "CV", "silent", "correlation"],
    populations.map((p) => [
      p.name,
      String(p.size),
      number(p.rate, 3),
      number(p.cv, 3),
      number(p.silentFraction, 3),
      number(p.correlation, 4),
    ]),
  );
}

/** What the figures of a run or a recording leave out, as a line; null where that is nothing. @param fromStep first step that they count */
export function leftOut(
  { burnInSteps = 0, startStep, dt }: Pick<Recording, "burnInSteps" | "startStep" | "dt">,
  fromStep: number,
): string | null {
  if (fromStep > startStep) return `measured from ${formatTime(fromStep * dt)} on: the burn-in is left out`;
  if (startStep > 0 && burnInSteps <= startStep)
    return `measured from ${formatTime(startStep * dt)} on, where it begins: it goes on from a checkpoint`;
  return burnInSteps > startStep
    ? `measured from its start: it ends before the burn-in of ${formatTime(burnInSteps * dt)} is over`
    : null;
}

/** Those that are not 0; null where all are. @param limits of counters that stop: "at least 65,535". @param title of the names */
export function countersTable(
  counters: Recording["counters"],
  limits: Readonly<Record<string, number>> = {},
  title = "counter",
): string | null {
  const counted = Object.entries(counters).filter(([, value]) => value !== 0);
  if (counted.length === 0) return null;
  return formatTable(
    [title, "value"],
    counted.map(([name, value]) => [
      name,
      value >= (limits[name] ?? Infinity) ? `at least ${value.toLocaleString("en")}` : String(value),
    ]),
  );
}
