/** Where the slices of one run live, and how they meet: threads of this process, or processes on several machines (src/node/ranks). */
import type { Thread, ThreadListener } from "./environment.js";

/** What all slices agreed on before they exchange spikes. */
export interface ExchangeLayout {
  /** Steps of a block, at most. */
  readonly block: number;
  /** Spikes of a step, at most, by slice. */
  readonly sizes: readonly number[];
}

export interface OpenExchange {
  /** What slice `slice` needs to take part, as `seat` of a message to it. */
  seatOf(slice: number): unknown;
  /** Lets every slice that waits fail. */
  abort(): void;
}

export interface SlicePlaces {
  /** Slices that are wanted; fewer may be started. */
  readonly slices: number;
  /**
   * Whether slices share the memory of this process. Where they do not, each is sent what it needs of the network and no more.
   */
  readonly sharesMemory: boolean;
  /**
   * Starts slice `slice` of `count`, which runs `serveSlice` or one of its like.
   * @param start what it begins with; `seat` and `module` in it are of this process, and given anew elsewhere
   */
  startSlice(slice: number, count: number, start: object, listener: ThreadListener): Thread;
  /** Makes the exchange of this run: once, before or after its slices have started, all of which then take part. */
  openExchange(layout: ExchangeLayout): OpenExchange;
}
