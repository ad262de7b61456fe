/** What a warning about overflows may recommend, of a network that was compiled here: its options and the scale that was chosen. */
import { LARGEST_SHIFT } from "../../compiler/spinnaker/weights/ring-buffer-scale.js";
import type { Program } from "../program/program.js";
import type { SpinnakerProgram } from "../program/spinnaker/program.js";
import type { RunLossContext } from "./run-loss-warnings.js";
import type { CompiledNetwork } from "./family.js";
import type { FamilyOptions } from "../options/option-tables.js";
import { CompiledForLoihi } from "./loihi/family.js";

export function lossContextOf(compiled: CompiledNetwork, options: FamilyOptions): RunLossContext {
  const { program } = compiled;
  if (!(compiled instanceof CompiledForLoihi))
    return {
      options,
      ledger: program.ledger,
      ...(program.family === "spinnaker" ? { fullShift: fullShiftOf(program) } : {}),
    };
  const { scale, lowered } = compiled.quantized.scaled;
  const smallest = ({ first, size }: { readonly first: number; readonly size: number }) =>
    scale.subarray(first, first + size).reduce((a, b) => Math.min(a, b), Infinity);
  const { populations } = lowered.network;
  return {
    options,
    ledger: program.ledger,
    scales: new Map(populations.filter(({ size }) => size > 0).map((p) => [p.name, smallest(p)])),
  };
}

/** Of a program, which knows the options that made it. @param ofIntegers whether its integers were given */
export function lossContextOfProgram(program: Program, ofIntegers: boolean): RunLossContext {
  return {
    options: JSON.parse(program.options) as object,
    ofIntegers,
    ledger: program.ledger,
    ...(program.family === "spinnaker" ? { fullShift: fullShiftOf(program) } : {}),
  };
}

/** Whether every core of a population has the largest left shift there is. */
export function fullShiftOf({
  populations,
  cores,
}: Pick<SpinnakerProgram, "populations" | "cores">): NonNullable<RunLossContext["fullShift"]> {
  return (name, type) => {
    const population = populations.find((p) => p.name === name);
    if (population === undefined) return false;
    const own = cores.filter(
      ({ neurons }) =>
        neurons.length > 0 && neurons[0] >= population.first && neurons[0] < population.first + population.size,
    );
    return (
      own.length > 0 &&
      own.every(
        ({ leftShifts: [excitatory, inhibitory] }) =>
          (type === "inhibitory" ? inhibitory : excitatory) >= LARGEST_SHIFT,
      )
    );
  };
}
