/** Loads a description from a file, with the files that it names. */
import { dirname, isAbsolute, resolve } from "node:path";
import {
  decodeText,
  parseDescription,
  type DescriptionOptions,
  type LoadedDescription,
} from "../../description/load-description.js";
import { MOST_ENTRIES } from "../../arrays/npy.js";
import { DESCRIPTION_LIMITS } from "../../description/yaml-source.js";
import { readRegularFile } from "./read-regular-file.js";

/** UTF-8 */
const MOST_BYTES_A_CHARACTER = 4;
/** Bytes: the header, and as many values as a matrix may have, of the widest type. */
const LARGEST_MATRIX_FILE = MOST_ENTRIES * 8 + 65_600;

/**
 * Reads a description and the files it names.
 * @param read bytes of a file, at most so many
 * @throws EquipoiseError for anything wrong with them
 */
export function loadDescription(
  path: string,
  read: (path: string, most: number) => Uint8Array = readRegularFile,
  options: DescriptionOptions = {},
): LoadedDescription {
  const folder = dirname(path);
  const text = decodeText(read(path, DESCRIPTION_LIMITS.characters * MOST_BYTES_A_CHARACTER), path);
  const readBeside = (relativePath: string) => {
    if (isAbsolute(relativePath)) throw new Error("the path must be relative");
    return read(resolve(folder, relativePath), LARGEST_MATRIX_FILE);
  };
  return parseDescription(text, path, readBeside, options);
}
