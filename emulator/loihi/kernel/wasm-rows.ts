/**
 * How the rows of a plan lie in the memory of the WebAssembly kernel. A run is a list of targets, each with its weight or with one for
 * all; the runs of neurons that are dense and of one weight are bitmaps instead, with a list of what a bitmap cannot say: targets that repeat.
 */
import type { KernelPlan } from "./kernel-plan.js";
import type { WasmOptions } from "./wasm-options.js";

/** Words of a run: delay, stage or -1, first and end of its list, scale (in units), first weight or -1, place of the bitmap or -1, class. */
export const RUN_WORDS = 8;
/** Words of a class of bitmaps: delay, scale (in units), the number of rows from which on they are added bit by bit, and how many wait. */
export const CLASS_WORDS = 4;
export const STAGE_WORDS = 5;
/** Of a class that wait at most, and those that fill up the last eight. */
export const CLASS_ROWS = 248;
/** Bytes in front of a bitmap: the number of targets behind it. */
const ROW_HEAD = 16;

/** Fewer rows than this are not worth the pass that expands their sum. */
const ROWS_OF_A_CLASS = 8;
/** Compartments that rows must hit, over all, for the sum of their bitmaps to be cheaper than one after the other. */
const HITS_WORTH_A_SUM = 0.25;

export interface BitmapClass {
  readonly delay: number;
  readonly scale: number;
  readonly least: number;
}

export interface RowLayout {
  /** Entries of a slot. */
  readonly stride: number;
  readonly classes: readonly BitmapClass[];
  /** Class of a run, -1: a list. */
  readonly classOf: Int32Array;
  /** Bytes of all bitmaps: an empty one at 0, then each with the number of targets that repeat (16 bytes) in front, and those behind. */
  readonly bitmapBytes: number;
  /** Entries of all lists. */
  readonly listed: number;
}

/** Decides which runs are bitmaps. */
export function layOutRows(plan: KernelPlan, stride: number, { bitmaps, crossover }: WasmOptions): RowLayout {
  const { rowStart, runDelay, runStage, runFirst, runScale, runWeights, target } = plan.rows;
  const runs = runDelay.length;
  const classOf = new Int32Array(runs).fill(-1);
  const found = new Map<string, { delay: number; scale: number; rows: number; synapses: number; runs: number[] }>();
  if (bitmaps !== "never") {
    for (let r = 0; r < rowStart[plan.neuronIds]; r++) {
      if (runStage[r] >= 0 || runWeights[r] >= 0) continue;
      const key = `${runDelay[r]} ${runScale[r]}`;
      let entry = found.get(key);
      if (entry === undefined)
        found.set(key, (entry = { delay: runDelay[r], scale: runScale[r], rows: 0, synapses: 0, runs: [] }));
      entry.rows++;
      entry.synapses += runFirst[r + 1] - runFirst[r];
      entry.runs.push(r);
    }
  }
  const classes: BitmapClass[] = [];
  for (const { delay, scale, rows, synapses, runs: members } of found.values()) {
    const density = synapses / (rows * plan.n);
    if (bitmaps === "auto" && (rows < ROWS_OF_A_CLASS || density < crossover)) continue;
    for (const r of members) classOf[r] = classes.length;
    classes.push({ delay, scale, least: bitmaps === "always" ? 1 : Math.ceil(HITS_WORTH_A_SUM / density) });
  }
  let listed = 0;
  let bitmapBytes = stride / 8;
  const repeats = new Repeats(plan.n);
  for (let r = 0; r < runs; r++) {
    const from = runFirst[r];
    const to = runFirst[r + 1];
    if (classOf[r] < 0) listed += to - from;
    else bitmapBytes += bitmapRowBytes(stride, repeats.of(target, from, to).length, target.BYTES_PER_ELEMENT);
  }
  return { stride, classes, classOf, bitmapBytes, listed };
}

function bitmapRowBytes(stride: number, repeats: number, bytes: number): number {
  return ROW_HEAD + stride / 8 + Math.ceil((repeats * bytes) / ROW_HEAD) * ROW_HEAD;
}

/** Finds what repeats in a list. */
class Repeats {
  private readonly seen: Int32Array;
  private list = 0;

  constructor(n: number) {
    this.seen = new Int32Array(n);
  }

  of(target: Uint16Array | Uint32Array, from: number, to: number): number[] {
    const found: number[] = [];
    let k = from;
    // In an ascending list, as nearly all are, what repeats stands together.
    for (let last = -1; k < to && target[k] >= last; k++) {
      if (target[k] === last) found.push(last);
      last = target[k];
    }
    return k === to ? found : this.inAnyOrder(target, from, to);
  }

  private inAnyOrder(target: Uint16Array | Uint32Array, from: number, to: number): number[] {
    const { seen } = this;
    const found: number[] = [];
    this.list++;
    for (let k = from; k < to; k++) {
      if (seen[target[k]] === this.list) found.push(target[k]);
      seen[target[k]] = this.list;
    }
    return found;
  }
}

export interface RowArrays {
  readonly rowStart: Uint32Array;
  readonly rowEvents: Uint32Array;
  readonly runs: Int32Array;
  readonly target: Uint16Array | Uint32Array;
  readonly weight: Int16Array;
  readonly bitmap: Uint8Array;
  readonly classes: Int32Array;
  readonly stages: Int32Array;
}

/**
 * @param unit of the narrow slots: what neurons' runs without a stage count in
 * @param stageBase entry of the wide slots behind which the stages lie
 */
export function writeRows(plan: KernelPlan, layout: RowLayout, unit: number, stageBase: number, into: RowArrays): void {
  const { rows, n, neuronIds } = plan;
  const { stride } = layout;
  const { rowStart, runDelay, runStage, runFirst, runScale, runWeights, target, weight, stages } = rows;
  const { byteOffset } = into.bitmap;
  const buffer = into.bitmap.buffer as ArrayBuffer;
  const repeats = new Repeats(n);
  into.rowStart.set(rowStart);
  into.weight.set(weight);
  for (let s = 0; s + 1 < rowStart.length; s++) into.rowEvents[s] = runFirst[rowStart[s + 1]] - runFirst[rowStart[s]];
  let bitmap = stride / 8;
  let listed = 0;
  for (let r = 0; r < runDelay.length; r++) {
    const from = runFirst[r];
    const to = runFirst[r + 1];
    const first = listed;
    const weights = runWeights[r];
    const counted = r < rowStart[neuronIds] && runStage[r] < 0;
    const kind = layout.classOf[r];
    let place = -1;
    if (kind < 0) {
      into.target.set(target.subarray(from, to), first);
      listed += to - from;
    } else {
      const again = repeats.of(target, from, to);
      new Uint32Array(buffer, byteOffset + bitmap, 1)[0] = again.length;
      place = bitmap + ROW_HEAD;
      for (let k = from; k < to; k++) into.bitmap[place + (target[k] >>> 3)] |= 1 << (target[k] & 7);
      const List = target instanceof Uint16Array ? Uint16Array : Uint32Array;
      new List(buffer, byteOffset + place + stride / 8, again.length).set(again);
      bitmap += bitmapRowBytes(stride, again.length, target.BYTES_PER_ELEMENT);
    }
    let scale = runScale[r];
    if (counted && weights < 0) scale /= unit;
    else if (counted && unit > 1) {
      for (let k = weights; k < weights + to - from; k++) into.weight[k] = (weight[k] * runScale[r]) / unit;
      scale = 1;
    }
    into.runs.set([runDelay[r], runStage[r], first, listed, scale, weights, place, kind], r * RUN_WORDS);
  }
  layout.classes.forEach(({ delay, scale, least }, k) =>
    into.classes.set([delay, scale / unit, least, 0], k * CLASS_WORDS),
  );
  stages.forEach(({ delay, shift, from, to, offset }, s) =>
    into.stages.set([delay, shift, from, to, stageBase + offset], s * STAGE_WORDS),
  );
}
