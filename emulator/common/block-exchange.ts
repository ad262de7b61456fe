/** How the spikes of a block reach all slices: the engines know no more of it, whether slices are threads or lie on several machines. */

/** Takes the spikes ids[from] .. ids[to - 1]. */
export type SpikeBatch = (ids: Uint32Array, from: number, to: number) => void;

export interface BlockExchange {
  /** Publishes the slice's spikes (global ids, step after step) and waits until all slices have done so. */
  share(steps: number, counts: ArrayLike<number>, ids: Uint32Array): void;
  /** Calls `take` with the spikes of all slices in step k of the block, slice by slice; to be called for every k, ascending. */
  each(k: number, take: SpikeBatch): void;
}
