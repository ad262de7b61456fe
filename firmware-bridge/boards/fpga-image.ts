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
import type { CompartmentProfile, LoihiProgram } from "../../src/program/loihi/program.js";
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
import { SynapseRowWriter, type FpgaSynapse } from "./fpga-synapse-rows.js";

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
const MOST_THRESHOLDS = 8;
const MOST_PROFILES = 32;

/** Makes the image and says how full it is. @throws EquipoiseError with exit code 5 where the program does not fit the core, naming what binds */
export function layOutFpgaImage(program: LoihiProgram, target: LoihiTarget, limits: FpgaLimits): FpgaImage {
  const sources = program.size + program.inputs.reduce((sum, port) => sum + port.size, 0);
  atMost("neurons", program.size, limits.neurons);
  atMost("neurons and spike sources", sources, limits.sources);
  refuseUnknownParts(program, target);

  const words = new Uint16Array(limits.imageBytes / 2);
  const synapsesAt = TABLE_WORDS + NEURON_WORDS * limits.neurons;
  writeNeurons(program, target, words.subarray(0, synapsesAt));
  const synapses = new FpgaSynapses(program, target, sources);
  const slotBits = slotBitsFor(synapses.longestDelay, program.size, limits.neurons);
  words[WORD.accumulatorShift] = synapses.accumulatorShift;
  words[WORD.slotBits] = slotBits;
  const rows: FpgaSynapse[][] = Array.from({ length: sources }, () => []);
  synapses.eachWeight((source, post, weight, exponent, delay) =>
    rows[source].push({ target: post, weight, delay, exponent }),
  );
  const writer = new SynapseRowWriter(words.subarray(synapsesAt), sources, slotBits > 0);
  const counted = Uint32Array.from(rows, (row, source) => writer.add(source, row));
  const max = words.length - synapsesAt;
  atMost("words of synapse memory", writer.used, max);
  const bytes = new Uint8Array(limits.imageBytes);
  const view = new DataView(bytes.buffer);
  words.forEach((word, k) => view.setUint16(2 * k, word, true));
  return {
    bytes,
    synapses: { at: synapsesAt, used: writer.used, max },
    events: { synapses: synapses.count, counted },
    accumulatorShift: synapses.accumulatorShift,
  };
}

function writeNeurons(program: LoihiProgram, target: LoihiTarget, words: Uint16Array): void {
  const { cores, profile } = program;
  const [first] = cores;
  if (cores.some((core) => core.vmin !== first.vmin || core.vmax !== first.vmax))
    cannot("give groups of neurons different limits of v", "use one limit for all populations");
  const lava = profile === "lava";
  const [vmin, vmax] = voltageLimits(program, target, first);
  words[WORD.profile] = lava ? 1 : 0;
  words[WORD.neurons] = program.size;
  put24(words, WORD.vmin, vmin);
  put24(words, WORD.vmax, vmax);

  const thresholds = new Table<number>("thresholds", MOST_THRESHOLDS, String);
  const profiles = new Table<CompartmentProfile>(
    "neuron profiles (decays and refractory period)",
    MOST_PROFILES,
    (p) => `${p.du} ${p.dv} ${p.refractory}`,
  );
  for (const image of cores) {
    image.neurons.forEach((id, c) => {
      const { du, dv, refractory, noise } = image.profiles[image.profileOf[c]];
      const p = profiles.indexOf({ du, dv, refractory: lava ? 0 : refractory, noise });
      const threshold = image.thresholds[image.thresholdOf[c]] * 2 ** target.widths.thresholdShift;
      const t = thresholds.indexOf(thresholdField(threshold, id));
      words.set(
        [
          ...stateWords(image.u0[c], image.v0[c]),
          (t << 13) | (p << 8),
          biasWord(image.biasMantissa[c], image.biasExponent[c], id),
        ],
        TABLE_WORDS + NEURON_WORDS * id,
      );
    });
  }
  thresholds.entries.forEach((mantissa, t) => {
    words[WORD.thresholds + 2 * t] = mantissa & 0xffff;
    words[WORD.thresholds + 2 * t + 1] = mantissa >>> 16;
  });
  profiles.entries.forEach(({ du, dv, refractory }, p) =>
    words.set(profileWords(du, dv, refractory), WORD.profiles + 2 * p),
  );
}
