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

/** What the runs first..end-1 of the rows become as one list; one object for all, since there may be a million lists. */
export class ListForm {
  /** Of FORM. */
  form = 0;
  /** What a number of the list is multiplied with. */
  scale = 0;
  /** Number of a synapse: weight · runScale / divided; that of a run without weights: runScale / divided. */
  divided = 1;
  /** At most. */
  bytes = 0;
  private least = 0;
  private most = 0;

  constructor(private readonly plan: KernelPlan) {}

  /** @param unit that the sums are counted in @returns whether the runs can be one list */
  take(first: number, end: number, unit: number): boolean {
    const { n, rows } = this.plan;
    const { runScale, runFirst, runWeights, target } = rows;
    const wide = target.BYTES_PER_ELEMENT;
    const synapses = runFirst[end] - runFirst[first];
    if (end === first + 1 && runWeights[first] < 0) {
      this.divided = runScale[first];
      this.set(FORM.constant, this.divided / unit, wide * synapses);
      return true;
    }
    let common = 0;
    for (let r = first; r < end; r++)
      if (common === 0 || runScale[r] % common !== 0) common = divisor(common, runScale[r]);
    const scale = unit === 1 ? common : common / divisor(common, unit);
    this.divided = scale * unit;
    this.measure(first, end);
    const { least, most } = this;
    const negative = most <= 0 && least >= -255;
    if (negative) this.divided = -this.divided;
    const signed = !negative && (least < 0 || most > 255);
    if (signed && (least < -128 || most > 127)) {
      this.set(FORM.words, scale, (wide + 2) * synapses);
      return least >= -(2 ** 15) && most < 2 ** 15;
    }
    const pairs = 2 * (synapses + Math.floor(n / FARTHEST));
    const list = (wide + 1) * synapses;
    const sign = negative ? -scale : scale;
    if (pairs <= list) this.set(signed ? FORM.signedPairs : FORM.pairs, sign, pairs);
    else this.set(signed ? FORM.signedBytes : FORM.bytes, sign, list);
    return true;
  }

  private set(form: number, scale: number, bytes: number): void {
    this.form = form;
    this.scale = scale;
    this.bytes = padded(bytes);
  }

  /** Finds the smallest and the largest number. */
  private measure(first: number, end: number): void {
    const { runScale, runFirst, runWeights, weight } = this.plan.rows;
    this.least = Infinity;
    this.most = -Infinity;
    for (let r = first; r < end; r++) {
      const weights = runWeights[r];
      let least = weights < 0 ? 1 : weight[weights];
      let most = least;
      if (weights >= 0) {
        const behind = weights + runFirst[r + 1] - runFirst[r];
        for (let k = weights + 1; k < behind; k++) {
          if (weight[k] < least) least = weight[k];
          else if (weight[k] > most) most = weight[k];
        }
      }
      const a = (runScale[r] * least) / this.divided;
      const b = (runScale[r] * most) / this.divided;
      this.least = Math.min(this.least, a, b);
      this.most = Math.max(this.most, a, b);
    }
  }
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

function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNED) * ALIGNED;
}

/** Writes lists, one behind the other. */
export class ListWriter {
  /** Where the next begins. */
  at = 0;
  private readonly pairs: PairWriter;
  private numbers = new Int16Array(1024);
  private readonly targets: Uint16Array | Uint32Array;
  private readonly words: Int16Array;

  constructor(
    private readonly plan: KernelPlan,
    private readonly lists: Uint8Array,
  ) {
    this.pairs = new PairWriter(plan.n);
    const { byteOffset, length } = lists;
    const buffer = lists.buffer as ArrayBuffer;
    const { target } = plan.rows;
    const Targets = target instanceof Uint16Array ? Uint16Array : Uint32Array;
    this.targets = new Targets(buffer, byteOffset, Math.floor(length / target.BYTES_PER_ELEMENT));
    this.words = new Int16Array(buffer, byteOffset, length >>> 1);
  }

  /** Writes the runs first..end-1. @returns the entries written: those of pairs that only go on among them */
  write(first: number, end: number, { form, divided }: ListForm): number {
    const { target, runFirst } = this.plan.rows;
    const from = runFirst[first];
    const synapses = runFirst[end] - from;
    if (form !== FORM.constant) this.number(first, end, divided);
    if (form === FORM.pairs || form === FORM.signedPairs) {
      const entries = this.pairs.write(target.subarray(from, from + synapses), this.numbers, this.lists, this.at);
      this.at += padded(2 * entries);
      return entries;
    }
    const { targets, lists, words } = this;
    const wide = target.BYTES_PER_ELEMENT;
    const place = this.at / wide;
    for (let k = 0; k < synapses; k++) targets[place + k] = target[from + k];
    let behind = this.at + wide * synapses;
    if (form === FORM.words) {
      for (let k = 0; k < synapses; k++) words[behind / 2 + k] = this.numbers[k];
      behind += 2 * synapses;
    } else if (form !== FORM.constant) {
      for (let k = 0; k < synapses; k++) lists[behind + k] = this.numbers[k];
      behind += synapses;
    }
    this.at = padded(behind);
    return synapses;
  }

  /** Fills `numbers`. */
  private number(first: number, end: number, divided: number): void {
    const { runScale, runFirst, runWeights, weight } = this.plan.rows;
    const begin = runFirst[first];
    const synapses = runFirst[end] - begin;
    if (synapses > this.numbers.length) this.numbers = new Int16Array(2 * synapses);
    const { numbers } = this;
    for (let r = first; r < end; r++) {
      const to = runFirst[r + 1] - begin;
      const factor = runScale[r];
      const weights = runWeights[r];
      let k = runFirst[r] - begin;
      const behind = weights - k;
      if (weights < 0) for (; k < to; k++) numbers[k] = factor / divided;
      else if (factor === divided) for (; k < to; k++) numbers[k] = weight[behind + k];
      else for (; k < to; k++) numbers[k] = (weight[behind + k] * factor) / divided;
    }
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
