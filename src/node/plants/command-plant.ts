/** A plant that is a command of this machine: one JSON object a line on its standard input and output. */
import { createInterface } from "node:readline";
import { guardedProcess } from "../../../firmware-bridge/transport/guarded-process.js";
import type { PlantLine } from "../../closed-loop/remote-plant.js";
import { EquipoiseError } from "../../diagnostics/diagnostic.js";

/** Lines of its stderr that are shown where it ends early. */
const LAST_LINES = 8;
/** Bytes of a line at most, and unasked lines that are kept: what answers one step is far less. */
const LONGEST_LINE = 2 ** 20;
const MOST_LINES = 1000;
/** How long it may go on after the end of its input, to put away what it has. */
const FAREWELL_MS = 2000;

interface Waiting {
  resolve(line: string): void;
  reject(error: unknown): void;
}

/** Starts the command through the system's shell. Its stderr passes through `log` as it comes. */
export function commandPlant(command: string, log: (bytes: Uint8Array) => void): PlantLine {
  const [shell, flag] = process.platform === "win32" ? ["cmd.exe", "/c"] : ["/bin/sh", "-c"];
  const { child, stdin, stdout, stderr, kill } = guardedProcess(shell, [flag, command], { input: true, errors: true });
  const lines: string[] = [];
  let waiting: Waiting | null = null;
  let ended: EquipoiseError | null = null;
  let said = "";
  let finished = () => {};
  const gone = new Promise<void>((resolve) => (finished = resolve));

  const end = (error: EquipoiseError) => {
    ended ??= error;
    waiting?.reject(ended);
    waiting = null;
  };
  const flood = (what: string) => {
    lines.length = 0;
    end(flooded(command, what));
    kill();
    stdout.destroy();
  };
  createInterface({ input: stdout }).on("line", (line) => {
    if (ended !== null) return;
    if (waiting === null) {
      if (lines.push(line) > MOST_LINES) flood(`more than ${MOST_LINES} lines that nothing asked for`);
      return;
    }
    waiting.resolve(line);
    waiting = null;
  });
  let open = 0;
  stdout.on("data", (bytes: Buffer) => {
    const last = bytes.lastIndexOf("\n");
    open = last < 0 ? open + bytes.length : bytes.length - 1 - last;
    if (open > LONGEST_LINE) flood(`more than ${LONGEST_LINE} bytes without the end of a line`);
  });
  stderr!.on("data", (bytes: Buffer) => {
    log(bytes);
    said = (said + bytes.toString()).slice(-4096);
  });
  // What it could not read, it has not answered either: its end says so.
  stdin!.on("error", () => {});
  // Once both of its outputs have been read to their ends.
  child.on("close", (code, signal) => {
    end(exited(command, code === null ? `by signal ${signal}` : `with exit code ${code}`, said));
    finished();
  });
  child.on("error", (error) => {
    end(exited(command, `before it began (${error.message})`, said));
    finished();
  });

  return {
    exchange(text) {
      return new Promise((resolve, reject) => {
        const early = lines.shift();
        if (early === undefined && ended !== null) return reject(ended);
        stdin!.write(`${text}\n`);
        if (early !== undefined) return resolve(early);
        waiting = { resolve, reject };
      });
    },
    async close() {
      stdin!.end();
      const late = setTimeout(() => {
        kill();
        // Nor is anybody waited for who is out of reach and holds its outputs.
        stdout.destroy();
        stderr!.destroy();
      }, FAREWELL_MS);
      await gone;
      clearTimeout(late);
      kill();
    },
  };
}

function flooded(command: string, what: string): EquipoiseError {
  return new EquipoiseError([
    {
      code: "plant-malformed",
      severity: "error",
      message: `the plant \`${command}\` wrote ${what}`,
      hint: "write one JSON object a line on standard output, one for each line on standard input, and all else on stderr",
    },
  ]);
}

function exited(command: string, how: string, said: string): EquipoiseError {
  const last = said.trimEnd().split("\n").slice(-LAST_LINES).join("\n");
  return new EquipoiseError([
    {
      code: "plant-exited",
      severity: "error",
      message: `the plant \`${command}\` ended ${how} before the loop was over`,
      hint:
        last === "" ? "it said nothing on stderr; run it by itself to see why" : `its last lines on stderr:\n${last}`,
    },
  ]);
}
