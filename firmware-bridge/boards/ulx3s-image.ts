/**
 * Program → memory image of the FPGA board with SDRAM (docs/fpga-ulx3s.md), or one clear reason why it does not fit. Its words have 16 bits.
 * Board core c holds the neurons of program core c where the cores fit the board's; otherwise the program's neurons fill one core after another.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { decodeCoreSynapses, type CoreSynapses } from "../../src/program/loihi/synapse-lists.js";
import type { CoreImage, LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { LARGEST_WEIGHT, rowEntry, splitWeight, writeRow } from "./ulx3s-rows.js";

/** What the board says of itself in HELLO_REPLY. */
export interface Ulx3sLimits {
  readonly imageBytes: number;
}

export const ULX3S = {
  cores: 8,
  neuronsPerCore: 1024,
  sourcesAt: 8192,
  ids: 16384,
  thresholds: 8,
  profiles: 32,
  longestDelay: 62,
} as const;

const WORD = { profile: 0, accumulatorShift: 2, moreSlotBits: 7 } as const;
const CORE_TABLES_AT = 1024;
const CORE_TABLE_WORDS = 128;
const CORE_WORD = { thresholds: 0, vmin: 32, vmax: 34, neurons: 36, profiles: 64 } as const;
const NEURONS_AT = 2048;
const NEURON_WORDS = 8;
const ROW_TABLE_AT = 67584;
const ROWS_AT = ROW_TABLE_AT + 2 * ULX3S.ids;
const SHORTEST_RING_DELAY = 14;
const MOST_SLOT_BITS = 2;
const THRESHOLD_UNIT = 64;
const THRESHOLD_BITS = 17;
const BIAS_MANTISSA_MAX = 4095;
const BIAS_EXPONENT_MAX = 7;

export interface Ulx3sImage {
  /** As long as the board's image space. */
  readonly bytes: Uint8Array;
  /** Id on the board of each neuron and source of the program. */
  readonly boardIds: Uint16Array;
  /** Additions to accumulators that one spike of a neuron or source makes: what the board counts as synaptic events. */
  readonly additions: Uint32Array;
  /** Words of rows that are used, and how many there are. */
  readonly synapses: { readonly used: number; readonly max: number };
}

/** Neurons of one board core: core and compartment of the program. */
type Placed = readonly { readonly core: CoreImage; readonly compartment: number }[];

/** @throws EquipoiseError with exit code 5 where the program does not fit the board, naming what binds */
export function ulx3sImage(program: LoihiProgram, target: LoihiTarget, { imageBytes }: Ulx3sLimits): Ulx3sImage {
  const sources = program.inputs.reduce((sum, port) => sum + port.size, 0);
  atMost("neurons", program.size, ULX3S.cores * ULX3S.neuronsPerCore);
  atMost("spike sources", sources, ULX3S.ids - ULX3S.sourcesAt);
  if (program.biasChanges.length > 0) cannot("rewrite bias registers while it runs", "leave out step currents");
  if (program.cores.some((core) => core.noise !== null))
    cannot("make noise", "compile with the noise as spikes of a Poisson source");

  const lists = program.cores.map((core) => decodeCoreSynapses(core, program, target));
  const delay = longestDelay(lists);
  const moreSlotBits = Math.max(0, Math.ceil(Math.log2((delay + 2) / (SHORTEST_RING_DELAY + 2))));
  if (moreSlotBits > MOST_SLOT_BITS)
    cannot(`hold a delay of ${delay} steps`, `use delays of at most ${ULX3S.longestDelay}`);
  const placed = place(program, ULX3S.neuronsPerCore >> moreSlotBits, delay);
  const accumulatorShift = accumulatorShiftOf(program, target, lists);

  const words = new Uint16Array(imageBytes / 2);
  words[WORD.profile] = program.profile === "lava" ? 1 : 0;
  words[WORD.accumulatorShift] = accumulatorShift;
  words[WORD.moreSlotBits] = moreSlotBits;
  const boardIds = new Uint16Array(program.size + sources);
  placed.forEach((neurons, c) => {
    neurons.forEach(({ core, compartment }, k) => (boardIds[core.neurons[compartment]] = ULX3S.neuronsPerCore * c + k));
    writeCore(program, target, neurons, c, words);
  });
  for (let s = 0; s < sources; s++) boardIds[program.size + s] = ULX3S.sourcesAt + s;
  const { additions, used } = writeRows(program, target, lists, accumulatorShift, boardIds, words);
  return {
    bytes: new Uint8Array(words.buffer),
    boardIds,
    additions,
    synapses: { used, max: words.length - ROWS_AT },
  };
}

function longestDelay(lists: readonly CoreSynapses[]): number {
  let longest = 0;
  for (const { delay } of lists) for (const d of delay) if (d > longest) longest = d;
  return longest;
}

function place({ cores, size }: LoihiProgram, capacity: number, delay: number): Placed[] {
  const all = cores.map((core) => Array.from(core.neurons, (_, compartment) => ({ core, compartment })));
  if (all.length <= ULX3S.cores && all.every((neurons) => neurons.length <= capacity)) return all;
  atMost(`neurons with delays of ${delay} steps`, size, ULX3S.cores * capacity);
  const flat = all.flat();
  return Array.from({ length: Math.ceil(size / capacity) }, (_, c) => flat.slice(c * capacity, (c + 1) * capacity));
}

/** The accumulator's unit is 2^shift of u: as coarse as the weights' last bits allow. */
function accumulatorShiftOf(
  { groups, profile }: LoihiProgram,
  { widths }: LoihiTarget,
  lists: readonly CoreSynapses[],
) {
  let shift = widths.weightShift;
  for (const { mantissa, group } of lists)
    for (let k = 0; k < mantissa.length; k++) {
      if (mantissa[k] === 0) continue;
      const { weightExponent } = groups[group[k]];
      while (shift + 1 > 0 && !Number.isInteger(mantissa[k] * 2 ** (weightExponent + widths.weightShift - shift)))
        shift--;
    }
  if (shift < 0 || (profile === "lava" && shift < widths.weightShift))
    cannot("hold the fractions of this program's weights", "compile for this board");
  return shift;
}

function writeCore({ profile }: LoihiProgram, target: LoihiTarget, neurons: Placed, c: number, words: Uint16Array) {
  const table = words.subarray(CORE_TABLES_AT + CORE_TABLE_WORDS * c, CORE_TABLES_AT + CORE_TABLE_WORDS * (c + 1));
  table[CORE_WORD.neurons] = neurons.length;
  if (neurons.length === 0) return;
  const lava = profile === "lava";
  const { thresholdShift, uDecayOffset, vDecayOffset, decay, v: vBits } = target.widths;
  if (uDecayOffset !== 1 || vDecayOffset !== 0 || decay !== 12 || target.comparator !== ">")
    cannot(`decay or compare as ${target.id} does`, "compile for this board");
  const [{ core: first }] = neurons;
  if (neurons.some(({ core }) => core.vmin !== first.vmin || core.vmax !== first.vmax))
    cannot("give neurons of one core different limits of v", "use one limit for all populations");
  // The lava profile clips at ±(2^(bits-1) - 1) and has no refractory period: as data, it needs no arithmetic of its own.
  const limit = 2 ** (vBits - 1) - 1;
  put24(table, CORE_WORD.vmin, lava ? -limit : first.vmin);
  put24(table, CORE_WORD.vmax, lava ? limit : first.vmax);

  const thresholds = new Map<number, number>();
  const profiles = new Map<string, number>();
  neurons.forEach(({ core, compartment }, k) => {
    const id = core.neurons[compartment];
    const t = indexIn(
      thresholds,
      thresholdField(core.thresholds[core.thresholdOf[compartment]] * 2 ** thresholdShift, id),
    );
    const { du, dv, refractory: period } = core.profiles[core.profileOf[compartment]];
    const refractory = lava ? 0 : period;
    const p = indexIn(profiles, `${du} ${dv} ${refractory}`);
    atMost("thresholds in one core", t + 1, ULX3S.thresholds);
    atMost("neuron profiles (decays and refractory period) in one core", p + 1, ULX3S.profiles);
    table[CORE_WORD.profiles + 2 * p] = ((refractory & 15) << 12) | du;
    table[CORE_WORD.profiles + 2 * p + 1] = ((refractory >> 4) << 12) | dv;
    const at = NEURONS_AT + NEURON_WORDS * (ULX3S.neuronsPerCore * c + k);
    const [u, v] = [core.u0[compartment], core.v0[compartment]];
    words[at] = u & 0xffff;
    words[at + 1] = v & 0xffff;
    words[at + 2] = (((v >> 16) & 0xff) << 8) | ((u >> 16) & 0xff);
    words[at + 3] = (t << 11) | (p << 6);
    words[at + 4] = biasWord(core.biasMantissa[compartment], core.biasExponent[compartment], id);
  });
  for (const [threshold, t] of thresholds) {
    table[CORE_WORD.thresholds + 2 * t] = threshold & 0xffff;
    table[CORE_WORD.thresholds + 2 * t + 1] = threshold >>> 16;
  }
}

function put24(words: Uint16Array, at: number, value: number): void {
  words[at] = value & 0xffff;
  words[at + 1] = (value >> 16) & 0xff;
}

function indexIn<T>(table: Map<T, number>, entry: T): number {
  const index = table.get(entry) ?? table.size;
  table.set(entry, index);
  return index;
}

function thresholdField(threshold: number, id: number): number {
  const field = threshold / THRESHOLD_UNIT;
  if (!Number.isInteger(field) || field >= 2 ** THRESHOLD_BITS)
    cannot(
      `hold the threshold ${threshold} of neuron ${id}`,
      `use multiples of ${THRESHOLD_UNIT} below ${THRESHOLD_UNIT * 2 ** THRESHOLD_BITS}`,
    );
  return field;
}

/** A negative exponent (lava only) shifts right with floor; what is left has the exponent 0. */
function biasWord(mantissa: number, exponent: number, id: number): number {
  const m = exponent < 0 ? mantissa >> Math.min(-exponent, 31) : mantissa;
  const e = Math.max(exponent, 0);
  if (Math.abs(m) > BIAS_MANTISSA_MAX + (m < 0 ? 1 : 0) || e > BIAS_EXPONENT_MAX)
    cannot(`hold the bias ${m}·2^${e} of neuron ${id}`, "compile for a smaller scale");
  return (e << 13) | (m & 0x1fff);
}

/** Every synapse, axon by axon: which source (program id), core list and entry of it. */
function eachAxon(program: LoihiProgram, visit: (source: number, core: number, axon: number) => void): void {
  for (const image of program.cores)
    image.neurons.forEach((id, c) => {
      for (let k = image.outStart[c]; k < image.outStart[c + 1]; k++) visit(id, image.outCore[k], image.outAxon[k]);
    });
  for (const { port, start, core, axon } of program.inputRouting) {
    const { first, size } = program.inputs[port];
    for (let s = 0; s < size; s++) for (let k = start[s]; k < start[s + 1]; k++) visit(first + s, core[k], axon[k]);
  }
}

function writeRows(
  program: LoihiProgram,
  target: LoihiTarget,
  lists: readonly CoreSynapses[],
  accumulatorShift: number,
  boardIds: Uint16Array,
  words: Uint16Array,
): { additions: Uint32Array; used: number } {
  const unit = target.widths.weightShift - accumulatorShift;
  const eachPart = (visit: (source: number, entry: number) => void) =>
    eachAxon(program, (source, core, axon) => {
      const { axonStart, compartment, mantissa, group, delay } = lists[core];
      for (let k = axonStart[axon]; k < axonStart[axon + 1]; k++) {
        const { name, weightExponent } = program.groups[group[k]];
        const weight = mantissa[k] * 2 ** (weightExponent + unit);
        if (Math.abs(weight) > LARGEST_WEIGHT)
          cannot(`hold the weight ${mantissa[k]}·2^${weightExponent} of ${name}`, "compile for a smaller scale");
        const board = boardIds[program.cores[core].neurons[compartment[k]]];
        splitWeight(Math.abs(weight), Math.max(weightExponent + unit, 0), (magnitude, shift) =>
          visit(
            source,
            rowEntry(board >> 10, shift, weight < 0, delay[k], board & (ULX3S.neuronsPerCore - 1), magnitude),
          ),
        );
      }
    });
  const additions = new Uint32Array(boardIds.length);
  eachPart((source) => void additions[source]++);
  const ends = new Uint32Array(boardIds.length);
  let total = 0;
  additions.forEach((count, source) => {
    ends[source] = total;
    total += count;
  });
  const entries = new Uint32Array(total);
  eachPart((source, entry) => (entries[ends[source]++] = entry));

  let at = ROWS_AT;
  additions.forEach((count, source) => {
    if (count === 0) return;
    const entry = ROW_TABLE_AT + 2 * boardIds[source];
    words[entry] = at & 0xffff;
    words[entry + 1] = at >>> 16;
    at = writeRow(entries.subarray(ends[source] - count, ends[source]), words, at);
  });
  atMost("words of synapse memory", at - ROWS_AT, words.length - ROWS_AT);
  return { additions, used: at - ROWS_AT };
}

function atMost(what: string, used: number, max: number): void {
  if (used <= max) return;
  fail(
    "board-does-not-fit",
    `The program does not fit the FPGA board: it needs ${used.toLocaleString("en")} ${what}, the board has ${max.toLocaleString("en")}.`,
    { limit: { what, used, max }, exitCode: ExitCode.doesNotFit, hint: "use a smaller network or a smaller in-degree" },
  );
}

function cannot(what: string, hint: string): never {
  return fail("board-cannot", `The FPGA board cannot ${what}.`, { exitCode: ExitCode.doesNotFit, hint });
}
