/** A shell can stand in a folder that was removed: no path can be made out from there, and Node says it with an error of its own. */
import { EquipoiseError } from "../diagnostics/diagnostic.js";

/** The sentence for that case; null for any other error. */
export function folderGone(error: unknown): EquipoiseError | null {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (code !== "ENOENT" || syscall !== "uv_cwd") return null;
  return new EquipoiseError([
    {
      code: "no-folder",
      severity: "error",
      message: "the folder in which the command was started does not exist any more",
      hint: "change to one that does",
    },
  ]);
}
