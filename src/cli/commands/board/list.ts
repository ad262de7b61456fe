/** `equipoise board list`: serial ports of this machine, and the boards that can be simulated. */
import type { CommandModule } from "yargs";
import { listSerialPorts } from "../../../../firmware-bridge/transport/serial-port-transport.js";
import { SIMULATED_BOARDS } from "../../board-line.js";
import { knownPort, pluggedLoaders } from "../../known-usb.js";
import { portFacts } from "../../serial-port-facts.js";
import { formatTable } from "../../table.js";
import { Terminal } from "../../terminal.js";

interface Arguments {
  json: boolean;
  quiet: boolean;
}

const RIGHTS = "sudo usermod -aG dialout $USER, then log out and in, or the udev rule of docs/bench.md";

/** Windows and macOS give ports to everybody. */
function mayUse(path: string): boolean {
  const { present, permitted } = portFacts(path);
  return permitted || !present;
}

export const listCommand: CommandModule<object, Arguments> = {
  async handler(args) {
    const terminal = new Terminal(args);
    const { ports, incomplete } = await listSerialPorts();
    const loaders = pluggedLoaders();
    const found = ports.map((port) => ({ ...port, known: knownPort(port), permitted: mayUse(port.path) }));
    if (args.json)
      return terminal.printJson({
        ports: found,
        loaders,
        incomplete,
        simulated: SIMULATED_BOARDS.map(({ id }) => `simulated:${id}`),
      });
    const rows = [
      ...found.map(({ path, manufacturer, serialNumber, known }) => [
        `board:${path}`,
        known?.what ?? [manufacturer, serialNumber].filter(Boolean).join(" "),
      ]),
      ...loaders.map(({ id, what }) => [`(USB ${id})`, what]),
      ...SIMULATED_BOARDS.map(({ id, summary }) => [`simulated:${id}`, summary]),
    ];
    terminal.print(formatTable(["--on", ""], rows));
    for (const { path, known, permitted } of found) {
      if (!permitted) terminal.print(`${path}: you may not open it: ${RIGHTS}`);
      else if (known !== null) terminal.print(`${path}: ${known.next}`);
    }
    for (const { id, what, next } of loaders) terminal.print(`${what}, ${id}: ${next}`);
    if (incomplete !== null) terminal.log(incomplete);
  },
};
