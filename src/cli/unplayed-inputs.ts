/** Inputs that a host plays, where no host does. */
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { InputPort } from "../program/header.js";

/** Notes inputs of the kind `host`, which are silent in a run of their own. */
export function noteUnplayed(inputs: readonly Pick<InputPort, "name" | "kind">[], report: DiagnosticSink): void {
  const names = inputs.filter(({ kind }) => kind === "host").map(({ name }) => `\`${name}\``);
  if (names.length === 0) return;
  const one = names.length === 1;
  report({
    code: "host-unplayed",
    severity: "note",
    message: `nobody plays the ${one ? "input" : "inputs"} ${names.join(", ")} of the kind host in a run: ${one ? "it is" : "they are"} silent until a host injects spikes`,
    hint: "a plant plays them in `loop`, which takes descriptions, and a program of yours by `inject`; spikes that are known beforehand are of the kind spike_times",
  });
}
