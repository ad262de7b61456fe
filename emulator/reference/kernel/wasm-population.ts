/** Populations whose steps the kernel executes; their arrays are those of the plain update, in the kernel's memory. */
import type { Population } from "../../../src/network/types.js";
import type { AllocateFloat64 } from "../allocate.js";
import type { Arrivals } from "../arrivals.js";
import type { PopulationUpdate } from "../population-update.js";
import { PscDeltaPopulation } from "../psc-delta-population.js";
import { PscExpPopulation } from "../psc-exp-population.js";
import type { KernelExports, UpdatePopulation } from "./kernel-exports.js";
import { bytesOf, type KernelMemory } from "./kernel-memory.js";

/** A plain update, and its arrays in the order of the kernel's record: what changes, then the parameters. */
interface PlainArrays {
  readonly plain: PopulationUpdate;
  readonly state: readonly Float64Array[];
  readonly parameters: readonly Float64Array[];
  /** Notes in the plain update that a step was executed. */
  readonly executed?: (step: number) => void;
}

interface WasmUpdate {
  readonly of: (exports: KernelExports) => UpdatePopulation;
  /** Arrays of a float64 a neuron. */
  readonly arrays: number;
  readonly make: (population: Population, dt: number, arrivals: Arrivals, allocate: AllocateFloat64) => PlainArrays;
}

const UPDATES: Readonly<Record<string, WasmUpdate>> = {
  iaf_psc_delta: {
    of: ({ pscDelta }) => pscDelta,
    arrays: 7,
    make(population, dt, arrivals, allocate) {
      const plain = new PscDeltaPopulation(population, dt, arrivals, allocate);
      const { u, dead, decayV, drive, threshold, reset, deadSteps } = plain;
      return {
        plain,
        state: [u, dead],
        parameters: [decayV, drive, threshold, reset, deadSteps],
        executed: (step) => (plain.lastStep[0] = step),
      };
    },
  },
  iaf_psc_exp: {
    of: ({ pscExp }) => pscExp,
    arrays: 13,
    make(population, dt, arrivals, allocate) {
      const plain = new PscExpPopulation(population, dt, arrivals, allocate);
      const { u, excitatory, inhibitory, dead } = plain;
      const { decayEx, decayIn, decayV, gainEx, gainIn, drive, threshold, reset, deadSteps } = plain;
      return {
        plain,
        state: [u, excitatory, inhibitory, dead],
        parameters: [decayEx, decayIn, decayV, gainEx, gainIn, drive, threshold, reset, deadSteps],
      };
    },
  },
};

/** Words of a record, at most. */
const RECORD = 32;
/** Reads a parameter at the neuron itself; 0 reads neuron 0's. */
const EACH = 0xffffffff;

/** Tells whether the kernel has an update of a model that is built in. */
export function hasWasmUpdate(model: string): boolean {
  return Object.hasOwn(UPDATES, model);
}

/** Bytes that the update of a population takes. */
export function bytesOfUpdate({ model, size }: Population): number {
  return hasWasmUpdate(model) ? UPDATES[model].arrays * bytesOf(size, 8) + bytesOf(RECORD, 4) : 0;
}

/** Makes the update of a population of a model that the kernel has; it reads `arrivals`, and writes ids, in the kernel's memory. */
export function wasmUpdate(
  population: Population,
  dt: number,
  arrivals: Arrivals,
  memory: KernelMemory,
): PopulationUpdate {
  const { of, make } = UPDATES[population.model];
  const { plain, state, parameters, executed } = make(population, dt, arrivals, (length) =>
    memory.array(Float64Array, length),
  );
  const execute = of(memory.exports);
  const record = memory.array(Uint32Array, RECORD);
  const { first, size } = population;
  /** Where all neurons have one value, the kernel reads it once. */
  const describe = () => {
    state.forEach((array, k) => (record[k] = array.byteOffset));
    parameters.forEach((array, k) => {
      record[state.length + 2 * k] = array.byteOffset;
      record[state.length + 2 * k + 1] = array.every((value) => Object.is(value, array[0])) ? 0 : EACH;
    });
  };
  describe();
  return {
    state: plain.state,
    update(step, ids, fired) {
      const arriving = arrivals.data.byteOffset + 8 * arrivals.offset(step);
      const length = execute(record.byteOffset, first, size, arriving, ids.byteOffset, fired);
      executed?.(step);
      return length;
    },
    setCurrent(current) {
      plain.setCurrent(current);
      describe();
    },
    voltage: (i) => plain.voltage(i),
    synapticInput: (i) => plain.synapticInput(i),
    receptors: (i) => plain.receptors(i),
    refractory: (i) => plain.refractory(i),
    canBe: (given, step) => plain.canBe(given, step),
  };
}
