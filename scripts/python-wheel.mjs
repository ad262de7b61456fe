/**
 * Builds the wheel of the Python package into out/wheel: the built JavaScript with the libraries that it needs at run time is laid beside
 * a copy of python/equipoise (as `npm pack` and `npm ci --omit=dev` give it), then pip builds. The wheel is the same for every system.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const python = join(root, "python");
const out = join(root, "out", "wheel");

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const versionOfPython = /"(.*)"/.exec(
  readFileSync(join(python, "equipoise", "_version.py"), "utf8").split("__version__ =")[1],
)[1];
if (version !== versionOfPython)
  throw new Error(`package.json says ${version}, python/equipoise/_version.py ${versionOfPython}`);

const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });

const work = mkdtempSync(join(tmpdir(), "equipoise-wheel-"));
try {
  const [{ filename }] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", work], root),
  );
  run("tar", ["-xzf", filename.replace("@", "").replace("/", "-"), "-C", work], work);
  const unpacked = join(work, "package");
  cpSync(join(root, "package-lock.json"), join(unpacked, "package-lock.json"));
  run("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], unpacked);
  // In a copy, so that what runs from this folder meanwhile does not see half a program.
  const copy = join(work, "python");
  cpSync(python, copy, { recursive: true });
  const program = join(copy, "equipoise", "_program");
  mkdirSync(program);
  for (const name of readdirSync(unpacked)) cpSync(join(unpacked, name), join(program, name), { recursive: true });
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  run(process.env.PYTHON ?? "python3", ["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", out, copy], root);
  const [wheel] = readdirSync(out);
  if (wheel === undefined || !existsSync(join(out, wheel))) throw new Error("pip built no wheel");
  process.stdout.write(`${join("out", "wheel", wheel)}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
