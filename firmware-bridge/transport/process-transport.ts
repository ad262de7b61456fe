/** A line to a program of this machine: its standard input and output. Used for simulated boards. */
import { spawn } from "node:child_process";
import { basename } from "node:path";
import type { Transport } from "./transport.js";

/** Starts the program. Closing the line ends its input, and with it the program. */
export function processTransport(command: string, args: readonly string[] = []): Transport {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  let closed: () => void = () => {};
  let gone = false;
  const end = () => {
    if (gone) return;
    gone = true;
    closed();
  };
  child.on("error", end);
  child.on("exit", end);
  // A program that ends before it has read everything is a line that hangs up, not an error.
  child.stdin.on("error", end);
  return {
    name: `program ${basename(command)}`,
    write: (bytes) => void (gone || child.stdin.write(bytes)),
    onData: (listener) => void child.stdout.on("data", listener),
    onClose: (listener) => void (closed = listener),
    close: () => {
      child.stdin.end();
      child.kill();
      end();
    },
  };
}
