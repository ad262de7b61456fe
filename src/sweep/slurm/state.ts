/** What was submitted for a plan, beside it: for people, for `sweep status`, and to count the rounds. Which jobs live, Slurm alone knows. */
import { realpathSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { fail } from "../../diagnostics/diagnostic.js";
import { readRegularFile } from "../../node/files/read-regular-file.js";
import { hex, sha256 } from "../../numerics/sha256.js";

const STATE_FORMAT = "equipoise-slurm";
const MOST_BYTES = 100_000_000;

const roundSchema = z.object({
  round: z.int().min(1),
  /** ISO 8601, UTC */
  submitted: z.string(),
  /** Tasks without a result when it was submitted. */
  missing: z.int().min(1),
  /** Jobs of the array. */
  jobs: z.int().min(1),
  /** Slurm's ids: of the array, and of the job after it. */
  array: z.string(),
  last: z.string().nullable(),
  /** How often it will be submitted again after this round, where something is missing. */
  retries: z.int().min(0),
});

const stateSchema = z.object({
  format: z.literal(STATE_FORMAT),
  version: z.literal(1),
  name: z.string(),
  rounds: z.array(roundSchema),
});

export type SlurmRound = z.infer<typeof roundSchema>;
export type SlurmState = z.infer<typeof stateSchema>;

/** Where scripts, chunks, logs and state of a plan are: beside it. */
export function slurmFolderOf(planFile: string): string {
  return `${resolve(planFile).replace(/\.jsonl$/i, "")}.slurm`;
}

export const stateFileOf = (planFile: string): string => join(slurmFolderOf(planFile), "state.json");

/**
 * Names the jobs of a plan: its file's name, and eight digits of its path, so that jobs are found again by their name alone.
 * @param planFile must exist
 */
export function jobNameOf(planFile: string): string {
  const stem = basename(planFile).replace(/\.jsonl$/i, "");
  const path = new TextEncoder().encode(realpathSync(planFile));
  return `equipoise-${stem.replaceAll(/[^\w.-]/g, "_").slice(0, 40)}-${hex(sha256(path)).slice(0, 8)}`;
}

/** @returns null where the plan was never submitted. @throws EquipoiseError `slurm-state-corrupt`, `file-unreadable` */
export function readState(planFile: string, isThere: (path: string) => boolean): SlurmState | null {
  const file = stateFileOf(planFile);
  if (!isThere(file)) return null;
  const text = new TextDecoder().decode(readRegularFile(file, MOST_BYTES));
  const parsed = stateSchema.safeParse(jsonOf(text));
  if (!parsed.success)
    fail("slurm-state-corrupt", `${file} is damaged, or not what \`sweep run --engine slurm\` writes`, {
      hint: "remove it: jobs are found by their names, and results do not depend on it",
    });
  return parsed.data;
}

/** The state with one round more, or with a round's last job known. */
export function withRound(state: SlurmState | null, name: string, round: SlurmRound): SlurmState {
  const rounds = (state?.rounds ?? []).filter((other) => other.round !== round.round);
  return { format: STATE_FORMAT, version: 1, name, rounds: [...rounds, round] };
}

export const stateText = (state: SlurmState): string => `${JSON.stringify(state, null, 2)}\n`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
