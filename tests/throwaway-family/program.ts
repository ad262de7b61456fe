/** What a core is loaded with, and its bytes: JSON, as nobody will read it but this folder. */
import { fail } from "../../src/diagnostics/diagnostic.js";
import type { ProgramImage } from "../../src/program/other-images.js";
import type { ProgramHeader } from "../../src/program/header.js";
import type { Program } from "../../src/program/program.js";

/** Of a neuron; all whole numbers. */
export interface ShiftCore {
  readonly neurons: Uint32Array;
  /** u -= u >> uShift, v -= v >> vShift. */
  readonly uShift: number;
  readonly vShift: number;
  readonly threshold: number;
  readonly bias: number;
  /** Steps in which v stays 0 after a spike. */
  readonly refractory: number;
  readonly v0: readonly number[];
  /** [source, atom, weight in LSB of u, delay] */
  readonly synapses: readonly (readonly [source: number, atom: number, weight: number, delay: number])[];
}

export interface ShiftProgram extends ProgramHeader {
  readonly family: "shift";
  readonly profile: "shift";
  readonly stateBits: number;
  readonly cores: readonly ShiftCore[];
}

/** To and from the type of programs that is known elsewhere. */
export const shown = (program: ShiftProgram): Program => program as unknown as Program;
export const seen = (program: Program): ShiftProgram => program as unknown as ShiftProgram;

const SYNAPSE_BYTES = 40;

export const SHIFT_IMAGE: ProgramImage = {
  encode(program) {
    const { cores, stateBits } = seen(program);
    const plain = cores.map((core) => ({ ...core, neurons: [...core.neurons] }));
    return new TextEncoder().encode(JSON.stringify({ stateBits, cores: plain }));
  },
  decode(header, image) {
    const { stateBits, cores } = JSON.parse(new TextDecoder().decode(image)) as Pick<
      ShiftProgram,
      "stateBits" | "cores"
    >;
    return shown({
      ...header,
      family: "shift",
      profile: "shift",
      stateBits,
      cores: cores.map((core) => ({ ...core, neurons: Uint32Array.from(core.neurons) })),
    });
  },
  validate(program, sources, memory) {
    for (const { neurons, synapses } of seen(program).cores) {
      memory.take(synapses.length, SYNAPSE_BYTES, "synapses");
      for (const [source, atom, , delay] of synapses)
        if (!(source < sources && atom < neurons.length && delay >= 1))
          fail("program-invalid", `a synapse of source ${source} onto atom ${atom} cannot be`);
    }
  },
};
