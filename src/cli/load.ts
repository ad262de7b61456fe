/** Loading what commands are given: a description, or a compiled program. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DURATION_ROUNDED, MOST_STEPS } from "../description/load-description.js";
import { outsideRun } from "../description/outside-run.js";
import { loadDescription } from "../node/files/load-description.js";
import type { NetworkDescription } from "../description/types.js";
import { fail } from "../diagnostics/diagnostic.js";
import { fileKindOf, INTEGER_NETWORK, KIND_BYTES } from "../diagnostics/file-kind.js";
import { NETWORK_FILE } from "../interchange/integers/read-integers.js";
import { stepsOf } from "../numerics/time-grid.js";
import { readProgram, TARGET_BYTES, targetOfProgram } from "../program/decode.js";
import type { Program } from "../program/program.js";
import { isProgram } from "../program/program-file.js";
import { compileFirst } from "./compile-first.js";
import { rememberPlaces } from "./described-places.js";
import { headOf, readBytes, readPieces } from "./files.js";
import { stepsOfOption } from "./steps-of-option.js";
import type { Terminal } from "./terminal.js";

/** Overrides from the command line, in ms; and what the command takes besides. */
export interface DescriptionOverrides {
  readonly duration?: number;
  readonly seed?: number;
  /** Whether a program may stand in the description's place, for the way out. */
  readonly takesPrograms?: boolean;
}

export function loadNetworkDescription(
  path: string,
  terminal: Terminal,
  overrides: DescriptionOverrides = {},
): NetworkDescription {
  mustBeDescription(path, overrides.takesPrograms === true);
  const { description: written, warnings, places } = loadDescription(path, readBytes);
  rememberPlaces(places);
  for (const warning of warnings)
    if (overrides.duration === undefined || warning.code !== DURATION_ROUNDED) terminal.report(warning);
  const duration = overrides.duration ?? written.duration;
  const description = { ...written, duration, seed: overrides.seed ?? written.seed };
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
  for (const warning of outsideRun(description, places)) terminal.report(warning);
  return description;
}

/**
 * Refuses what is for certain no description before it is read: a program can be larger than any text may be.
 * @throws EquipoiseError `needs-description`; `file-unreadable`
 */
function mustBeDescription(path: string, takesPrograms: boolean): void {
  const integers = join(path, NETWORK_FILE);
  const kind = fileKindOf(headOf(existsSync(integers) ? integers : path, KIND_BYTES));
  if (kind === null) return;
  const hint =
    kind.what !== INTEGER_NETWORK
      ? kind.use
      : takesPrograms
        ? compileFirst(path)
        : `neither it nor a program of it can stand here; ${kind.use}`;
  fail("needs-description", `${path} is ${kind.what}, and a description is needed here`, { hint });
}

/** Whether what is given is a program, by its name, or by its content where that has another. */
export function isProgramFile(path: string): boolean {
  return path.endsWith(".eqp") || beginsAsProgram(path);
}

function beginsAsProgram(path: string): boolean {
  try {
    return isProgram(headOf(path, KIND_BYTES));
  } catch {
    // What cannot be read is told when it is read.
    return false;
  }
}

/** Names the target that a program is for, by the beginning of its file; undefined where that says nothing. @throws EquipoiseError `file-unreadable` */
export function targetOfProgramFile(path: string): string | undefined {
  return targetOfProgram(headOf(path, TARGET_BYTES), path);
}

export function loadProgram(path: string): { program: Program; digest: string } {
  return readProgram(readPieces(path), path);
}
