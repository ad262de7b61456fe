/** Loading what commands are given: a description, or a compiled program. */
import { DURATION_ROUNDED, MOST_STEPS } from "../description/load-description.js";
import { loadDescription } from "../node/files/load-description.js";
import type { NetworkDescription } from "../description/types.js";
import { fail } from "../diagnostics/diagnostic.js";
import { stepsOf } from "../numerics/time-grid.js";
import { readProgram } from "../program/decode.js";
import type { Program } from "../program/program.js";
import { readBytes, readPieces } from "./files.js";
import { stepsOfOption } from "./steps-of-option.js";
import type { Terminal } from "./terminal.js";

/** Overrides from the command line, in ms. */
export interface DescriptionOverrides {
  readonly duration?: number;
  readonly seed?: number;
}

export function loadNetworkDescription(
  path: string,
  terminal: Terminal,
  overrides: DescriptionOverrides = {},
): NetworkDescription {
  if (isProgramFile(path))
    fail("needs-description", `${path} is a compiled program, and a description is needed here`, {
      hint: "give the description; `run`, `inspect`, `export` and `board` take programs",
    });
  const { description, warnings } = loadDescription(path, readBytes);
  for (const warning of warnings)
    if (overrides.duration === undefined || warning.code !== DURATION_ROUNDED) terminal.report(warning);
  const duration = overrides.duration ?? description.duration;
  const { steps } = stepsOf(duration, description.timestep);
  if (steps > MOST_STEPS)
    fail(
      "bad-option",
      `--duration ${duration} ms is more than ${MOST_STEPS} time steps of ${description.timestep} ms`,
      { hint: "give a shorter one" },
    );
  if (!(steps > stepsOf(description.burnIn, description.timestep).steps))
    fail("bad-option", `--duration ${duration} ms is not longer than the burn-in of ${description.burnIn} ms`, {
      hint: "give a longer duration",
    });
  if (overrides.duration !== undefined) stepsOfOption(terminal, "--duration", duration, description.timestep);
  return { ...description, duration, seed: overrides.seed ?? description.seed };
}

export function isProgramFile(path: string): boolean {
  return path.endsWith(".eqp");
}

export function loadProgram(path: string): { program: Program; digest: string } {
  return readProgram(readPieces(path), path);
}
