/** Runs the commands of a page one after the other in one shell, in a folder of its own that holds the examples. */
import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import * as environments from "../../scripts/python-environments.js";
import { stepsOf, type Command } from "./doc-blocks.js";

const { ROOT, pythonOf } = environments;

/** A command that did not do what the page says, in words. */
export interface Wrong {
  readonly line: number;
  readonly command: string;
  readonly what: string;
}

export interface PageRun {
  readonly wrong: readonly Wrong[];
  /** Commands that a reader sees, and blocks that are not run. */
  readonly ran: number;
  readonly notRun: readonly { readonly line: number; readonly reason: string }[];
  /** ms by command, the slowest first. */
  readonly slowest: readonly { readonly command: string; readonly ms: number }[];
}

/** Exit codes that are an answer: done, drifts, breaks, inconclusive. All others must be shown with what is printed. */
const ANSWERS = [0, 2, 3, 4];
const PAGE_TIMEOUT_MS = 500_000;

/**
 * Runs a page.
 *
 * @param text of the page
 * @throws DocBlockError where its markers make no sense
 */
export async function runPage(text: string): Promise<PageRun> {
  const steps = stepsOf(text);
  const notRun = steps.flatMap((s) => (s.kind === "not run" ? [{ line: s.line, reason: s.reason }] : []));
  const commands = steps.flatMap((s) => (s.kind === "commands" ? s.commands : []));
  const ran = steps.flatMap((s) => (s.kind === "commands" && s.seen ? s.commands : [])).length;
  if (commands.length === 0) return { wrong: [], ran, notRun, slowest: [] };

  const folder = mkdtempSync(join(tmpdir(), "equipoise-page-"));
  try {
    const [work, kept] = [join(folder, "page"), join(folder, "kept")];
    for (const path of [work, kept]) mkdirSync(path);
    cpSync(join(ROOT, "examples"), join(work, "examples"), { recursive: true });
    // The library, as `npm install FOLDER` links it.
    mkdirSync(join(work, "node_modules/@equipoise"), { recursive: true });
    symlinkSync(ROOT, join(work, "node_modules/@equipoise/equipoise"));
    const script = [`export PATH=${quoted(makeTools(join(folder, "bin")))}${delimiter}"$PATH"`, `cd ${quoted(work)}`];
    let count = 0;
    for (const [i, step] of steps.entries()) {
      if (step.kind === "python") script.push(`export EQUIPOISE_DOCS_PYTHON=${quoted(pythonNamed(step.environment))}`);
      if (step.kind === "file") {
        writeFileSync(join(kept, `file-${i}`), step.text);
        script.push(
          `mkdir -p ${quoted(dirname(step.path))} && cp ${quoted(join(kept, `file-${i}`))} ${quoted(step.path)}`,
        );
      }
      if (step.kind !== "commands") continue;
      for (const { text } of step.commands) {
        const at = join(kept, String(count++));
        script.push(`began=$EPOCHREALTIME`, `{ ${text}`, `} >${at}.out 2>${at}.err </dev/null`);
        script.push(`echo $? $began $EPOCHREALTIME >${at}.code`);
      }
    }
    await bash(script.join("\n"));
    const results = commands.map((command, i) => resultOf(command, join(kept, String(i))));
    return {
      wrong: results.flatMap((r) => r.wrong ?? []),
      ran,
      notRun,
      slowest: results.map(({ command, ms }) => ({ command, ms })).sort((a, b) => b.ms - a.ms),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function resultOf(command: Command, at: string): { command: string; ms: number; wrong?: Wrong } {
  const failed = (what: string, ms = 0) => ({
    command: command.text,
    ms,
    wrong: { line: command.line, command: command.text, what },
  });
  if (!existsSync(`${at}.code`)) return failed("was not reached, or did not end in time");
  const [code, began, ended] = readFileSync(`${at}.code`, "utf8").trim().split(" ").map(Number);
  const ms = Math.round((ended - began) * 1000);
  const [out, err] = ["out", "err"].map((name) => readFileSync(`${at}.${name}`, "utf8"));
  if (command.output === undefined)
    return ANSWERS.includes(code) ? { command: command.text, ms } : failed(`ended with ${code}: ${out}${err}`, ms);
  // A log of progress goes by the clock; what ends a command is a part of what it says.
  const printed = ANSWERS.includes(code) ? out : out + err;
  return matches(command.output, printed)
    ? { command: command.text, ms }
    : failed(`printed\n${normalised(printed)}\nand the page shows\n${normalised(command.output)}`, ms);
}

/** A line of nothing but … stands for any lines. */
export function matches(shown: string, printed: string): boolean {
  const pattern = normalised(shown)
    .split("\n")
    .map((line) => (line === "…" ? "(?:.*\n)*?" : `${line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\n`))
    .join("");
  return new RegExp(`^${pattern}$`).test(`${normalised(printed)}\n`);
}

/** Without what goes by the machine and the clock: how long it takes here, and with how much memory. */
function normalised(text: string): string {
  return text
    .replace(/(\b(?:in|about|took|after)) [\d.,]+ (?:µs|ms|s|min|h|MB|GB)\b/g, "$1 #")
    .replace(/[\d.,]+ × real time/g, "# × real time")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
}

/** `equipoise` is what was built; npm works in the clone, and python is the one that the page names. */
function makeTools(folder: string): string {
  const main = quoted(join(ROOT, "dist/src/cli/main.js"));
  const npx = `if [ "$1" = equipoise ]; then shift; exec node ${main} "$@"; fi; cd ${quoted(ROOT)} && exec "$REAL_NPX" "$@"`;
  const python = `exec env PYTHONPATH=${quoted(join(ROOT, "python"))} PYTHONDONTWRITEBYTECODE=1 "\${EQUIPOISE_DOCS_PYTHON:?no python is named on this page}" "$@"`;
  const tools = {
    equipoise: `exec node ${main} "$@"`,
    npx,
    npm: `cd ${quoted(ROOT)} && exec "$REAL_NPM" "$@"`,
    python,
  };
  mkdirSync(folder);
  for (const [name, line] of Object.entries(tools)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

function pythonNamed(name: string): string {
  const all = Object.values(environments).filter((e) => typeof e === "object");
  const environment = all.find((e) => e.name === name);
  if (environment === undefined) throw new Error(`no Python environment is called ${name}`);
  return pythonOf(environment);
}

function bash(script: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = `REAL_NPM=$(command -v npm); REAL_NPX=$(command -v npx); export REAL_NPM REAL_NPX\n${script}`;
    const shell = spawn("bash", ["-c", start], {
      stdio: "ignore",
      detached: true,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, COLUMNS: undefined, LC_ALL: "C.UTF-8" },
    });
    const timer = setTimeout(() => process.kill(-shell.pid!, "SIGKILL"), PAGE_TIMEOUT_MS);
    shell.on("error", reject);
    shell.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
