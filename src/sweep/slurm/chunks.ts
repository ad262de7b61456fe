/** Which tasks one job of an array computes. */
import { fail } from "../../diagnostics/diagnostic.js";
import { counted } from "../../diagnostics/counted.js";

/** Tasks from `first` to `last`, 0-based and both included; `missing` of them have no result, and only those are computed. */
export interface Chunk {
  readonly first: number;
  readonly last: number;
  readonly missing: number;
}

/** Jobs of one array unless told: queues show, limit and restart them one by one. */
const USUAL_JOBS = 200;

/**
 * Splits the missing tasks into ranges of `size` missing ones, the last as many as are left; no task is in two ranges.
 * @param missing indices of tasks, ascending
 */
export function chunksOf(missing: readonly number[], size: number): Chunk[] {
  return Array.from({ length: Math.ceil(missing.length / size) }, (_, k) => {
    const part = missing.slice(k * size, (k + 1) * size);
    return { first: part[0], last: part[part.length - 1], missing: part.length };
  });
}

/**
 * How many tasks a job has: as asked, or so many that there are at most 200 jobs.
 * @param mostJobs Slurm's MaxArraySize less one
 * @throws EquipoiseError `array-too-large` where an array would have more jobs than Slurm takes
 */
export function chunkSizeOf(missing: number, asked: number | undefined, mostJobs: number): number {
  const size = asked ?? Math.max(1, Math.ceil(missing / Math.min(USUAL_JOBS, mostJobs)));
  const jobs = Math.ceil(missing / size);
  if (jobs > mostJobs)
    fail("array-too-large", `${counted(missing, "task")} in chunks of ${size} are more jobs than an array may have`, {
      limit: { what: "jobs of an array", used: jobs, max: mostJobs },
      hint: `use --chunk ${Math.ceil(missing / mostJobs)} or more`,
    });
  return size;
}
