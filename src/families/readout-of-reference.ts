/** State of the float64 reference, which is in units of the description; null for conductances of neurons that have none. */
import type { Network } from "../network/types.js";
import type { Probe, StateVariable } from "../description/probe.js";
import { rawReadout, type Readout } from "../recording/state-probe.js";

export function readoutOfReference(
  { population, variable }: Probe<StateVariable>,
  { populations }: Network,
): Readout | null {
  const model = populations.find(({ name }) => name === population)?.model;
  const raw = rawReadout(variable, "mV");
  if (variable === "v") return raw;
  if (variable === "u") return { ...raw, unit: model === "iaf_psc_delta" ? "mV" : "pA" };
  return model === "iaf_cond_exp" ? { ...raw, unit: "nS" } : null;
}
