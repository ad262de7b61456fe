/** `equipoise board simulate BOARD`: a simulated board on a pseudo-terminal, until interrupted. */
import { spawn, type ChildProcess } from "node:child_process";
import type { CommandModule } from "yargs";
import { QEMU, qemuArguments, requireQemu } from "../../../../firmware-bridge/simulated/mcu-simulator.js";
import type { Dialer } from "../../../../firmware-bridge/transport/transport.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import { SIMULATED_BOARDS, fpgaSimulator, prebuiltFirmware, ptyRelay, type SimulatedBoard } from "../../board-line.js";
import { Terminal } from "../../terminal.js";

interface Arguments {
  board: string;
  json: boolean;
  quiet: boolean;
}

/** A program that prints the name of its pseudo-terminal first. */
interface OnTerminal {
  readonly child: ChildProcess;
  readonly port: RegExp;
}

const NAME = /^(\/dev\/\S+)\n/;

function start(board: SimulatedBoard): Promise<OnTerminal> {
  switch (board.id) {
    case "fpga":
      return Promise.resolve({ child: spawn(fpgaSimulator().program, ["--pty"], { stdio: ["ignore", "pipe", "inherit"] }), port: NAME });
    case "mcu":
      requireQemu();
      return Promise.resolve({ child: spawn(QEMU, qemuArguments(prebuiltFirmware("stm32f405.bin"), "pty"), { stdio: ["ignore", "pipe", "inherit"] }), port: /redirected to (\/dev\/\S+)/ });
    default:
      return relayed(board.dial());
  }
}

/** The board runs in this process or on pipes; a relay has the pseudo-terminal. */
async function relayed(dial: Dialer): Promise<OnTerminal> {
  const child = spawn(ptyRelay(), [], { stdio: ["pipe", "pipe", "inherit"] });
  const line = await dial();
  // The first piece is the name, and nothing else comes before it has been read and used.
  child.stdout.once("data", () => child.stdout.on("data", (bytes: Buffer) => line.write(bytes)));
  line.onData((bytes) => child.stdin.write(bytes));
  line.onClose(() => child.kill());
  child.on("exit", () => line.close());
  return { child, port: NAME };
}

export const simulateCommand: CommandModule<object, Arguments> = {
  command: "simulate <board>",
  describe: "start a simulated board and print the name of its serial port",
  builder: (argv) => argv.positional("board", { type: "string", choices: SIMULATED_BOARDS.map(({ id }) => id), describe: "which board" }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    terminal.log("starting; what has to be built is built once");
    const { child, port } = await start(SIMULATED_BOARDS.find(({ id }) => id === args.board)!);
    const stop = () => void child.kill();
    process.once("SIGINT", stop).once("SIGTERM", stop);
    const name = await new Promise<string>((resolve) => {
      let text = "";
      child.stdout!.on("data", (bytes: Buffer) => {
        text += bytes.toString("latin1");
        const found = port.exec(text);
        if (found !== null) resolve(found[1]);
      });
      child.on("exit", () => resolve(""));
    });
    if (name === "") fail("simulator-start", "The simulated board ended before it had a serial port.", { exitCode: ExitCode.device });
    if (args.json) terminal.printJson({ port: name });
    else terminal.print(name);
    terminal.log(`--on board:${name} reaches it; Ctrl-C ends it`);
    await new Promise<void>((resolve) => child.on("exit", () => resolve()));
  },
};
