/**
 * The gate of an exchange some of whose slices lie elsewhere (shared-exchange.ts): gives what the slices here have published, takes what the
 * others have, and opens the barrier of a block. How the spikes travel is the caller's.
 *
 * A block of one slice travels as 32-bit words: the spikes of each step, then the ids, step after step. Blocks count from 1. Those of
 * block b + 1 may come in while b is not complete yet: who sent them has had all of block b, and so nobody here reads the half any more
 * that they go to.
 */
import type { ExchangeLayout } from "../../src/environment/slice-places.js";
import { GENERATION, halfWords, openShared, PUBLISHED, startsOf, STEPS, type ExchangeSeat } from "./shared-exchange.js";

/** In every engine with SharedArrayBuffer that this runs in (Node 16), and in the declarations of ES2024 only. */
type WaitAsync = (
  words: Int32Array,
  at: number,
  value: number,
) => { readonly async: false } | { readonly async: true; readonly value: Promise<string> };

/** More blocks than any run has; what slices that are still computing publish afterwards stays far from the sign. */
const ENDED = 2 ** 30;

export class ExchangeGate {
  readonly seat: ExchangeSeat;
  private readonly words: Int32Array;
  private readonly starts: readonly number[];

  /** @param here slices of this process */
  constructor(
    private readonly layout: ExchangeLayout,
    private readonly here: readonly number[],
  ) {
    this.seat = openShared(layout, here.length, true);
    this.words = new Int32Array(this.seat.buffer);
    this.starts = startsOf(layout);
  }

  /** Resolves when the slices here have published block `block`, or were aborted. */
  async published(block: number): Promise<void> {
    const { words } = this;
    const { waitAsync } = Atomics as unknown as { readonly waitAsync: WaitAsync };
    while (Atomics.load(words, PUBLISHED) < block) {
      const waiting = waitAsync(words, PUBLISHED, block - 1);
      if (waiting.async) await waiting.value;
    }
  }

  /** What they have published, slice after slice: the number of steps, then the words of each. A copy. */
  blockOf(block: number): Uint32Array {
    const { words, here, layout } = this;
    const steps = words[STEPS];
    const parts = here.map((slice) => {
      const start = this.startOf(slice, block);
      let spikes = 0;
      for (let k = 0; k < steps; k++) spikes += words[start + k];
      return { start, spikes };
    });
    const all = new Uint32Array(1 + parts.reduce((sum, { spikes }) => sum + steps + spikes, 0));
    all[0] = steps;
    let at = 1;
    for (const { start, spikes } of parts) {
      all.set(words.subarray(start, start + steps), at);
      all.set(words.subarray(start + layout.block, start + layout.block + spikes), at + steps);
      at += steps + spikes;
    }
    return all;
  }

  /**
   * Puts what the slices of another process have published in their places.
   * @param data as `blockOf` gave it there
   * @returns whether it can be a block of these slices
   */
  put(slices: readonly number[], block: number, data: Uint32Array): boolean {
    const { words, layout } = this;
    const steps = data[0];
    if (!(steps >= 1 && steps <= layout.block)) return false;
    let at = 1;
    for (const slice of slices) {
      const start = this.startOf(slice, block);
      const most = layout.sizes[slice];
      let spikes = 0;
      for (let k = 0; k < steps; k++) {
        if (!(data[at + k] <= most)) return false;
        spikes += data[at + k];
      }
      if (at + steps + spikes > data.length) return false;
      words.set(data.subarray(at, at + steps), start);
      words.set(data.subarray(at + steps, at + steps + spikes), start + layout.block);
      at += steps + spikes;
    }
    return at === data.length;
  }

  /** Lets the slices here go on. */
  open(): void {
    Atomics.add(this.words, GENERATION, 1);
    Atomics.notify(this.words, GENERATION);
  }

  /** Ends all waiting: `published` resolves, and slices throw once the exchange is aborted. */
  end(): void {
    Atomics.store(this.words, PUBLISHED, ENDED);
    Atomics.notify(this.words, PUBLISHED);
  }

  private startOf(slice: number, block: number): number {
    return this.starts[slice] + (block & 1) * halfWords(this.layout.block, this.layout.sizes[slice]);
  }
}
