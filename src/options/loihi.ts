/** Compiler options of Loihi-style targets. */
import type { LoihiProfile, LoihiTarget } from "../targets/loihi/target.js";
import { choice, flag, number } from "./option.js";
import type { OptionTable, TaggedOptions } from "./option-table.js";
import { board, expectedRates, oversize, profile, rounding, synapticLatency } from "./shared-options.js";

/** LSB per mV: far beyond every register, and weights in it are still exact integers beside their sums. */
const LARGEST_SCALE = 2 ** 32;

/** Widths that a synapse can store and a mantissa can fill. */
function weightBitsOf({ synapse, widths }: LoihiTarget): number[] {
  return synapse.weightBits.filter((bits) => bits > 0 && bits <= widths.weightMantissa);
}

const LOIHI = {
  board,
  profile: profile<LoihiProfile, LoihiTarget>("hw as the chip is described, lava as Lava's fixed-point models"),
  rounding,
  synapticLatency,
  oversize,
  weightBits: choice<number, LoihiTarget>({
    help: "bits of a weight mantissa",
    choices: (target) => weightBitsOf(target),
    default: (target) => Math.max(...weightBitsOf(target)),
  }),
  /** separate: excitatory and inhibitory synapses in groups of their own; mixed: one group with sign (loses the LSB). */
  signMode: choice({
    help: "excitatory and inhibitory synapses in groups of their own, or one signed group",
    choices: () => ["separate", "mixed"] as const,
    default: () => "separate",
  }),
  /** projection: every group has its own weight exponent; network: one weight LSB for all. */
  weightExponent: choice({
    help: "a weight exponent for each group, or one for the network",
    choices: () => ["projection", "network"] as const,
    default: () => "projection",
  }),
  /** Compensates the rounding of both decays in weights, bias and threshold. */
  compensateDecay: flag({
    help: "compensate rounded decays in weights and bias",
    default: () => true,
  }),
  /** Moves dt by at most this relative amount so that the decays land on the 12-bit grid; 0: off. */
  fitTimestep: number({
    help: "move dt by at most this share (e.g. 0.05) so that the decays land on the grid",
    range: { min: 0, max: 0.5 },
    what: "a share of the time step",
    hint: "0.05 allows 5 %",
    default: () => 0,
    notVaried: "another time step is another reference run, and a sweep has one for all its variants",
  }),
  /** v LSB per mV; null: chosen by the scale pass. */
  scale: number<LoihiTarget, number | null>({
    help: "voltage LSB per mV; chosen unless told",
    range: { min: 0, minOpen: true, max: LARGEST_SCALE },
    what: "LSB per mV",
    hint: "leave it out: a scale that fits is chosen",
    default: () => null,
    unlessTold: "chosen",
  }),
  /** External Poisson input: spikes injected by the host, or bias and per-core noise. */
  poisson: choice({
    help: "Poisson input: spikes from the host, or bias and per-core noise",
    choices: () => ["inject", "noise"] as const,
    default: () => "inject",
  }),
  /** Conductance neurons: lowered with an effective time constant, or refused. */
  conductance: choice({
    help: "conductance neurons on a current-only chip",
    choices: () => ["lower", "refuse"] as const,
    default: () => "lower",
  }),
  expectedRates,
};

export type LoihiOptions = TaggedOptions<"loihi", typeof LOIHI>;

export const LOIHI_OPTIONS: OptionTable<LoihiTarget, LoihiOptions> = {
  family: "loihi",
  title: "Loihi-style",
  options: LOIHI,
  /** A signed weight of one bit would have no magnitude. */
  together: ({ weightBits, signMode }, { id }) =>
    signMode === "mixed" && weightBits < 2
      ? {
          code: "bad-option",
          option: "weightBits",
          problem: `leaves a signed weight of ${id} no magnitude`,
          hint: "use at least 2 bits, or sign mode separate",
        }
      : null,
  quantization: ({ weightBits, rounding, signMode }) =>
    `${weightBits}-bit weights, rounding ${rounding}, signs ${signMode}`,
};
