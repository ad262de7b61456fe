/** `equipoise board info --on …`: what the board says of itself. */
import type { CommandModule } from "yargs";
import { Feature, stateName } from "../../../../firmware-bridge/protocol/codes.js";
import { boardLine, boardName, openLink } from "../../board-line.js";
import { lineErrorsOf } from "../../line-errors.js";
import { formatTable } from "../../table.js";
import { Terminal } from "../../terminal.js";
import { withBoard, type BoardArguments } from "./options.js";

function lowLatencyRow(lowLatency: true | string | undefined): string[][] {
  if (lowLatency === undefined) return [];
  return [["low latency", lowLatency === true ? "set" : `not set (${lowLatency}); see equipoise board doctor`]];
}

export const infoCommand: CommandModule<object, BoardArguments> = {
  builder: (argv) => withBoard(argv) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const link = await openLink(boardLine(args.on, args.baud));
    try {
      const { board, ...rest } = link.board;
      const { framingErrors, overruns } = await link.read("COUNTERS", {});
      const line = { framingErrors, overruns };
      if (args.json)
        return terminal.printJson({
          on: args.on,
          board: boardName(board),
          ...rest,
          ...line,
          lowLatency: link.lowLatency,
        });
      const words = (name: string) => name.replace(/([A-Z])/g, " $1").toLowerCase();
      const meaning: Readonly<Record<string, string>> = {
        state: stateName(rest.state) ?? `${rest.state}`,
        digest: rest.digest.toString(16).padStart(8, "0"),
        features: Object.entries(Feature)
          .flatMap(([name, bit]) => ((rest.features & bit) === 0 ? [] : [name]))
          .join(", "),
      };
      terminal.print(
        formatTable(
          [boardName(board), args.on],
          [
            ...Object.entries(rest).map(([name, value]) => [words(name), meaning[name] ?? value.toLocaleString("en")]),
            ...lowLatencyRow(link.lowLatency),
          ],
        ),
      );
      const lost = lineErrorsOf(line, args.on);
      if (lost !== null) terminal.report(lost);
    } finally {
      link.close();
    }
  },
};
