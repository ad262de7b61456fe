/** `equipoise nir export NET -o FILE`: a network as a NIR file, in float64, or with the numbers that a chip has. */
import type { CommandModule } from "yargs";
import { writeHdf5 } from "../../../interchange/hdf5.js";
import { exportNir } from "../../../interchange/nir/export.js";
import { nirTree } from "../../../interchange/nir/write-graph.js";
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
import { printLosses } from "../../write-described.js";

interface Arguments extends WritingArguments {
  out: string;
  losses?: string;
}

export const exportNirCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withWritingOptions(argv)
      .option("out", { alias: "o", type: "string", demandOption: true, describe: "the NIR file" })
      .option("losses", { type: "string", describe: "file for the list of what NIR could not carry (JSON)" }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    prepareOutputs(
      [
        { option: "--out", path: args.out },
        { option: "--losses", path: args.losses },
      ],
      [args.network],
    );
    const description = descriptionToWrite(args, terminal);
    const { graph, losses } = exportNir(networkToWrite(description, args, terminal), description);
    writeWhole(args.out, await writeHdf5(nirTree(graph)));
    if (args.losses !== undefined) writeWhole(args.losses, `${JSON.stringify(losses, null, 2)}\n`);
    judgeLosses(losses, args);
    if (args.json) return terminal.printJson({ file: args.out, losses });
    terminal.print(`${args.out}: ${graph.nodes.size} nodes, ${graph.edges.length} edges`);
    printLosses(terminal, losses);
  },
};
