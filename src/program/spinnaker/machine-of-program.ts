/** The machine that a program describes: what the emulator runs. */
import type { SpinnakerProgram } from "./program.js";
import type { MachineImage } from "./machine-image.js";

export function machineOf({
  size,
  dt,
  dtRaw,
  profile,
  seed,
  populations,
  cores,
  inputs,
  poissonCores = [],
  offsetChanges,
}: SpinnakerProgram): MachineImage {
  return {
    size,
    dt,
    dtRaw,
    rounding: profile,
    seed,
    populations,
    cores,
    poissonCores,
    hostSources: inputs,
    offsetChanges,
  };
}
