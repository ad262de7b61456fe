/**
 * Exchanges the spikes of a block between slices through one SharedArrayBuffer.
 *
 * Layout (int32 words): control (CONTROL words), then for each slice two halves, used in turn:
 * block counts, then block·neurons ids. One barrier a block is enough: a half is written again two blocks later,
 * behind the barrier of the block between, at which every reader has finished with it.
 *
 * Where some slices lie in other processes, the barrier has a gate (exchange-gate.ts): the last slice here to arrive tells the gate, which
 * brings the others' spikes to their places and lets all go on.
 */
import { environment } from "../../src/environment/environment.js";
import type { ExchangeLayout } from "../../src/environment/slice-places.js";
import type { BlockExchange, SpikeBatch } from "./block-exchange.js";

export const GENERATION = 0;
const ARRIVED = 1;
const ABORTED = 2;
/** Blocks that all slices here have published, for the gate. */
export const PUBLISHED = 3;
/** Steps of the block that was published last. */
export const STEPS = 4;
const CONTROL = 16;
/**
 * Looks before sleeping, about 0.1 ms: as long as it takes to fall asleep and be woken, so that waiting costs at most twice what the better
 * of both would. Where threads share a core, whoever waits only keeps the others from arriving.
 */
const SPINS = 25_000;
/** A sleeper looks for an abort this often, ms. */
const NAP = 200;

/** What a slice needs to take part. */
export interface ExchangeSeat {
  readonly buffer: SharedArrayBuffer;
  /** Slices that use this memory. */
  readonly here: number;
  /** Whether other slices lie elsewhere. */
  readonly gated: boolean;
  /** Looks at the barrier before sleeping. */
  readonly spins: number;
}

/** Makes the memory. @param here slices that use it */
export function openShared({ block, sizes }: ExchangeLayout, here: number, gated: boolean): ExchangeSeat {
  const cores = environment().cores?.() ?? here;
  // A gate needs the processor, and a network takes longer than to fall asleep.
  const spins = gated || here > cores ? 0 : SPINS;
  return { buffer: new SharedArrayBuffer(exchangeBytes(block, sizes)), here, gated, spins };
}

function exchangeBytes(block: number, sizes: readonly number[]): number {
  return 4 * (CONTROL + sizes.reduce((sum, n) => sum + halfWords(block, n) * 2, 0));
}

export function halfWords(block: number, neurons: number): number {
  return block * (1 + neurons);
}

/** The first word of each slice. */
export function startsOf({ block, sizes }: ExchangeLayout): number[] {
  let start = CONTROL;
  return sizes.map((n) => {
    const own = start;
    start += 2 * halfWords(block, n);
    return own;
  });
}

/** Wakes all workers that wait; they throw. */
export function abortExchange(buffer: SharedArrayBuffer): void {
  const words = new Int32Array(buffer);
  Atomics.store(words, ABORTED, 1);
  Atomics.add(words, GENERATION, 1);
  Atomics.notify(words, GENERATION);
}

export class SharedExchange implements BlockExchange {
  private readonly words: Int32Array;
  /** The same memory, as ids. */
  private readonly ids: Uint32Array;
  private readonly starts: readonly number[];
  private readonly at: Uint32Array;
  private half = 0;

  constructor(
    private readonly seat: ExchangeSeat,
    private readonly block: number,
    private readonly sizes: readonly number[],
    private readonly self: number,
  ) {
    this.words = new Int32Array(seat.buffer);
    this.ids = new Uint32Array(seat.buffer);
    this.at = new Uint32Array(sizes.length);
    this.starts = startsOf({ block, sizes });
  }

  share(steps: number, counts: ArrayLike<number>, ids: Uint32Array): void {
    const { words, block, sizes, self } = this;
    this.half ^= 1;
    const start = this.startOf(self);
    for (let k = 0; k < steps; k++) words[start + k] = counts[k];
    words.set(ids, start + block);
    words[STEPS] = steps;
    this.barrier();
    for (let w = 0; w < sizes.length; w++) this.at[w] = this.startOf(w) + block;
  }

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
    const { words, seat } = this;
    const generation = Atomics.load(words, GENERATION);
    if (Atomics.add(words, ARRIVED, 1) === seat.here - 1) {
      Atomics.store(words, ARRIVED, 0);
      const next = seat.gated ? PUBLISHED : GENERATION;
      Atomics.add(words, next, 1);
      Atomics.notify(words, next);
    }
    for (let spin = 0; spin < seat.spins && Atomics.load(words, GENERATION) === generation; spin++);
    // Whoever arrives after an abort has missed its wake-up call.
    while (Atomics.load(words, GENERATION) === generation && Atomics.load(words, ABORTED) === 0)
      Atomics.wait(words, GENERATION, generation, NAP);
    if (Atomics.load(words, ABORTED) === 1) throw new Error("another worker failed");
  }
}
