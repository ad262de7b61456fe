/** Says that a slower kernel runs than usual, for `notes` of every emulator. */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";

/** @param what runs it, e.g. "the emulator"; @param reason why not the one in WebAssembly, as the end of "…:" */
export function plainKernelNote(what: string, reason: string): Diagnostic {
  return {
    code: "plain-kernel",
    severity: "note",
    message: `${what} runs its plain kernel: ${reason}`,
    hint: "the spikes are the same and take a few times as long; run it in a current Node or browser, or with more --workers",
  };
}
