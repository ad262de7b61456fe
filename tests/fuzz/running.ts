/**
 * What a process of the fuzzer is about to try, on the disk before it begins: whatever ends the process, V8 for want of memory or the system, the
 * input is still there.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Files } from "./format.js";
import type { Counts } from "./search.js";

/** Relative to the root of the repository: what was found, and what runs. */
export const OUT = "out/fuzz";
const ENDING = ".running";

export interface Running {
  readonly seed: number;
  /** Of the changed input; seeds and corpus are counted, too. */
  readonly number: number;
  /** `change`: the input with this number is being made of these files. */
  readonly stage: "run" | "change";
  readonly files: Files;
  /** Before it. */
  readonly counts: Counts;
}

/** The file of a process, by its id. */
export function runningFile(format: string, pid: number): string {
  return join(OUT, format, `${pid}${ENDING}`);
}

/** Writes it whole: a process that dies meanwhile leaves the one before. */
export function writeRunning(path: string, running: Running): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(`${path}.part`, serialize(running));
  renameSync(`${path}.part`, path);
}

/** @returns null where nothing was tried */
export function readRunning(path: string): Running | null {
  return existsSync(path) ? (deserialize(readFileSync(path)) as Running) : null;
}

/** When the try that runs now began, in ms; null where none has. */
export function runningSince(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

export function forgetRunning(path: string): void {
  rmSync(path, { force: true });
  rmSync(`${path}.part`, { force: true });
}

/** Files of processes that are no more, and that nobody looked after: the fuzzer itself was ended with them. */
export function leftRunning(format: string): string[] {
  const folder = join(OUT, format);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING) && !lives(Number(name.slice(0, -ENDING.length))))
    .map((name) => join(folder, name));
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
