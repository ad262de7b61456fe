/**
 * Options that only some inputs and some places obey. One that was given, and of which nothing would come, is refused: what runs is what was asked for.
 * Those that another --on would obey are warned of: the same line with another --on is how two sides are compared.
 * An option in the table has no default in its declaration, so that what was given can be told from what was not.
 */
import { fail, type Diagnostic } from "../diagnostics/diagnostic.js";
import { dashed } from "../options/option-table.js";
import { isBoard } from "./board-line.js";
import { givenOptions, type CompileArguments } from "./compile-options.js";
import type { InputKind } from "./input-kind.js";
import { isProgramFile, targetOfProgramFile } from "./load.js";

/** What a command was given, as far as it decides which options mean something. */
export interface Given {
  readonly input: string;
  readonly kind: InputKind;
  /** `reference`, `emulator`, or a board; undefined where nothing runs. */
  readonly on?: string;
  /** Whether several ranks run the network together. */
  readonly ranks?: boolean;
  /** Whether the time step that the target's options choose is that of the float64 reference, too. */
  readonly fitsTimestep?: boolean;
}

/** Why an option comes to nothing. */
interface Idle {
  readonly why: string;
  readonly hint: string;
  /** Whether the command goes on without it. */
  readonly goesOn?: boolean;
}

export type Report = (diagnostic: Diagnostic) => void;

/** Options of the compiler that act on integers too: where they go, and what computes with them. */
const OF_INTEGERS = new Set(["board", "profile", "oversize", "atomsPerCore", "synapseCores", "timeScaleFactor"]);
/** What moves the time step, for any side. */
const OF_TIMESTEP = new Set(["target", "fitTimestep"]);

const LEAVE_OUT = "leave it out";

/** Of an option of the compiler. */
function idleInCompiler(
  name: string,
  written: string,
  { input, kind, on, fitsTimestep }: Given,
  given: Set<string>,
): Idle | null {
  if (kind === "program")
    return {
      why: `decides how a network is compiled, and ${input} is compiled already`,
      hint: `compile its description again with ${written}, or leave it out`,
    };
  if (kind === "integers")
    return name === "target" || OF_INTEGERS.has(name)
      ? null
      : {
          why: `decides which integers a network is made of, and ${input} has them already`,
          hint: `compile its description with ${written}, or leave it out`,
        };
  if (on !== "reference" || (fitsTimestep === true && OF_TIMESTEP.has(name) && given.has("fitTimestep"))) return null;
  return {
    why: "is about a chip, and the reference runs the network in float64",
    hint: "leave it out, or write --on emulator",
    goesOn: true,
  };
}

/** Of a board's state: refused before anything is dialled, since the end of the run would be too late. */
function ofStates(option: string, why: (board: string) => string): (given: Given) => Idle | null {
  return ({ on }) =>
    on !== undefined && isBoard(on)
      ? {
          why: why(on),
          hint: `checkpoints belong to the emulator and the reference: write --on emulator, or leave out ${option}`,
        }
      : null;
}

const notSaved = (board: string) => `needs the state of ${board}, and that of a board cannot be saved`;

/** Of the options of running, by name. */
const OF_RUNNING: Readonly<Record<string, (given: Given) => Idle | null>> = {
  baud: ({ on }) =>
    on !== undefined && isBoard(on)
      ? null
      : {
          why: `is of the line to a board, and ${on === undefined ? "none is named" : `${placeOf(on)} has none`}`,
          hint: "leave it out, or name a board (--on)",
        },
  checkpoint: ofStates("--checkpoint", notSaved),
  checkpointEvery: ofStates("--checkpoint-every", notSaved),
  resume: ofStates("--resume", (board) => `needs a state in ${board}, and none can be loaded into a board`),
  exchange: ofRanks,
  rankTimeout: ofRanks,
  kernel: ({ on }) =>
    on === "emulator"
      ? null
      : {
          why: `chooses a kernel of the emulator, and ${placeOf(on)} has none to choose`,
          hint: LEAVE_OUT,
          goesOn: on === "reference",
        },
  workers: ({ on }) =>
    on !== undefined && isBoard(on)
      ? {
          why: `is about threads of the reference and the emulator, and ${on} is a board`,
          hint: LEAVE_OUT,
          goesOn: true,
        }
      : null,
};

function ofRanks({ ranks }: Given): Idle | null {
  return ranks === true
    ? null
    : { why: "is about several ranks, and one process runs this", hint: "leave it out, or add --ranks N" };
}

function placeOf(on: string | undefined): string {
  return on === undefined ? "no board" : on === "emulator" || on === "reference" ? `the ${on}` : on;
}

/** Reports what is left out, and goes on. @throws EquipoiseError `bad-option` for the first option that was given and comes to nothing */
export function refuseIdleOptions(args: object, given: Given, report: Report): void {
  refuseIdleCompilerOptions(args, given, report);
  for (const [name, idle] of Object.entries(OF_RUNNING)) {
    const value = (args as Record<string, unknown>)[name];
    if (value !== undefined) refuse(writtenAs(name, value), idle(given), report);
  }
}

/** The same of the compiler's options alone, `--target` among them. @throws EquipoiseError `bad-option` */
export function refuseIdleCompilerOptions(args: CompileArguments, given: Given, report: Report): void {
  const { target } = args;
  const named = {
    ...(target === undefined || isOwnTarget(target, given) ? {} : { target }),
    ...givenOptions(args),
  };
  const names = new Set(Object.keys(named));
  for (const [name, value] of Object.entries(named))
    refuse(writtenAs(name, value), idleInCompiler(name, writtenAs(name, value), given, names), report);
}

/** Whether a program is named the target that it is for; where its file does not say, loading it tells what is wrong with it. */
function isOwnTarget(target: unknown, { kind, input }: Given): boolean {
  return kind === "program" && isProgramFile(input) && (targetOfProgramFile(input) ?? target) === target;
}

/** An option as it was written: a flag may have been negated. */
function writtenAs(name: string, value: unknown): string {
  return `${value === false ? "--no-" : "--"}${dashed(name)}`;
}

function refuse(written: string, idle: Idle | null, report: Report): void {
  if (idle === null) return;
  const message = `${written} ${idle.why}`;
  if (idle.goesOn !== true) fail("bad-option", message, { hint: idle.hint });
  report({ code: "idle-option", severity: "warning", message, hint: idle.hint });
}
