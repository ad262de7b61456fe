/**
 * Program → memory image of the FPGA board with SDRAM (docs/fpga-ulx3s.md), or one clear reason why it does not fit. Its words have 16 bits.
 * The neurons are spread evenly over the board's cores, in the order of the program's: a step takes as long as the core with most of them.
 */
import type { CoreImage, LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import {
  atMost,
  biasWord,
  cannot,
  FpgaSynapses,
  profileWords,
  put24,
  refuseUnknownParts,
  slotBitsFor,
  stateWords,
  Table,
  thresholdField,
  voltageLimits,
  type FpgaImage,
  type FpgaLimits,
} from "./fpga-program.js";
import { LARGEST_WEIGHT, rowEntry, splitWeight, writeRow } from "./ulx3s-rows.js";

export const ULX3S = {
  cores: 8,
  neuronsPerCore: 1024,
  sourcesAt: 8192,
  ids: 16384,
  thresholds: 8,
  profiles: 32,
} as const;

const WORD = { profile: 0, accumulatorShift: 2, moreSlotBits: 7 } as const;
const CORE_TABLES_AT = 1024;
const CORE_TABLE_WORDS = 128;
const CORE_WORD = { thresholds: 0, vmin: 32, vmax: 34, neurons: 36, profiles: 64 } as const;
const NEURONS_AT = 2048;
const NEURON_WORDS = 8;
/** Two words for each id: where its row begins, as a word of the image. */
export const ROW_TABLE_AT = 67584;
const ROWS_AT = ROW_TABLE_AT + 2 * ULX3S.ids;

/** Neurons of one board core: core and compartment of the program. */
type Placed = readonly { readonly core: CoreImage; readonly compartment: number }[];

/** @throws EquipoiseError with exit code 5 where the program does not fit the board, naming what binds */
export function layOutUlx3sImage(program: LoihiProgram, target: LoihiTarget, limits: FpgaLimits): FpgaImage {
  const sources = program.inputs.reduce((sum, port) => sum + port.size, 0);
  atMost("neurons", program.size, limits.neurons);
  atMost("spike sources", sources, Math.max(0, limits.sources - ULX3S.sourcesAt));
  const words = new Uint16Array(limits.imageBytes / 2);
  atMost("words of image", ROWS_AT, words.length);
  refuseUnknownParts(program, target);

  const synapses = new FpgaSynapses(program, target, program.size + sources);
  const moreSlotBits = slotBitsFor(synapses.longestDelay, program.size, limits.neurons);
  words[WORD.profile] = program.profile === "lava" ? 1 : 0;
  words[WORD.accumulatorShift] = synapses.accumulatorShift;
  words[WORD.moreSlotBits] = moreSlotBits;
  const places = new Uint32Array(program.size + sources);
  place(program, ULX3S.neuronsPerCore >> moreSlotBits).forEach((neurons, c) => {
    neurons.forEach(({ core, compartment }, k) => (places[core.neurons[compartment]] = ULX3S.neuronsPerCore * c + k));
    writeCore(program, target, neurons, c, words);
  });
  for (let s = 0; s < sources; s++) places[program.size + s] = ULX3S.sourcesAt + s;
  const { counted, used } = writeRows(synapses, places, words);
  return {
    bytes: new Uint8Array(words.buffer),
    synapses: { at: ROWS_AT, used, max: words.length - ROWS_AT },
    events: { synapses: synapses.count, counted },
    accumulatorShift: synapses.accumulatorShift,
    places,
  };
}

/** Evenly; or as the program's cores are, where these differ in what a core of the board has once. */
function place({ cores }: LoihiProgram, capacity: number): Placed[] {
  const own = cores.map((core) => Array.from(core.neurons, (_, compartment) => ({ core, compartment })));
  const alike = cores.every(({ vmin, vmax }) => vmin === cores[0].vmin && vmax === cores[0].vmax);
  if (!alike && own.length <= ULX3S.cores && own.every((neurons) => neurons.length <= capacity)) return own;
  const all = own.flat();
  const each = Math.ceil(all.length / ULX3S.cores);
  return Array.from({ length: ULX3S.cores }, (_, c) => all.slice(c * each, (c + 1) * each));
}

function writeCore(program: LoihiProgram, target: LoihiTarget, neurons: Placed, c: number, words: Uint16Array): void {
  const table = words.subarray(CORE_TABLES_AT + CORE_TABLE_WORDS * c, CORE_TABLES_AT + CORE_TABLE_WORDS * (c + 1));
  table[CORE_WORD.neurons] = neurons.length;
  if (neurons.length === 0) return;
  const [{ core: first }] = neurons;
  if (neurons.some(({ core }) => core.vmin !== first.vmin || core.vmax !== first.vmax))
    cannot("give neurons of one core different limits of v", "use one limit for all populations");
  const [vmin, vmax] = voltageLimits(program, target, first);
  put24(table, CORE_WORD.vmin, vmin);
  put24(table, CORE_WORD.vmax, vmax);

  const lava = program.profile === "lava";
  const thresholds = new Table<number>("thresholds in one core", ULX3S.thresholds, String);
  const profiles = new Table<readonly [number, number]>(
    "neuron profiles (decays and refractory period) in one core",
    ULX3S.profiles,
    (both) => both.join(" "),
  );
  neurons.forEach(({ core, compartment }, k) => {
    const id = core.neurons[compartment];
    const threshold = core.thresholds[core.thresholdOf[compartment]] * 2 ** target.widths.thresholdShift;
    const t = thresholds.indexOf(thresholdField(threshold, id));
    const { du, dv, refractory } = core.profiles[core.profileOf[compartment]];
    const p = profiles.indexOf(profileWords(du, dv, lava ? 0 : refractory));
    words.set(
      [
        ...stateWords(core.u0[compartment], core.v0[compartment]),
        (t << 11) | (p << 6),
        biasWord(core.biasMantissa[compartment], core.biasExponent[compartment], id),
      ],
      NEURONS_AT + NEURON_WORDS * (ULX3S.neuronsPerCore * c + k),
    );
  });
  thresholds.entries.forEach((threshold, t) => {
    table[CORE_WORD.thresholds + 2 * t] = threshold & 0xffff;
    table[CORE_WORD.thresholds + 2 * t + 1] = threshold >>> 16;
  });
  profiles.entries.forEach((both, p) => table.set(both, CORE_WORD.profiles + 2 * p));
}

function writeRows(synapses: FpgaSynapses, places: Uint32Array, words: Uint16Array) {
  const eachPart = (visit: (source: number, entry: number) => void) =>
    synapses.eachWeight((source, post, weight, exponent, delay) => {
      if (Math.abs(weight) > LARGEST_WEIGHT)
        cannot(`hold a weight of ${weight} in units of its accumulator`, "compile for a smaller scale");
      const place = places[post];
      splitWeight(Math.abs(weight), exponent, (magnitude, shift) =>
        visit(source, rowEntry(place >> 10, shift, weight < 0, delay, place & (ULX3S.neuronsPerCore - 1), magnitude)),
      );
    });
  const counted = new Uint32Array(places.length);
  eachPart((source) => void counted[source]++);
  const ends = new Uint32Array(places.length);
  let total = 0;
  counted.forEach((count, source) => {
    ends[source] = total;
    total += count;
  });
  const entries = new Uint32Array(total);
  eachPart((source, entry) => (entries[ends[source]++] = entry));

  let at = ROWS_AT;
  counted.forEach((count, source) => {
    if (count === 0) return;
    const entry = ROW_TABLE_AT + 2 * places[source];
    words[entry] = at & 0xffff;
    words[entry + 1] = at >>> 16;
    at = writeRow(entries.subarray(ends[source] - count, ends[source]), words, at);
  });
  atMost("words of synapse memory", at - ROWS_AT, words.length - ROWS_AT);
  return { counted, used: at - ROWS_AT };
}
