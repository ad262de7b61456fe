/** One of ours, from a description to the first step. */
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { kernelNamed } from "../../emulator/loihi/kernel/kernels.js";
import { startReference } from "../../emulator/reference/reference.js";
import { familyOf } from "../../src/families/registry.js";
import { build, prepare } from "../../src/measure/build.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { defaultOptions } from "../../src/options/check-options.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import type { LoihiProfile } from "../../src/targets/loihi/target.js";
import { targetById } from "../../src/targets/registry.js";
import type { Rounding } from "../../src/targets/spinnaker/target.js";
import { recurrentSynapses } from "./export-description.js";
import { describe } from "./networks.js";

export interface OwnForm {
  /** A name of networks.ts, or the path of a description. */
  readonly network: string;
  /** Id of a target, or `reference`. */
  readonly on: string;
  /** Of the target; its usual one unless told. */
  readonly profile?: "hw" | "lava" | Rounding;
  readonly threads: number;
  /** Of the Loihi emulator; absent: what it takes by itself. */
  readonly kernel?: string;
}

/** Nothing of the way to the target stays in memory. */
export async function makeOwn({
  network,
  on,
  profile,
  threads,
  kernel,
}: OwnForm): Promise<{ run: ExecutionTarget; synapses: number }> {
  const description = describe(network);
  if (on === "reference") {
    const drawn = drawNetwork(description);
    const synapses = recurrentSynapses(drawn);
    return { run: startReference(drawn, { workers: threads, releases: true }), synapses };
  }
  const target = targetById(on);
  if (profile !== undefined && !Object.hasOwn(target.profiles, profile))
    throw new Error(`${on} has no profile ${profile}`);
  if (target.family === "loihi") {
    const usual = defaultOptions(target);
    const options = { ...usual, oversize: true, profile: (profile ?? usual.profile) as LoihiProfile };
    const built = build(description, target, options);
    const chosen = kernel === undefined ? {} : { kernel: kernelNamed(kernel) };
    return {
      run: await createEmulator(built.compiled.program, target, { workers: threads, ...chosen }),
      synapses: recurrentSynapses(built.network),
    };
  }
  const usual = defaultOptions(target);
  const options = { ...usual, oversize: true, profile: (profile ?? usual.profile) as Rounding };
  const { network: drawn, sized } = prepare(description, target, options, {}, "compile");
  const synapses = recurrentSynapses(drawn);
  const compiled = familyOf(target).compile(drawn, target, sized, { releases: true });
  return { run: await compiled.createEmulator({ workers: threads }), synapses };
}
