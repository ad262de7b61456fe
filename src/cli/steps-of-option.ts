/** A time given on the command line, in steps. */
import { formatTime, stepsOf } from "../numerics/time-grid.js";
import type { Terminal } from "./terminal.js";

/** Steps of `ms`, with a warning where they are another time than was asked for. */
export function stepsOfOption(terminal: Terminal, option: string, ms: number, dt: number): number {
  const { steps, roundedBy } = stepsOf(ms, dt);
  if (roundedBy !== 0)
    terminal.report({
      code: "time-rounded",
      severity: "warning",
      message: `${option} ${formatTime(ms)} is no whole number of steps of ${formatTime(dt)} and is rounded to ${formatTime(steps * dt)}`,
      hint: "give a multiple of the time step",
    });
  return steps;
}
