/**
 * Follows routes source by source, the sources ascending: the axons of a core are in the order of their sources, so that a route onto a core must
 * lead to the axon that comes next there. Whose axon that is, is compared at the end, by a hash over the sources of each core: a wrong source changes it.
 */

/** Odd: no source is lost from a hash of 32 bits. */
const FACTOR = 0x9e3779b1;

export class RouteWalk {
  /** By core: the axon that comes next, and the hash over the sources of those before. */
  private readonly next: Uint32Array;
  private readonly hash: Int32Array;

  constructor(cores: number) {
    this.next = new Uint32Array(cores);
    this.hash = new Int32Array(cores);
  }

  /** Takes the routes from..to-1 of the next source; returns whether they ascend by core, each to the next axon there. */
  follow(source: number, core: Uint32Array, axon: Uint16Array, from: number, to: number): boolean {
    const { next, hash } = this;
    let last = -1;
    for (let k = from; k < to; k++) {
      const onto = core[k];
      // Of a core that does not exist there is no next axon.
      if (onto <= last || axon[k] !== next[onto]) return false;
      next[onto]++;
      hash[onto] = Math.imul(hash[onto], FACTOR) + source;
      last = onto;
    }
    return true;
  }

  /** @returns whether the routes were those of the axons, by core: all, and nobody else's */
  isOf(inputAxons: readonly Uint32Array[]): boolean {
    if (inputAxons.length !== this.next.length) return false;
    for (let c = 0; c < inputAxons.length; c++)
      if (inputAxons[c].length !== this.next[c] || hashOf(inputAxons[c]) !== this.hash[c]) return false;
    return true;
  }
}

function hashOf(sources: Uint32Array): number {
  let hash = 0;
  for (let a = 0; a < sources.length; a++) hash = (Math.imul(hash, FACTOR) + sources[a]) | 0;
  return hash;
}
