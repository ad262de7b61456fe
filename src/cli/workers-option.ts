/** `--workers N|auto` of `run`. */
import { fail } from "../diagnostics/diagnostic.js";
import { forecastRun } from "../measure/forecast/forecast-run.js";
import type { RunWork } from "../measure/forecast/run-work.js";

export const AUTO_WORKERS = "auto";

/** @throws EquipoiseError `bad-option` for what is neither a whole number of at least 1 nor `auto` */
export function checkWorkers(option: string): void {
  if (option !== AUTO_WORKERS && !/^[1-9]\d{0,4}$/.test(option))
    fail("bad-option", `--workers ${option} is not a whole number of at least 1, nor ${AUTO_WORKERS}`);
}

/** @param work what the run takes, asked where it decides; null: nobody knows, and one thread runs */
export function workersOf(option: string = AUTO_WORKERS, work: () => RunWork | null): number {
  if (option !== AUTO_WORKERS) return Number(option);
  const known = work();
  return known === null ? 1 : forecastRun(known).workers;
}
