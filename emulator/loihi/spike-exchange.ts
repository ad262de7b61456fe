/** The exchange of a run of one slice. */
import type { BlockExchange, SpikeBatch } from "../common/block-exchange.js";

/** With one slice nothing has to be exchanged. */
export class OwnSpikes implements BlockExchange {
  private counts: ArrayLike<number> = new Uint32Array(0);
  private ids: Uint32Array = new Uint32Array(0);
  private at = 0;

  share(_steps: number, counts: ArrayLike<number>, ids: Uint32Array): void {
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
