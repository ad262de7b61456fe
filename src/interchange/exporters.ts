/** All tools that networks are exported to. A new one is one more entry here. */
import { fail } from "../diagnostics/diagnostic.js";
import type { Exported, Exporter } from "./exporter.js";
import type { Integers } from "./integers/integers.js";
import { lavaExporter } from "./lava/lava-exporter.js";
import { spynnakerExporter } from "./spynnaker/spynnaker-exporter.js";

export const exporters: readonly Exporter[] = [lavaExporter, spynnakerExporter];

/** @throws EquipoiseError `target-family` for integers of another family of chips, and what the exporter itself refuses */
export function exportWith(exporter: Exporter, integers: Integers): Exported {
  if (integers.family !== exporter.family)
    fail("target-family", `${exporter.id} takes integers of the ${exporter.family} family, not of ${integers.target}`, {
      hint: `compile the description with --target ${exporter.target}`,
    });
  return exporter.write(integers);
}
