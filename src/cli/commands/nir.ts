/** `equipoise nir …`: files of the Neuromorphic Intermediate Representation, looked at, read and written. */
import type { ListedCommand } from "../listed-command.js";

/** In the order of `--help`. */
export const nirSubcommands: readonly ListedCommand[] = [
  {
    command: "check <file>",
    describe: "everything that is wrong, mended or assumed in a NIR file, by node and field",
    load: async () => (await import("./nir/check.js")).checkNirCommand,
  },
  {
    command: "import <file>",
    describe: "make a description of a NIR file",
    load: async () => (await import("./nir/import.js")).importNirCommand,
  },
  {
    command: "export <network>",
    describe: "write a network, as drawn or as a chip has it, as a NIR file",
    load: async () => (await import("./nir/export.js")).exportNirCommand,
  },
];
