/** What a board's receiver lost on the way to it, in words. */
import type { LineErrors } from "../../firmware-bridge/protocol/board-endpoint.js";
import { counted } from "../diagnostics/counted.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** Says what was lost and what it means: "3 bytes with a wrong stop bit since …"; null where nothing was. */
export function lineErrorsText({ framingErrors, overruns }: LineErrors): string | null {
  const parts = [
    framingErrors > 0 ? `${counted(framingErrors, "byte")} with a wrong stop bit` : null,
    overruns > 0 ? `${counted(overruns, "byte")} for which its buffer had no room` : null,
  ].filter((part) => part !== null);
  return parts.length === 0
    ? null
    : `since power-up the board's receiver has lost ${parts.join(" and ")}: a bad cable, a missing ground or another rate looks like this`;
}

/** The same as a warning; what was lost was sent again, so results are right. */
export function lineErrorsOf(line: LineErrors, name: string): Diagnostic | null {
  const text = lineErrorsText(line);
  return text === null
    ? null
    : {
        code: "board-line-errors",
        severity: "warning",
        message: `On the line to ${name}, ${text}.`,
        hint: `what was lost was sent again; find the cause with equipoise board doctor --on ${name}`,
      };
}
