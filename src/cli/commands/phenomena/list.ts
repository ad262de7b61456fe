/** `equipoise phenomena list`: the experiments with their claims, and the studies with their questions. */
import type { CommandModule } from "yargs";
import { experiments } from "../../../../phenomena/registry.js";
import { studies } from "../../../../studies/registry.js";
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
    const asked = studies.map(({ id, title, question }) => ({ id, title, question }));
    if (args.json) return terminal.printJson({ experiments: described, studies: asked });
    terminal.print(
      formatTable(
        ["experiment", "claim"],
        described.map(({ id, claim }) => [id, claim]),
      ),
    );
    if (asked.length > 0)
      terminal.print(
        `\n${formatTable(
          ["study", "question"],
          asked.map(({ id, question }) => [id, question]),
        )}`,
      );
    terminal.print("\nequipoise phenomena run ID…, or run --all for all experiments; studies run by their id");
  },
};
