/**
 * `npm run bench -- cold-start`: how long a process of the command or of the library takes to begin, beside Node alone.
 *
 * Each repetition starts every one of them once, one after the other.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { clock, Timings } from "./timings.js";

const built = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const NODE = "node -e 0";
const STARTS: Readonly<Record<string, readonly string[]>> = {
  [NODE]: ["-e", "0"],
  "equipoise --version": [built("src/cli/main.js"), "--version"],
  "equipoise --help": [built("src/cli/main.js"), "--help"],
  'import "@equipoise/equipoise"': [built("src/index.js")],
  'import "@equipoise/equipoise/phenomena"': [built("phenomena/index.js")],
};

/** @throws Error where one of them fails */
export function benchColdStart(repetitions: number): void {
  const times = new Timings();
  for (let r = 0; r < repetitions; r++) {
    for (const [name, words] of Object.entries(STARTS)) {
      const begin = clock();
      const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
      if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
      times.add(name, clock() - begin);
    }
  }
  for (const name of Object.keys(STARTS))
    console.log(`- \`${name}\` takes ${times.milliseconds(name)} ms, ${times.ratio(name, NODE)} times ${NODE}.`);
}
