/** The network that an export writes: as drawn, or, where a target is named, as its chip has it. */
import type { NetworkDescription } from "../description/types.js";
import { fail } from "../diagnostics/diagnostic.js";
import { build } from "../measure/build.js";
import { drawNetwork } from "../network/draw-network.js";
import type { Network } from "../network/types.js";
import { writtenOptions } from "../options/option-table.js";
import { optionTables } from "../options/option-tables.js";
import { compileOptionsOf, type CompileArguments } from "./compile-options.js";
import type { Terminal } from "./terminal.js";

/** @throws EquipoiseError `bad-option` where a compiler option has no target that it could be of */
export function networkToWrite(description: NetworkDescription, args: CompileArguments, terminal: Terminal): Network {
  if (args.target === undefined) {
    const given = optionTables
      .flatMap((table) => [...writtenOptions(table)].map(([name]) => name))
      .find((name) => (args as Record<string, unknown>)[name] !== undefined);
    if (given !== undefined)
      fail("bad-option", `--${given} is an option of a chip, and none is named`, {
        hint: "give --target, or leave it out: the network is then written in float64",
      });
    return drawNetwork(description);
  }
  const { target, options } = compileOptionsOf(args);
  try {
    const { compiled } = build(description, target, options, {
      report: terminal.report,
      progress: terminal.progress,
      work: "compile",
    });
    return compiled.onChip;
  } finally {
    terminal.clearBar();
  }
}
