/** Reads the integers of a compiled program, whatever its family. */
import type { ProgramHeader } from "../../program/header.js";
import type { Program } from "../../program/program.js";
import type { LoihiProgram } from "../../program/loihi/program.js";
import type { SpinnakerProgram } from "../../program/spinnaker/program.js";
import type { LoihiTarget } from "../../targets/loihi/target.js";
import { loihiTargetById } from "../../targets/registry.js";
import type { IntegersHeader } from "./integers-header.js";
import type { Integers } from "./integers.js";
import type { LoihiIntegers } from "./loihi-integers.js";
import { loihiIntegersOf } from "./of-loihi-program.js";
import { spinnakerIntegersOf } from "./of-spinnaker-program.js";
import type { SpinnakerIntegers } from "./spinnaker-integers.js";

/**
 * Synapses of a row are in the order in which the chip has them.
 * @param target of a Loihi-style program, where it is none that the registry knows
 * @throws EquipoiseError `program-corrupt` where it contradicts itself, `integers-uneven` where cores differ in what a population has once
 */
export function integersOf(program: LoihiProgram, target?: LoihiTarget): LoihiIntegers;
export function integersOf(program: SpinnakerProgram): SpinnakerIntegers;
export function integersOf(program: Program, target?: LoihiTarget): Integers;
export function integersOf(program: Program, target?: LoihiTarget): Integers {
  const header = headerOf(program);
  return program.family === "loihi"
    ? { ...header, ...loihiIntegersOf(program, target ?? loihiTargetById(program.target)) }
    : { ...header, ...spinnakerIntegersOf(program) };
}

function headerOf(program: ProgramHeader): IntegersHeader {
  const { name, target, board, dt, seed, steps, burnInSteps, size, inputs, options, probes, spikesKept } = program;
  return {
    ...{ name, target, board, dt, seed, steps, burnInSteps, size, inputs, options },
    ...(probes === undefined ? {} : { probes }),
    ...(spikesKept === undefined ? {} : { spikesKept }),
  };
}
