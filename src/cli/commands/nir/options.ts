/** What the commands that read NIR files ask of the user, since the files do not say it. */
import type { Argv } from "yargs";
import type { NirImportOptions } from "../../../interchange/nir/import.js";
import type { TimeUnit } from "../../../interchange/nir/units.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { timeOption } from "../../time-option.js";

export interface ReadingArguments {
  file: string;
  timeUnit?: TimeUnit;
  timestep?: number;
  spikes: "step" | "impulse";
}

export function withReadingOptions<T>(argv: Argv<T>): Argv<T> {
  return argv
    .positional("file", { type: "string", describe: "NIR file (.nir, HDF5)" })
    .option("time-unit", {
      choices: ["s", "ms"] as const,
      describe: "of the file's times; inferred, and said, unless given",
    })
    .option(
      "timestep",
      timeOption("timestep", "ms", {
        describe: "time step; inferred from r = tau/dt, or taken, and said, unless given",
      }),
    )
    .option("spikes", {
      choices: ["step", "impulse"] as const,
      default: "step",
      describe: "what a spike is before its weight: 1 for one time step, or an impulse of area 1",
    });
}

/** @throws EquipoiseError `bad-option` */
export function readingOptionsOf({ timeUnit, timestep, spikes }: ReadingArguments): NirImportOptions {
  if (timestep !== undefined && !(timestep > 0 && Number.isFinite(timestep)))
    fail("bad-option", `--timestep ${timestep} is no time step`, { hint: "give it in ms, such as 0.1" });
  return {
    spikes,
    ...(timeUnit === undefined ? {} : { unit: timeUnit }),
    ...(timestep === undefined ? {} : { timestep }),
  };
}
