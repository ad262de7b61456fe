/** The slices of one run: all are asked, all answer, and the first that fails ends the whole crew, so that nobody waits at a barrier for ever. */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { environment } from "../../src/environment/environment.js";
import type { ExchangeLayout, OpenExchange, SlicePlaces } from "../../src/environment/slice-places.js";
import { abortExchange, openShared } from "./shared-exchange.js";
import { WorkerLink } from "./worker-link.js";

/**
 * Threads of this process, which meet in shared memory.
 * @param what runs in them, e.g. "the emulator"
 * @throws EquipoiseError `no-threads` where the environment has none
 */
export function threadsHere(what: string, workers: number): SlicePlaces {
  const { startSlice } = environment();
  if (startSlice === undefined)
    return fail("no-threads", `${what} cannot run in ${workers} threads: nothing here starts threads`, {
      hint: "run it in one, or give an environment that starts them",
    });
  return {
    slices: workers,
    sharesMemory: true,
    startSlice: (_slice, _count, start, listener) => startSlice(start, listener),
    openExchange(layout) {
      const seat = openShared(layout, layout.sizes.length, false);
      return { seatOf: () => seat, abort: () => abortExchange(seat.buffer) };
    },
  };
}

export class SliceCrew {
  private links: readonly WorkerLink[] = [];
  private exchange: OpenExchange | null = null;

  constructor(private readonly places: SlicePlaces) {}

  /** Starts as many slices as there are beginnings. */
  start(starts: readonly object[]): void {
    const { places } = this;
    this.links = starts.map(
      (start, slice) =>
        new WorkerLink((_start, listener) => places.startSlice(slice, starts.length, start, listener), start),
    );
  }

  /** @returns the seat of each slice */
  openExchange(layout: ExchangeLayout): (slice: number) => unknown {
    const exchange = (this.exchange = this.places.openExchange(layout));
    return (slice) => exchange.seatOf(slice);
  }

  /** What every slice says unasked, when it has begun. */
  next<T>(): Promise<T[]> {
    return this.all(this.links.map((link) => link.next()));
  }

  ask<T>(requestOf: (slice: number) => unknown): Promise<T[]> {
    return this.all(this.links.map((link, slice) => link.ask(requestOf(slice))));
  }

  async close(): Promise<void> {
    this.exchange?.abort();
    await Promise.all(this.links.map((link) => link.terminate()));
  }

  private async all<T>(answers: Promise<unknown>[]): Promise<T[]> {
    try {
      return (await Promise.all(answers)) as T[];
    } catch (error) {
      for (const pending of answers) pending.catch(() => {});
      await this.close();
      throw error;
    }
  }
}
