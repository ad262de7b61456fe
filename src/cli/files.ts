/**
 * Files are read with clear errors and written whole or not at all (a temporary file beside the target, then a rename).
 * Symbolic links stay and their target is replaced; devices, FIFOs and /dev/stdout are written through.
 */
import { closeSync, constants, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { readRegularFile, regularFilePieces } from "../node/files/read-regular-file.js";
import { EquipoiseError, fail } from "../diagnostics/diagnostic.js";
import { makeFolder } from "../node/files/make-folder.js";
import { besides, destinationOf, identityOfInput, leftBesides } from "./destination.js";

/** What this process has read: none of it is overwritten. */
const filesRead = new Map<string, string>();

/** Recordings, verifications, checkpoints: what their decoders can hold in one array. */
const LARGEST_FILE = 2 ** 31 - 1;

/** @param most bytes it may have. @throws EquipoiseError `file-unreadable`, `file-too-large` */
export function readBytes(path: string, most = LARGEST_FILE): Uint8Array {
  noteRead(path);
  return readRegularFile(path, most);
}

/** As `readBytes`, of any size, in pieces that the next overwrites. @throws EquipoiseError `file-unreadable` */
export function readPieces(path: string): Iterable<Uint8Array> {
  noteRead(path);
  return regularFilePieces(path);
}

/** The first bytes of a file, which tell what it is; fewer where it is shorter. @throws EquipoiseError `file-unreadable` */
export function headOf(path: string, length: number): Uint8Array {
  for (const piece of regularFilePieces(path)) return piece.slice(0, length);
  return new Uint8Array();
}

function noteRead(path: string): void {
  const identity = identityOfInput(path);
  if (identity !== null) filesRead.set(identity, path);
}

/** @throws EquipoiseError `cannot-write`, or `same-file` for a file that this process has read */
export function writeWhole(path: string, content: Uint8Array | string): void {
  writePieces(path, [typeof content === "string" ? Buffer.from(content) : content]);
}

/** As `writeWhole`, of pieces that need not fit into memory together. */
export function writePieces(path: string, content: Iterable<Uint8Array>): void {
  const write = (fd: number) => writeFully(fd, content);
  writeDestination(path, write, write);
}

/** A file whose first bytes are known last. */
export interface HeadedContent {
  readonly headBytes: number;
  /** What stands behind the head; may be asked for again. */
  body(): Iterable<Uint8Array>;
  /** Known once the body was read to its end. */
  head(): Uint8Array;
}

/** As `writePieces`: the body once and then the head before it; through what cannot be gone back in, the body is made twice. */
export function writeHeaded(path: string, { headBytes, body, head }: HeadedContent): void {
  const inOrder = (fd: number) => {
    for (const piece of body()) void piece;
    writeFully(fd, [head()]);
    writeFully(fd, body());
  };
  const headLast = (fd: number) => {
    writePiece(fd, new Uint8Array(headBytes));
    writeFully(fd, body());
    writePiece(fd, head(), 0);
  };
  writeDestination(path, headLast, inOrder);
}

/** @param write a file that nobody else sees yet; @param through a device, FIFO or descriptor, front to back */
function writeDestination(path: string, write: (fd: number) => void, through: (fd: number) => void): void {
  try {
    const destination = destinationOf(path);
    if (destination.kind === "descriptor") return through(destination.fd);
    if (destination.kind === "stream") return closing(openSync(destination.path, constants.O_WRONLY), through);
    const source = filesRead.get(destination.identity);
    if (source === undefined) return replace(destination.path, write, destination.mode);
  } catch (error) {
    cannotWrite(path, error);
  }
  overwritesInput(path);
}

export function cannotWrite(path: string, error: unknown): never {
  if (error instanceof EquipoiseError) throw error;
  return fail("cannot-write", `cannot write ${path}: ${reasonOf(error)}`, {
    hint: "choose a folder that exists and may be written",
  });
}

export function overwritesInput(path: string): never {
  return fail("same-file", `this would overwrite ${path}, which the command reads`, {
    hint: "name another file for what is written",
  });
}

function replace(path: string, write: (fd: number) => void, mode?: number): void {
  const temporary = besides(path, "part");
  try {
    makeFolder(dirname(path));
    leftBesides(path).forEach(removeIfThere);
    closing(openSync(temporary, "w", mode), write);
    renameSync(temporary, path);
  } finally {
    removeIfThere(temporary);
  }
}

function closing(fd: number, write: (fd: number) => void): void {
  try {
    write(fd);
  } finally {
    closeSync(fd);
  }
}

function writeFully(fd: number, content: Iterable<Uint8Array>): void {
  for (const piece of content) writePiece(fd, piece);
}

/** @param position in the file, where it can be gone back in; behind what was written last unless told */
function writePiece(fd: number, bytes: Uint8Array, position?: number): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at, bytes.length - at, position === undefined ? null : position + at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}

/** Must not hide the reason why writing failed. */
export function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // where a part of the path is not a folder, there is nothing to remove
  }
}

export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Record<string, string> = {
    ENOENT: "it does not exist",
    EACCES: "permission denied",
    EPERM: "permission denied",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of the path is not a folder",
    ENOSPC: "the disk is full",
    EROFS: "the file system is read-only",
    ELOOP: "its symbolic links lead round in a circle",
    ENAMETOOLONG: "the name is too long",
    ENXIO: "nobody can read what is written there",
    EPIPE: "its reader went away",
    EBADF: "that descriptor is not open",
  };
  return (code && words[code]) ?? (error instanceof Error ? error.message : String(error));
}
