/** `equipoise sonata import CONFIG -o DIR`: a description of a circuit, with the list of what was assumed and lost. */
import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import type { CommandModule } from "yargs";
import { fail } from "../../../diagnostics/diagnostic.js";
import { importSonata } from "../../../interchange/sonata/import.js";
import { readBytes } from "../../files.js";
import { Terminal } from "../../terminal.js";
import { checkBurnIn, prepareDescribed, printLosses, writeDescribed } from "../../write-described.js";
import { timeOption } from "../../time-option.js";

interface Arguments {
  config: string;
  out: string;
  timestep?: number;
  duration?: number;
  burnIn?: number;
  json: boolean;
  quiet: boolean;
}

export const importSonataCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("config", { type: "string", describe: "circuit_config.json or simulation_config.json" })
      .option("out", { alias: "o", type: "string", demandOption: true, describe: "folder for the description" })
      .option(
        "timestep",
        timeOption("timestep", "ms", { describe: "time step; the simulation's, or 0.1 unless given" }),
      )
      .option(
        "duration",
        timeOption("duration", "ms", { describe: "length of a run; the simulation's, or 1000 unless given" }),
      )
      .option(
        "burn-in",
        timeOption("burn-in", "ms", { describe: "time at its beginning that is not judged; 0 unless given" }),
      ) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const { config, out, timestep, duration, burnIn } = args;
    for (const [option, value] of Object.entries({ timestep, duration }))
      if (value !== undefined && !(value > 0 && Number.isFinite(value)))
        fail("bad-option", `--${option} ${value} is not above 0`, { hint: "give a number of ms" });
    checkBurnIn(burnIn);
    prepareDescribed(out, [config]);
    const text = new TextDecoder().decode(readBytes(config));
    const described = await importSonata(config, text, readerBeside(config), {
      ...(timestep === undefined ? {} : { timestep }),
      ...(duration === undefined ? {} : { duration }),
      ...(burnIn === undefined ? {} : { burnIn }),
      name: basename(dirname(resolve(config))),
    });
    const files = writeDescribed(out, described);
    if (args.json) return terminal.printJson({ folder: out, files, losses: described.losses });
    terminal.print(`${out}: ${files.join(", ")}`);
    printLosses(terminal, described.losses);
  },
};

/** Beside the configuration, one folder up (where PyNN was run), or in the working folder. */
function readerBeside(config: string): (path: string) => Uint8Array | undefined {
  const folder = dirname(resolve(config));
  return (path) => {
    const places = isAbsolute(path) ? [path] : [join(folder, path), join(folder, "..", path), resolve(path)];
    const found = places.find((place) => existsSync(place));
    return found === undefined ? undefined : readBytes(found);
  };
}
