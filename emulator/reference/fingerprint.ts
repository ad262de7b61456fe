/** What a checkpoint of the reference must agree with. */
import type { Network } from "../../src/network/types.js";
import { contentHash } from "../../src/numerics/content-hash.js";
import { playedSource } from "../../src/program/played-input.js";
import { fingerprintOf } from "./state-codec.js";

/** Gives the fingerprint of everything that decided the spikes before a step; input that is yet to come may differ. Every synapse is hashed when first needed. */
export function fingerprintsOf(network: Network, released = false): (step: number) => number {
  const { dt, seed, populations, sources, projections, currents, noise } = network;
  let content: Uint8Array | undefined;
  return (step) => {
    if (released)
      throw new Error(
        "a checkpoint needs the synapses of the network, which were released: start it without `releases`",
      );
    content ??= contentHash({ target: "reference", dt, seed, populations, projections, noise });
    const held = currents
      .map(({ post, steps, amplitude }) => ({
        post,
        steps: steps.filter((at) => at < step),
        amplitude: amplitude.slice(0, steps.filter((at) => at < step).length),
      }))
      .filter((current) => current.steps.length > 0);
    return fingerprintOf({ content, played: sources.map((source) => playedSource(source, step)), held });
  };
}
