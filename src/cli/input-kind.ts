/** What a command was given to run: what it may be told, and the way out where it does not fit, depend on it. */
import { isProgramFile } from "./load.js";
import { isIntegersInput } from "./load-integers.js";

export type InputKind = "description" | "program" | "integers";

/** Tells by the name of the file, or by what the folder holds. */
export function kindOfInput(input: string): InputKind {
  if (isProgramFile(input)) return "program";
  return isIntegersInput(input) ? "integers" : "description";
}
