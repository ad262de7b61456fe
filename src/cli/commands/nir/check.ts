/** `equipoise nir check FILE`: what is wrong, mended or assumed in a NIR file; with `--repair`, the file as it is read. */
import type { CommandModule } from "yargs";
import { counted } from "../../../diagnostics/counted.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import { readHdf5, writeHdf5 } from "../../../interchange/hdf5.js";
import { sentenceOf } from "../../../interchange/nir/findings.js";
import { examineNir } from "../../../interchange/nir/import.js";
import { inSeconds } from "../../../interchange/nir/in-seconds.js";
import { nirTree } from "../../../interchange/nir/write-graph.js";
import { readBytes, writeWhole } from "../../files.js";
import { prepareOutputs } from "../../outputs.js";
import { Terminal } from "../../terminal.js";
import { readingOptionsOf, withReadingOptions, type ReadingArguments } from "./options.js";

interface Arguments extends ReadingArguments {
  repair?: string;
  json: boolean;
  quiet: boolean;
}

export const checkNirCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withReadingOptions(argv).option("repair", {
      type: "string",
      describe: "write the file as it is read, where nothing is left that must be guessed",
    }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    prepareOutputs([{ option: "--repair", path: args.repair }], [args.file]);
    const tree = await readHdf5(readBytes(args.file), args.file);
    const { graph, version, findings, units, walk } = examineNir(tree, readingOptionsOf(args));
    const { list, errors } = findings;
    const repairs = list.filter(({ severity }) => severity === "repair");
    if (errors.length > 0 || (repairs.length > 0 && args.repair === undefined)) process.exitCode = ExitCode.badInput;
    if (args.repair !== undefined) {
      if (errors.length > 0 && !args.json) for (const error of errors) terminal.print(`error: ${sentenceOf(error)}`);
      if (errors.length > 0)
        fail("nir-invalid", `${args.file} is not repaired: ${sentenceOf(errors[0])}`, {
          hint: "what is meant cannot be told from the file: mend it where it is written",
        });
      writeWhole(args.repair, await writeHdf5(nirTree(units.unit === "ms" ? inSeconds(graph) : graph, version)));
    }
    if (args.json) return terminal.printJson({ file: args.file, findings: list, units, repaired: args.repair ?? null });
    for (const finding of list) terminal.print(`${finding.severity}: ${sentenceOf(finding)}`);
    terminal.print(
      `${counted(walk.shapes.size, "node")} with neurons or inputs, ${counted(walk.connections.length, "connection")}; ${counted(errors.length, "error")}, ${counted(repairs.length, "repair")}`,
    );
    if (args.repair !== undefined)
      terminal.print(`${args.repair}: written as it was read${units.unit === "ms" ? ", in seconds" : ""}`);
  },
};
