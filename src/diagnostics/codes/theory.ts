/** Codes of what theory does not see in a network; `equipoise check` prints them after its caveats. */
import type { CodeTable } from "./entry.js";

export const THEORY = {
  "few-neurons": {
    severity: "note",
    when: "A population is so small that theory, which is of large ones, may be far off: trust a run more.",
  },
  "identical-starts": {
    severity: "note",
    when: "All cells of a population start alike without input of their own, so that they may fire together: draw their initial V.",
  },
  "input-changes": {
    severity: "note",
    when: "Input that changes during the run counts with its mean over time: run it to see what the change does.",
  },
  "known-spike-times": {
    severity: "note",
    when: "Theory takes listed spikes as Poisson at their mean rate: run it to see what their times do.",
  },
  "many-multapses": {
    severity: "note",
    when: "There are more inputs than cells to give them, so that pairs are connected many times and inputs are correlated: run it, or use more cells.",
  },
  "shared-input": {
    severity: "note",
    when: "Cells share much of their input, which theory takes as independent: run it, or use more sources.",
  },
  "spread-parameters": {
    severity: "note",
    when: "Parameters that differ between neurons count with their means: run it to see what the spread does.",
  },
} satisfies CodeTable;
