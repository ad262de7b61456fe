/** `equipoise phenomena list`: the experiments with their claims. */
import type { CommandModule } from "yargs";
import { experiments } from "../../../../phenomena/registry.js";
import { formatTable } from "../../table.js";
import { Terminal } from "../../terminal.js";

interface Arguments {
  json: boolean;
  quiet: boolean;
}

export const listPhenomenaCommand: CommandModule<object, Arguments> = {
  handler(args) {
    const terminal = new Terminal(args);
    const described = experiments.map(({ id, title, claim, theory, quantities }) => ({
      id,
      title,
      claim,
      theory,
      quantities: quantities.map((q) => ({
        id: q.id,
        label: q.label,
        unit: q.unit,
        tolerance: q.tolerance.text,
        why: q.tolerance.why,
      })),
    }));
    if (args.json) return terminal.printJson({ experiments: described });
    terminal.print(
      formatTable(
        ["experiment", "claim"],
        described.map(({ id, claim }) => [id, claim]),
      ),
    );
    terminal.print("\nequipoise phenomena run ID…, or run --all for all of them");
  },
};
