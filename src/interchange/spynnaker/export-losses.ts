/** What sPyNNaker has no place for, and what its machine computes otherwise than the program. */
import { fail } from "../../diagnostics/diagnostic.js";
import { S1615_ONE } from "../../numerics/s1615.js";
import type { ExportLoss } from "../exporter.js";
import type { SpinnakerIntegers } from "../integers/spinnaker-integers.js";

/** µs in a ms. */
const MICRO = 1000;

/**
 * sPyNNaker's time step is a whole number of microseconds, the next one up from what the script says.
 * @throws EquipoiseError `export-tick`
 */
export function requireTick({ dt }: SpinnakerIntegers): void {
  const tick = Math.round(dt * MICRO);
  if (Math.abs(dt * MICRO - tick) > 1e-6 || Math.ceil((tick / MICRO) * MICRO) !== tick)
    fail("export-tick", `sPyNNaker cannot step by ${dt} ms: its time step is a whole number of microseconds`, {
      hint: "compile the network with another time step, such as 0.1 ms or 1 ms",
    });
}

export function exportLosses(integers: SpinnakerIntegers): ExportLoss[] {
  const { profile, dt, dtRaw, inputs, populations, cores = [] } = integers;
  const losses: ExportLoss[] = [];
  if (profile !== "floor")
    losses.push({
      what: "rounding",
      where: "all neurons",
      note: `sPyNNaker's neuron binaries round products down, and the program asks for ${profile}: compile with --profile floor`,
    });
  const machineTick = Math.round(dt * S1615_ONE);
  if (dtRaw !== machineTick)
    losses.push({
      what: "time-step",
      where: "all neurons",
      note: `the cores take the step as ${machineTick} / 2^15 ms, and the program has ${dtRaw} / 2^15 ms`,
    });
  for (const { name, kind } of inputs)
    if (kind === "host")
      losses.push({
        what: "host-input",
        where: `input ${name}`,
        note: "what is fed to it while the network runs cannot be written down: its sources stay silent",
      });
  populations.forEach(({ name }, p) => {
    const split = cores.reduce((most, core) => (core.population === p ? Math.max(most, core.synapseCores) : most), 1);
    if (split > 1)
      losses.push({
        what: "synapse-cores",
        where: `population ${name}`,
        note: `its synapses lie on the neurons' own core instead of on ${split}: a full ring buffer saturates where the program carries`,
      });
  });
  return losses;
}
