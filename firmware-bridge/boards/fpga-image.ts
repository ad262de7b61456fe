/**
 * Program → memory image of the FPGA core, or one clear reason why it does not fit. Addresses are in 16-bit words (gateware/rtl/image_memory.v):
 *
 *   0 … 255              0 profile (1: lava) | 1 neurons | 2 accumulator shift | 3–4 vmin | 5–6 vmax | 7 slot bits beyond 4
 *                        | 16+2t threshold t | 64+2p profile p
 *   256 + 8·n            neuron n: u low | v low | v high, u high byte | threshold·2^13 + profile·2^8 + refractory | bias exponent·2^13 + mantissa
 *   synapses             word s: where the row of source s begins, 0 if it has none; then the rows (gateware/rtl/neuron_core.v)
 *
 * profile p: refractory low bits·2^12 + du, refractory high bits·2^12 + dv. Board neurons and sources have the ids of the program.
 *
 * A weight enters the 16-bit accumulator as ±(magnitude << exponent) with magnitude < 256 and exponent 0 … 7, in units of 2^(accumulator shift - 6).
 * The shift is 6 where mantissa·2^(group exponent) is an integer for all synapses; in profile hw it goes down to 0 with the bits of fraction.
 * Lava shifts the sum of a group, which the board does not know, so there weights have no fraction.
 * The ring of delays has 16 slots for all neurons, 32 for half of them, 64 for a quarter; the fewest that hold the longest delay are taken.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { decodeCoreSynapses } from "../../src/program/loihi/synapse-lists.js";
import type { CompartmentProfile, LoihiProgram } from "../../src/program/loihi/program.js";
import { profileOf } from "../../src/targets/registry.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { SynapseRowWriter, type FpgaSynapse } from "./fpga-synapse-rows.js";

/** What the core can hold; the numbers are those of the gateware, and the board repeats them in HELLO_REPLY. */
export interface FpgaLimits {
  readonly neurons: number;
  readonly sources: number;
  readonly imageBytes: number;
}

const TABLE_WORDS = 256;
const NEURON_WORDS = 8;
const WORD = {
  profile: 0,
  neurons: 1,
  accumulatorShift: 2,
  vmin: 3,
  vmax: 5,
  slotBits: 7,
  thresholds: 16,
  profiles: 64,
} as const;
/** Accumulator shift of weights without a fraction: what they sum to is a multiple of 2^6 on the chip. */
export const WHOLE_WEIGHTS = 6;
const ACCUMULATOR_BITS = 16;
/** By slot bits beyond 4: one slot of the ring is read, and delay 0 is the next. */
const LONGEST_DELAYS = [14, 30, 62] as const;
const MOST_THRESHOLDS = 8;
const MOST_PROFILES = 32;
const THRESHOLD_SHIFT = 6;
const THRESHOLD_BITS = 17;
const BIAS_MANTISSA_MAX = 4095;
const BIAS_EXPONENT_MAX = 7;

export interface FpgaImage {
  /** As long as the board's image space. */
  readonly bytes: Uint8Array;
  /** Where the synapse memory begins in the words of the image, how many of its words are used, and how many there are. */
  readonly synapses: { readonly at: number; readonly used: number; readonly max: number };
  /** By source: its synapses, and what the core counts for a spike: weights of 0 are left out, weights of 9 bits are two additions. */
  readonly events: { readonly synapses: Uint32Array; readonly counted: Uint32Array };
  /** The accumulator is shifted left so far before it is added to u: 6, less the bits of fraction that weights have. */
  readonly accumulatorShift: number;
}

/** @throws EquipoiseError with exit code 5 where the program does not fit the core, naming what binds */
export function fpgaImage(program: LoihiProgram, target: LoihiTarget, limits: FpgaLimits): Uint8Array {
  return layOutFpgaImage(program, target, limits).bytes;
}

/** Makes the image and says how full it is; throws as `fpgaImage` does. */
export function layOutFpgaImage(program: LoihiProgram, target: LoihiTarget, limits: FpgaLimits): FpgaImage {
  const sources = program.size + program.inputs.reduce((sum, port) => sum + port.size, 0);
  atMost("neurons", program.size, limits.neurons);
  atMost("neurons and spike sources", sources, limits.sources);
  if (program.biasChanges.length > 0) cannot("rewrite bias registers while it runs", "leave out step currents");
  if (program.cores.some((core) => core.noise !== null))
    cannot("make noise", "compile with the noise as spikes of a Poisson source");

  const words = new Uint16Array(limits.imageBytes / 2);
  const synapsesAt = TABLE_WORDS + NEURON_WORDS * limits.neurons;
  writeNeurons(program, target, words.subarray(0, synapsesAt));
  const connections = connectionsOf(program, target, sources);
  const slotBits = slotBitsFor(connections.longestDelay, program.size, limits.neurons);
  words[WORD.accumulatorShift] = connections.accumulatorShift;
  words[WORD.slotBits] = slotBits;
  const writer = new SynapseRowWriter(words.subarray(synapsesAt), sources, slotBits > 0);
  const counted = Uint32Array.from(connections.rows, (row, source) => writer.add(source, row));
  const max = words.length - synapsesAt;
  atMost("words of synapse memory", writer.used, max);
  const bytes = new Uint8Array(limits.imageBytes);
  const view = new DataView(bytes.buffer);
  words.forEach((word, k) => view.setUint16(2 * k, word, true));
  return {
    bytes,
    synapses: { at: synapsesAt, used: writer.used, max },
    events: { synapses: connections.synapses, counted },
    accumulatorShift: connections.accumulatorShift,
  };
}

function writeNeurons(program: LoihiProgram, target: LoihiTarget, words: Uint16Array): void {
  const { cores, profile } = program;
  const [{ vmin, vmax }] = cores;
  if (cores.some((core) => core.vmin !== vmin || core.vmax !== vmax))
    cannot("give groups of neurons different limits of v", "use one limit for all populations");
  // The lava profile clips at ±(2^(bits-1) - 1) and has no refractory period: as data, it needs no arithmetic of its own.
  const lava = profile === "lava";
  const limit = 2 ** (target.widths.v - 1) - 1;
  const put24 = (at: number, value: number) => {
    words[at] = value & 0xffff;
    words[at + 1] = (value >> 16) & 0xff;
  };
  words[WORD.profile] = lava ? 1 : 0;
  words[WORD.neurons] = program.size;
  put24(WORD.vmin, lava ? -limit : vmin);
  put24(WORD.vmax, lava ? limit : vmax);

  const { thresholdShift, uDecayOffset, vDecayOffset, decay } = target.widths;
  if (uDecayOffset !== 1 || vDecayOffset !== 0 || decay !== 12 || target.comparator !== ">")
    cannot(`decay or compare as ${target.id} does`, "compile for this board");
  const thresholds = new Table<number>("thresholds", MOST_THRESHOLDS, String);
  const profiles = new Table<CompartmentProfile>(
    "neuron profiles (decays and refractory period)",
    MOST_PROFILES,
    (p) => `${p.du} ${p.dv} ${p.refractory}`,
  );
  for (const image of cores) {
    image.neurons.forEach((id, c) => {
      const at = TABLE_WORDS + NEURON_WORDS * id;
      const { du, dv, refractory, noise } = image.profiles[image.profileOf[c]];
      const p = profiles.indexOf({ du, dv, refractory: lava ? 0 : refractory, noise });
      const t = thresholds.indexOf(thresholdField(image.thresholds[image.thresholdOf[c]] * 2 ** thresholdShift, id));
      const [u, v] = [image.u0[c], image.v0[c]];
      words[at] = u & 0xffff;
      words[at + 1] = v & 0xffff;
      words[at + 2] = (((v >> 16) & 0xff) << 8) | ((u >> 16) & 0xff);
      words[at + 3] = (t << 13) | (p << 8);
      words[at + 4] = biasWord(image.biasMantissa[c], image.biasExponent[c], id);
    });
  }
  thresholds.entries.forEach((mantissa, t) => {
    words[WORD.thresholds + 2 * t] = mantissa & 0xffff;
    words[WORD.thresholds + 2 * t + 1] = mantissa >>> 16;
  });
  profiles.entries.forEach(({ du, dv, refractory }, p) => {
    words[WORD.profiles + 2 * p] = ((refractory & 15) << 12) | du;
    words[WORD.profiles + 2 * p + 1] = ((refractory >> 4) << 12) | dv;
  });
}

/** The register of an effective threshold. */
function thresholdField(threshold: number, id: number): number {
  const field = threshold / 2 ** THRESHOLD_SHIFT;
  if (!Number.isInteger(field) || field >= 2 ** THRESHOLD_BITS)
    cannot(
      `hold the threshold ${threshold} of neuron ${id}`,
      `use multiples of ${2 ** THRESHOLD_SHIFT} below 2^${THRESHOLD_SHIFT + THRESHOLD_BITS}`,
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

/** What every source adds to the accumulators, in units of 2^(accumulatorShift - 6). */
interface Connections {
  readonly rows: readonly (readonly FpgaSynapse[])[];
  /** By source, those of weight 0 included. */
  readonly synapses: Uint32Array;
  readonly accumulatorShift: number;
  readonly longestDelay: { readonly steps: number; readonly of: string };
}

function connectionsOf(program: LoihiProgram, target: LoihiTarget, sources: number): Connections {
  const synapses = new Uint32Array(sources);
  const lists = program.cores.map((core) => decodeCoreSynapses(core, program, target));
  const eachSynapse = (
    visit: (source: number, post: number, mantissa: number, group: number, delay: number) => void,
  ): void => {
    const axonOf = (source: number, core: number, axon: number) => {
      const { axonStart, compartment, mantissa, group, delay } = lists[core];
      for (let k = axonStart[axon]; k < axonStart[axon + 1]; k++)
        visit(source, program.cores[core].neurons[compartment[k]], mantissa[k], group[k], delay[k]);
    };
    for (const image of program.cores) {
      image.neurons.forEach((id, c) => {
        for (let k = image.outStart[c]; k < image.outStart[c + 1]; k++) axonOf(id, image.outCore[k], image.outAxon[k]);
      });
    }
    for (const { port, start, core, axon } of program.inputRouting) {
      const { first, size } = program.inputs[port];
      for (let s = 0; s < size; s++) for (let k = start[s]; k < start[s + 1]; k++) axonOf(first + s, core[k], axon[k]);
    }
  };

  // First what they have in common, then each in the unit that follows from it.
  const fractionOf = fractionReader(program, target);
  let fraction = 0;
  let longestDelay = { steps: 0, of: "" };
  eachSynapse((source, _post, mantissa, group, delay) => {
    synapses[source]++;
    if (mantissa === 0) return;
    fraction = Math.max(fraction, fractionOf(mantissa, group));
    if (delay > longestDelay.steps) longestDelay = { steps: delay, of: program.groups[group].name };
  });
  const rows: FpgaSynapse[][] = Array.from({ length: sources }, () => []);
  eachSynapse((source, post, mantissa, group, delay) => {
    if (mantissa === 0) return;
    const { name, weightExponent } = program.groups[group];
    const weight = mantissa * 2 ** (weightExponent + fraction);
    if (fraction > 0 && Math.abs(weight) >= 2 ** (ACCUMULATOR_BITS - 1))
      cannot(
        `add the weight ${mantissa}·2^${weightExponent} of ${name} to others with ${fraction} bits of fraction: its accumulator has ${ACCUMULATOR_BITS} bits`,
        "use weight exponents that lie closer together",
      );
    rows[source].push({ target: post, weight, delay, exponent: Math.max(weightExponent + fraction, 0) });
  });
  return { rows, synapses, accumulatorShift: WHOLE_WEIGHTS - fraction, longestDelay };
}

/** How many bits below one mantissa·2^(exponent of the group) has; refuses what the accumulator cannot hold. */
function fractionReader(program: LoihiProgram, target: LoihiTarget): (mantissa: number, group: number) => number {
  const sumIsShifted = profileOf(target, program.profile).negativeExponent === "shift-sum";
  return (mantissa, group) => {
    const { name, weightExponent } = program.groups[group];
    let bits = Math.max(0, -weightExponent);
    for (let m = mantissa; bits > 0 && m % 2 === 0; m /= 2) bits--;
    const weight = `hold the weight ${mantissa}·2^${weightExponent} of ${name}`;
    if (bits > 0 && sumIsShifted)
      cannot(
        `${weight}: the profile ${program.profile} cuts the fraction off the sum of a group, and the core adds one weight after another`,
        "compile for this board, whose weights have no fraction in this profile, or with the profile hw",
      );
    if (bits > WHOLE_WEIGHTS) cannot(weight, `use weights of at most ${WHOLE_WEIGHTS} bits of fraction`);
    return bits;
  };
}

function slotBitsFor({ steps, of }: Connections["longestDelay"], neurons: number, most: number): number {
  const bits = LONGEST_DELAYS.findIndex((longest) => steps <= longest);
  if (bits < 0)
    return cannot(`hold the delay ${steps} of ${of}`, `use delays of at most ${Math.max(...LONGEST_DELAYS)} steps`);
  const room = most >> bits;
  if (neurons > room) {
    const within = LONGEST_DELAYS.filter((_, b) => neurons <= most >> b);
    cannot(
      `hold the delay ${steps} of ${of} and ${neurons} neurons`,
      `use delays of at most ${Math.max(...within)} steps, or at most ${room} neurons`,
    );
  }
  return bits;
}

/** Distinct values in order of appearance. */
class Table<T> {
  readonly entries: T[] = [];
  private readonly places = new Map<string, number>();

  constructor(
    private readonly what: string,
    private readonly most: number,
    private readonly keyOf: (entry: T) => string,
  ) {}

  indexOf(entry: T): number {
    const key = this.keyOf(entry);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const index = this.entries.push(entry) - 1;
    this.places.set(key, index);
    atMost(this.what, this.entries.length, this.most);
    return index;
  }
}

function atMost(what: string, used: number, max: number): void {
  if (used <= max) return;
  fail(
    "board-does-not-fit",
    `The program does not fit the FPGA core: it needs ${used.toLocaleString("en")} ${what}, the core has ${max.toLocaleString("en")}.`,
    {
      limit: { what, used, max },
      exitCode: ExitCode.doesNotFit,
      hint: "use a smaller network or a smaller in-degree",
    },
  );
}

function cannot(what: string, hint: string): never {
  return fail("board-cannot", `The FPGA core cannot ${what}.`, { exitCode: ExitCode.doesNotFit, hint });
}
