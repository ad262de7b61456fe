/** Runs a script of `scripts/` with sPyNNaker on its virtual board, and returns the folder with what it keeps of the job until the test file is done. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { pythonOf, SPYNNAKER } from "../../../scripts/python-environments.js";

const SCRIPTS = fileURLToPath(new URL("scripts/", import.meta.url));

const SETTINGS = `[Machine]
version = 5
virtual_board = True
[Reports]
keep_dataspec_database = True
keep_input_output_database = True
`;

/** Of this test file. */
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

export interface Job {
  /** The working folder of the script. */
  readonly folder: string;
  /** ds.sqlite3 of its run; the labels lie beside it. */
  readonly database: string;
}

/** @param builtBy the host, as on a virtual board, or the machine, as on a real one */
export function runScript(name: string, builtBy: "host" | "on_a_board"): Job {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-spynnaker-"));
  folders.push(folder);
  writeFileSync(join(folder, ".spynnaker.cfg"), SETTINGS);
  const { status, stderr } = spawnSync(pythonOf(SPYNNAKER), [join(SCRIPTS, `${name}.py`), builtBy], {
    cwd: folder,
    env: { ...process.env, HOME: folder },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${name}.py ended with ${status}: ${stderr.slice(-2000)}`);
  const [run] = readdirSync(join(folder, "reports"));
  return { folder, database: join(folder, "reports", run, "run_1", "ds.sqlite3") };
}
