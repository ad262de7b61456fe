/** What can be done with a program alone, whichever compiler made it: run it, and say how full its cores are. */
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { KERNELS, kernelNamed } from "../../emulator/loihi/kernel/kernels.js";
import { createMachineEmulator } from "../../emulator/spinnaker/emulator-in-workers.js";
import { fail } from "../diagnostics/diagnostic.js";
import type { SlicePlaces } from "../environment/slice-places.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import { machineOf } from "../program/spinnaker/machine-of-program.js";
import { spinnakerUtilisation } from "../program/spinnaker/utilisation.js";
import type { Program } from "../program/program.js";
import { utilisation, type Utilisation } from "../program/loihi/utilisation.js";
import type { Probe, ProbedStateVariable } from "../description/probe.js";
import type { Readout } from "../recording/state-probe.js";
import { loihiTargetById, spinnakerTargetById } from "../targets/registry.js";
import { readoutOfLoihiProgram } from "./loihi/readout.js";
import { readoutOfMachine } from "./spinnaker/readout.js";

/** What a family from elsewhere does with its programs. */
export interface ProgramRunner {
  emulator(program: Program): ExecutionTarget;
  utilisation(program: Program): Utilisation;
  readoutOf(probe: Probe<ProbedStateVariable>, program: Program): Readout | null;
}

const others = new Map<string, ProgramRunner>();

/** Adds what runs the programs of a family from elsewhere (register-family.ts). */
export function addProgramRunner(family: string, runner: ProgramRunner): void {
  others.set(family, runner);
}

/** Kernels of the emulators by name; which one runs changes no spike. */
export const KERNEL_NAMES = KERNELS.map(({ name }) => name);

/**
 * @param workers threads; the result is the same for any number
 * @param places where slices run instead of threads: processes on several machines
 * @param kernel one of KERNEL_NAMES, for Loihi-style programs
 * @param releases whether nobody else reads the synaptic words of a SpiNNaker-style program: they are let go once they are loaded
 */
export async function emulatorOf(
  program: Program,
  {
    workers = 1,
    kernel,
    releases = false,
    places,
  }: {
    readonly workers?: number;
    readonly kernel?: string;
    readonly releases?: boolean;
    readonly places?: SlicePlaces;
  } = {},
): Promise<ExecutionTarget> {
  if (kernel !== undefined && program.family !== "loihi")
    fail("bad-option", `--kernel chooses a kernel of Loihi-style emulators; ${program.target} has one only`, {
      hint: "leave it out",
    });
  const other = others.get(program.family);
  if (other !== undefined) return other.emulator(program);
  return program.family === "loihi"
    ? createEmulator(program, loihiTargetById(program.target), {
        workers,
        places,
        kernel: kernel === undefined ? undefined : kernelNamed(kernel),
      })
    : createMachineEmulator(machineOf(program), { workers, places, releases });
}

/** How what a run of the program reads becomes units of the description, as far as the program alone knows; null where the chip has no such thing. */
export function readoutOfProgram(probe: Probe<ProbedStateVariable>, program: Program): Readout | null {
  const other = others.get(program.family);
  if (other !== undefined) return other.readoutOf(probe, program);
  return program.family === "loihi" ? readoutOfLoihiProgram(probe, program) : readoutOfMachine(probe, program);
}

export function utilisationOf(program: Program): Utilisation {
  const other = others.get(program.family);
  if (other !== undefined) return other.utilisation(program);
  return program.family === "loihi"
    ? utilisation(program, loihiTargetById(program.target))
    : spinnakerUtilisation(program, spinnakerTargetById(program.target));
}
