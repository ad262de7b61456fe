/** Reads a numeric matrix from CSV: one row a line; commas, semicolons, tabs or spaces; # starts a comment; no header. */
import { ArrayFileError } from "../arrays/array-file-error.js";
import { MOST_ENTRIES, type Matrix } from "../arrays/npy.js";

/** How tools write what is no finite number, and nothing at all. */
const NO_NUMBER = /^([-+]?(nan|inf|infinity)|na|null|none|-+|)$/i;
const LARGEST_FILE = 256 * 1024 * 1024;

/** Throws ArrayFileError naming line and column for anything that is not a full rectangle of finite numbers. */
export function readCsvMatrix(bytes: Uint8Array): Matrix {
  if (bytes.length > LARGEST_FILE)
    throw new ArrayFileError(`has ${bytes.length} bytes, at most ${LARGEST_FILE}`, "use .npy");
  const lines = new TextDecoder()
    .decode(bytes)
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/);
  const numbers: number[] = [];
  let columns = -1;
  let rows = 0;
  for (const [i, line] of lines.entries()) {
    const content = line.replace(/#.*/, "").trim();
    if (content === "") continue;
    const cells = content.split(/\s*[,;]\s*|\s+/);
    if (columns === -1) columns = cells.length;
    if (cells.length !== columns)
      throw new ArrayFileError(`has ${cells.length} values in line ${i + 1} where the lines before have ${columns}`);
    for (const [j, cell] of cells.entries()) {
      const value = /^[-+.\deE]+$/.test(cell) ? Number(cell) : NaN;
      if (!Number.isFinite(value))
        throw new ArrayFileError(
          `has "${[...cell].slice(0, 20).join("")}" in line ${i + 1}, column ${j + 1} where a number is expected`,
          rows > 0 || NO_NUMBER.test(cell)
            ? "write 0 where there is no synapse: every entry is a finite number"
            : "the file must have no header",
        );
      numbers.push(value);
    }
    rows++;
    if (numbers.length > MOST_ENTRIES) throw new ArrayFileError(`has more than ${MOST_ENTRIES} entries`, "use .npy");
  }
  if (rows === 0) throw new ArrayFileError("has no rows");
  return { rows, columns, values: Float64Array.from(numbers) };
}
