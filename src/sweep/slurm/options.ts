/** What is asked of Slurm for the jobs of a plan. */
import { fail } from "../../diagnostics/diagnostic.js";

export interface SlurmOptions {
  readonly partition?: string;
  readonly account?: string;
  /** Of one job, as sbatch writes it: minutes, or hours:minutes:seconds, or days-hours. */
  readonly time?: string;
  /** Of one job, as sbatch writes it: 4G, 500M. */
  readonly memory?: string;
  /** Processors of one job: so many tasks are computed at once. */
  readonly cpus: number;
  /** Missing tasks of one job; undefined: so many that the array has at most 200 jobs. */
  readonly chunk?: number;
  /** Jobs that run at the same time; undefined: as many as the cluster lets. */
  readonly maxRunning?: number;
  /** How often what is missing in the end is submitted again. */
  readonly retries: number;
  /** More options of sbatch, each "--name=value" or "--name". */
  readonly more: readonly string[];
}

/** Options of sbatch that make the array what it is. */
const OURS = [
  "array",
  "chdir",
  "dependency",
  "job-name",
  "open-mode",
  "output",
  "parsable",
  "requeue",
  "no-requeue",
  "wrap",
];
const OURS_SHORT = ["-a", "-D", "-d", "-J", "-o"];

/** Options of sbatch that `sweep run` has under a name of its own. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ...["partition", "account", "time"].map((name) => [name, name] as const),
  ["mem", "memory"],
  ["cpus-per-task", "cpus"],
  ["-p", "partition"],
  ["-A", "account"],
  ["-t", "time"],
  ["-c", "cpus"],
]);

/**
 * Reads options of sbatch as the command line has them: "--qos=long", or "qos=long".
 * @throws EquipoiseError `bad-option` for those that the scripts set themselves, and for more than one line
 */
export function sbatchOptionsOf(given: readonly string[]): string[] {
  return given.map((text) => {
    const option = text.startsWith("-") ? text : `--${text}`;
    if (/[\n\r\0]/.test(text) || !/^-{1,2}[a-zA-Z]/.test(option))
      fail("bad-option", `--sbatch-option ${JSON.stringify(text)} is no option of sbatch`, {
        hint: "write one as --sbatch-option=--qos=long or --sbatch-option qos=long",
      });
    const name = option.startsWith("--") ? option.slice(2).split(/[= ]/)[0] : option.slice(0, 2);
    if (OURS.includes(name) || OURS_SHORT.includes(name))
      fail("bad-option", `--sbatch-option ${text}: the scripts of a sweep set this option themselves`, {
        hint: "leave it out; --dry-run shows the scripts",
      });
    const named = NAMED.get(name);
    if (named !== undefined)
      fail("bad-option", `--sbatch-option ${text}: this has an option of its own`, { hint: `use --${named}` });
    return option;
  });
}

/**
 * Looks at a value that goes into a line of a script as it is.
 * @throws EquipoiseError `bad-option` where it has characters that no partition, account, time or amount of memory has
 */
export function plainValue(option: string, value: string | undefined): string | undefined {
  if (value !== undefined && !/^[\w.,:+@=%/-]+$/.test(value))
    fail("bad-option", `${option} ${JSON.stringify(value)} is not what sbatch takes there`, {
      hint: "use letters, digits and - . , : _ only",
    });
  return value;
}
