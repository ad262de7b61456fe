/** `--workers N|auto` of `run`, and how many threads that wait for each other a machine is good for. */
import { availableParallelism } from "node:os";
import { counted } from "../diagnostics/counted.js";
import { fail, type DiagnosticSink } from "../diagnostics/diagnostic.js";
import { forecastRun } from "../measure/forecast/forecast-run.js";
import type { RunWork } from "../measure/forecast/run-work.js";

export const AUTO_WORKERS = "auto";

/** Threads a core beyond which a run makes next to no progress: they meet in every step, and each waits for its turn. */
const MOST_A_CORE = 16;

/**
 * @param cores of this machine
 * @throws EquipoiseError `bad-option` for what is neither a whole number of at least 1 nor `auto`, and for more than a machine is good for
 */
export function checkWorkers(option: string, report: DiagnosticSink, cores = availableParallelism()): void {
  if (option === AUTO_WORKERS) return;
  if (!/^[1-9]\d{0,14}$/.test(option))
    fail("bad-option", `--workers ${option} is not a whole number of at least 1, nor ${AUTO_WORKERS}`);
  checkThreads(`--workers ${option}`, Number(option), report, cores);
}

/**
 * Warns of threads in lock step beyond the cores there are, and refuses what would not end.
 * @param what the option with its value
 * @param threads of all of them together, on this machine
 * @throws EquipoiseError `bad-option`
 */
export function checkThreads(
  what: string,
  threads: number,
  report: DiagnosticSink,
  cores = availableParallelism(),
): void {
  if (threads <= cores) return;
  const hint = `at most ${cores} in all, ranks times workers, are as many as there are cores: the spikes are the same for any number`;
  if (threads > MOST_A_CORE * cores)
    fail(
      "bad-option",
      `${what}: ${threads} threads that meet in every step are more than ${MOST_A_CORE} for each of the ${counted(cores, "core")} here, and would hardly get on`,
      { hint },
    );
  report({
    code: "threads-beyond-cores",
    severity: "warning",
    message: `${what}: ${threads} threads that meet in every step take turns on ${counted(cores, "core")} here, which is slower than ${cores} of them`,
    hint,
  });
}

/** @param work what the run takes, asked where it decides; null: nobody knows, and one thread runs */
export function workersOf(option: string = AUTO_WORKERS, work: () => RunWork | null): number {
  if (option !== AUTO_WORKERS) return Number(option);
  const known = work();
  return known === null ? 1 : forecastRun(known).workers;
}
