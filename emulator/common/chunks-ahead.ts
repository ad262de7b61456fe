/**
 * Runs that are asked for chunk by chunk. Slices elsewhere are asked for two at a time: they are at work on the next one while the host hands
 * over the spikes of one, and have it before they are done. Results do not depend on it: a run knows all spikes from outside when it begins.
 */

/** Chunks under way at once: one that is being executed, and one for the moment in which it is done. */
export const AHEAD = 2;

export interface ChunkedRun<Chunk> {
  readonly steps: number;
  /** Steps of a chunk, at most. */
  readonly most: number;
  /** Chunks under way at once, at least 1. */
  readonly underWay: number;
  /** Asks for `length` steps, which begin `from` steps after the run does; chunks are asked for in order. */
  ask(from: number, length: number): Promise<Chunk>;
  /** Takes the chunks in order. Where it throws, the run ends; what is under way is executed still, before any later request. */
  take(chunk: Chunk, length: number): void;
}

/** @throws what `ask` and `take` throw */
export async function runInChunks<Chunk>({ steps, most, underWay, ask, take }: ChunkedRun<Chunk>): Promise<void> {
  const asked: { readonly length: number; readonly chunk: Promise<Chunk> }[] = [];
  let from = 0;
  for (let done = 0; done < steps;) {
    for (; asked.length < underWay && from < steps; from += asked.at(-1)!.length) {
      const length = Math.min(steps - from, most);
      const chunk = ask(from, length);
      // It is awaited below, unless the run ends before; then nobody wants to know of its failure.
      chunk.catch(() => {});
      asked.push({ length, chunk });
    }
    const { length, chunk } = asked.shift()!;
    take(await chunk, length);
    done += length;
  }
}
