/** Inputs that are kept: a folder for each, below one for its format. Those that were once a fault, or are hostile, have a name that says how. */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Files } from "./format.js";

/** Relative to the root of the repository, where every command of it runs. */
const CORPUS = "tests/fuzz/corpus";

export interface CorpusEntry {
  readonly name: string;
  readonly files: Files;
}

export function corpusOf(format: string): CorpusEntry[] {
  const folder = join(CORPUS, format);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, files: filesIn(join(folder, name)) }));
}

/** Every file of an input's folder. */
export function filesIn(folder: string, root = folder): Files {
  const files = new Map<string, Uint8Array>();
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) for (const [below, bytes] of filesIn(path, root)) files.set(below, bytes);
    else files.set(relative(root, path), new Uint8Array(readFileSync(path)));
  }
  return files;
}

/** @returns the folder in which an input was kept */
export function keep(parent: string, name: string, files: Files): string {
  for (const [file, bytes] of files) {
    const path = join(parent, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  return join(parent, name);
}
