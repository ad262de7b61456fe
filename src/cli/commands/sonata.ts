/** `equipoise sonata …`: circuits of SONATA (BMTK, NEST, PyNN) read and written, and spikes as SONATA has them. */
import type { ListedCommand } from "../listed-command.js";

/** In the order of `--help`. */
export const sonataSubcommands: readonly ListedCommand[] = [
  {
    command: "import <config>",
    describe: "make a description of a circuit of NEST's, BMTK's or PyNN's dialect",
    load: async () => (await import("./sonata/import.js")).importSonataCommand,
  },
  {
    command: "export <network>",
    describe: "write a network, as drawn or as a chip has it, as a circuit and a simulation",
    load: async () => (await import("./sonata/export.js")).exportSonataCommand,
  },
  {
    command: "spikes <recording>",
    describe: "write the spikes of a recording as spikes.h5",
    load: async () => (await import("./sonata/spikes.js")).sonataSpikesCommand,
  },
];
