/** Programs that are built from sources of this repository when they are first needed, once for each state of these sources, into the user's cache. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { makeFolder } from "../../src/node/files/make-folder.js";

export interface Build {
  /** Of the program, and of its folder in the cache. */
  readonly name: string;
  /** Folder with the sources and the script. */
  readonly root: string;
  /** Folders of `root` whose files the program depends on. */
  readonly sources: readonly string[];
  /** Script in `root`; it gets the folder for its output. */
  readonly script: string;
  /** What the script gets besides the folder for its output. */
  readonly options?: readonly string[];
  /** Commands that the script needs, each with the Debian packages that bring what it needs of it. */
  readonly needs: Readonly<Record<string, string>>;
  /** What it is, for messages. */
  readonly what: string;
  /** What does without it. */
  readonly instead: string;
}

/**
 * @returns path of the program
 * @throws EquipoiseError `simulator-missing` where a tool is missing, `simulator-build` where one fails
 */
export function buildOnce(
  { name, root, sources, script, options = [], needs, what, instead }: Build,
  cache = join(homedir(), ".cache", "equipoise"),
): string {
  const hash = createHash("sha256").update(options.join(" "));
  const paths = sources.flatMap((folder) =>
    readdirSync(join(root, folder))
      .sort()
      .map((file) => join(root, folder, file)),
  );
  for (const path of [join(root, script), ...paths]) hash.update(readFileSync(path));
  const folder = join(cache, `${name}-${hash.digest("hex").slice(0, 16)}`);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  const missing = Object.keys(needs).filter((command) => !isInstalled(command));
  if (missing.length > 0) {
    const packages = missing.map((command) => needs[command]).join(" ");
    fail(
      "simulator-missing",
      `${what} is built when it is first used, and that needs ${missing.join(", ")}, which this machine does not have.`,
      {
        exitCode: ExitCode.device,
        hint: `install what is missing (Debian: apt-get install ${packages}), or ${instead}`,
      },
    );
  }
  // Built aside and renamed, so that a build that was broken off, or runs twice, leaves nothing half done.
  let aside: string;
  try {
    makeFolder(cache);
    aside = mkdtempSync(`${folder}-`);
  } catch (error) {
    fail(
      "simulator-build",
      `${what} is built when it is first used and kept in ${cache}, which cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      { exitCode: ExitCode.device, hint: `give a home folder that can be written (HOME), or ${instead}` },
    );
  }
  try {
    execFileSync("bash", [join(root, script), aside, ...options], { stdio: "pipe" });
    if (!existsSync(program)) renameSync(aside, folder);
  } catch (error) {
    // Somebody else was first.
    if (existsSync(program)) return program;
    const text =
      error instanceof Error && "stderr" in error
        ? String(error.stderr).trim().split("\n").slice(-3).join("\n")
        : String(error);
    fail("simulator-build", `${what} could not be built: ${text}`, {
      exitCode: ExitCode.device,
      hint: `the script is ${join(root, script)}`,
    });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return program;
}

function isInstalled(command: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, command)));
}
