/** Files are read with clear errors and written whole or not at all (a temporary file beside the target, then a rename). */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readRegularFile } from "../description/read-regular-file.js";
import { fail } from "../diagnostics/diagnostic.js";

/** Programs, recordings, verifications, checkpoints: what their decoders can hold in one array. */
const LARGEST_FILE = 2 ** 31 - 1;

export function readBytes(path: string): Uint8Array {
  return readRegularFile(path, LARGEST_FILE);
}

export function writeWhole(path: string, content: Uint8Array | string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    fail("cannot-write", `cannot write ${path}: ${reasonOf(error)}`, { hint: "give a folder that exists and may be written with --out" });
  } finally {
    removeIfThere(temporary);
  }
}

/** Must not hide the reason why writing failed. */
function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // where a part of the path is not a folder, there is nothing to remove
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Record<string, string> = {
    ENOENT: "it does not exist",
    EACCES: "permission denied",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of the path is not a folder",
    ENOSPC: "the disk is full",
    EROFS: "the file system is read-only",
  };
  return (code && words[code]) ?? (error instanceof Error ? error.message : String(error));
}
