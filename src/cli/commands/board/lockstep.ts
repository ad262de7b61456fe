/** `equipoise board lockstep INPUT --on …`: board and emulator side by side, until the first difference. */
import type { CommandModule } from "yargs";
import { lockstep } from "../../../../firmware-bridge/lockstep.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import { emulatorOf } from "../../../families/of-program.js";
import { boardLine, openBoard } from "../../board-line.js";
import { differenceText } from "../../difference-text.js";
import { kindOfInput } from "../../load-integers.js";
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
      .option("block", {
        type: "number",
        default: 100,
        describe: "steps between two comparisons of counters and the sum of states",
      })
      .epilogue(
        "Exit code: 0 every spike, counter and state word of every step agrees, 6 they differ, or device or link trouble; 1 bad input, 5 does not fit the board.",
      ) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    if (!Number.isInteger(args.block) || args.block < 1)
      fail("bad-option", `--block ${args.block} is not a whole number of at least 1`);
    const line = { ...boardLine(args.on, args.baud), runs: kindOfInput(args.input) };
    const program = await programFor(args, line, terminal);
    const result = await lockstep(
      () => openBoard(program, line, terminal.progress),
      () => emulatorOf(program),
      { steps: stepsOf(program, args.steps), block: args.block, progress: terminal.progress },
    );
    terminal.clearBar();
    const { difference, steps, spikes, words } = result;
    const count = (n: number) => n.toLocaleString("en");
    if (args.json) terminal.printJson({ on: args.on, ...result });
    else if (difference === null)
      terminal.print(
        `${args.on} and the emulator agree in every step: ${count(steps)} steps, ${count(spikes)} spikes, ${count(words)} state words`,
      );
    else terminal.print(differenceText(result));
    process.exitCode = difference === null ? ExitCode.ok : ExitCode.device;
  },
};
