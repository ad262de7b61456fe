/** `equipoise board simulate BOARD`: a simulated board on a pseudo-terminal, until interrupted. */
import type { CommandModule } from "yargs";
import { NUCLEO_USART, QEMU, qemuArguments, requireQemu } from "../../../../firmware-bridge/simulated/mcu-simulator.js";
import { guardedProcess, type GuardedProcess } from "../../../../firmware-bridge/transport/guarded-process.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import {
  SIMULATED_BOARDS,
  fpgaSimulator,
  prebuiltFirmware,
  ptyRelay,
  ulx3sSimulator,
  type SimulatedBoard,
} from "../../board-line.js";
import { relayedBoard } from "../../relayed-board.js";
import { Terminal } from "../../terminal.js";

interface Arguments {
  board: string;
  json: boolean;
  quiet: boolean;
}

/** A program that prints the name of its pseudo-terminal first. */
interface OnTerminal {
  readonly program: GuardedProcess;
  readonly port: RegExp;
}

const NAME = /^(\/dev\/\S+)\n/;

async function start(board: SimulatedBoard): Promise<OnTerminal> {
  switch (board.id) {
    case "fpga":
    case "ulx3s": {
      const { program } = board.id === "fpga" ? fpgaSimulator() : ulx3sSimulator();
      return { program: guardedProcess(program, ["--pty"], { input: false }), port: NAME };
    }
    case "mcu":
      requireQemu();
      return {
        program: guardedProcess(QEMU, qemuArguments(prebuiltFirmware("stm32f405.bin"), "pty"), { input: false }),
        port: /redirected to (\/dev\/\S+)/,
      };
    case "nucleo":
      requireQemu();
      return {
        program: guardedProcess(QEMU, qemuArguments(prebuiltFirmware("nucleo-f446.bin"), "pty", NUCLEO_USART), {
          input: false,
        }),
        port: /redirected to (\/dev\/\S+)/,
      };
    default:
      return { program: await relayedBoard(guardedProcess(ptyRelay(), [], { input: true }), board.dial()), port: NAME };
  }
}

export const simulateCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv.positional("board", {
      type: "string",
      choices: SIMULATED_BOARDS.map(({ id }) => id),
      describe: "which board",
    }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    terminal.log("starting; what has to be built is built once");
    const { program, port } = await start(SIMULATED_BOARDS.find(({ id }) => id === args.board)!);
    const stop = () => program.kill();
    process.once("SIGINT", stop).once("SIGTERM", stop);
    const name = await new Promise<string>((resolve) => {
      let text = "";
      program.stdout.on("data", (bytes: Buffer) => {
        text += bytes.toString("latin1");
        const found = port.exec(text);
        if (found !== null) resolve(found[1]);
      });
      void program.ended.then(() => resolve(""));
    });
    if (name === "")
      fail("simulator-start", "The simulated board ended before it had a serial port.", { exitCode: ExitCode.device });
    if (args.json) terminal.printJson({ port: name });
    else terminal.print(name);
    terminal.log(`--on board:${name} reaches it; Ctrl-C ends it`);
    await program.ended;
  },
};
