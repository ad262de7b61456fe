/** Files are read with clear errors and written whole or not at all (a temporary file beside the target, then a rename). */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fail } from "../diagnostics/diagnostic.js";

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    return fail("cannot-read", `cannot read ${path}: ${reasonOf(error)}`, { hint: "check the path" });
  }
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
