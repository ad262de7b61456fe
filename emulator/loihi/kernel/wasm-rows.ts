/**
 * How the rows of a plan lie in the memory of the WebAssembly kernel. A run is a list of targets, each with its weight or with one for
 * all; the runs of neurons that are dense and of one weight are bitmaps instead, with a list of what a bitmap cannot say: targets that repeat.
 */
import type { KernelPlan } from "./kernel-plan.js";
import type { WasmOptions } from "./wasm-options.js";

/** Words of a run: delay, stage or -1, first and end of its list, scale (in units), first weight or -1, row of the bitmap or -1, class. */
export const RUN_WORDS = 8;
/** Words of a class of bitmaps: delay, scale (in units), the number of rows from which on they are added bit by bit, and how many wait. */
export const CLASS_WORDS = 4;
export const STAGE_WORDS = 5;
/** Of a class that wait at most, and those that fill up the last eight. */
export const CLASS_ROWS = 248;

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
  readonly classes: readonly BitmapClass[];
  /** Class of a run, -1: a list. */
  readonly classOf: Int32Array;
  /** Rows of the bitmap, the empty row 0 among them. */
  readonly bitmapRows: number;
  /** Entries of all lists. */
  readonly listed: number;
}

/** Decides which runs are bitmaps. */
export function layOutRows(plan: KernelPlan, { bitmaps, crossover }: WasmOptions): RowLayout {
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
  let bitmapRows = 1;
  for (const { delay, scale, rows, synapses, runs: members } of found.values()) {
    const density = synapses / (rows * plan.n);
    if (bitmaps === "auto" && (rows < ROWS_OF_A_CLASS || density < crossover)) continue;
    for (const r of members) classOf[r] = classes.length;
    classes.push({ delay, scale, least: bitmaps === "always" ? 1 : Math.ceil(HITS_WORTH_A_SUM / density) });
    bitmapRows += rows;
  }
  let listed = 0;
  const seenIn = new Int32Array(plan.n).fill(-1);
  for (let r = 0; r < runs; r++) {
    const from = runFirst[r];
    const to = runFirst[r + 1];
    if (classOf[r] < 0) listed += to - from;
    else
      for (let k = from; k < to; k++) {
        if (seenIn[target[k]] === r) listed++;
        seenIn[target[k]] = r;
      }
  }
  return { classes, classOf, bitmapRows, listed };
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
  const { rowStart, runDelay, runStage, runFirst, runScale, runWeights, target, weight, stages } = rows;
  const rowBytes = into.bitmap.length / layout.bitmapRows;
  into.rowStart.set(rowStart);
  into.weight.set(weight);
  for (let s = 0; s + 1 < rowStart.length; s++) into.rowEvents[s] = runFirst[rowStart[s + 1]] - runFirst[rowStart[s]];
  const seenIn = new Int32Array(n).fill(-1);
  let row = 0;
  let listed = 0;
  for (let r = 0; r < runDelay.length; r++) {
    const from = runFirst[r];
    const to = runFirst[r + 1];
    const first = listed;
    const weights = runWeights[r];
    const counted = r < rowStart[neuronIds] && runStage[r] < 0;
    const kind = layout.classOf[r];
    if (kind < 0) {
      into.target.set(target.subarray(from, to), first);
      listed += to - from;
    } else {
      const base = ++row * rowBytes;
      for (let k = from; k < to; k++) {
        const t = target[k];
        if (seenIn[t] === r) into.target[listed++] = t;
        else into.bitmap[base + (t >>> 3)] |= 1 << (t & 7);
        seenIn[t] = r;
      }
    }
    let scale = runScale[r];
    if (counted && weights < 0) scale /= unit;
    else if (counted && unit > 1) {
      for (let k = weights; k < weights + to - from; k++) into.weight[k] = (weight[k] * runScale[r]) / unit;
      scale = 1;
    }
    into.runs.set([runDelay[r], runStage[r], first, listed, scale, weights, kind < 0 ? -1 : row, kind], r * RUN_WORDS);
  }
  layout.classes.forEach(({ delay, scale, least }, k) =>
    into.classes.set([delay, scale / unit, least, 0], k * CLASS_WORDS),
  );
  stages.forEach(({ delay, shift, from, to, offset }, s) =>
    into.stages.set([delay, shift, from, to, stageBase + offset], s * STAGE_WORDS),
  );
}
