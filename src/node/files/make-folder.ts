/** A folder with those above it. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** As `mkdir -p`; that of Node does not return where a file system says of a folder that exists that it does not (/proc). */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}
