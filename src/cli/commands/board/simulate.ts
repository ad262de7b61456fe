/** `equipoise board simulate fpga`: a simulated board on a pseudo-terminal, until interrupted. */
import { spawn } from "node:child_process";
import type { CommandModule } from "yargs";
import { fail } from "../../../diagnostics/diagnostic.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import { fpgaSimulator } from "../../board-line.js";
import { Terminal } from "../../terminal.js";

interface Arguments {
  board: string;
  json: boolean;
  quiet: boolean;
}

export const simulateCommand: CommandModule<object, Arguments> = {
  command: "simulate <board>",
  describe: "start a simulated board and print the name of its serial port",
  builder: (argv) => argv.positional("board", { type: "string", choices: ["fpga"], describe: "which board" }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    terminal.log("building the simulator, once for each state of the gateware");
    const child = spawn(fpgaSimulator(), ["--pty"], { stdio: ["ignore", "pipe", "inherit"] });
    const stop = () => void child.kill();
    process.once("SIGINT", stop).once("SIGTERM", stop);
    const first = await new Promise<string>((resolve) => {
      let text = "";
      child.stdout.on("data", (bytes: Buffer) => {
        text += bytes.toString("latin1");
        if (text.includes("\n")) resolve(text.split("\n")[0]);
      });
      child.on("exit", () => resolve(""));
    });
    if (first === "") fail("simulator-start", "The simulated board ended before it had a serial port.", { exitCode: ExitCode.device });
    if (args.json) terminal.printJson({ port: first });
    else terminal.print(first);
    terminal.log(`--on board:${first} reaches it; Ctrl-C ends it`);
    await new Promise<void>((resolve) => child.on("exit", () => resolve()));
  },
};
