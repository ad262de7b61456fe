/** The Python wheel in an empty environment, with no Node on PATH: one verdict. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ROOT } from "../../scripts/python-environments.js";
import { mustBeFresh } from "../fresh-dist.js";

mustBeFresh();

const folder = mkdtempSync(join(tmpdir(), "equipoise-wheel-test-"));
// An environment is thousands of files, which a busy disk removes slowly.
afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

const SCRIPT = `
import json, shutil, time
import equipoise
from equipoise._program_path import main_script, node
begin = time.perf_counter()
verdict = equipoise.verify("small-balanced.yaml", seeds=3, duration=1200, out="out")
print(json.dumps({
    "verdict": verdict.verdict, "metrics": len(verdict.metrics), "report": verdict.report_path.is_file(),
    "seconds": time.perf_counter() - begin, "node": node(), "program": str(main_script()), "on_path": shutil.which("node"),
}))
`;

it("the wheel brings Node and the program", () => {
  const made = execFileSync(process.execPath, [join(ROOT, "scripts/python-wheel.mjs")], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const environment = join(folder, "environment");
  execFileSync("python3", ["-m", "venv", environment]);
  const bin = join(environment, "bin");
  execFileSync(join(bin, "python"), ["-m", "pip", "install", "--quiet", join(ROOT, made.trim())]);
  // pip's Node has a script there that would be found too.
  for (const name of ["node", "npm", "npx", "corepack"]) rmSync(join(bin, name), { force: true });
  cpSync(join(ROOT, "examples/small-balanced.yaml"), join(folder, "small-balanced.yaml"));
  const { status, stdout, stderr } = spawnSync(join(bin, "python"), ["-c", SCRIPT], {
    cwd: folder,
    env: { HOME: folder, PATH: bin },
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const { verdict, metrics, report, seconds, node, program, on_path } = JSON.parse(stdout) as Record<string, unknown>;
  expect(on_path).toBeNull();
  expect(["survives", "inconclusive"]).toContain(verdict);
  expect(metrics).toBeGreaterThan(20);
  expect(report).toBe(true);
  expect(String(node)).toContain(environment);
  expect(String(program)).toContain(environment);
  process.stderr.write(`a verdict from the wheel took ${Number(seconds).toFixed(1)} s\n`);
}, 600_000);
