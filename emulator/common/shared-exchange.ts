/**
 * Exchanges the spikes of a block between workers through one SharedArrayBuffer.
 *
 * Layout (int32 words): control (generation, arrived, aborted), then for each worker two halves, used in turn:
 * block counts, then block·neurons ids. One barrier a block is enough: a half is written again two blocks later,
 * behind the barrier of the block between, at which every reader has finished with it.
 */

/** Takes the spikes ids[from] .. ids[to - 1]. */
type SpikeBatch = (ids: Uint32Array, from: number, to: number) => void;

const GENERATION = 0;
const ARRIVED = 1;
const ABORTED = 2;
const CONTROL = 16;
/** Spins before sleeping: long enough for a balanced step, short enough not to starve a busy machine. */
const SPINS = 4000;
/** A sleeper looks for an abort this often, ms. */
const NAP = 200;

/** Words that `createBuffer` needs for the given numbers of neurons. */
export function exchangeBytes(block: number, sizes: readonly number[]): number {
  return 4 * (CONTROL + sizes.reduce((sum, n) => sum + halfWords(block, n) * 2, 0));
}

function halfWords(block: number, neurons: number): number {
  return block * (1 + neurons);
}

/** Wakes all workers that wait; they throw. */
export function abortExchange(buffer: SharedArrayBuffer): void {
  const words = new Int32Array(buffer);
  Atomics.store(words, ABORTED, 1);
  Atomics.add(words, GENERATION, 1);
  Atomics.notify(words, GENERATION);
}

export class SharedExchange {
  private readonly words: Int32Array;
  /** The same memory, as ids. */
  private readonly ids: Uint32Array;
  private readonly starts: number[] = [];
  private readonly at: Uint32Array;
  private half = 0;

  constructor(
    buffer: SharedArrayBuffer,
    private readonly block: number,
    private readonly sizes: readonly number[],
    private readonly self: number,
  ) {
    this.words = new Int32Array(buffer);
    this.ids = new Uint32Array(buffer);
    this.at = new Uint32Array(sizes.length);
    let start = CONTROL;
    for (const n of sizes) {
      this.starts.push(start);
      start += 2 * halfWords(block, n);
    }
  }

  /** Publishes this worker's spikes (global ids, step after step) and waits until all workers have done so. */
  share(steps: number, counts: Uint32Array, ids: Uint32Array): void {
    const { words, block, sizes, self } = this;
    this.half ^= 1;
    const start = this.startOf(self);
    for (let k = 0; k < steps; k++) words[start + k] = counts[k];
    words.set(ids, start + block);
    this.barrier();
    for (let w = 0; w < sizes.length; w++) this.at[w] = this.startOf(w) + block;
  }

  /** Calls `take` with the spikes of all workers in step k of the block, worker by worker; to be called for every k, ascending. */
  each(k: number, take: SpikeBatch): void {
    const { words, ids, at, sizes } = this;
    for (let w = 0; w < sizes.length; w++) {
      const from = at[w];
      at[w] += words[this.startOf(w) + k];
      if (at[w] > from) take(ids, from, at[w]);
    }
  }

  private startOf(worker: number): number {
    return this.starts[worker] + this.half * halfWords(this.block, this.sizes[worker]);
  }

  private barrier(): void {
    const { words } = this;
    const generation = Atomics.load(words, GENERATION);
    if (Atomics.add(words, ARRIVED, 1) === this.sizes.length - 1) {
      Atomics.store(words, ARRIVED, 0);
      Atomics.add(words, GENERATION, 1);
      Atomics.notify(words, GENERATION);
    } else {
      for (let spin = 0; spin < SPINS && Atomics.load(words, GENERATION) === generation; spin++);
      while (Atomics.load(words, GENERATION) === generation) Atomics.wait(words, GENERATION, generation, NAP);
    }
    if (Atomics.load(words, ABORTED) === 1) throw new Error("another worker failed");
  }
}
