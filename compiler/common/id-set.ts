/** A set of small ids that is filled and emptied thousands of times: no allocation until its content is asked for. */
export class IdSet {
  private readonly mark: Uint32Array;
  private readonly list: Uint32Array;
  private round = 1;
  private count = 0;

  /** @param ids the ids are 0 .. ids-1 */
  constructor(ids: number) {
    this.mark = new Uint32Array(ids);
    this.list = new Uint32Array(ids);
  }

  get size(): number {
    return this.count;
  }

  clear(): void {
    this.count = 0;
    if (++this.round <= 0xffffffff) return;
    this.mark.fill(0);
    this.round = 1;
  }

  /** True where the id is new. */
  add(id: number): boolean {
    if (this.mark[id] === this.round) return false;
    this.mark[id] = this.round;
    this.list[this.count++] = id;
    return true;
  }

  /** In the order in which they came; a view, valid until the next `clear`. */
  get members(): Uint32Array {
    return this.list.subarray(0, this.count);
  }

  /** A copy, ascending: sorted, or read off the marks where that is less work than n·log n. */
  ascending(): Uint32Array {
    const { mark, list, round, count } = this;
    if (count * Math.log2(count + 1) < mark.length) return list.slice(0, count).sort();
    const sorted = new Uint32Array(count);
    for (let id = 0, k = 0; k < count; id++) if (mark[id] === round) sorted[k++] = id;
    return sorted;
  }
}
