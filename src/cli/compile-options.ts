/** The options that `check`, `compile`, `run`, `sweep` and `verify` share, and how they become the compiler options of the target's family. */
import type { Argv } from "yargs";
import { defaultOptions } from "../../compiler/common/run-passes.js";
import { spinnakerDefaults } from "../../compiler/spinnaker/compile.js";
import type { SpinnakerOptions } from "../../compiler/spinnaker/stages.js";
import type { CompileOptions } from "../../compiler/loihi/stages.js";
import { fail } from "../diagnostics/diagnostic.js";
import { allTargets, targetById } from "../targets/registry.js";
import type { SpinnakerTarget } from "../targets/spinnaker/target.js";
import type { LoihiTarget } from "../targets/loihi/target.js";
import type { TargetSpec } from "../targets/target.js";
import { familyOf } from "../families/registry.js";
import type { AnyOptions } from "../families/family.js";
import { oneTarget, TARGET_ALIASES } from "./target-list.js";

export interface CompileArguments {
  /** As given; `compileOptionsOf` knows the default. */
  target?: string;
  board?: string;
  profile?: string;
  rounding: string;
  synapticLatency: string;
  oversize: boolean;
  weightBits?: number;
  signMode?: string;
  weightExponent?: string;
  compensateDecay?: boolean;
  fitTimestep?: number;
  scale?: number;
  poisson?: string;
  conductance?: string;
  shiftRule?: string;
  acceptedSaturation?: number;
  inputPeak?: number;
  atomsPerCore?: number;
  synapseCores?: number;
  timeScaleFactor?: number;
}

/** Options of one family, as they are written. */
const OF_LOIHI = [
  "weightBits",
  "signMode",
  "weightExponent",
  "compensateDecay",
  "fitTimestep",
  "scale",
  "poisson",
  "conductance",
] as const;
const OF_SPINNAKER = [
  "shiftRule",
  "acceptedSaturation",
  "inputPeak",
  "atomsPerCore",
  "synapseCores",
  "timeScaleFactor",
] as const;

/** Of any target; which of them a target has, the compiler says. */
const WEIGHT_BITS = [...new Set(allTargets().flatMap((t) => (t.family === "loihi" ? t.synapse.weightBits : [])))]
  .filter((bits) => bits > 0)
  .sort((a, b) => a - b);

const LOIHI_GROUP = "Loihi-style targets:";
const SPINNAKER_GROUP = "SpiNNaker-style targets:";

export function withCompileOptions<T>(argv: Argv<T>) {
  // No `default` for options of one family: whether they were given decides whether they are misplaced.
  return argv
    .option("target", {
      alias: TARGET_ALIASES,
      type: "string",
      defaultDescription: "loihi1, or the board's own",
      describe: "chip to compile for (see `equipoise targets`)",
    })
    .option("board", { type: "string", describe: "board of that target, e.g. kapoho-bay, nahuku32, spin5" })
    .option("profile", {
      type: "string",
      choices: ["hw", "lava", "floor", "nearest_sat", "stochastic_sat"],
      describe:
        "arithmetic; Loihi: hw as the chip is described, lava as Lava's fixed-point models; SpiNNaker: how products round",
    })
    .option("rounding", {
      type: "string",
      choices: ["balance", "nearest", "stochastic", "floor"],
      default: "balance",
      describe: "how weights are rounded",
    })
    .option("synaptic-latency", {
      type: "string",
      choices: ["exact", "next-step"],
      default: "exact",
      describe: "delays as in exact integration, or one step earlier as in toolchains that update the current first",
    })
    .option("oversize", {
      type: "boolean",
      default: false,
      describe: "emulate the arithmetic even if the network does not fit the board",
    })
    .option("weight-bits", {
      group: LOIHI_GROUP,
      type: "number",
      choices: WEIGHT_BITS,
      defaultDescription: "8",
      describe: "bits of a weight mantissa",
    })
    .option("sign-mode", {
      group: LOIHI_GROUP,
      type: "string",
      choices: ["separate", "mixed"],
      defaultDescription: "separate",
      describe: "excitatory and inhibitory synapses in groups of their own, or one signed group",
    })
    .option("weight-exponent", {
      group: LOIHI_GROUP,
      type: "string",
      choices: ["projection", "network"],
      defaultDescription: "projection",
      describe: "a weight exponent for each group, or one for the network",
    })
    .option("compensate-decay", {
      group: LOIHI_GROUP,
      type: "boolean",
      defaultDescription: "true",
      describe: "compensate rounded decays in weights and bias",
    })
    .option("fit-timestep", {
      group: LOIHI_GROUP,
      type: "number",
      defaultDescription: "0",
      describe: "move dt by at most this share (e.g. 0.05) so that the decays land on the grid",
    })
    .option("scale", { group: LOIHI_GROUP, type: "number", describe: "voltage LSB per mV; chosen unless told" })
    .option("poisson", {
      group: LOIHI_GROUP,
      type: "string",
      choices: ["inject", "noise"],
      defaultDescription: "inject",
      describe: "Poisson input: spikes from the host, or bias and per-core noise",
    })
    .option("conductance", {
      group: LOIHI_GROUP,
      type: "string",
      choices: ["lower", "refuse"],
      defaultDescription: "lower",
      describe: "conductance neurons on a current-only chip",
    })
    .option("shift-rule", {
      group: SPINNAKER_GROUP,
      type: "string",
      choices: ["bounded-saturation", "published", "published-repaired"],
      defaultDescription: "bounded-saturation",
      describe: "ring-buffer shifts: ours, sPyNNaker's, or sPyNNaker's without its head-room defect",
    })
    .option("accepted-saturation", {
      group: SPINNAKER_GROUP,
      type: "number",
      defaultDescription: "1e-9",
      describe: "probability that a ring-buffer slot overflows in a tick, which bounded-saturation accepts",
    })
    .option("input-peak", {
      group: SPINNAKER_GROUP,
      type: "number",
      defaultDescription: "10",
      describe: "how many times its mean a population's rate may be in one tick, which bounded-saturation reckons with",
    })
    .option("atoms-per-core", {
      group: SPINNAKER_GROUP,
      type: "number",
      defaultDescription: "256",
      describe: "most neurons on a core",
    })
    .option("synapse-cores", {
      group: SPINNAKER_GROUP,
      type: "number",
      defaultDescription: "1",
      describe: "cores that share the synapses of a core's neurons; 1: neurons and synapses on one core",
    })
    .option("time-scale-factor", {
      group: SPINNAKER_GROUP,
      type: "number",
      defaultDescription: "1",
      describe: "how much slower than biology the machine runs; for the forecast of real time",
    });
}

/** A group of one neuron core and its synapse cores has at most 15 (SpiNNaker spec §5). */
const MOST_SYNAPSE_CORES = 14;

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function refuse(
  args: CompileArguments,
  names: readonly (keyof CompileArguments)[],
  target: TargetSpec,
  family: string,
): void {
  const misplaced = names.find((name) => args[name] !== undefined);
  if (misplaced !== undefined)
    fail("bad-option", `--${dashed(misplaced)} is an option of ${family} targets; ${target.id} is none`, {
      hint: "leave it out, or choose another --target",
    });
}

function checkNumber(
  name: string,
  value: number | undefined,
  ok: (x: number) => boolean,
  what: string,
  hint?: string,
): void {
  if (value !== undefined && !(Number.isFinite(value) && ok(value)))
    fail("bad-option", `--${name} ${value} is not ${what}`, hint === undefined ? {} : { hint });
}

/** The given ones of some options. */
function given<K extends keyof CompileArguments>(
  args: CompileArguments,
  names: readonly K[],
): Pick<CompileArguments, K> {
  return Object.fromEntries(names.filter((name) => args[name] !== undefined).map((name) => [name, args[name]])) as Pick<
    CompileArguments,
    K
  >;
}

function checkBoard(target: TargetSpec, board: string): string {
  if (!target.boards.some((b) => b.id === board))
    fail("board-unknown", `target ${target.id} has no board \`${board}\``, {
      hint: `choose one of ${target.boards.map((b) => b.id).join(", ")}`,
    });
  return board;
}

function checkProfile(target: TargetSpec, profile: string): string {
  if (!Object.hasOwn(target.profiles, profile))
    fail("profile-unknown", `target ${target.id} has no arithmetic profile \`${profile}\``, {
      hint: `choose one of ${Object.keys(target.profiles).join(", ")}`,
    });
  return profile;
}

/** @param unnamed target where none is given */
export function compileOptionsOf(
  args: CompileArguments,
  unnamed: string = "loihi1",
): { target: TargetSpec; options: AnyOptions } {
  const target = targetById(args.target === undefined ? unnamed : oneTarget(args.target));
  const { rounding, synapticLatency, oversize } = args;
  const shared = {
    board: checkBoard(target, args.board ?? target.defaultBoard),
    profile: checkProfile(target, args.profile ?? target.defaultProfile),
    rounding,
    synapticLatency,
    oversize,
  };
  const options = optionsOf(args, target);
  return { target, options: { ...options, ...shared } as AnyOptions };
}

function optionsOf(args: CompileArguments, target: TargetSpec): AnyOptions {
  switch (target.family) {
    case "loihi":
      return loihiOptions(args, target);
    case "spinnaker":
      return spinnakerOptions(args, target);
    case "sized":
      refuse(args, OF_LOIHI, target, "Loihi-style");
      refuse(args, OF_SPINNAKER, target, "SpiNNaker-style");
      return familyOf(target).defaultOptions(target);
  }
}

function loihiOptions(args: CompileArguments, target: LoihiTarget): CompileOptions {
  refuse(args, OF_SPINNAKER, target, "SpiNNaker-style");
  checkNumber(
    "fit-timestep",
    args.fitTimestep,
    (x) => x >= 0 && x <= 0.5,
    "a share between 0 and 0.5",
    "0.05 allows 5 %",
  );
  checkNumber("scale", args.scale, (x) => x > 0, "a positive number of LSB per mV");
  return { ...defaultOptions(target), ...(given(args, OF_LOIHI) as Partial<CompileOptions>) };
}

function spinnakerOptions(args: CompileArguments, target: SpinnakerTarget): SpinnakerOptions {
  refuse(args, OF_LOIHI, target, "Loihi-style");
  checkNumber("accepted-saturation", args.acceptedSaturation, (x) => x > 0 && x < 1, "a probability between 0 and 1");
  checkNumber(
    "input-peak",
    args.inputPeak,
    (x) => x > 0,
    "a positive factor",
    "1: the input never rises above its mean rate",
  );
  checkNumber(
    "atoms-per-core",
    args.atomsPerCore,
    (x) => Number.isInteger(x) && x >= 1,
    "a whole number of at least 1",
  );
  checkNumber(
    "synapse-cores",
    args.synapseCores,
    (x) => Number.isInteger(x) && x >= 1 && x <= MOST_SYNAPSE_CORES,
    `a whole number from 1 to ${MOST_SYNAPSE_CORES}`,
  );
  checkNumber("time-scale-factor", args.timeScaleFactor, (x) => x > 0, "a positive factor");
  return { ...spinnakerDefaults(target), ...(given(args, OF_SPINNAKER) as Partial<SpinnakerOptions>) };
}
