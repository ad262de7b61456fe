/** The options that `check`, `compile`, `run` and `verify` share, and how they become CompileOptions. */
import type { Argv } from "yargs";
import { defaultOptions } from "../../compiler/compile.js";
import type { CompileOptions } from "../../compiler/stages.js";
import { fail } from "../diagnostics/diagnostic.js";
import { targetById } from "../targets/registry.js";
import type { LoihiTarget } from "../targets/types.js";

export interface CompileArguments {
  target: string;
  board?: string;
  profile?: string;
  rounding: string;
  weightBits: number;
  signMode: string;
  weightExponent: string;
  compensateDecay: boolean;
  fitTimestep: number;
  scale?: number;
  synapticLatency: string;
  poisson: string;
  conductance: string;
  oversize: boolean;
}

export function withCompileOptions<T>(argv: Argv<T>) {
  return argv
    .option("target", { alias: "t", type: "string", default: "loihi1", describe: "chip to compile for (see `equipoise targets`)" })
    .option("board", { type: "string", describe: "board of that target, e.g. kapoho-bay, nahuku32" })
    .option("profile", { type: "string", choices: ["hw", "lava"], describe: "arithmetic: hw as the chip is described, lava as Lava's fixed-point models" })
    .option("rounding", { type: "string", choices: ["balance", "nearest", "stochastic", "floor"], default: "balance", describe: "how weights are rounded" })
    .option("weight-bits", { type: "number", default: 8, describe: "bits of a weight mantissa" })
    .option("sign-mode", { type: "string", choices: ["separate", "mixed"], default: "separate", describe: "excitatory and inhibitory synapses in groups of their own, or one signed group" })
    .option("weight-exponent", { type: "string", choices: ["projection", "network"], default: "projection", describe: "a weight exponent for each group, or one for the network" })
    .option("compensate-decay", { type: "boolean", default: true, describe: "compensate rounded decays in weights and bias" })
    .option("fit-timestep", { type: "number", default: 0, describe: "move dt by at most this share (e.g. 0.05) so that the decays land on the grid" })
    .option("scale", { type: "number", describe: "voltage LSB per mV; chosen unless told" })
    .option("synaptic-latency", {
      type: "string",
      choices: ["exact", "next-step"],
      default: "exact",
      describe: "delays as in exact integration, or one step earlier as in toolchains that update the current first",
    })
    .option("poisson", { type: "string", choices: ["inject", "noise"], default: "inject", describe: "Poisson input: spikes from the host, or bias and per-core noise" })
    .option("conductance", { type: "string", choices: ["lower", "refuse"], default: "lower", describe: "conductance neurons on a current-only chip" })
    .option("oversize", { type: "boolean", default: false, describe: "emulate the arithmetic even if the network does not fit the board" });
}

export function compileOptionsOf(args: CompileArguments): { target: LoihiTarget; options: CompileOptions } {
  const target = targetById(args.target);
  const defaults = defaultOptions(target);
  const board = args.board ?? defaults.board;
  if (!target.boards.some((b) => b.id === board))
    fail("unknown-board", `${target.id} has no board "${board}"`, { hint: `choose one of ${target.boards.map((b) => b.id).join(", ")}` });
  const profile = (args.profile ?? target.defaultProfile) as CompileOptions["profile"];
  if (!target.profiles[profile])
    fail("unknown-profile", `${target.id} has no arithmetic profile "${profile}"`, { hint: `choose one of ${Object.keys(target.profiles).join(", ")}` });
  if (!(args.fitTimestep >= 0 && args.fitTimestep <= 0.5))
    fail("bad-option", `--fit-timestep ${args.fitTimestep} is not a share between 0 and 0.5`, { hint: "0.05 allows 5 %" });
  if (args.scale !== undefined && !(args.scale > 0 && Number.isFinite(args.scale)))
    fail("bad-option", `--scale ${args.scale} is not a positive number of LSB per mV`);
  return {
    target,
    options: {
      ...defaults,
      board,
      profile,
      rounding: args.rounding as CompileOptions["rounding"],
      weightBits: args.weightBits,
      signMode: args.signMode as CompileOptions["signMode"],
      weightExponent: args.weightExponent as CompileOptions["weightExponent"],
      compensateDecay: args.compensateDecay,
      fitTimestep: args.fitTimestep,
      scale: args.scale ?? null,
      synapticLatency: args.synapticLatency as CompileOptions["synapticLatency"],
      poisson: args.poisson as CompileOptions["poisson"],
      conductance: args.conductance as CompileOptions["conductance"],
      oversize: args.oversize,
    },
  };
}
