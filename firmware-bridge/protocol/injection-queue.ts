/** Spikes from the host that wait for their step, in the code of spike-words.ts; steps ascend. */
import { isMarker, stepOfMarker } from "./spike-words.js";

export class InjectionQueue {
  private words: number[] = [];

  constructor(private readonly capacity: number) {}

  get room(): number {
    return this.capacity - this.words.length;
  }

  clear(): void {
    this.words = [];
  }

  /** True where the words begin with a marker and every id is below `sources`. */
  admits(words: Uint16Array, sources: number): boolean {
    return words.length > 0 && isMarker(words[0]) && words.every((word) => isMarker(word) || word < sources);
  }

  /** @returns false where the words do not fit; then none is taken */
  push(words: Uint16Array): boolean {
    if (words.length > this.room) return false;
    for (const word of words) this.words.push(word);
    return true;
  }

  /** Ids of a step, which leave the queue. */
  take(step: number): number[] {
    const ids: number[] = [];
    while (this.words.length > 0 && stepOfMarker(this.words[0], step) <= step) {
      let end = 1;
      while (end < this.words.length && !isMarker(this.words[end])) end++;
      for (let k = 1; k < end; k++) ids.push(this.words[k]);
      this.words.splice(0, end);
    }
    return ids;
  }
}
