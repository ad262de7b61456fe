/** `equipoise nir import FILE -o DIR`: a description of a NIR file, with the list of what was assumed and lost. */
import { basename } from "node:path";
import type { CommandModule } from "yargs";
import { readHdf5 } from "../../../interchange/hdf5.js";
import { importNir } from "../../../interchange/nir/import.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { readBytes } from "../../files.js";
import { Terminal } from "../../terminal.js";
import { checkBurnIn, prepareDescribed, printLosses, writeDescribed } from "../../write-described.js";
import { readingOptionsOf, withReadingOptions, type ReadingArguments } from "./options.js";
import { timeOption } from "../../time-option.js";

interface Arguments extends ReadingArguments {
  out: string;
  duration?: number;
  burnIn?: number;
  inputRate?: number;
  json: boolean;
  quiet: boolean;
}

export const importNirCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withReadingOptions(argv)
      .option("out", { alias: "o", type: "string", demandOption: true, describe: "folder for the description" })
      .option("duration", timeOption("duration", "ms", { describe: "length of a run; 1000 unless given" }))
      .option(
        "burn-in",
        timeOption("burn-in", "ms", { describe: "time at its beginning that is not judged; 0 unless given" }),
      )
      .option("input-rate", {
        type: "number",
        describe: "Hz of each input as a Poisson source; otherwise a host sends spikes",
      }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const { file, out, duration, burnIn, inputRate } = args;
    for (const [option, value] of Object.entries({ duration, "input-rate": inputRate }))
      if (value !== undefined && !(value > 0 && Number.isFinite(value)))
        fail("bad-option", `--${option} ${value} is not above 0`, { hint: "give a number such as 1000" });
    checkBurnIn(burnIn);
    prepareDescribed(out, [file]);
    const described = importNir(await readHdf5(readBytes(file), file), file, {
      ...readingOptionsOf(args),
      ...(duration === undefined ? {} : { duration }),
      ...(burnIn === undefined ? {} : { burnIn }),
      ...(inputRate === undefined ? {} : { inputRate }),
      name: basename(file).replace(/\.(nir|h5|hdf5)$/i, ""),
    });
    const files = writeDescribed(out, described);
    if (args.json) return terminal.printJson({ folder: out, files, losses: described.losses });
    terminal.print(`${out}: ${files.join(", ")}`);
    printLosses(terminal, described.losses);
  },
};
