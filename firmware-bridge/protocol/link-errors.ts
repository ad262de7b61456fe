/** What went wrong between host and board, in sentences. */
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { nackReasonName, stateName } from "./codes.js";
import { PROTOCOL_VERSION } from "./frame.js";
import type { Bodies } from "./messages.js";

export type LinkFailure = "board-unreachable" | "board-lost" | "board-version" | "board-restarted" | "board-stuck";

/** @param what the line, or why it could not be used; @param detail dials, version or commands, by kind, or the rest of the sentence */
export function linkFailure(kind: LinkFailure, what: string, detail: number | string): EquipoiseError {
  const [message, hint] = {
    "board-unreachable": [
      `No board answered in ${detail} attempts: ${what}.`,
      "check the cable, the port, the baud rate and that the board is programmed",
    ],
    "board-lost": [
      `The line to the board was lost and did not come back in ${detail} attempts: ${what}.`,
      "check the cable and run the command again; the upload starts anew",
    ],
    "board-version": [
      `The board at ${what} speaks version ${detail} of the protocol, this program version ${PROTOCOL_VERSION}.`,
      "program the board with the image of this release",
    ],
    "board-restarted": [
      `The board at ${what} was restarted, or another program took it over: it remembers ${detail} commands of this session.`,
      "run the command again",
    ],
    "board-stuck": [
      `The board at ${what} answers, but does not get on with what it was told: ${detail}.`,
      "restart the board and run the command again; if that does not help, program it with the image of this release",
    ],
  }[kind];
  return new EquipoiseError([{ code: kind, severity: "error", message, hint }], ExitCode.device);
}

/** A refusal by the board. */
export function refusal(name: string, { reason, detail }: Bodies["NACK"]): EquipoiseError {
  const because = nackReasonName(reason);
  const sentences: Partial<Record<NonNullable<typeof because>, string>> = {
    STATE: `it is in state ${stateName(detail) ?? detail}`,
    RANGE: `it is outside the board's limit of ${detail}`,
    DIGEST: `the digest of its memory is ${detail.toString(16).padStart(8, "0")}`,
    BUSY: "its queue stays full",
    LATE: `step ${detail} is the next`,
    LAYOUT: "the body is not laid out as the board expects",
    TYPE: "it does not know this message",
  };
  const message = `The board refused ${name}: ${(because && sentences[because]) ?? `reason ${reason}, detail ${detail}`}.`;
  return new EquipoiseError(
    [{ code: because === "DIGEST" ? "board-digest" : "board-refused", severity: "error", message }],
    ExitCode.device,
  );
}

/** Whether a dialer could not open its serial port. Dialling again helps only where it was open before: it may come back with its cable. */
export function isClosedPort(error: unknown): error is EquipoiseError {
  return error instanceof EquipoiseError && error.code === "serial-open";
}

/** What a dialer's error says, to stand inside another sentence. */
export function reasonOf(error: unknown): string {
  const message =
    error instanceof EquipoiseError
      ? error.diagnostics[0].message
      : error instanceof Error
        ? error.message
        : String(error);
  return message.replace(/\.$/, "");
}
