/** Which modules a command loads: what is not loaded costs no time, on any machine. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Runs in the loader's thread, and writes the address of every module that is loaded; builtin modules are not files. */
const HOOKS = `
import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  if (url.startsWith("file:")) appendFileSync(process.env.LOADED_MODULES, url + "\\n");
  return next(url, context);
}`;
const dataModule = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
const REGISTER = dataModule(`import { register } from "node:module"; register(${JSON.stringify(dataModule(HOOKS))});`);

/** @param script of dist/. @returns paths relative to the repository, in the order of loading, and what was printed */
export async function modulesLoadedBy(
  script: string,
  words: readonly string[] = [],
): Promise<{ modules: string[]; stdout: string }> {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-modules-"));
  try {
    const list = join(folder, "modules");
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", REGISTER, join(ROOT, "dist", script), ...words],
      { env: { ...process.env, LOADED_MODULES: list } },
    );
    const paths = readFileSync(list, "utf8")
      .trim()
      .split("\n")
      .map((url) => fileURLToPath(url));
    return { modules: paths.map((path) => path.replace(ROOT, "").replace(/^.*\/(?=node_modules\/)/, "")), stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
