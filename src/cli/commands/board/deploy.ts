/** `equipoise board deploy INPUT --on …`: uploads a program, reads its digest back and arms the board. */
import type { CommandModule } from "yargs";
import { programDigest } from "../../../program/digest.js";
import { boardLine, openBoard } from "../../board-line.js";
import { kindOfInput } from "../../load-integers.js";
import { Terminal } from "../../terminal.js";
import { programFor, withProgram, type ProgramArguments } from "./options.js";

export const deployCommand: CommandModule<object, ProgramArguments> = {
  builder: (argv) => withProgram(argv) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const line = { ...boardLine(args.on, args.baud), runs: kindOfInput(args.input) };
    const program = await programFor(args, line, terminal);
    const board = await openBoard(program, line, terminal.progress);
    await board.close();
    terminal.clearBar();
    const digest = programDigest(program);
    if (args.json) terminal.printJson({ on: args.on, digest, neurons: program.size });
    else terminal.print(`${args.on} is armed with ${program.name}: ${program.size} neurons, digest ${digest}`);
  },
};
