/** slurmView: how Slurm sees the jobs of a plan, for `sweep status`. */
import { existsSync } from "node:fs";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { jobsOf, viewOf, type RoundView } from "../sweep/slurm/queue.js";
import { readState } from "../sweep/slurm/state.js";
import type { Terminal } from "./terminal.js";

/**
 * @returns null where the plan was never submitted, or Slurm does not answer, which is a warning
 * @throws EquipoiseError `slurm-state-corrupt`
 */
export function slurmView(plan: string, terminal: Terminal): readonly RoundView[] | null {
  const state = readState(plan, existsSync);
  if (state === null) return null;
  try {
    return viewOf(state, jobsOf(state.name));
  } catch (error) {
    if (!(error instanceof EquipoiseError)) throw error;
    const [{ message, hint }] = error.diagnostics;
    terminal.report({ code: "slurm-silent", severity: "warning", message, hint });
    return null;
  }
}
