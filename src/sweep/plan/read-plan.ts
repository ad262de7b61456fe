/** Reads a plan of `equipoise sweep plan` and refuses what is none, is damaged, or was planned by another version. */
import { z } from "zod";
import { fail } from "../../diagnostics/diagnostic.js";
import { readRegularFile } from "../../node/files/read-regular-file.js";
import { version } from "../../program/version.js";
import { PLAN_FORMAT, PLAN_VERSION, taskDigest, type Plan, type PlanHeader, type PlanTask } from "./plan.js";

const MOST_BYTES = 2 ** 31 - 1;

const swept = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const headerSchema = z.strictObject({
  format: z.literal(PLAN_FORMAT),
  version: z.literal(PLAN_VERSION),
  equipoise: z.string(),
  name: z.string(),
  network: z.strictObject({ file: z.string(), hash: z.string(), document: z.unknown() }),
  arrays: z.strictObject({ folder: z.string(), files: z.record(z.string(), z.string()) }).nullable(),
  axes: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(["description", "target", "option"]),
      values: z.array(swept),
    }),
  ),
  seeds: z.array(z.int().min(0)).min(1),
  points: z.int().min(1),
  tasks: z.int().min(1),
});

const taskSchema = z.strictObject({
  task: z.string().regex(/^[0-9a-f]{20}$/),
  point: z.int().min(0),
  values: z.record(z.string(), swept),
  seed: z.int().min(0).max(4294967295),
  target: z.string(),
  options: z.record(z.string(), z.unknown()),
  changes: z.array(z.tuple([z.array(z.union([z.string(), z.int()])), z.unknown()])),
  network: z.string(),
  blocks: z.int().min(0),
});

/**
 * Reads a plan with all its tasks.
 * @throws EquipoiseError `file-unreadable`, `not-a-plan` for a file that is none, `plan-corrupt` where a line is damaged or missing,
 *   `plan-version` for the plan of another version of equipoise
 */
export function readPlan(file: string, read: (path: string, most: number) => Uint8Array = readRegularFile): Plan {
  const lines = new TextDecoder().decode(read(file, MOST_BYTES)).split("\n");
  if (lines.at(-1) === "") lines.pop();
  const header = readHeader(file, lines[0] ?? "");
  const tasks = lines.slice(1).map((line, k) => readTask(file, line, k + 2, header));
  if (tasks.length !== header.tasks)
    corrupt(file, lines.length, `the plan has ${tasks.length} tasks where its first line says ${header.tasks}`);
  return { header, tasks };
}

function readHeader(file: string, line: string): PlanHeader {
  const value = jsonOf(line);
  if (typeof value !== "object" || value === null || !("format" in value) || value.format !== PLAN_FORMAT)
    fail("not-a-plan", `${file} is no plan of a sweep`, {
      hint: "make one with `equipoise sweep plan SWEEP.yaml --out PLAN.jsonl`",
    });
  const parsed = headerSchema.safeParse(value);
  const planned = "equipoise" in value ? String(value.equipoise) : "unknown";
  if (planned !== version)
    fail("plan-version", `${file} was planned by equipoise ${planned}, and this is ${version}`, {
      hint: "plan it again: another version may compute other numbers, so its tasks are others",
    });
  if (!parsed.success) return corrupt(file, 1, issueText(parsed.error));
  return parsed.data as PlanHeader;
}

function readTask(file: string, line: string, number: number, header: PlanHeader): PlanTask {
  const parsed = taskSchema.safeParse(jsonOf(line));
  if (!parsed.success) return corrupt(file, number, issueText(parsed.error));
  const task = parsed.data as PlanTask;
  if (task.task !== taskDigest(header.equipoise, task))
    corrupt(file, number, `task ${task.task} is not what its line says: its digest is another`);
  if (task.point >= header.points) corrupt(file, number, `point ${task.point} is beyond the plan's ${header.points}`);
  return task;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function issueText({ issues: [{ path, message }] }: z.ZodError): string {
  return `${path.map(String).join(".") || "the line"}: ${message}`;
}

function corrupt(file: string, line: number, message: string): never {
  return fail("plan-corrupt", message, { place: { file, line, col: 1 }, hint: "make the plan again from its sweep" });
}
