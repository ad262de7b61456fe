/** Runs the built command in a process of its own, and reads what it says with --json. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ROOT } from "../scripts/python-environments.js";

const MAIN = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
const MOST_OUTPUT = 1 << 26;

/** @param words without --json, from the root of the repository @throws Error with what it said, where it fails */
export function equipoiseJson<T>(words: readonly string[], env: NodeJS.ProcessEnv = {}): T {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words, "--json"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT,
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`equipoise ${words.join(" ")} failed: ${stderr}`);
  return JSON.parse(stdout) as T;
}
