/**
 * The folder of a plan's results: `TASK.json.gz` of a task that is done, `TASK.failed.json` of one that failed, and `claims/` of those that
 * somebody computes. A file has its name once it is whole.
 */
import { linkSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { isCode } from "../../diagnostics/codes.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { makeFolder } from "../../node/files/make-folder.js";
import { readRegularFile } from "../../node/files/read-regular-file.js";
import { packJson, unpackJson } from "../../verify/packed-json.js";
import type { Plan } from "./plan.js";
import { liveClaims } from "./claims.js";
import type { TaskResult } from "./task-result.js";

export type TaskState = "done" | "failed" | "running" | "missing";

/** Why a task has no result. */
export interface TaskFailure {
  readonly task: string;
  /** Of docs/messages.md; `internal` for a fault of equipoise itself. */
  readonly code: string;
  /** One sentence, its place and its way out with it. */
  readonly message: string;
  /** How often it was tried, this time included. */
  readonly attempt: number;
}

const DONE = ".json.gz";
const FAILED = ".failed.json";
const RESULT_FORMAT = 1;
const MOST_BYTES = 400_000_000;

/** Where the results of a plan are unless told: beside it. */
export function resultsFolderOf(planFile: string): string {
  return `${planFile.replace(/\.jsonl$/i, "")}.results`;
}

/** Names of tasks that have a result, and of those that failed. */
export function finishedTasks(folder: string): {
  readonly done: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
} {
  const done = new Set<string>();
  const failed = new Set<string>();
  for (const name of namesIn(folder)) {
    if (name.startsWith(".")) continue;
    if (name.endsWith(DONE)) done.add(name.slice(0, -DONE.length));
    else if (name.endsWith(FAILED)) failed.add(name.slice(0, -FAILED.length));
  }
  return { done, failed };
}

/**
 * What has become of each task of a plan, in the order of its tasks; reads the names in the folder, not the results.
 * @param folder `resultsFolderOf(planFile)`, or where `--results` put them
 */
export function stateOf({ tasks }: Pick<Plan, "tasks">, folder: string): TaskState[] {
  const claimed = liveClaims(folder);
  // After the claims: whoever is done writes the result before it gives the claim back.
  const { done, failed } = finishedTasks(folder);
  return tasks.map(({ task }) =>
    done.has(task) ? "done" : claimed.has(task) ? "running" : failed.has(task) ? "failed" : "missing",
  );
}

/** Files of a folder; none where it is not there yet. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** The bytes of a result; the same for the same result. */
export function encodeResult(result: TaskResult): Uint8Array {
  return gzipSync(packJson({ format: RESULT_FORMAT, result }), { level: 6 });
}

const resultSchema = z.object({
  format: z.literal(RESULT_FORMAT),
  result: z.object({
    task: z.string(),
    run: z.object({
      seed: z.int(),
      digest: z.string(),
      reference: z.object({ populations: z.array(z.object({ name: z.string() })) }),
      target: z.object({ populations: z.array(z.object({ name: z.string() })) }),
    }),
    predicted: z.array(z.object({ population: z.string() })),
    use: z.object({ cores: z.int(), chips: z.int() }),
  }),
});

/** @throws EquipoiseError `result-corrupt` for a file that is damaged or is that of another task */
export function readResult(folder: string, task: string): TaskResult {
  const file = join(folder, `${task}${DONE}`);
  let value: unknown;
  try {
    value = unpackJson(gunzipSync(readRegularFile(file, MOST_BYTES), { maxOutputLength: MOST_BYTES }).toString());
  } catch {
    value = undefined;
  }
  const parsed = resultSchema.safeParse(value);
  if (!parsed.success || parsed.data.result.task !== task)
    fail("result-corrupt", `${file} is damaged, or no result of task ${task}`, {
      hint: "remove it and run the plan again: this task alone is computed",
    });
  // What the schema lets through is what was written.
  return (value as { result: TaskResult }).result;
}

/** The failure of a task; null where it has none, or its file cannot be read. */
export function readFailure(folder: string, task: string): TaskFailure | null {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder().decode(readRegularFile(join(folder, `${task}${FAILED}`), MOST_BYTES)),
    );
    if (typeof value !== "object" || value === null) return null;
    const { code, message, attempt } = value as Record<string, unknown>;
    return {
      task,
      code: typeof code === "string" && (isCode(code) || code === "internal") ? code : "internal",
      message: typeof message === "string" ? message : "its file says no reason",
      attempt: typeof attempt === "number" ? attempt : 1,
    };
  } catch {
    return null;
  }
}

/** Writes a result, and forgets that the task failed before. @returns false where the result was there already */
export function writeResult(folder: string, task: string, bytes: Uint8Array): boolean {
  const first = place(folder, `${task}${DONE}`, bytes);
  forgetFailure(folder, task);
  return first;
}

export function writeFailure(folder: string, failure: TaskFailure): void {
  replace(folder, `${failure.task}${FAILED}`, `${JSON.stringify(failure)}\n`);
}

export function forgetFailure(folder: string, task: string): void {
  rmSync(join(folder, `${task}${FAILED}`), { force: true });
}

let written = 0;
const besides = (folder: string, name: string) => join(folder, `.${name}.${process.pid}.${written++}.part`);

/** A link is made only where nothing has the name: two writers do not both think that they were first. */
function place(folder: string, name: string, bytes: Uint8Array): boolean {
  makeFolder(folder);
  const temporary = besides(folder, name);
  try {
    writeFileSync(temporary, bytes, { flag: "wx" });
    linkSync(temporary, join(folder, name));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function replace(folder: string, name: string, text: string): void {
  makeFolder(folder);
  const temporary = besides(folder, name);
  writeFileSync(temporary, text, { flag: "wx" });
  renameSync(temporary, join(folder, name));
}
