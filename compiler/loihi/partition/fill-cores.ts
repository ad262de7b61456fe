/**
 * Greedy grouping of neurons into cores so that they share input axons.
 *
 * A core starts with the free neuron of lowest id. Then, of a few candidates (the next free ids, which often share sources by
 * construction, and a fixed pseudo-random sample), the one that adds the fewest input axons joins, until a limit stops it.
 * Deterministic; about candidates × in-degree operations a neuron.
 */
import type { CoreResource } from "../stages.js";
import type { CoreFiller } from "./core-filler.js";

export interface Filled {
  readonly cores: readonly Uint32Array[];
  /** Resource that stopped each core, counted. */
  readonly binding: Readonly<Partial<Record<CoreResource, number>>>;
  /** Neurons that exceed a core on their own, with the resource. */
  readonly tooLarge: readonly { readonly neuron: number; readonly resource: CoreResource }[];
  /** Cores that each source id reaches, counted. */
  readonly fanOut: Uint32Array;
}

/** Ids ahead of the last one taken, and how many candidates are tried before a core is closed. */
const NEIGHBOURS = 8;
const ATTEMPTS = 4;

/**
 * @param size number of neurons
 * @param samples random candidates beside the neighbours
 */
export function fillCores(size: number, filler: CoreFiller, samples: number, progress: (done: number) => void): Filled {
  const free = new FreeNeurons(size);
  const cores: Uint32Array[] = [];
  const binding: Partial<Record<CoreResource, number>> = {};
  const tooLarge: { neuron: number; resource: CoreResource }[] = [];
  const fanOut = new Uint32Array(filler.reached.length);
  const candidates: number[] = [];
  const fresh: number[] = [];

  while (free.count > 0) {
    filler.reset();
    const seed = free.first();
    free.take(seed);
    const alone = filler.tryAdd(seed);
    if (alone !== null && alone !== "noise") {
      tooLarge.push({ neuron: seed, resource: alone });
      filler.tryAdd(seed, true);
    }
    let last = seed;
    let stopped = alone !== null;
    while (!stopped && free.count > 0) {
      free.candidates(last, NEIGHBOURS, samples, candidates);
      const refused = refusalOfAll(candidates, filler);
      if (refused !== null) {
        if (refused !== "noise") binding[refused] = (binding[refused] ?? 0) + 1;
        break;
      }
      fresh.length = 0;
      let accepted = -1;
      let reason: CoreResource | "noise" | null = null;
      for (const c of candidates) {
        const inputs = filler.newInputs(c, Infinity);
        fresh.push(inputs);
        // Nothing new at all: no candidate can be better.
        if (inputs === 0) {
          const exceeded = filler.tryAdd(c);
          if (exceeded === null) {
            accepted = c;
            break;
          }
          reason ??= exceeded;
          fresh[fresh.length - 1] = Infinity;
        }
      }
      for (let attempt = 0; accepted < 0 && attempt < ATTEMPTS; attempt++) {
        let best = -1;
        for (let k = 0; k < candidates.length; k++) if (fresh[k] < (best < 0 ? Infinity : fresh[best])) best = k;
        if (best < 0) break;
        const exceeded = filler.tryAdd(candidates[best]);
        if (exceeded === null) accepted = candidates[best];
        else reason ??= exceeded;
        fresh[best] = Infinity;
      }
      if (accepted >= 0) {
        free.take(accepted);
        last = accepted;
      } else {
        if (reason !== null && reason !== "noise") binding[reason] = (binding[reason] ?? 0) + 1;
        stopped = true;
      }
    }
    cores.push(Uint32Array.from(filler.neurons));
    const { inputs } = filler;
    for (let a = 0; a < inputs.length; a++) fanOut[inputs[a]]++;
    progress(size - free.count);
  }
  return { cores, binding, tooLarge, fanOut };
}

/** The one reason for which every candidate is refused before its synapses are looked at, or null. */
function refusalOfAll(candidates: readonly number[], filler: CoreFiller): CoreResource | "noise" | null {
  const reason = filler.refusal(candidates[0]);
  if (reason === null) return null;
  for (let k = 1; k < candidates.length; k++) if (filler.refusal(candidates[k]) !== reason) return null;
  return reason;
}

/** The neurons not yet in a core: lowest id, next ids after one, and a reproducible sample. */
class FreeNeurons {
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly pool: Uint32Array;
  private readonly poolIndex: Uint32Array;
  private random = 0x9e3779b9;
  count: number;

  constructor(private readonly size: number) {
    // Doubly linked ring with the sentinel `size`.
    this.next = Int32Array.from({ length: size + 1 }, (_, i) => (i === size ? 0 : i + 1));
    this.previous = Int32Array.from({ length: size + 1 }, (_, i) => (i === 0 ? size : i - 1));
    this.pool = Uint32Array.from({ length: size }, (_, i) => i);
    this.poolIndex = Uint32Array.from({ length: size }, (_, i) => i);
    this.count = size;
  }

  first(): number {
    return this.next[this.size];
  }

  take(id: number): void {
    this.next[this.previous[id]] = this.next[id];
    this.previous[this.next[id]] = this.previous[id];
    const hole = this.poolIndex[id];
    const moved = this.pool[--this.count];
    this.pool[hole] = moved;
    this.poolIndex[moved] = hole;
  }

  /** Next free ids after `id` (its own link still leads on after it was taken), then random ones; may repeat. */
  candidates(id: number, neighbours: number, samples: number, out: number[]): void {
    out.length = 0;
    let at = this.next[id];
    if (at === this.size) at = this.next[at];
    for (let k = 0; k < neighbours && k < this.count; k++) {
      out.push(at);
      at = this.next[at];
      if (at === this.size) at = this.next[at];
    }
    if (this.count <= neighbours) return;
    for (let k = 0; k < samples; k++) {
      // xorshift32
      let x = this.random;
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      this.random = x >>> 0;
      out.push(this.pool[this.random % this.count]);
    }
  }
}
