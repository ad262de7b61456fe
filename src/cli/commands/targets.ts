/** `equipoise targets [ID]`: the chips as data, every limit with its source. */
import type { CommandModule } from "yargs";
import { allTargets, targetById } from "../../targets/registry.js";
import type { Limit } from "../../targets/limit.js";
import type { TargetSpec } from "../../targets/target.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";

interface Arguments {
  id?: string;
  json: boolean;
  quiet: boolean;
}

function printOne(terminal: Terminal, target: TargetSpec): void {
  terminal.print(`${terminal.colors.bold(target.id)}  ${target.title}`);
  if (!target.placementIsAccurate)
    terminal.print("Resource accounting of this chip is not public: sizes are estimates, not a promise of placement.");
  const accumulator = "accumulator" in target ? target.accumulator : undefined;
  const limits = Object.entries<Limit>({
    ...target.limits,
    ...(accumulator && { accumulatorBits: accumulator.bits, accumulatorFractionBits: accumulator.fractionBits }),
  });
  const words = (name: string) => name.replace(/([A-Z])/g, " $1").toLowerCase();
  terminal.print(
    formatTable(
      ["limit", "value", "source"],
      limits.map(([name, l]) => [
        words(name),
        l.value === null ? "unknown" : l.value.toLocaleString("en"),
        l.source + (l.note ? ` — ${l.note}` : ""),
      ]),
    ),
  );
  terminal.print();
  terminal.print(
    formatTable(
      ["board", "chips", "", "source"],
      target.boards.map((b) => [
        b.id + (b.id === target.defaultBoard ? " (default)" : ""),
        String(b.chips),
        b.title,
        b.source,
      ]),
    ),
  );
  terminal.print();
  terminal.print(
    formatTable(
      ["arithmetic", "", "source"],
      Object.values(target.profiles).map((p) => [
        p.id + (p.id === target.defaultProfile ? " (default)" : ""),
        p.summary,
        p.source,
      ]),
    ),
  );
}

export const targetsCommand: CommandModule<object, Arguments> = {
  builder: (argv) => argv.positional("id", { type: "string", describe: "one target in full" }) as never,
  handler(args) {
    const terminal = new Terminal(args);
    const targets = args.id === undefined ? allTargets() : [targetById(args.id)];
    if (args.json) terminal.printJson(args.id === undefined ? targets : targets[0]);
    else
      targets.forEach((target, i) => {
        if (i > 0) terminal.print();
        printOne(terminal, target);
      });
  },
};
