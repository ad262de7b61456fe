/** InjectedSpikes: spikes given from outside for steps not yet executed, handed out one step at a time in ascending id order. */
import type { InjectedSpike } from "../../src/program/execution-target.js";

/** Sums of counts are kept in 32 bits. */
export const INJECTED_COUNTS = { least: 0, most: 2 ** 32 - 1 };

export class InjectedSpikes {
  private readonly byStep = new Map<number, Map<number, number>>();
  ids = new Uint32Array(0);
  counts = new Uint32Array(0);

  /** Spikes of the same (step, id) add up. */
  add(spikes: readonly InjectedSpike[]): void {
    for (const { step, id, count } of spikes) {
      let ofStep = this.byStep.get(step);
      if (ofStep === undefined) this.byStep.set(step, (ofStep = new Map<number, number>()));
      ofStep.set(id, (ofStep.get(id) ?? 0) + count);
    }
  }

  /** Fills `ids` and `counts` with the spikes of `step`, forgets them, and returns how many there are. */
  take(step: number): number {
    const ofStep = this.byStep.size === 0 ? undefined : this.byStep.get(step);
    if (ofStep === undefined) return 0;
    this.byStep.delete(step);
    const sorted = [...ofStep].sort((a, b) => a[0] - b[0]);
    this.ids = Uint32Array.from(sorted, ([id]) => id);
    this.counts = Uint32Array.from(sorted, ([, count]) => count);
    return sorted.length;
  }

  /** (step, id, count) triples, sorted. */
  pending(): Float64Array {
    const triples: number[] = [];
    for (const step of [...this.byStep.keys()].sort((a, b) => a - b))
      for (const [id, count] of [...this.byStep.get(step)!].sort((a, b) => a[0] - b[0])) triples.push(step, id, count);
    return Float64Array.from(triples);
  }

  /** Whether these are triples of spikes for steps from `nextStep` on, by ids below `sources`. */
  canBe(triples: Float64Array, nextStep: number, sources: number): boolean {
    if (triples.length % 3 !== 0 || !triples.every((value) => Number.isSafeInteger(value) && value >= 0)) return false;
    for (let k = 0; k < triples.length; k += 3)
      if (triples[k] < nextStep || triples[k + 1] >= sources || triples[k + 2] > INJECTED_COUNTS.most) return false;
    return true;
  }

  restore(triples: Float64Array): void {
    this.byStep.clear();
    for (let k = 0; k < triples.length; k += 3)
      this.add([{ step: triples[k], id: triples[k + 1], count: triples[k + 2] }]);
  }
}
