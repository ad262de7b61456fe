/** Spikes of one tick in the order in which they are processed; grows, and is reused. */
export class SpikeList {
  ids = new Uint32Array(64);
  /** Spikes at once: so many times the row is processed. */
  counts = new Uint32Array(64);
  /** Ticks between sending and receipt. */
  late = new Uint8Array(64);
  length = 0;

  push(id: number, count: number, late: number): void {
    if (this.length === this.ids.length) this.grow();
    this.ids[this.length] = id;
    this.counts[this.length] = count;
    this.late[this.length++] = late;
  }

  clear(): void {
    this.length = 0;
  }

  private grow(): void {
    const { ids, counts, late } = this;
    this.ids = new Uint32Array(2 * ids.length);
    this.counts = new Uint32Array(2 * ids.length);
    this.late = new Uint8Array(2 * ids.length);
    this.ids.set(ids);
    this.counts.set(counts);
    this.late.set(late);
  }
}
