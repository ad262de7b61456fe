/** Inputs that a host plays, where no host does. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { InputPort } from "../program/header.js";

/** The note of inputs of the kind `host` that are silent in a run of their own; null where there are none. */
export function unplayedInputs(inputs: readonly Pick<InputPort, "name" | "kind">[]): Diagnostic | null {
  const names = inputs.filter(({ kind }) => kind === "host").map(({ name }) => `\`${name}\``);
  if (names.length === 0) return null;
  const one = names.length === 1;
  return {
    code: "host-unplayed",
    severity: "note",
    message: `nobody plays the ${one ? "input" : "inputs"} ${names.join(", ")} of the kind host in a run: ${one ? "it is" : "they are"} silent until a host injects spikes`,
    hint: "a plant plays them in `loop`, which takes descriptions, and a program of yours by `inject`; spikes that are known beforehand are of the kind spike_times",
  };
}
