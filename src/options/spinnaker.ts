/** Compiler options of SpiNNaker-style targets. */
import type { Rounding } from "../targets/spinnaker/target.js";
import type { SpinnakerTarget } from "../targets/spinnaker/target.js";
import { choice, number } from "./option.js";
import type { OptionTable, TaggedOptions } from "./option-table.js";
import { board, expectedRates, oversize, profile, rounding, synapticLatency } from "./shared-options.js";

/** A group of one neuron core and its synapse cores has at most 15 (SpiNNaker spec §5). */
const MOST_SYNAPSE_CORES = 14;
/** Weights are words of 16 bits, and a ring-buffer slot holds 16 (SpiNNaker spec §3.2). */
const LARGEST_LEFT_SHIFT = 15;

const POSITIVE = { min: 0, minOpen: true, max: Infinity } as const;

const SPINNAKER = {
  board,
  profile: profile<Rounding, SpinnakerTarget>(
    "how products of S16.15 round: floor as in the released binaries, nearest_sat, stochastic_sat",
  ),
  /** How weights round to 16 bits. */
  rounding,
  /** exact: delay D + 1 for exponential synapses, D for delta synapses. next-step: the delay as written, as sPyNNaker does. */
  synapticLatency,
  oversize,
  shiftRule: choice({
    help: "ring-buffer shifts: ours, sPyNNaker's, or sPyNNaker's without its head-room defect",
    choices: () => ["bounded-saturation", "published", "published-repaired"] as const,
    default: () => "bounded-saturation",
  }),
  /** Overflow probability of one ring-buffer slot in one tick that shift rule bounded-saturation accepts. */
  acceptedSaturation: number({
    help: "probability that a ring-buffer slot overflows in a tick, which bounded-saturation accepts",
    range: { min: 0, minOpen: true, max: 1, maxOpen: true },
    what: "a probability",
    default: () => 1e-9,
  }),
  /** How many times its mean the rate of a population may be in one tick: populations fire in volleys. */
  inputPeak: number({
    help: "how many times its mean a population's rate may be in one tick, which bounded-saturation reckons with",
    range: POSITIVE,
    what: "a factor",
    hint: "1: the input never rises above its mean rate",
    default: () => 10,
  }),
  /**
   * The left shift of every ring buffer is at least this. Weights are words of 16 bits whatever the shift, but a higher one makes their step larger,
   * 2^(shift - 15) nA: the only way to give a weight of this machine fewer bits.
   */
  leastShift: number<SpinnakerTarget, number | undefined>({
    help: "least left shift of a ring buffer: a step of the weights is 2^(shift - 15) nA, so a higher one leaves them fewer bits",
    range: { min: 0, max: LARGEST_LEFT_SHIFT, whole: true },
    what: "a left shift",
    hint: "leave it out: the shift rule alone decides",
    default: () => undefined,
    unlessTold: "0",
  }),
  atomsPerCore: number<SpinnakerTarget>({
    help: "most neurons on a core",
    range: { min: 1, max: Infinity, whole: true },
    what: "neurons",
    default: ({ limits }) => limits.atomsPerCore.value ?? Infinity,
  }),
  /**
   * Cores that hold the synapses of a core's neurons, each those of its share of every projection's sources. Beyond 1 the buffers are summed without
   * saturation: an overflow carries into the next atom (SpiNNaker spec §3.2).
   */
  synapseCores: number({
    help: "cores that share the synapses of a core's neurons; 1: neurons and synapses on one core",
    range: { min: 1, max: MOST_SYNAPSE_CORES, whole: true },
    what: "cores",
    default: () => 1,
  }),
  timeScaleFactor: number({
    help: "how much slower than biology the machine runs; for the forecast of real time",
    range: POSITIVE,
    what: "a factor",
    default: () => 1,
    notVaried: "only the forecast of real time uses it",
  }),
  expectedRates,
};

export type SpinnakerOptions = TaggedOptions<"spinnaker", typeof SPINNAKER>;

/** Rules that choose the left shift of a ring buffer. */
export type ShiftRule = SpinnakerOptions["shiftRule"];

export const SPINNAKER_OPTIONS: OptionTable<SpinnakerTarget, SpinnakerOptions> = {
  family: "spinnaker",
  title: "SpiNNaker-style",
  options: SPINNAKER,
  quantization: ({ rounding, shiftRule }) => `16-bit weights, rounding ${rounding}, left shifts by ${shiftRule}`,
};
