/** InjectedSpikes: spikes given from outside for steps not yet executed, handed out one step at a time in ascending id order. */
import { fail } from "../../src/diagnostics/diagnostic.js";
import type { InjectedSpike } from "../../src/program/execution-target.js";

/** Counts are handed on in 32 bits. */
const LARGEST_COUNT = 0xffffffff;

export class InjectedSpikes {
  private readonly byStep = new Map<number, Map<number, number>>();
  ids = new Uint32Array(0);
  counts = new Uint32Array(0);

  /** Ids must be smaller than `idEnd` (neurons and spike sources together). */
  constructor(private readonly idEnd: number) {}

  /** Spikes of the same (step, id) add up. Throws EquipoiseError for a step already executed, an unknown id or a bad count. */
  add(spikes: readonly InjectedSpike[], nextStep: number): void {
    for (const { step, id, count } of spikes) {
      if (!Number.isInteger(step) || step < nextStep)
        fail("injection-too-late", `a spike of id ${id} was given for step ${step}, but the next step to be executed is ${nextStep}`, {
          hint: "give spikes before their step is executed",
        });
      if (!Number.isInteger(id) || id < 0 || id >= this.idEnd)
        fail("injection-unknown-id", `a spike was given for id ${id}, but ids go from 0 to ${this.idEnd - 1}`);
      if (!Number.isInteger(count) || count < 0 || count > LARGEST_COUNT)
        fail("injection-bad-count", `a spike of id ${id} in step ${step} has count ${count}, which is no whole number ≥ 0`);
      let ofStep = this.byStep.get(step);
      if (ofStep === undefined) this.byStep.set(step, (ofStep = new Map()));
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

  /** Whether these are triples of spikes for steps from `nextStep` on. */
  canBe(triples: Float64Array, nextStep: number): boolean {
    if (triples.length % 3 !== 0 || !triples.every((value) => Number.isSafeInteger(value) && value >= 0)) return false;
    for (let k = 0; k < triples.length; k += 3) if (triples[k] < nextStep || triples[k + 1] >= this.idEnd || triples[k + 2] > LARGEST_COUNT) return false;
    return true;
  }

  restore(triples: Float64Array): void {
    this.byStep.clear();
    for (let k = 0; k < triples.length; k += 3) this.add([{ step: triples[k], id: triples[k + 1], count: triples[k + 2] }], 0);
  }
}
