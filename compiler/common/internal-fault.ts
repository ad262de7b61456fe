/** How a checker says that equipoise itself is wrong. */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";

export function internalFault(what: string): never {
  return fail("internal-fault", `The compiler made a wrong result: ${what}.`, {
    exitCode: ExitCode.internal,
    hint: "this is a fault of equipoise, please report it with the description",
  });
}
