/**
 * Reads a file that a user names without trusting what stands there: a device never ends, a FIFO waits for a writer, a large file fills
 * memory. Only regular files (also through links) are read, and never more of them than a limit.
 */
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import { EquipoiseError, fail } from "../../diagnostics/diagnostic.js";

/** What is read at once of a file that says it has no size, such as those under /proc. */
const PIECE = 65_536;
/** The system call takes a signed 32-bit count. */
const MOST_AT_ONCE = 2 ** 30;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  EACCES: "permission denied",
  ENOTDIR: "a part of the path is not a folder",
  ELOOP: "its links lead round in a circle",
  ENAMETOOLONG: "the path is too long",
};

function unreadable(path: string, reason: string, hint: string): never {
  return fail("file-unreadable", `cannot read ${path}: ${reason}`, { hint });
}

function requireRegular(path: string, stats: Stats, most: number): void {
  if (stats.isDirectory()) unreadable(path, "it is a folder", "name a file in it");
  if (!stats.isFile()) unreadable(path, "it is a device, a pipe or a socket", "save it to a file first");
  if (stats.size > most) tooLarge(path, stats.size, most);
}

function tooLarge(path: string, used: number, most: number): never {
  return fail("file-too-large", `${path} is too large to be read`, {
    limit: { what: "bytes", used, max: most },
    hint: "is it the right file?",
  });
}

/**
 * All bytes of a regular file.
 * @param most bytes it may have
 * @throws EquipoiseError `file-unreadable` for what is missing, forbidden or no regular file, `file-too-large`
 */
export function readRegularFile(path: string, most: number): Uint8Array {
  return readable(path, () => {
    const { file, size } = openRegular(path, most);
    try {
      return readAll(path, file, size, most);
    } finally {
      closeSync(file);
    }
  });
}

/**
 * The bytes of a regular file of any size, piece by piece; a piece is overwritten by the next.
 * @throws EquipoiseError `file-unreadable`, as soon as a piece is asked for
 */
export function* regularFilePieces(path: string): Generator<Uint8Array, void, void> {
  const { file } = readable(path, () => openRegular(path, Infinity));
  try {
    const piece = new Uint8Array(16 * PIECE);
    for (;;) {
      const read = readable(path, () => readSync(file, piece, 0, piece.length, null));
      if (read === 0) return;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

/** The file must be closed. */
function openRegular(path: string, most: number): { file: number; size: number } {
  // Before opening: a serial port resets its board when it is opened.
  requireRegular(path, statSync(path), most);
  // Without O_NONBLOCK, a FIFO that took the file's place since would wait here for ever.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    requireRegular(path, stats, most);
    return { file, size: stats.size };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Says errors of the system in words. */
function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof EquipoiseError) throw error;
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
    if (code === undefined) throw error;
    return unreadable(path, REASONS[code] ?? (error as Error).message, "check the path");
  }
}

function readAll(path: string, file: number, size: number, most: number): Uint8Array {
  let bytes = new Uint8Array(Math.min(most, Math.max(size, PIECE)) + 1);
  let length = 0;
  for (;;) {
    if (length === bytes.length) {
      if (length > most) tooLarge(path, length, most);
      const longer = new Uint8Array(Math.min(most + 1, 2 * length));
      longer.set(bytes);
      bytes = longer;
    }
    const read = readSync(file, bytes, length, Math.min(bytes.length - length, MOST_AT_ONCE), null);
    if (read === 0) return bytes.slice(0, length);
    length += read;
    if (length > most) tooLarge(path, length, most);
  }
}
