/** Another seed for what is compiled already: of its Poisson inputs and its noise, nothing else is left to draw. */
import { fail } from "../diagnostics/diagnostic.js";
import type { Program } from "../program/program.js";
import type { Terminal } from "./terminal.js";

const LARGEST_SEED = 0xffffffff;

/** @throws EquipoiseError `seed-out-of-range`, as for a description */
export function checkSeed(seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED)
    fail("seed-out-of-range", `the seed ${seed} is not a whole number in 0..${LARGEST_SEED}`, {
      hint: "give a whole number in that range",
    });
}

/** Whether anything is drawn by the seed while a program runs; Poisson sources of a SpiNNaker job have seeds of their own. */
function draws(program: Program): boolean {
  if (program.inputs.some(({ kind }) => kind === "poisson")) return true;
  return program.family === "loihi"
    ? program.cores.some(({ noise }) => noise !== null)
    : program.family === "spinnaker" && program.profile === "stochastic_sat";
}

/**
 * The program with the seed that was given, if one was: a note says what it stands for.
 * @throws EquipoiseError `seed-out-of-range`
 */
export function withSeed<Of extends Program>(program: Of, seed: number | undefined, { report }: Terminal): Of {
  if (seed === undefined) return program;
  checkSeed(seed);
  if (seed === program.seed) return program;
  report({
    code: "seed-of-program",
    severity: "note",
    message: draws(program)
      ? `seed ${seed} is of what is drawn while ${program.name} runs, Poisson spikes and noise; its synapses and initial values are compiled, with seed ${program.seed}`
      : `--seed ${seed} changes nothing: ${program.name} is compiled, with seed ${program.seed}, and draws nothing by it while it runs`,
    hint: "to draw another network, compile its description with --seed",
  });
  return { ...program, seed };
}
