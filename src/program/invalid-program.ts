import { fail } from "../diagnostics/diagnostic.js";

/** @throws EquipoiseError `program-invalid` with the sentence, unless the condition holds */
export function need(condition: boolean, otherwise: string): void {
  if (!condition)
    fail("program-invalid", `The program is not valid: ${otherwise}.`, { hint: "compile the description again" });
}
