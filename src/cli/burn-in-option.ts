/** `--burn-in MS` of the commands that measure recordings: the recordings' own unless told. */
import { fail } from "../diagnostics/diagnostic.js";
import { formatTime } from "../numerics/time-grid.js";
import { measuredFrom } from "../recording/measured-from.js";
import type { Recording } from "../recording/recording.js";
import { stepsOfOption } from "./steps-of-option.js";
import type { Terminal } from "./terminal.js";
import { timeOption } from "./time-option.js";

export const burnInOption = () =>
  timeOption("burn-in", "ms", {
    defaultDescription: "that of the run",
    describe: "time that the figures of a recording leave out, counted from step 0",
  });

/** Of a file of a version that kept no burn-in. */
export const BURN_IN_UNKNOWN =
  "measured from its start: the file does not say what the burn-in was; --burn-in MS leaves it out";

interface BurnIn {
  /** Of what was given, or of the recordings; 0 where nobody says. */
  readonly burnInSteps: number;
  readonly fromStep: number;
  readonly known: boolean;
}

/**
 * The first step that the figures of recordings of the same time step count, and whether their burn-in is known. The longest of theirs is
 * that of all: a longer one spoils nothing.
 * @param ms as given
 * @throws EquipoiseError `bad-option`, `nothing-to-analyse` for one that is given and leaves nothing
 */
export function burnInOfOption(terminal: Terminal, ms: number | undefined, recordings: readonly Recording[]): BurnIn {
  const [{ dt }] = recordings;
  if (ms === undefined) {
    const stated = recordings.flatMap(({ burnInSteps }) => burnInSteps ?? []);
    const burnInSteps = Math.max(0, ...stated);
    const fromStep = Math.max(...recordings.map((recording) => measuredFrom({ ...recording, burnInSteps })));
    return { burnInSteps, fromStep, known: stated.length > 0 };
  }
  if (!(ms >= 0 && ms < Infinity)) fail("bad-option", `--burn-in ${ms} is not a time of at least 0 ms`);
  const burnInSteps = stepsOfOption(terminal, "--burn-in", ms, dt);
  const end = Math.min(...recordings.map(({ startStep, steps }) => startStep + steps));
  if (burnInSteps >= end)
    fail(
      "nothing-to-analyse",
      `--burn-in ${formatTime(ms)} leaves nothing of a recording that ends at ${formatTime(end * dt)}`,
      {
        hint: "give a shorter one",
      },
    );
  return { burnInSteps, fromStep: Math.max(burnInSteps, ...recordings.map(({ startStep }) => startStep)), known: true };
}
