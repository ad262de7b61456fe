/** Seeds and threads of the commands that run a network several times. */
import { availableParallelism } from "node:os";
import type { Argv } from "yargs";
import { fail } from "../diagnostics/diagnostic.js";

export interface SeedArguments {
  seeds: number;
  seed?: number;
  duration?: number;
  jobs: number;
}

const MOST_SEEDS = 1000;
const MOST_JOBS = 256;

export function withSeeds<T>(argv: Argv<T>) {
  return argv
    .option("seeds", { type: "number", default: 3, describe: "how many seeds; each draws another network" })
    .option("seed", { type: "number", describe: "first seed, instead of the description's" })
    .option("duration", { type: "number", describe: "ms of every run, burn-in included" })
    .option("jobs", { type: "number", default: availableParallelism(), describe: "seeds that run at the same time" });
}

/** @throws EquipoiseError `bad-option` for numbers that are not whole or too large */
export function checkSeeds({ seeds, jobs }: SeedArguments): void {
  for (const [name, value, max] of [["seeds", seeds, MOST_SEEDS], ["jobs", jobs, MOST_JOBS]] as const)
    if (!Number.isInteger(value) || value < 1 || value > max) fail("bad-option", `--${name} ${value} is not a whole number from 1 to ${max}`);
}

/** From `first` on. */
export function seedList({ seeds }: SeedArguments, first: number): number[] {
  return Array.from({ length: seeds }, (_, k) => first + k);
}
