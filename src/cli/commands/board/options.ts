/** What the board commands share: where the board is, and which program it gets. */
import type { Argv } from "yargs";
import { FASTEST_SIMULATED_BAUD } from "../../../../firmware-bridge/simulated/fpga-simulator.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import type { Program } from "../../../program/program.js";
import { build } from "../../../measure/build.js";
import { DEFAULT_BAUD, SIMULATED_NAMES, type BoardLine } from "../../board-line.js";
import { withCompileOptions, type CompileArguments } from "../../compile-options.js";
import { isProgramFile, loadNetworkDescription, loadProgram } from "../../load.js";
import { refuseIdleOptions } from "../../obeyed-options.js";
import { withSeed } from "../../program-seed.js";
import { compileOptionsOnBoard } from "../../target-on-board.js";
import type { Terminal } from "../../terminal.js";

/** Of every command that reaches a board. */
export const BAUD_OPTION = {
  type: "number",
  describe: `of a serial port (${DEFAULT_BAUD.toLocaleString("en")} unless told), or of the simulated FPGA (${FASTEST_SIMULATED_BAUD.toLocaleString("en")} unless told)`,
} as const;

/** Of the commands that are about boards. */
export const BOARD_OPTION = {
  type: "string",
  default: "simulated:fpga",
  describe: `the board: ${SIMULATED_NAMES}, board:/dev/ttyUSB1, board:tcp:HOST:PORT`,
} as const;

export interface BoardArguments {
  on: string;
  baud?: number;
  json: boolean;
  quiet: boolean;
}

export interface ProgramArguments extends BoardArguments, CompileArguments {
  input: string;
  seed?: number;
}

export function withBoard<T>(argv: Argv<T>) {
  return argv.option("on", BOARD_OPTION).option("baud", BAUD_OPTION);
}

export function withProgram<T>(argv: Argv<T>) {
  return withBoard(withCompileOptions(argv))
    .positional("input", {
      type: "string",
      describe: "program (.eqp), or a description that is compiled for the board",
    })
    .option("seed", { type: "number", describe: "instead of the description's seed" });
}

/** A description is compiled for the target given, or for the one that the board says it is. */
export async function programFor(args: ProgramArguments, line: BoardLine, terminal: Terminal): Promise<Program> {
  if (isProgramFile(args.input)) {
    refuseIdleOptions(args, { ...args, kind: "program" }, terminal.report);
    return withSeed(loadProgram(args.input).program, args.seed, terminal);
  }
  const { target, options } = await compileOptionsOnBoard(args, line);
  const description = loadNetworkDescription(args.input, terminal, { seed: args.seed, takesPrograms: true });
  return build(description, target, options, { report: terminal.report, progress: terminal.progress }).compiled.program;
}

export function stepsOf(program: Program, steps: number | undefined): number {
  if (steps !== undefined && (!Number.isInteger(steps) || steps < 1))
    fail("bad-option", `--steps ${steps} is not a whole number of at least 1`);
  return steps ?? program.steps;
}
