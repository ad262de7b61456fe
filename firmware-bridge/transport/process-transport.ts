/** A line to a program of this machine: its standard input and output. Used for simulated boards. */
import { spawn } from "node:child_process";
import { basename } from "node:path";
import { HangUp } from "./hang-up.js";
import type { Transport } from "./transport.js";

/** Starts the program. Closing the line ends its input, and with it the program. */
export function processTransport(command: string, args: readonly string[] = []): Transport {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const hangUp = new HangUp();
  child.on("error", hangUp.notice);
  child.on("exit", hangUp.notice);
  // A program that ends before it has read everything is a line that hangs up, not an error.
  child.stdin.on("error", hangUp.notice);
  return {
    name: `program ${basename(command)}`,
    write: (bytes) => void (hangUp.happened || child.stdin.write(bytes)),
    onData: (listener) => void child.stdout.on("data", listener),
    onClose: (listener) => hangUp.onClose(listener),
    close: () => {
      child.stdin.end();
      child.kill();
      hangUp.notice();
    },
  };
}
