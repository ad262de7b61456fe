/**
 * How the synapses of a row with one delay lie in the memory of the WebAssembly kernel where they are no bitmap. What each adds is a number
 * times the scale of all; whether the numbers fit a byte, and targets are near enough for differences of a byte, decides the form.
 */
import type { KernelPlan } from "./kernel-plan.js";
import { divisor } from "./narrow-slots.js";

/** Of a run, as assembly/lists.ts knows them. */
export const FORM = {
  /** Targets; all add the scale. */
  constant: 0,
  /** Targets, then their numbers: 0 to 255, -128 to 127, or of 16 bits. */
  bytes: 1,
  signedBytes: 2,
  words: 3,
  /** In ascending order, how far each target lies behind the last one, then its number: a byte each. */
  pairs: 4,
  signedPairs: 5,
  bitmap: 6,
} as const;

/** Equal weights of so many synapses are a run of their own, whatever else the row has. */
const LONG_RUN = 128;
/** How far one pair goes at most; those that only go on add 0. */
const FARTHEST = 255;
/** Lists begin at a multiple of this. */
const ALIGNED = 4;

/** The runs first..end-1 of the rows that become one list. */
export interface ListForm {
  readonly form: number;
  /** What a number of the list is multiplied with. */
  readonly scale: number;
  /** Number of a synapse: weight · runScale / divided; that of a run without weights: runScale / divided. */
  readonly divided: number;
  readonly synapses: number;
  /** At most. */
  readonly bytes: number;
}

/** Whether a run can be one list with its neighbours. */
function joins({ rows: { runFirst, runWeights } }: KernelPlan, r: number): boolean {
  return runWeights[r] >= 0 || runFirst[r + 1] - runFirst[r] < LONG_RUN;
}

/**
 * The end of the runs that are one list with run `first`: they follow it, with its delay, and go straight into the slot.
 * @param end of the runs of its row
 * @param isBitmap of a run
 */
export function endOfList(plan: KernelPlan, first: number, end: number, isBitmap: (r: number) => boolean): number {
  const { runDelay, runStage } = plan.rows;
  let r = first + 1;
  if (runStage[first] >= 0 || !joins(plan, first)) return r;
  while (r < end && runDelay[r] === runDelay[first] && runStage[r] < 0 && !isBitmap(r) && joins(plan, r)) r++;
  return r;
}

/** @param unit that the sums are counted in @returns null where the runs cannot be one list */
export function formOfList(plan: KernelPlan, first: number, end: number, unit: number): ListForm | null {
  const { runScale, runFirst, runWeights, weight, target } = plan.rows;
  const wide = target.BYTES_PER_ELEMENT;
  const synapses = runFirst[end] - runFirst[first];
  if (end === first + 1 && runWeights[first] < 0) {
    const bytes = padded(wide * synapses);
    return { form: FORM.constant, scale: runScale[first] / unit, divided: runScale[first], synapses, bytes };
  }
  let common = 0;
  for (let r = first; r < end; r++) common = divisor(common, runScale[r]);
  const scale = common / divisor(common, unit);
  const divided = scale * unit;
  let low = Infinity;
  let high = -Infinity;
  for (let r = first; r < end; r++) {
    const factor = runScale[r] / divided;
    const weights = runWeights[r];
    let [least, most] = [1, 1];
    if (weights >= 0) {
      least = most = weight[weights];
      for (let k = weights + 1; k < weights + runFirst[r + 1] - runFirst[r]; k++) {
        if (weight[k] < least) least = weight[k];
        else if (weight[k] > most) most = weight[k];
      }
    }
    low = Math.min(low, factor * least, factor * most);
    high = Math.max(high, factor * least, factor * most);
  }
  const made = (form: number, sign: number, bytes: number) => ({
    ...{ form, synapses, bytes: padded(bytes) },
    ...{ scale: sign * scale, divided: sign * divided },
  });
  const positive = low >= 0 && high <= 255;
  const negative = high <= 0 && low >= -255;
  if (positive || negative || (low >= -128 && high <= 127)) {
    const signed = !positive && !negative;
    const pairs = 2 * (synapses + Math.floor(plan.n / FARTHEST));
    const list = (wide + 1) * synapses;
    if (pairs <= list) return made(signed ? FORM.signedPairs : FORM.pairs, negative ? -1 : 1, pairs);
    return made(signed ? FORM.signedBytes : FORM.bytes, negative ? -1 : 1, list);
  }
  return low >= -(2 ** 15) && high < 2 ** 15 ? made(FORM.words, 1, (wide + 2) * synapses) : null;
}

function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNED) * ALIGNED;
}

/** Writes lists, one behind the other. */
export class ListWriter {
  /** Where the next begins. */
  at = 0;
  private readonly pairs: PairWriter;
  private numbers = new Int16Array(1024);

  constructor(
    private readonly plan: KernelPlan,
    private readonly lists: Uint8Array,
  ) {
    this.pairs = new PairWriter(plan.n);
  }

  /** Writes the runs first..end-1. @returns the entries written: those of pairs that only go on among them */
  write(first: number, end: number, { form, divided, synapses }: ListForm): number {
    const { rows } = this.plan;
    const { target, runFirst } = rows;
    const { buffer, byteOffset } = this.lists;
    const begin = byteOffset + this.at;
    const targets = target.subarray(runFirst[first], runFirst[end]);
    if (form === FORM.pairs || form === FORM.signedPairs) {
      const entries = this.pairs.write(targets, this.numbersOf(first, end, divided), this.lists, this.at);
      this.at += padded(2 * entries);
      return entries;
    }
    const { BYTES_PER_ELEMENT: wide } = target;
    if (target instanceof Uint16Array) new Uint16Array(buffer, begin, synapses).set(targets);
    else new Uint32Array(buffer, begin, synapses).set(targets);
    const behind = begin + wide * synapses;
    if (form === FORM.words) new Int16Array(buffer, behind, synapses).set(this.numbersOf(first, end, divided));
    else if (form !== FORM.constant) new Uint8Array(buffer, behind, synapses).set(this.numbersOf(first, end, divided));
    const each = wide + (form === FORM.constant ? 0 : form === FORM.words ? 2 : 1);
    this.at += padded(each * synapses);
    return synapses;
  }

  private numbersOf(first: number, end: number, divided: number): Int16Array {
    const { runScale, runFirst, runWeights, weight } = this.plan.rows;
    const begin = runFirst[first];
    const synapses = runFirst[end] - begin;
    if (synapses > this.numbers.length) this.numbers = new Int16Array(2 * synapses);
    const { numbers } = this;
    for (let r = first; r < end; r++) {
      const from = runFirst[r] - begin;
      const to = runFirst[r + 1] - begin;
      const weights = runWeights[r];
      const scale = runScale[r];
      if (weights < 0) numbers.fill(scale / divided, from, to);
      else if (scale === divided) numbers.set(weight.subarray(weights, weights + to - from), from);
      else for (let k = from; k < to; k++) numbers[k] = (weight[weights + k - from] * scale) / divided;
    }
    return numbers.subarray(0, synapses);
  }
}

/** Brings synapses into the order of their targets, of which each has a bit. */
class PairWriter {
  private readonly bits: Uint32Array;
  /** Of each target, the last synapse so far, from 1 on; and of each synapse the one before. */
  private readonly last: Uint32Array;
  private before = new Uint32Array(1024);

  constructor(n: number) {
    this.bits = new Uint32Array(Math.ceil(n / 32));
    this.last = new Uint32Array(n);
  }

  /** @returns pairs written */
  write(targets: Uint16Array | Uint32Array, numbers: Int16Array, into: Uint8Array, begin: number): number {
    const { bits, last } = this;
    if (targets.length >= this.before.length) this.before = new Uint32Array(2 * targets.length);
    const { before } = this;
    for (let k = 0; k < targets.length; k++) {
      const target = targets[k];
      before[k + 1] = last[target];
      last[target] = k + 1;
      bits[target >>> 5] |= 1 << (target & 31);
    }
    let at = begin;
    let reached = 0;
    for (let word = 0; word < bits.length; word++) {
      let left = bits[word];
      if (left === 0) continue;
      bits[word] = 0;
      for (; left !== 0; left &= left - 1) {
        const target = 32 * word + 31 - Math.clz32(left & -left);
        for (; target - reached > FARTHEST; reached += FARTHEST) {
          into[at++] = FARTHEST;
          into[at++] = 0;
        }
        for (let k = last[target]; k !== 0; k = before[k]) {
          into[at++] = target - reached;
          into[at++] = numbers[k - 1];
          reached = target;
        }
        last[target] = 0;
      }
    }
    return (at - begin) / 2;
  }
}
