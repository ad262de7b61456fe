/** Checks the types of python/ and runs its tests against the built program: `npm run test:python [-- WORDS OF PYTEST]`. */
import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { pythonOf, PYNN_SOURCES, PYTHON_DOORS, ROOT, sourcesOf } from "../dist/scripts/python-environments.js";

const folder = join(ROOT, "python");
const python = pythonOf(PYTHON_DOORS);
const options = { cwd: folder, env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" } };

const types = spawnSync(python, ["-m", "mypy"], { ...options, stdio: "inherit" });

const words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", ...process.argv.slice(2)];
const { status, stdout } = spawnSync(python, words, {
  ...options,
  // PyNN's own system tests, which python/tests/test_pynn_scenarios.py runs.
  env: { ...options.env, PYNN_SOURCES: sourcesOf(PYNN_SOURCES, python) },
  stdio: ["ignore", "pipe", "inherit"],
  encoding: "utf8",
});
process.stdout.write(stdout);

const counted = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(stdout.trim().split("\n").at(-1))?.[1] ?? 0);
const [passed, failed, skipped] = [counted("passed"), counted("failed") + counted("error"), counted("skipped")];
if (process.env.TEST_COUNTS) appendFileSync(process.env.TEST_COUNTS, `${passed} ${failed} ${skipped}\n`);
if (skipped > 0) process.stderr.write("a test of python/ was skipped: all of them have what they need here\n");
process.exitCode = types.status === 0 && status === 0 && passed > 0 && skipped === 0 ? 0 : 1;
