/** The recipe of docs/nir.md, run to the letter: a network written by nir itself, checked, imported and judged. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { NIR, pythonOf, ROOT } from "../../../scripts/python-environments.js";
import { mustBeFresh } from "../../fresh-dist.js";
import { temporaryFolder } from "./peer.js";

mustBeFresh();

const MAIN = fileURLToPath(new URL("../../../dist/src/cli/main.js", import.meta.url));
const files = temporaryFolder();
afterAll(files.remove);

const section = readFileSync(`${ROOT}/docs/nir.md`, "utf8").split("## From a trained network to a verdict")[1];
const fence = (language: string) => section.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))![1];

function run(command: string, words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(command, words, { cwd: files.folder, encoding: "utf8" });
}

it("docs/nir.md: from a graph of nir to a verdict on a balanced network", () => {
  writeFileSync(files.path("build.py"), fence("python"));
  expect(run(pythonOf(NIR), ["build.py"])).toMatchObject({ status: 0, stderr: "" });
  const lines = fence("sh").trim().split("\n");
  const words = lines.map((line) => line.replace(/#.*/, "").trim().split(/\s+/));
  expect(words.map(([program, ...rest]) => [program, rest[0]])).toEqual([
    ["equipoise", "nir"],
    ["equipoise", "nir"],
    ["equipoise", "verify"],
  ]);
  const [check, imported, verified] = words.map(([, ...rest]) => run(process.execPath, [MAIN, ...rest, "--json"]));
  expect(check.status).toBe(0);
  expect(check.stdout).toContain("seconds");
  expect(imported.status).toBe(0);
  const verdict = JSON.parse(verified.stdout) as {
    verdict: string;
    exitCode: number;
    network: { synapses: number };
    states: { reference: { state: string }; target: { state: string } }[];
  };
  // 500 cells with 80 synapses each, and one from its own drive.
  expect(verdict.network.synapses).toBe(500 * 81);
  expect(verdict.states.map(({ reference, target }) => [reference.state, target.state])).toEqual(
    new Array(3).fill(["balanced", "balanced"]),
  );
  expect(["survives", "inconclusive"]).toContain(verdict.verdict);
  expect(verified.status).toBe(verdict.exitCode);
}, 300_000);
