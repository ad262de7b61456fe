/** A line to a program of this machine: its standard input and output. Used for simulated boards. */
import { basename } from "node:path";
import { guardedProcess } from "./guarded-process.js";
import { HangUp } from "./hang-up.js";
import type { Transport } from "./transport.js";

/** Starts the program. Closing the line ends its input, and with it the program; so does the end of this process. */
export function processTransport(command: string, args: readonly string[] = []): Transport {
  const { child, stdin, stdout, kill } = guardedProcess(command, args, { input: true });
  const hangUp = new HangUp();
  let hear: ((bytes: Uint8Array) => void) | null = null;
  child.on("error", hangUp.notice);
  // Once all that it has said has been read.
  child.on("close", hangUp.notice);
  // A program that ends before it has read everything is a line that hangs up, not an error.
  stdin!.on("error", hangUp.notice);
  return {
    name: `program ${basename(command)}`,
    write: (bytes) => void (hangUp.happened || stdin!.write(bytes)),
    onData(listener) {
      // Nothing is read before somebody listens.
      if (hear === null) stdout.on("data", (bytes: Buffer) => hear?.(bytes));
      hear = listener;
    },
    onClose: (listener) => hangUp.onClose(listener),
    close: () => {
      stdin!.end();
      // Nothing of it is to be kept, and some programs have something to say when they are asked politely.
      kill();
      hangUp.notice();
    },
  };
}
