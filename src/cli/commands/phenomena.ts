/** `equipoise phenomena …`: the claims of balance, each as an experiment on the reference and on chips. */
import type { CommandModule } from "yargs";
import { listPhenomenaCommand } from "./phenomena/list.js";
import { runPhenomenaCommand } from "./phenomena/run.js";

/** In the order of `--help`. */
export const phenomenaSubcommands: readonly CommandModule<object, never>[] = [listPhenomenaCommand, runPhenomenaCommand] as never;

export const phenomenaCommand: CommandModule<object, object> = {
  command: "phenomena",
  describe: "what is known of balanced networks, measured on the reference and on chips: list, run",
  builder: (argv) =>
    phenomenaSubcommands
      .reduce((all, command) => all.command(command as CommandModule), argv)
      .demandCommand(1, "Which phenomena command? See `equipoise phenomena --help`."),
  handler: () => {},
};
