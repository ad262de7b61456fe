/** Seeds and threads of the commands that run a network several times. */
import { availableParallelism } from "node:os";
import type { Argv } from "yargs";
import { counted } from "../diagnostics/counted.js";
import { fail } from "../diagnostics/diagnostic.js";
import { seedPlan, type SeedPlan } from "../verdict/seed-plan.js";
import type { SeedNote } from "../verify/until-decided.js";
import { formatDuration } from "./duration.js";
import { timeOption } from "./time-option.js";

export interface SeedArguments {
  /** `5`, or `3..12`: add seeds until decided. */
  seeds: string;
  seed?: number;
  duration?: number;
  jobs: number;
}

const MOST_SEEDS = 1000;
const MOST_JOBS = 256;
/** Three seeds give the first intervals, twelve the resolution of half a standard deviation. */
const DEFAULT_SEEDS = "3..12";

export function withSeeds<T>(argv: Argv<T>) {
  return argv
    .option("seeds", {
      type: "string",
      default: DEFAULT_SEEDS,
      describe: "how many seeds, e.g. 5; 3..12 adds seeds until the verdict is decided. Each draws another network",
    })
    .option("seed", { type: "number", describe: "first seed, instead of the description's" })
    .option("duration", timeOption("duration", "ms", { describe: "length of every run, burn-in included" }))
    .option("jobs", { type: "number", default: availableParallelism(), describe: "seeds that run at the same time" });
}

/** @throws EquipoiseError `bad-option` for numbers that are not whole or too large */
export function checkSeeds({ seeds, jobs }: { readonly seeds: number; readonly jobs: number }): void {
  checkWhole("seeds", seeds, MOST_SEEDS);
  checkWhole("jobs", jobs, MOST_JOBS);
}

function checkWhole(name: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 1 || value > max)
    fail("bad-option", `--${name} ${value} is not a whole number from 1 to ${max}`);
}

/** From `first` on. */
export function seedList({ seeds }: { readonly seeds: number }, first: number): number[] {
  return Array.from({ length: seeds }, (_, k) => first + k);
}

/** @throws EquipoiseError `bad-option` for what is neither a number of seeds nor a range of them */
export function seedPlanOf({ seeds, jobs }: Pick<SeedArguments, "seeds" | "jobs">): SeedPlan {
  checkWhole("jobs", jobs, MOST_JOBS);
  const text = String(seeds).trim();
  const range = /^(\d+)\.\.(\d+)$/.exec(text);
  if (range === null) {
    if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > MOST_SEEDS)
      fail(
        "bad-option",
        `--seeds ${text} is neither a whole number from 1 to ${MOST_SEEDS} nor a range such as ${DEFAULT_SEEDS}`,
      );
    return seedPlan(Number(text), Number(text));
  }
  const [least, most] = [Number(range[1]), Number(range[2])];
  if (least < 2 || most < least || most > MOST_SEEDS)
    fail(
      "bad-option",
      `--seeds ${text} is no range of seeds: it starts at 2 or more, ends at ${MOST_SEEDS} or less, and the larger number comes last`,
      { hint: `${DEFAULT_SEEDS} starts with 3 and adds seeds up to 12 until decided` },
    );
  return seedPlan(least, most);
}

/** All seeds that a plan may come to, from `first` on. */
export function seedsOfPlan({ looks }: SeedPlan, first: number): number[] {
  return seedList({ seeds: looks[looks.length - 1] }, first);
}

/** What more seeds are for and what they cost, as one line of the log. */
export function describeSeedNote(note: SeedNote): string {
  if (note.kind === "more")
    return `seed ${note.nextSeed} of at most ${note.most}: ${note.open} still undecided; about ${formatDuration(note.secondsEach)} each`;
  const outcome =
    note.open !== null
      ? `${note.open} still undecided`
      : note.decided
        ? "decided"
        : "not decided, and more seeds would not decide it,";
  return `${outcome} after ${counted(note.seeds, "seed")} in ${formatDuration(note.seconds)}`;
}
