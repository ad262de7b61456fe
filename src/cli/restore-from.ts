/** A run that goes on from a checkpoint: what is wrong with the file is said with its name. */
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import { readBytes } from "./files.js";

/** Restores the state that a file holds. @throws EquipoiseError as `restore`, with the file as its place; `file-unreadable` */
export async function restoreFrom(path: string, execution: ExecutionTarget): Promise<void> {
  const bytes = readBytes(path);
  try {
    await execution.restore(bytes);
  } catch (error) {
    throw error instanceof EquipoiseError ? error.at({ object: path }) : error;
  }
}
