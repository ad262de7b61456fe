/** The networks that all simulators run side by side, and in which of our forms. */
import type { NetworkDescription } from "../../src/description/types.js";
import { loadDescription } from "../../src/node/files/load-description.js";
import { BRUNEL, describeCurrents } from "../workloads.js";

export const NETWORK_NAMES = ["brunel", "currents"] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

/** One of ours: where a network runs, and how. */
export interface OwnForm {
  readonly name: string;
  /** Id of a target, or `reference`. */
  readonly on: string;
  readonly profile?: "hw" | "lava";
  readonly threads: number;
  /** Largest difference of its rate from NEST's, as a share. */
  readonly rateWithin: number;
}

/** Two runs of one model with other draws, or with roundings that the verdict calls harmless. */
export const RATE_WITHIN = 0.05;
/** Its neurons have no refractory period. */
const LAVA_RATE_WITHIN = 0.1;

const IN_THREADS: readonly OwnForm[] = ["spinnaker1", "reference"].flatMap((on) =>
  [1, 2].map((threads) => ({ name: on, on, threads, rateWithin: RATE_WITHIN })),
);

const FORMS: Readonly<Record<NetworkName, readonly OwnForm[]>> = {
  brunel: [
    ...[1, 2].map((threads) => ({
      name: "loihi1 hw",
      on: "loihi1",
      profile: "hw" as const,
      threads,
      rateWithin: RATE_WITHIN,
    })),
    ...[1, 2].map((threads) => ({
      name: "loihi1 lava",
      on: "loihi1",
      profile: "lava" as const,
      threads,
      rateWithin: LAVA_RATE_WITHIN,
    })),
    ...IN_THREADS,
  ],
  currents: [
    ...[1, 2].map((threads) => ({
      name: "loihi2 lava",
      on: "loihi2",
      profile: "lava" as const,
      threads,
      rateWithin: LAVA_RATE_WITHIN,
    })),
    ...IN_THREADS,
  ],
};

export function formsOf(network: NetworkName): readonly OwnForm[] {
  return FORMS[network];
}

/** @param network one of the names, or the path of a description */
export function describe(network: string): NetworkDescription {
  return network === "currents"
    ? // Neurons of the profile lava have no refractory period; without it the others fire as irregularly as they do.
      describeCurrents(5000, 400, 0)
    : loadDescription(network === "brunel" ? BRUNEL : network).description;
}
