/** `equipoise phenomena …`: the claims of balance, each as an experiment on the reference and on chips. */
import type { ListedCommand } from "../listed-command.js";

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
