/** State of the float64 reference, which is in units of the description; null for conductances of neurons that have none. */
import { modelOf, type Network } from "../network/types.js";
import type { Probe, ProbedStateVariable } from "../description/probe.js";
import { rawReadout, type Readout } from "../recording/state-probe.js";

export function readoutOfReference(
  { population, variable }: Probe<ProbedStateVariable>,
  network: Network,
): Readout | null {
  const found = network.populations.find(({ name }) => name === population);
  const synapse = found && modelOf(network, found).synapse;
  const raw = rawReadout(variable, "mV");
  if (variable === "v") return raw;
  if (variable === "u") return { ...raw, unit: synapse === "delta" ? "mV" : "pA" };
  return synapse === "conductance" ? { ...raw, unit: "nS" } : null;
}
