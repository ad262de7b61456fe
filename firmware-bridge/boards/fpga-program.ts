/** What the images of both FPGA boards take from a program: its registers, its synapses and the unit of its weights, or one clear reason why not. */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { decodeCoreSynapses } from "../../src/program/loihi/synapse-lists.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import { fractionBitsOf, mostUnits } from "../../src/targets/loihi/board-accumulator.js";
import { FPGA_ACCUMULATOR } from "../../src/targets/loihi/fpga-core.js";
import { profileOf } from "../../src/targets/registry.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";

/** Accumulator shift of weights without a fraction: what they sum to is a multiple of 2^6 on the chip. Each bit of fraction takes one off. */
export const WHOLE_WEIGHTS = FPGA_ACCUMULATOR.fractionBits.value!;
/** By slot bits beyond 4: one slot of the ring is read, and delay 0 is the next. */
const LONGEST_DELAYS = [14, 30, 62] as const;
const THRESHOLD_SHIFT = 6;
const THRESHOLD_BITS = 17;
/** Of the register; k stands for k - 1 dead steps. */
const REFRACTORY_MAX = 63;
const BIAS_MANTISSA_MAX = 4095;
const BIAS_EXPONENT_MAX = 7;

/** What a board can hold; the numbers are those of the gateware, and the board repeats them in HELLO_REPLY. */
export interface FpgaLimits {
  readonly neurons: number;
  readonly sources: number;
  readonly imageBytes: number;
}

/** What a board is loaded with. */
export interface FpgaImage {
  /** As long as the board's image space. */
  readonly bytes: Uint8Array;
  /** Where the synapse memory begins in the words of the image, how many of its words are used, and how many there are. */
  readonly synapses: { readonly at: number; readonly used: number; readonly max: number };
  /** By source: its synapses, and what the board counts for a spike: weights of 9 bits are two additions, and additions of 0 none. */
  readonly events: { readonly synapses: Uint32Array; readonly counted: Uint32Array };
  /** The accumulator is shifted left so far before it is added to u: 6, less the bits of fraction that weights have. */
  readonly accumulatorShift: number;
  /** Ids on the board, by id of the program; absent: they are the same. */
  readonly places?: Uint32Array;
}

/** Refuses what the image has no place for. @throws EquipoiseError with exit code 5 */
export function atMost(what: string, used: number, max: number): void {
  if (used <= max) return;
  fail(
    "board-does-not-fit",
    `The program does not fit the FPGA board: it needs ${used.toLocaleString("en")} ${what}, the board has ${max.toLocaleString("en")}.`,
    { limit: { what, used, max }, exitCode: ExitCode.doesNotFit, hint: "use a smaller network or a smaller in-degree" },
  );
}

/** Refuses what the gateware has no arithmetic for. @throws EquipoiseError with exit code 5 */
export function cannot(what: string, hint: string): never {
  return fail("board-cannot", `The FPGA board cannot ${what}.`, { exitCode: ExitCode.doesNotFit, hint });
}

/** Refuses programs that do what no FPGA board here can. */
export function refuseUnknownParts({ biasChanges, cores }: LoihiProgram, target: LoihiTarget): void {
  if (biasChanges.length > 0) cannot("rewrite bias registers while it runs", "leave out step currents");
  if (cores.some((core) => core.noise !== null)) cannot("make noise", "compile with --poisson inject");
  const { uDecayOffset, vDecayOffset, decay } = target.widths;
  if (uDecayOffset !== 1 || vDecayOffset !== 0 || decay !== 12 || target.comparator !== ">")
    cannot(`decay or compare as ${target.id} does`, "compile for this board");
}

/** The register of an effective threshold. */
export function thresholdField(threshold: number, id: number): number {
  const field = threshold / 2 ** THRESHOLD_SHIFT;
  if (!Number.isInteger(field) || field >= 2 ** THRESHOLD_BITS)
    cannot(
      `hold the threshold ${threshold} of neuron ${id}`,
      `use multiples of ${2 ** THRESHOLD_SHIFT} below 2^${THRESHOLD_SHIFT + THRESHOLD_BITS}`,
    );
  return field;
}

/** exponent·2^13 + mantissa. A negative exponent (lava only) shifts right with floor; what is left has the exponent 0. */
export function biasWord(mantissa: number, exponent: number, id: number): number {
  const m = exponent < 0 ? mantissa >> Math.min(-exponent, 31) : mantissa;
  const e = Math.max(exponent, 0);
  if (Math.abs(m) > BIAS_MANTISSA_MAX + (m < 0 ? 1 : 0) || e > BIAS_EXPONENT_MAX)
    cannot(`hold the bias ${m}·2^${e} of neuron ${id}`, "compile for a smaller scale");
  return (e << 13) | (m & 0x1fff);
}

/** u low, v low, v and u high bytes. */
export function stateWords(u: number, v: number): readonly [number, number, number] {
  return [u & 0xffff, v & 0xffff, (((v >> 16) & 0xff) << 8) | ((u >> 16) & 0xff)];
}

/** The two words of a profile: refractory low bits·2^12 + du, refractory high bits·2^12 + dv. */
export function profileWords(du: number, dv: number, refractory: number): readonly [number, number] {
  if (refractory > REFRACTORY_MAX)
    cannot(
      `wait ${refractory} steps after a spike`,
      `use refractory periods below ${REFRACTORY_MAX} steps, or a longer time step`,
    );
  return [((refractory & 15) << 12) | du, ((refractory >> 4) << 12) | dv];
}

/** The limits of v: lava clips at ±(2^(bits-1) - 1), which is data and needs no arithmetic of its own. */
export function voltageLimits(
  { profile }: LoihiProgram,
  target: LoihiTarget,
  { vmin, vmax }: { readonly vmin: number; readonly vmax: number },
): readonly [number, number] {
  if (profile !== "lava") return [vmin, vmax];
  const limit = 2 ** (target.widths.v - 1) - 1;
  return [-limit, limit];
}

export function put24(words: Uint16Array, at: number, value: number): void {
  words[at] = value & 0xffff;
  words[at + 1] = (value >> 16) & 0xff;
}

type SynapseVisitor = (source: number, post: number, mantissa: number, group: number, delay: number) => void;

/** The synapses of a program, and what they have in common. */
export class FpgaSynapses {
  /** By source, without those that are stored with a weight of 0. */
  readonly count: Uint32Array;
  readonly longestDelay: { readonly steps: number; readonly of: string };
  readonly accumulatorShift: number;
  private readonly fraction: number;

  /** @param sources neurons and spike sources @throws EquipoiseError with exit code 5 for weights that the accumulator cannot hold */
  constructor(
    private readonly program: LoihiProgram,
    target: LoihiTarget,
    sources: number,
  ) {
    this.count = new Uint32Array(sources);
    this.lists = program.cores.map((core) => decodeCoreSynapses(core, program, target));
    const fractionOf = fractionReader(program, target);
    let fraction = 0;
    let longestDelay = { steps: 0, of: "" };
    this.each((source, _post, mantissa, group, delay) => {
      if (mantissa === 0) return;
      this.count[source]++;
      fraction = Math.max(fraction, fractionOf(mantissa, group));
      if (delay > longestDelay.steps) longestDelay = { steps: delay, of: program.groups[group].name };
    });
    this.fraction = fraction;
    this.longestDelay = longestDelay;
    this.accumulatorShift = WHOLE_WEIGHTS - fraction;
  }

  private readonly lists: readonly ReturnType<typeof decodeCoreSynapses>[];

  /**
   * Visits every synapse with a weight, source by source of each core.
   * @param visit gets the weight in units of 2^(accumulatorShift - 6), and the exponent that its group has in them
   */
  eachWeight(visit: (source: number, post: number, weight: number, exponent: number, delay: number) => void): void {
    const { fraction } = this;
    const { groups } = this.program;
    this.each((source, post, mantissa, group, delay) => {
      if (mantissa === 0) return;
      const { name, weightExponent } = groups[group];
      const weight = mantissa * 2 ** (weightExponent + fraction);
      if (fraction > 0 && Math.abs(weight) > mostUnits(FPGA_ACCUMULATOR))
        cannot(
          `add the weight ${mantissa}·2^${weightExponent} of ${name} to others with ${fraction} bits of fraction: its accumulator has ${FPGA_ACCUMULATOR.bits.value} bits`,
          "use weight exponents that lie closer together: compile a description for this board, or with --weight-exponent network",
        );
      visit(source, post, weight, Math.max(weightExponent + fraction, 0), delay);
    });
  }

  private each(visit: SynapseVisitor): void {
    const { cores, inputs, inputRouting } = this.program;
    const axonOf = (source: number, core: number, axon: number) => {
      const { axonStart, compartment, mantissa, group, delay } = this.lists[core];
      for (let k = axonStart[axon]; k < axonStart[axon + 1]; k++)
        visit(source, cores[core].neurons[compartment[k]], mantissa[k], group[k], delay[k]);
    };
    for (const { neurons, outStart, outCore, outAxon } of cores)
      neurons.forEach((id, c) => {
        for (let k = outStart[c]; k < outStart[c + 1]; k++) axonOf(id, outCore[k], outAxon[k]);
      });
    for (const { port, start, core, axon } of inputRouting) {
      const { first, size } = inputs[port];
      for (let s = 0; s < size; s++) for (let k = start[s]; k < start[s + 1]; k++) axonOf(first + s, core[k], axon[k]);
    }
  }
}

/** How many bits below one mantissa·2^(exponent of the group) has; refuses what the accumulator cannot hold. */
function fractionReader(program: LoihiProgram, target: LoihiTarget): (mantissa: number, group: number) => number {
  const sumIsShifted = profileOf(target, program.profile).negativeExponent === "shift-sum";
  return (mantissa, group) => {
    const { name, weightExponent } = program.groups[group];
    const bits = fractionBitsOf(mantissa, weightExponent);
    const weight = `hold the weight ${mantissa}·2^${weightExponent} of ${name}`;
    if (bits > 0 && sumIsShifted)
      cannot(
        `${weight}: the profile ${program.profile} cuts the fraction off the sum of a group, and the core adds one weight after another`,
        "compile a description for this board, whose weights have no fraction in this profile, or with --profile hw; give integers weight exponents of 0 and above",
      );
    if (bits > WHOLE_WEIGHTS) cannot(weight, `use weights of at most ${WHOLE_WEIGHTS} bits of fraction`);
    return bits;
  };
}

/**
 * Gives the slot bits beyond 4 that the ring needs: it has 16 slots for all neurons, 32 for half of them, 64 for a quarter.
 * @param room neurons that the board has at the fewest slots
 * @throws EquipoiseError with exit code 5
 */
export function slotBitsFor({ steps, of }: FpgaSynapses["longestDelay"], neurons: number, room: number): number {
  const bits = LONGEST_DELAYS.findIndex((longest) => steps <= longest);
  if (bits < 0)
    return cannot(`hold the delay ${steps} of ${of}`, `use delays of at most ${Math.max(...LONGEST_DELAYS)} steps`);
  if (neurons > room >> bits) {
    const within = LONGEST_DELAYS.filter((_, b) => neurons <= room >> b);
    cannot(
      `hold the delay ${steps} of ${of} and ${neurons.toLocaleString("en")} neurons`,
      `use delays of at most ${Math.max(...within)} steps, or at most ${(room >> bits).toLocaleString("en")} neurons`,
    );
  }
  return bits;
}

/** Distinct values in order of appearance. */
export class Table<T> {
  readonly entries: T[] = [];
  private readonly places = new Map<string, number>();

  constructor(
    private readonly what: string,
    private readonly most: number,
    private readonly keyOf: (entry: T) => string,
  ) {}

  /** @throws EquipoiseError with exit code 5 where there is no room for another */
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
