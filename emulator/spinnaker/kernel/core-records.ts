/** What the WebAssembly module is told of each core: 32-bit words, in the order of assembly/core-record.ts. */
import type { NeuronModel, Rounding, SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import { SYNAPSE_TYPES } from "../../../src/program/spinnaker/machine-image.js";
import { CORE_STATE } from "./core-arrays.js";
import { CORE_PARAMETERS, type PlacedParameters } from "./core-parameters.js";
import type { CoreState } from "./core-state.js";
import { vectorLimits } from "./vector-limits.js";
import type { RingBuffers } from "./ring-buffers.js";

const MODELS: Readonly<Record<NeuronModel, number>> = { IF_curr_exp: 0, IF_curr_delta: 1, IF_cond_exp: 2 };
const ROUNDINGS: Readonly<Record<Rounding, number>> = { floor: 0, nearest_sat: 1, stochastic_sat: 2 };

/** All but addresses of state and parameters. */
const OTHER_WORDS = 22;
export const RECORD_WORDS = OTHER_WORDS + CORE_STATE.length + CORE_PARAMETERS.length;

export interface RecordedCore {
  readonly image: SpinnakerCore;
  readonly core: CoreState;
  /** Its index. */
  readonly c: number;
  readonly rounding: Rounding;
  readonly parameters: PlacedParameters;
  /** Global ids, summed slots and rounding stream, in the memory of the module. */
  readonly neurons: Uint32Array;
  readonly summed: Uint16Array;
  readonly random: Uint32Array;
}

/** Writes the record of a core, all of whose arrays lie in the memory of the module. */
export function writeRecord(
  record: Uint32Array,
  { image, core, c, rounding, parameters, neurons, summed, random }: RecordedCore,
  rings: RingBuffers,
): void {
  const buffer = rings.first[c];
  const bytes = (array: { readonly byteOffset: number; readonly BYTES_PER_ELEMENT: number }, entry: number) =>
    array.byteOffset + entry * array.BYTES_PER_ELEMENT;
  const limits = vectorLimits(core, rounding);
  record.set([
    core.n,
    MODELS[core.model],
    core.stepsPerTick,
    ROUNDINGS[rounding],
    bytes(rings.ring, rings.base[buffer]),
    image.synapseCores,
    rings.slotBits[buffer],
    rings.delayMask[buffer],
    core.indexBits,
    ...core.leftShifts,
    core.deltaScale,
    limits === null ? 0 : 1,
    ...(limits?.sums ?? [0, 0]),
    limits?.current ?? 0,
    neurons.byteOffset,
    bytes(rings.drained, SYNAPSE_TYPES * c),
    bytes(rings.carries, rings.columnBase[buffer]),
    summed.byteOffset,
    random.byteOffset,
    ...CORE_STATE.map((name) => core[name].byteOffset),
    parameters.uniform ? 0 : 0xffffffff,
    ...parameters.addresses,
  ]);
}
