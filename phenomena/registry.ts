/** The experiments, in the order in which the source text makes its claims. A new one is a module and a line here (docs/phenomena.md). */
import { fail } from "../src/diagnostics/diagnostic.js";
import type { Experiment } from "./experiment.js";
import { cancellation } from "./experiments/cancellation.js";
import { conductance } from "./experiments/conductance.js";
import { decorrelation } from "./experiments/decorrelation.js";
import { emergence } from "./experiments/emergence.js";
import { gainControl } from "./experiments/gain-control.js";
import { highConductance } from "./experiments/high-conductance.js";
import { irregularity } from "./experiments/irregularity.js";
import { ping } from "./experiments/ping.js";
import { scaling } from "./experiments/scaling.js";

export const experiments: readonly Experiment[] = [
  scaling,
  cancellation,
  conductance,
  highConductance,
  irregularity,
  decorrelation,
  emergence,
  gainControl,
  ping,
];

/** @throws EquipoiseError `experiment-unknown` */
export function experimentById(id: string): Experiment {
  const found = experiments.find((experiment) => experiment.id === id);
  return (
    found ??
    fail("experiment-unknown", `there is no experiment \`${id}\``, {
      hint: `choose from ${experiments.map((e) => e.id).join(", ")}`,
    })
  );
}
