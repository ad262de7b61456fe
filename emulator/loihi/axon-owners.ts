/** Whose spikes an input axon gets: routes turned round. The axons of a core are in the order of their sources. */
import { BrokenRoute, eachSource, sourceIdsOf } from "../../src/program/loihi/routes-by-core.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";

export interface AxonOwners {
  /** By number of the axon: the source that feeds it, or `none`. */
  readonly source: Uint16Array | Uint32Array;
  readonly none: number;
}

/**
 * @param firstAxon axon a of core c is number firstAxon[c] + a
 * @returns null where an axon has several sources, or the axons of a core are not in the order of theirs, as the compiler has them
 * @throws BrokenRoute
 */
export function ownersOfAxons(program: LoihiProgram, firstAxon: Uint32Array): AxonOwners | null {
  const cores = program.cores.length;
  const axons = firstAxon[cores];
  const none = sourceIdsOf(program) < 0xffff ? 0xffff : 0xffffffff;
  const owner = (none === 0xffff ? new Uint16Array(axons) : new Uint32Array(axons)).fill(none);
  let several = false;
  // Sources ascend, and with them the axons of a core as the compiler numbers them: what is written next lies beside what was written last.
  eachSource(program, (source, core, axon, from, to) => {
    for (let k = from; k < to; k++) {
      const onto = core[k];
      if (!(onto < cores)) throw new BrokenRoute("an output axon names a core that does not exist");
      const at = firstAxon[onto] + axon[k];
      if (!(at < firstAxon[onto + 1])) throw new BrokenRoute("an output axon names an input axon that does not exist");
      if (owner[at] !== none) several = true;
      owner[at] = source;
    }
  });
  return several || !ascending(owner, none, firstAxon) ? null : { source: owner, none };
}

function ascending(owner: AxonOwners["source"], none: number, firstAxon: Uint32Array): boolean {
  for (let c = 0; c + 1 < firstAxon.length; c++) {
    let last = -1;
    for (let a = firstAxon[c]; a < firstAxon[c + 1]; a++) {
      const source = owner[a];
      if (source === none) continue;
      if (source <= last) return false;
      last = source;
    }
  }
  return true;
}
