/** `equipoise board simulate BOARD`: a simulated board on a pseudo-terminal, until interrupted. */
import type { CommandModule } from "yargs";
import { NUCLEO_USART, QEMU, qemuArguments, requireQemu } from "../../../../firmware-bridge/simulated/mcu-simulator.js";
import { guardedProcess, type GuardedProcess } from "../../../../firmware-bridge/transport/guarded-process.js";
import type { Dialer } from "../../../../firmware-bridge/transport/transport.js";
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

function start(board: SimulatedBoard): Promise<OnTerminal> {
  switch (board.id) {
    case "fpga":
    case "ulx3s": {
      const { program } = board.id === "fpga" ? fpgaSimulator() : ulx3sSimulator();
      return Promise.resolve({ program: guardedProcess(program, ["--pty"], { input: false }), port: NAME });
    }
    case "mcu":
      requireQemu();
      return Promise.resolve({
        program: guardedProcess(QEMU, qemuArguments(prebuiltFirmware("stm32f405.bin"), "pty"), { input: false }),
        port: /redirected to (\/dev\/\S+)/,
      });
    case "nucleo":
      requireQemu();
      return Promise.resolve({
        program: guardedProcess(QEMU, qemuArguments(prebuiltFirmware("nucleo-f446.bin"), "pty", NUCLEO_USART), {
          input: false,
        }),
        port: /redirected to (\/dev\/\S+)/,
      });
    default:
      return relayed(board.dial());
  }
}

/** The board runs in this process or on pipes; a relay has the pseudo-terminal. */
async function relayed(dial: Dialer): Promise<OnTerminal> {
  const relay = guardedProcess(ptyRelay(), [], { input: true });
  const line = await dial();
  // The first piece is the name, and nothing else comes before it has been read and used.
  relay.stdout.once("data", () => relay.stdout.on("data", (bytes: Buffer) => line.write(bytes)));
  relay.stdin!.on("error", () => line.close());
  line.onData((bytes) => relay.stdin!.write(bytes));
  line.onClose(() => relay.kill());
  relay.child.on("exit", () => line.close());
  return { program: relay, port: NAME };
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
    const { child } = program;
    const stop = () => program.kill();
    process.once("SIGINT", stop).once("SIGTERM", stop);
    const name = await new Promise<string>((resolve) => {
      let text = "";
      program.stdout.on("data", (bytes: Buffer) => {
        text += bytes.toString("latin1");
        const found = port.exec(text);
        if (found !== null) resolve(found[1]);
      });
      child.on("exit", () => resolve(""));
    });
    if (name === "")
      fail("simulator-start", "The simulated board ended before it had a serial port.", { exitCode: ExitCode.device });
    if (args.json) terminal.printJson({ port: name });
    else terminal.print(name);
    terminal.log(`--on board:${name} reaches it; Ctrl-C ends it`);
    await new Promise<void>((resolve) => child.on("exit", () => resolve()));
  },
};
