/**
 * The parameters of all cores in the memory of the WebAssembly module. A core all of whose atoms have the same parameters has one vector of
 * each: a tick then reads a quarter of the memory, which is what a large network waits for.
 */
import type { ArrayKind, ArraysOf, ArraySpec } from "../../common/arena.js";
import { wholeVectors } from "./core-arrays.js";
import type { CoreState } from "./core-state.js";

const KINDS = {
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

type Parameter = keyof typeof KINDS;
type ParameterSpecs = { readonly [Name in Parameter]: ArraySpec<(typeof KINDS)[Name]> };

/** In the order of the record. */
export const CORE_PARAMETERS = Object.keys(KINDS) as Parameter[];

/** Where the parameters of a core are. */
export interface PlacedParameters {
  /** Bytes, in the order of `CORE_PARAMETERS`. */
  readonly addresses: readonly number[];
  /** All atoms have those of the first. */
  readonly uniform: boolean;
}

/** Words that the module reads at once. */
const LANES = 4;

function isUniform(core: CoreState): boolean {
  return CORE_PARAMETERS.every((name) => core[name].every((value) => value === core[name][0]));
}

export function parameterArrays(cores: readonly CoreState[]): ParameterSpecs {
  const uniform = cores.map(isUniform);
  return Object.fromEntries(
    CORE_PARAMETERS.map((name) => [
      name,
      {
        kind: KINDS[name],
        length: cores.reduce((sum, core, c) => sum + (uniform[c] ? LANES : wholeVectors(core[name].length)), 0),
      },
    ]),
  ) as ParameterSpecs;
}

/** Copies them into the arrays. */
export function placeParameters(cores: readonly CoreState[], arrays: ArraysOf<ParameterSpecs>): PlacedParameters[] {
  const next = Object.fromEntries(CORE_PARAMETERS.map((name) => [name, 0])) as Record<Parameter, number>;
  return cores.map((core) => {
    const uniform = isUniform(core);
    const addresses = CORE_PARAMETERS.map((name) => {
      const length = uniform ? LANES : wholeVectors(core[name].length);
      const part = arrays[name].subarray(next[name], next[name] + length);
      next[name] += length;
      if (!uniform) part.set(core[name]);
      else if (core[name].length > 0) part.fill(core[name][0]);
      return part.byteOffset;
    });
    return { addresses, uniform };
  });
}
