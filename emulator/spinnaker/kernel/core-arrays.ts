/** The arrays of all cores in one arena: for each name one array, the cores' parts one after the other. */
import type { ArrayKind, ArraysOf, ArraySpec } from "../../common/arena.js";
import type { CoreState } from "./core-state.js";

/** The state of a core, by name, in the order of checkpoints. */
export const CORE_STATE = ["v", "excitatory", "inhibitory", "refractory", "iOffset", "overflows"] as const;

const CORE_ARRAYS = {
  v: "int32",
  excitatory: "int32",
  inhibitory: "int32",
  refractory: "int32",
  iOffset: "int32",
  overflows: "uint32",
  vRest: "int32",
  vReset: "int32",
  vThreshold: "int32",
  resistance: "int32",
  expTC: "int32",
  refractoryPeriod: "int32",
  decayExcitatory: "uint32",
  decayInhibitory: "uint32",
  initExcitatory: "uint32",
  initInhibitory: "uint32",
  reversalExcitatory: "int32",
  reversalInhibitory: "int32",
} as const satisfies Partial<Record<keyof CoreState, ArrayKind>>;

type CoreArray = keyof typeof CORE_ARRAYS;
type CoreSpecs = { readonly [Name in CoreArray]: ArraySpec<(typeof CORE_ARRAYS)[Name]> };

const NAMES = Object.keys(CORE_ARRAYS) as CoreArray[];

/** Every core's part begins where a vector of four words may. */
const LANES = 4;
const padded = (length: number) => Math.ceil(length / LANES) * LANES;

export function coreArrays(cores: readonly CoreState[]): CoreSpecs {
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      { kind: CORE_ARRAYS[name], length: cores.reduce((sum, core) => sum + padded(core[name].length), 0) },
    ]),
  ) as CoreSpecs;
}

/** The same cores, their values copied into the arrays. */
export function placeCores(cores: readonly CoreState[], arrays: ArraysOf<CoreSpecs>): CoreState[] {
  const next = Object.fromEntries(NAMES.map((name) => [name, 0])) as Record<CoreArray, number>;
  return cores.map((core) => {
    const parts = NAMES.map((name) => {
      const part = arrays[name].subarray(next[name], next[name] + core[name].length);
      part.set(core[name]);
      next[name] += padded(core[name].length);
      return [name, part];
    });
    return { ...core, ...(Object.fromEntries(parts) as Pick<CoreState, CoreArray>) };
  });
}
