/** How the spikes of a block reach all slices. */

/** Takes the spikes ids[from] .. ids[to - 1]. */
export type SpikeBatch = (ids: Uint32Array, from: number, to: number) => void;

export interface SpikeExchange {
  /** Publishes the slice's spikes (global ids, step after step) and waits until all slices have done so. */
  share(steps: number, counts: Uint32Array, ids: Uint32Array): void;
  /** Calls `take` with the spikes of all slices in step k of the block, slice by slice; to be called for every k, ascending. */
  each(k: number, take: SpikeBatch): void;
}

/** With one slice nothing has to be exchanged. */
export class OwnSpikes implements SpikeExchange {
  private counts: Uint32Array = new Uint32Array(0);
  private ids: Uint32Array = new Uint32Array(0);
  private at = 0;

  share(_steps: number, counts: Uint32Array, ids: Uint32Array): void {
    this.counts = counts;
    this.ids = ids;
    this.at = 0;
  }

  each(k: number, take: SpikeBatch): void {
    const from = this.at;
    this.at += this.counts[k];
    if (this.at > from) take(this.ids, from, this.at);
  }
}
