/**
 * Program → memory image of the FPGA core, or one clear reason why it does not fit. Addresses are in 16-bit words (gateware/rtl/image_memory.v):
 *
 *   0 … 255              0 profile (1: lava) | 1 neurons | 3–4 vmin | 5–6 vmax | 16+2t threshold t | 64+2p profile p
 *   256 + 8·n            neuron n: u low | v low | v high, u high byte | threshold·2^11 + profile·2^6 + refractory | bias exponent·2^13 + mantissa
 *   synapses             word s: where the row of source s begins, 0 if it has none; then the rows (gateware/rtl/neuron_core.v)
 *
 * profile p: refractory low bits·2^12 + du, refractory high bits·2^12 + dv. Board neurons and sources have the ids of the program.
 * A weight enters the 16-bit accumulator as ±(magnitude << exponent) with magnitude < 256 and exponent 0 … 7: mantissa·2^(group exponent) must be an integer.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { decodeCoreSynapses } from "../../src/program/loihi/synapse-lists.js";
import type { CompartmentProfile, LoihiProgram } from "../../src/program/loihi/program.js";
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
const WORD = { profile: 0, neurons: 1, vmin: 3, vmax: 5, thresholds: 16, profiles: 64 } as const;
const MOST_THRESHOLDS = 8;
const MOST_PROFILES = 32;
const LONGEST_DELAY = 14;
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
  const { used, events } = writeSynapses(program, target, sources, words.subarray(synapsesAt));
  const bytes = new Uint8Array(limits.imageBytes);
  const view = new DataView(bytes.buffer);
  words.forEach((word, k) => view.setUint16(2 * k, word, true));
  return { bytes, synapses: { at: synapsesAt, used, max: words.length - synapsesAt }, events };
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
      words[at + 3] = (t << 11) | (p << 6);
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

function writeSynapses(
  program: LoihiProgram,
  target: LoihiTarget,
  sources: number,
  words: Uint16Array,
): { readonly used: number; readonly events: FpgaImage["events"] } {
  const synapses = new Uint32Array(sources);
  const rows: FpgaSynapse[][] = Array.from({ length: sources }, () => []);
  const lists = program.cores.map((core) => decodeCoreSynapses(core, program, target));
  const addAxon = (source: number, core: number, axon: number) => {
    const { axonStart, compartment, mantissa, group, delay } = lists[core];
    for (let k = axonStart[axon]; k < axonStart[axon + 1]; k++) {
      synapses[source]++;
      if (mantissa[k] === 0) continue;
      const { name, weightExponent } = program.groups[group[k]];
      if (delay[k] > LONGEST_DELAY)
        cannot(`hold the delay ${delay[k]} of ${name}`, `use delays of at most ${LONGEST_DELAY} steps`);
      const weight = mantissa[k] * 2 ** weightExponent;
      if (!Number.isInteger(weight))
        cannot(
          `hold the weight ${mantissa[k]}·2^${weightExponent} of ${name}`,
          "compile for this board, whose weights have no fraction",
        );
      rows[source].push({
        target: program.cores[core].neurons[compartment[k]],
        weight,
        delay: delay[k],
        exponent: Math.max(weightExponent, 0),
      });
    }
  };
  for (const image of program.cores) {
    image.neurons.forEach((id, c) => {
      for (let k = image.outStart[c]; k < image.outStart[c + 1]; k++) addAxon(id, image.outCore[k], image.outAxon[k]);
    });
  }
  for (const { port, start, core, axon } of program.inputRouting) {
    const { first, size } = program.inputs[port];
    for (let s = 0; s < size; s++) for (let k = start[s]; k < start[s + 1]; k++) addAxon(first + s, core[k], axon[k]);
  }

  const writer = new SynapseRowWriter(words, sources);
  const counted = Uint32Array.from(rows, (row, source) => writer.add(source, row));
  atMost("words of synapse memory", writer.used, words.length);
  return { used: writer.used, events: { synapses, counted } };
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
