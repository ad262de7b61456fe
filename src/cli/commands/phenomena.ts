/** `equipoise phenomena …`: the claims of balance, each as an experiment on the reference and on chips. */
import type { CommandModule } from "yargs";
import { commandsFor, type ListedCommand } from "../listed-command.js";

/** In the order of `--help`. */
export const phenomenaSubcommands: readonly ListedCommand[] = [
  {
    command: "list",
    describe: "the experiments with their claims",
    load: async () => (await import("./phenomena/list.js")).listPhenomenaCommand,
  },
  {
    command: "run [ids..]",
    describe: "run experiments and hold what is measured against theory",
    load: async () => (await import("./phenomena/run.js")).runPhenomenaCommand,
  },
];

export async function phenomenaCommand(words: readonly string[]): Promise<Pick<CommandModule, "builder" | "handler">> {
  const subcommands = await commandsFor(phenomenaSubcommands, words);
  return {
    builder: (argv) =>
      subcommands
        .reduce((all, command) => all.command(command), argv)
        .demandCommand(1, "Which phenomena command? See `equipoise phenomena --help`."),
    handler: () => {},
  };
}
