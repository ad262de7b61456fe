/** The state of all cores in one arena: for each name one array, the cores' parts one after the other. */
import type { ArrayKind, ArraysOf, ArraySpec } from "../../common/arena.js";
import type { CoreState } from "./core-state.js";

/** The state of a core, by name, in the order of checkpoints. */
export const CORE_STATE = ["v", "excitatory", "inhibitory", "refractory", "iOffset", "overflows"] as const;

const KINDS = {
  v: "int32",
  excitatory: "int32",
  inhibitory: "int32",
  refractory: "int32",
  iOffset: "int32",
  overflows: "uint32",
} as const satisfies Record<(typeof CORE_STATE)[number], ArrayKind>;

type StateArray = keyof typeof KINDS;
type StateSpecs = { readonly [Name in StateArray]: ArraySpec<(typeof KINDS)[Name]> };

/** Every core's part begins where a vector of four words may. */
const LANES = 4;
export const wholeVectors = (words: number) => Math.ceil(words / LANES) * LANES;

export function coreArrays(cores: readonly CoreState[]): StateSpecs {
  const length = cores.reduce((sum, { n }) => sum + wholeVectors(n), 0);
  return Object.fromEntries(CORE_STATE.map((name) => [name, { kind: KINDS[name], length }])) as StateSpecs;
}

/** The same cores, their state copied into the arrays. */
export function placeCores(cores: readonly CoreState[], arrays: ArraysOf<StateSpecs>): CoreState[] {
  let next = 0;
  return cores.map((core) => {
    const parts = CORE_STATE.map((name) => {
      const part = arrays[name].subarray(next, next + core.n);
      part.set(core[name]);
      return [name, part];
    });
    next += wholeVectors(core.n);
    return { ...core, ...(Object.fromEntries(parts) as Pick<CoreState, StateArray>) };
  });
}
