/** A small sweep and the built command, for tests of clusters: what is computed where does not matter to its tables. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, smallNetwork } from "../cli/equipoise.js";

export const MAIN = join(ROOT, "dist/src/cli/main.js");

/** Points times seeds. */
export const TASKS = 8;

/** @param duration of every run: how long a task takes */
export function writeSweep(folder: string, duration = "400 ms"): void {
  writeFileSync(join(folder, "net.yaml"), smallNetwork({ duration }));
  writeFileSync(join(folder, "sweep.yaml"), `network: net.yaml\nseeds: 2\naxes: { weight-bits: [8, 6, 5, 4] }\n`);
}

/** Runs the command in a folder and gives what it prints. @throws Error with what it printed, where it ends with another code than 0 */
export async function equipoiseIn(
  folder: string,
  env: NodeJS.ProcessEnv,
  ...words: readonly string[]
): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...words], { cwd: folder, env });
  return stdout;
}

/** The tables of a folder that `sweep gather` wrote, as text. */
export function tablesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    ["verdicts", "margins", "runs", "tasks"].map((name) => [name, readFileSync(join(folder, `${name}.csv`), "utf8")]),
  );
}
