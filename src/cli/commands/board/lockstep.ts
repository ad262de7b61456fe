/** `equipoise board lockstep INPUT --on …`: board and emulator side by side, until the first difference. */
import type { CommandModule } from "yargs";
import { lockstep } from "../../../../firmware-bridge/lockstep.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import { emulatorOf } from "../../../families/of-program.js";
import { boardLine, openBoard } from "../../board-line.js";
import { Terminal } from "../../terminal.js";
import { programFor, stepsOf, withProgram, type ProgramArguments } from "./options.js";

interface Arguments extends ProgramArguments {
  steps?: number;
  block: number;
}

export const lockstepCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withProgram(argv)
      .option("steps", { type: "number", describe: "instead of the program's" })
      .option("block", { type: "number", default: 100, describe: "steps between two comparisons of the whole state" })
      .epilogue(
        "Exit code: 0 every spike and state word agrees, 6 they differ, or device or link trouble; 1 bad input, 5 does not fit the board.",
      ) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    if (!Number.isInteger(args.block) || args.block < 1)
      fail("bad-option", `--block ${args.block} is not a whole number of at least 1`);
    const line = boardLine(args.on, args.baud);
    const program = await programFor(args, line, terminal);
    const result = await lockstep(
      () => openBoard(program, line, terminal.progress),
      () => emulatorOf(program),
      { steps: stepsOf(program, args.steps), block: args.block, progress: terminal.progress },
    );
    terminal.clearBar();
    const { difference, steps, spikes, words } = result;
    if (args.json) terminal.printJson({ on: args.on, ...result });
    else if (difference === null)
      terminal.print(`${args.on} and the emulator agree: ${steps} steps, ${spikes} spikes, ${words} state words`);
    else {
      const { step, neuron, field, board, emulator } = difference;
      terminal.print(
        `step ${step}, neuron ${neuron}, ${field}: board ${board}, emulator ${emulator}; the ${step} steps before agree`,
      );
    }
    process.exitCode = difference === null ? ExitCode.ok : ExitCode.device;
  },
};
