/** Columns of numbers in files beside a description: `values.npy`, or `arrays.npz#name` for one array of several. */
import { ArrayFileError } from "../arrays/array-file-error.js";
import { readNpyArray, type NumericArray } from "../arrays/npy.js";
import { NpzArchive } from "../arrays/npz.js";
import { formatPath } from "./problems.js";
import type { DocumentPath, Problems } from "./problems.js";

/** Reads bytes of a file named in a description, by its path relative to it. */
export type ReadFile = (relativePath: string) => Uint8Array;

/** Files are opened once, however many of their arrays are named. */
export class ArrayFiles {
  private readonly archives = new Map<string, NpzArchive>();

  constructor(
    private readonly readFile: ReadFile,
    private readonly problems: Problems,
  ) {}

  /** One-dimensional values as they lie in the file; undefined after an error was recorded. */
  column(reference: string, path: DocumentPath): NumericArray | undefined {
    const where = formatPath(path);
    let bytes: Uint8Array;
    try {
      bytes = this.bytesOf(reference);
    } catch (error) {
      if (error instanceof ArrayFileError)
        this.problems.error("bad-array", path, `${where}: \`${reference}\` ${error.message}`, error.hint);
      else {
        const reason = error instanceof Error ? error.message : String(error);
        this.problems.error(
          "file-unreadable",
          path,
          `${where}: cannot read \`${reference}\`: ${reason}`,
          "paths are relative to the description",
        );
      }
      return undefined;
    }
    try {
      const { shape, values } = readNpyArray(bytes);
      if (shape.length !== 1)
        throw new ArrayFileError(
          `has ${shape.length} dimensions where a list of numbers is expected`,
          "save it with ravel()",
        );
      return values;
    } catch (error) {
      if (!(error instanceof ArrayFileError)) throw error;
      this.problems.error("bad-array", path, `${where}: \`${reference}\` ${error.message}`, error.hint);
      return undefined;
    }
  }

  private bytesOf(reference: string): Uint8Array {
    const at = reference.indexOf("#");
    const [file, name] = at < 0 ? [reference, undefined] : [reference.slice(0, at), reference.slice(at + 1)];
    if (/\.npy$/i.test(file) && name === undefined) return this.readFile(file);
    if (!/\.npz$/i.test(file)) throw new ArrayFileError("is neither FILE.npy nor FILE.npz#NAME");
    const arrays = this.archives.get(file) ?? new NpzArchive(this.readFile(file));
    this.archives.set(file, arrays);
    if (name === undefined) throw new ArrayFileError("does not say which array", `write ${file}#NAME: ${some(arrays)}`);
    const found = arrays.get(name);
    if (found === undefined) throw new ArrayFileError("names no array of the file", `it has ${some(arrays)}`);
    return found;
  }
}

const MOST_NAMED = 8;

function some({ names }: NpzArchive): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : names.length === 0 ? "none" : "");
}
