/** One target or several on the command line: ids separated by commas, everywhere under the same name. */
import { fail } from "../diagnostics/diagnostic.js";

/** The option is called the same whether a command takes one target or a list of them. */
export const TARGET_ALIASES = ["t", "targets"];

/** Only that no id stands twice; whether there are such targets is the caller's to ask. @throws EquipoiseError `bad-option` */
export function splitTargets(list: string): string[] {
  const ids = list.split(",").map((id) => id.trim());
  if (new Set(ids).size !== ids.length) fail("bad-option", `--target ${list} names a target twice`);
  return ids;
}

/** @throws EquipoiseError `bad-option` where a list is given to a command that takes one */
export function oneTarget(list: string): string {
  const ids = splitTargets(list);
  if (ids.length > 1)
    fail("bad-option", `--target ${list} names ${ids.length} targets, and this command takes one`, {
      hint: "`equipoise compare-targets` takes several",
    });
  return ids[0];
}
