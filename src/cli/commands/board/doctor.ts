/** `equipoise board doctor --on …`: why a board does not answer, or answers badly. */
import type { CommandModule } from "yargs";
import { systemClock } from "../../../../firmware-bridge/transport/system-clock.js";
import type { Transport } from "../../../../firmware-bridge/transport/transport.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import { examineBoard, type Finding } from "../../board-doctor.js";
import { boardLine, boardName, DEFAULT_BAUD, newSession, targetNameOfBoard } from "../../board-line.js";
import { portFacts } from "../../serial-port-facts.js";
import { Terminal } from "../../terminal.js";
import { climb, ladderOf } from "./loopback.js";
import { withBoard, type BoardArguments } from "./options.js";

interface Arguments extends BoardArguments {
  bauds?: string;
  bytes: number;
}

/** Where a board that was programmed with other settings, or another program, may be. */
const USUAL_BAUDS = "115200,9600,57600,230400,460800,500000,921600,1000000,1500000,2000000,3000000";
const MARKS: Readonly<Record<Finding["verdict"], string>> = { good: "ok  ", note: "note", bad: "BAD " };

function simulatedRate(on: string, { simulation }: Transport): number | null {
  return on === "simulated:pico-usb" ? null : (simulation?.baud ?? null);
}

export const doctorCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withBoard(argv)
      .option("bauds", {
        type: "string",
        describe: `rates to try on a serial port where nothing answers; unless told ${USUAL_BAUDS.replaceAll(",", ", ")}`,
      })
      .option("bytes", { type: "number", default: 4000, describe: "there and back, to count errors" })
      .epilogue("A board that answers forgets its program. Exit code: 0 nothing is bad, 6 something is.") as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const baud = args.baud ?? DEFAULT_BAUD;
    const line = boardLine(args.on, args.baud);
    const serial = /^board:(?!tcp:)(.+)$/.exec(args.on);
    const findings = await examineBoard({
      facts: serial === null ? null : portFacts(serial[1]),
      dial: (rate) => (serial === null ? line : boardLine(args.on, rate)).dial(),
      baud,
      // A simulated line says it; TCP, USB and pipes have none.
      rateOf: (line, asked) => (serial === null ? simulatedRate(args.on, line) : asked),
      otherBauds: serial === null ? [] : ladderOf({ bauds: args.bauds ?? USUAL_BAUDS }),
      answerMs: line.link.answerMs,
      clock: systemClock,
      newSession,
      nameOf: (board) => ({ name: boardName(board), target: targetNameOfBoard(board) }),
      loopback: () => climb(line, baud, args.bytes),
      onFinding({ check, verdict, finding, wayOut }) {
        if (args.json) return;
        terminal.print(`${MARKS[verdict]}  ${check}: ${finding}`);
        if (wayOut !== undefined) terminal.print(`      → ${wayOut}`);
      },
    });
    if (args.json) terminal.printJson({ on: args.on, findings });
    process.exitCode = findings.some(({ verdict }) => verdict === "bad") ? ExitCode.device : ExitCode.ok;
  },
};
