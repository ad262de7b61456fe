/** Ways out by another arithmetic profile or target, of those that there are: a target may have one profile only. */
import type { LoihiProfileSpec, LoihiTarget } from "../../../src/targets/loihi/target.js";
import { allTargets } from "../../../src/targets/registry.js";

type Has = (profile: LoihiProfileSpec) => boolean;

/** The option that chooses another profile of this target which has something: `--profile hw`; undefined where none has it. */
export function profileThat(target: LoihiTarget, has: Has): string | undefined {
  const found = Object.values(target.profiles).find((profile) => profile !== undefined && has(profile));
  return found === undefined ? undefined : `--profile ${found.id}`;
}

/** The first target, in the order of `targets`, with a profile which has something: `--target loihi1 --profile hw`. */
export function targetThat(has: Has): string | undefined {
  for (const target of allTargets()) {
    const option = target.family === "loihi" ? profileThat(target, has) : undefined;
    if (option !== undefined) return `--target ${target.id} ${option}`;
  }
  return undefined;
}
