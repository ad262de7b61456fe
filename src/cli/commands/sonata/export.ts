/** `equipoise sonata export NET -o DIR`: a network as a SONATA circuit, in float64, or with the numbers that a chip has. */
import { join } from "node:path";
import type { CommandModule } from "yargs";
import { writeHdf5 } from "../../../interchange/hdf5.js";
import { CIRCUIT, exportSonata } from "../../../interchange/sonata/export.js";
import { writeWhole } from "../../files.js";
import {
  descriptionToWrite,
  judgeLosses,
  networkToWrite,
  withWritingOptions,
  type WritingArguments,
} from "../../network-to-write.js";
import { prepareOutputs } from "../../outputs.js";
import { Terminal } from "../../terminal.js";
import { LOSSES, printLosses, writeLosses } from "../../write-described.js";

interface Arguments extends WritingArguments {
  out: string;
}

export const exportSonataCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withWritingOptions(argv).option("out", {
      alias: "o",
      type: "string",
      demandOption: true,
      describe: "folder for the circuit",
    }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    prepareOutputs(
      [CIRCUIT, LOSSES].map((name) => ({ option: "--out", path: join(args.out, name) })),
      [args.network],
    );
    const description = descriptionToWrite(args, terminal);
    const { files, losses } = exportSonata(networkToWrite(description, args, terminal), description);
    for (const file of files)
      writeWhole(join(args.out, file.path), "text" in file ? file.text : await writeHdf5(file.tree, "plain"));
    writeLosses(args.out, losses);
    const names = [...files.map(({ path }) => path), LOSSES];
    judgeLosses(losses, args);
    if (args.json) return terminal.printJson({ folder: args.out, files: names, losses });
    terminal.print(`${args.out}: ${names.join(", ")}`);
    printLosses(terminal, losses);
  },
};
