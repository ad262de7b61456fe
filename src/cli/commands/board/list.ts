/** `equipoise board list`: serial ports of this machine, and the boards that can be simulated. */
import type { CommandModule } from "yargs";
import { listSerialPorts } from "../../../../firmware-bridge/transport/serial-port-transport.js";
import { SIMULATED_BOARDS } from "../../board-line.js";
import { formatTable } from "../../table.js";
import { Terminal } from "../../terminal.js";

interface Arguments {
  json: boolean;
  quiet: boolean;
}

export const listCommand: CommandModule<object, Arguments> = {
  async handler(args) {
    const terminal = new Terminal(args);
    const { ports, incomplete } = await listSerialPorts();
    if (args.json)
      return terminal.printJson({ ports, incomplete, simulated: SIMULATED_BOARDS.map(({ id }) => `simulated:${id}`) });
    const rows = [
      ...ports.map(({ path, manufacturer, serialNumber }) => [
        `board:${path}`,
        [manufacturer, serialNumber].filter(Boolean).join(" "),
      ]),
      ...SIMULATED_BOARDS.map(({ id, summary }) => [`simulated:${id}`, summary]),
    ];
    terminal.print(formatTable(["--on", ""], rows));
    if (incomplete !== null) terminal.log(incomplete);
  },
};
