/** Columns of numbers in files beside a description: `values.npy`, or `arrays.npz#name` for one array of several. */
import { ArrayFileError } from "../arrays/array-file-error.js";
import { readNpyArray, type NumericArray } from "../arrays/npy.js";
import { NpzArchive } from "../arrays/npz.js";
import { readBeside, type ReadFile } from "./file-beside.js";
import type { DocumentPath, Problems } from "./problems.js";

/** Files are opened once, however many of their arrays are named. */
export class ArrayFiles {
  private readonly archives = new Map<string, NpzArchive>();

  constructor(
    readonly readFile: ReadFile,
    readonly problems: Problems,
  ) {}

  /** One-dimensional values as they lie in the file; undefined after an error was recorded. */
  column(reference: string, path: DocumentPath): NumericArray | undefined {
    return readBeside(this, reference, path, "array", (open) => {
      const { shape, values } = readNpyArray(this.bytesOf(reference, open));
      if (shape.length !== 1)
        throw new ArrayFileError(
          `has ${shape.length} dimensions where a list of numbers is expected`,
          "save it with ravel()",
        );
      return values;
    });
  }

  private bytesOf(reference: string, open: ReadFile): Uint8Array {
    const at = reference.indexOf("#");
    const [file, name] = at < 0 ? [reference, undefined] : [reference.slice(0, at), reference.slice(at + 1)];
    if (/\.npy$/i.test(file) && name === undefined) return open(file);
    if (!/\.npz$/i.test(file)) throw new ArrayFileError("is neither FILE.npy nor FILE.npz#NAME");
    const arrays = this.archives.get(file) ?? new NpzArchive(open(file));
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
