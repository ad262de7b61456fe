/** Options that families have in common, defined once. A family takes those that its chips have into its own table. */
import type { TargetSpec } from "../targets/target.js";
import { choice, flag, type ChoiceOption, type RatesOption } from "./option.js";

/** balance: to nearest, then moved so that each neuron's summed input is kept. */
const ROUNDINGS = ["balance", "nearest", "stochastic", "floor"] as const;
export type RoundingMode = (typeof ROUNDINGS)[number];

const SYNAPTIC_LATENCIES = ["exact", "next-step"] as const;

export const board: ChoiceOption<string, TargetSpec> = choice({
  help: "board of that target, e.g. kapoho-bay, nahuku32, spin5 (see `equipoise targets`)",
  choices: ({ boards }) => boards.map(({ id }) => id),
  default: ({ defaultBoard }) => defaultBoard,
  part: { what: "board", code: "board-unknown" },
  notVaried: "a board is where the cores are, and the spikes are the same on all",
});

/** The arithmetic profiles of a target. @param help what they decide in this family */
export function profile<Id extends string, Target extends TargetSpec & ProfilesOf<Id>>(
  help: string,
): ChoiceOption<Id, Target> {
  return choice<Id, Target>({
    help,
    choices: ({ profiles }) => Object.values<{ readonly id: Id } | undefined>(profiles).flatMap((p) => p?.id ?? []),
    default: ({ defaultProfile }) => defaultProfile,
    part: { what: "arithmetic profile", code: "profile-unknown" },
  });
}

interface ProfilesOf<Id extends string> {
  readonly profiles: Readonly<Partial<Record<string, { readonly id: Id }>>>;
  readonly defaultProfile: Id;
}

export const rounding = choice({
  help: "how weights are rounded",
  choices: () => ROUNDINGS,
  default: () => "balance",
});

export const synapticLatency = choice({
  help: "delays as in exact integration, or one step earlier as in toolchains that update the current first",
  choices: () => SYNAPTIC_LATENCIES,
  default: () => "exact",
});

export const oversize = flag({
  help: "emulate the arithmetic even if the network does not fit the board",
  default: () => false,
  notVaried: "it changes no spike of a network that fits",
});

export const expectedRates: RatesOption<TargetSpec> = {
  type: "rates",
  help: "mean rates in Hz by population, from theory, with which the compiler sizes the chip's ranges",
  default: () => ({}),
  notVaried: "it comes from theory",
};
