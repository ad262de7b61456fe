/** A file beside a description, opened and read: what is wrong with it becomes a problem at the place that names it. */
import { ArrayFileError } from "../arrays/array-file-error.js";
import { formatPath, type DocumentPath, type Problems } from "./problems.js";

/** Reads bytes of a file named in a description, by its path relative to it. */
export type ReadFile = (relativePath: string) => Uint8Array;

/** The file cannot be opened, or not read. */
class Unreadable extends Error {}

/**
 * Reads what a description names.
 * @param reference as the description has it
 * @param kind of what it holds, which has a code of its own where it is wrong
 * @param read is given what opens files. @throws ArrayFileError
 * @returns undefined after an error was recorded
 */
export function readBeside<T>(
  { readFile, problems }: { readonly readFile: ReadFile; readonly problems: Problems },
  reference: string,
  path: DocumentPath,
  kind: "array" | "matrix",
  read: (open: ReadFile) => T,
): T | undefined {
  const where = formatPath(path);
  const open: ReadFile = (file) => {
    try {
      return readFile(file);
    } catch (error) {
      throw new Unreadable(error instanceof Error ? error.message : String(error));
    }
  };
  try {
    return read(open);
  } catch (error) {
    if (error instanceof ArrayFileError)
      problems.error(
        kind === "array" ? "bad-array" : "bad-matrix",
        path,
        `${where}: \`${reference}\` ${error.message}`,
        error.hint,
      );
    else if (error instanceof Unreadable)
      problems.error(
        "file-unreadable",
        path,
        `${where}: cannot read \`${reference}\`: ${error.message}`,
        "paths are relative to the description",
      );
    else throw error;
    return undefined;
  }
}
