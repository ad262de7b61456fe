/** Several targets on the command line: ids separated by commas. */
import { fail } from "../diagnostics/diagnostic.js";

/** Only that no id stands twice; whether there are such targets is the caller's to ask. @throws EquipoiseError `bad-option` */
export function splitTargets(option: string, list: string): string[] {
  const ids = list.split(",").map((id) => id.trim());
  if (new Set(ids).size !== ids.length) fail("bad-option", `${option} ${list} names a target twice`);
  return ids;
}
