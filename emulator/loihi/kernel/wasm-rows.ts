/**
 * How the rows of a plan lie in the memory of the WebAssembly kernel. A run is a list of one of several forms (list-forms.ts); the runs of
 * neurons that are dense and of one weight are bitmaps instead, with a list of what a bitmap cannot say: targets that repeat.
 */
import type { KernelPlan } from "./kernel-plan.js";
import { endOfList, FORM, ListForm, ListWriter } from "./list-forms.js";
import type { WasmOptions } from "./wasm-options.js";

/** Words of a run: delay and form · 2^8, stage or class of bitmaps or -1, place in bytes, entries of its list, scale (in units). */
export const RUN_WORDS = 5;
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
/** Bytes of slots that the fastest cache holds beside the rows. */
const FAST_BYTES = 2 ** 15;
/** Synapses of a row with one delay, on the mean, that are worth looking for them. */
const WORTH_A_TURN = 8;
/** Bytes of rows that wait in the second cache while the slots are taken in turn. */
const ROWS_AT_ONCE = 2 ** 18;
/** Spikes that are handed over at once. */
export const MOST_AT_ONCE = 4096;

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
  /** Bytes of all lists, at most. */
  readonly listBytes: number;
  /** Lists and bitmaps. */
  readonly runs: number;
  readonly order: DeliveryOrder;
}

/** In which order the rows of a step's spikes are added. */
export interface DeliveryOrder {
  /** All spikes of one delay after the other; else spike by spike. */
  readonly byDelay: boolean;
  /** Delays that occur. */
  readonly firstDelay: number;
  readonly lastDelay: number;
  /** Spikes whose rows are taken together. */
  readonly atOnce: number;
}

/** Decides which runs are bitmaps. */
export function layOutRows(plan: KernelPlan, stride: number, unit: number | null, options: WasmOptions): RowLayout {
  const { bitmaps, crossover } = options;
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
  let bitmapBytes = stride / 8;
  const repeats = new Repeats(plan.n);
  let listBytes = 0;
  let lists = 0;
  let made = 0;
  let listed = 0;
  eachRun(plan, classOf, unit, (from, to, form) => {
    made++;
    const [first, end] = [runFirst[from], runFirst[to]];
    if (form === null) {
      bitmapBytes += bitmapRowBytes(stride, repeats.of(target, first, end).length, target.BYTES_PER_ELEMENT);
    } else {
      listBytes += form.bytes;
      listed += end - first;
      lists++;
    }
  });
  const order = orderOf(plan, options, { listBytes, lists, listed, slotBytes: (unit === null ? 4 : 2) * stride });
  return { stride, classes, classOf, bitmapBytes, listBytes, runs: made, order };
}

/** Visits what becomes a run, row by row: the plan's runs from..to-1 as a list, or one of them as a bitmap (null). */
function eachRun(
  plan: KernelPlan,
  classOf: Int32Array,
  unit: number | null,
  visit: (from: number, to: number, form: ListForm | null, source: number) => void,
): void {
  const { rowStart, runStage } = plan.rows;
  const isBitmap = (r: number) => classOf[r] >= 0;
  const form = new ListForm(plan);
  for (let s = 0; s + 1 < rowStart.length; s++) {
    const end = rowStart[s + 1];
    for (let r = rowStart[s]; r < end;) {
      if (isBitmap(r)) {
        visit(r, r + 1, null, s);
        r++;
        continue;
      }
      const worth = s < plan.neuronIds && runStage[r] < 0 ? (unit ?? 1) : 1;
      let to = endOfList(plan, r, end, isBitmap);
      if (!form.take(r, to, worth)) form.take(r, (to = r + 1), worth);
      visit(r, to, form, s);
      r = to;
    }
  }
}

function orderOf(
  { rows: { rowStart, runDelay }, maxDelay }: KernelPlan,
  { order }: WasmOptions,
  { listBytes, lists, listed, slotBytes }: Readonly<Record<"listBytes" | "lists" | "listed" | "slotBytes", number>>,
): DeliveryOrder {
  let firstDelay = maxDelay;
  let lastDelay = 0;
  for (const delay of runDelay) {
    if (delay < firstDelay) firstDelay = delay;
    if (delay > lastDelay) lastDelay = delay;
  }
  const sources = rowStart.length - 1;
  const delays = lastDelay - firstDelay + 1;
  const rowBytes = (listBytes + 4 * RUN_WORDS * lists) / Math.max(1, sources);
  const pays = delays * slotBytes > FAST_BYTES && listed >= WORTH_A_TURN * delays * sources;
  return {
    byDelay: order === "by-delay" || (order === "auto" && delays > 1 && pays),
    firstDelay,
    lastDelay,
    atOnce: Math.max(16, Math.min(MOST_AT_ONCE, Math.floor(ROWS_AT_ONCE / Math.max(1, rowBytes)))),
  };
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
  readonly rowLists: Uint32Array;
  readonly runs: Int32Array;
  readonly lists: Uint8Array;
  readonly bitmap: Uint8Array;
  readonly classes: Int32Array;
  readonly stages: Int32Array;
}

/**
 * @param unit of the narrow slots: what neurons' runs without a stage count in; null: there are none
 * @param stageBase entry of the wide slots behind which the stages lie
 */
export function writeRows(
  plan: KernelPlan,
  layout: RowLayout,
  unit: number | null,
  stageBase: number,
  into: RowArrays,
): void {
  const { rowStart, runDelay, runStage, runFirst, runScale, target, stages } = plan.rows;
  const { stride, classOf } = layout;
  const worth = unit ?? 1;
  const { byteOffset } = into.bitmap;
  const buffer = into.bitmap.buffer as ArrayBuffer;
  const repeats = new Repeats(plan.n);
  const lists = new ListWriter(plan, into.lists);
  for (let s = 0; s + 1 < rowStart.length; s++) into.rowEvents[s] = runFirst[rowStart[s + 1]] - runFirst[rowStart[s]];
  let bitmap = stride / 8;
  let run = 0;
  let row = -1;
  const beginRows = (to: number) => {
    while (row < to) {
      into.rowStart[++row] = run;
      into.rowLists[row] = lists.at;
    }
  };
  const writeBitmap = (r: number): number => {
    const again = repeats.of(target, runFirst[r], runFirst[r + 1]);
    new Uint32Array(buffer, byteOffset + bitmap, 1)[0] = again.length;
    const place = bitmap + ROW_HEAD;
    for (let k = runFirst[r]; k < runFirst[r + 1]; k++) into.bitmap[place + (target[k] >>> 3)] |= 1 << (target[k] & 7);
    const List = target instanceof Uint16Array ? Uint16Array : Uint32Array;
    new List(buffer, byteOffset + place + stride / 8, again.length).set(again);
    bitmap += bitmapRowBytes(stride, again.length, target.BYTES_PER_ELEMENT);
    return place;
  };
  eachRun(plan, classOf, unit, (from, to, form, source) => {
    beginRows(source);
    const words = RUN_WORDS * run++;
    into.runs[words] = runDelay[from] | ((form?.form ?? FORM.bitmap) << 8);
    into.runs[words + 1] = form === null ? classOf[from] : runStage[from];
    into.runs[words + 2] = form === null ? writeBitmap(from) : lists.at;
    into.runs[words + 3] = form === null ? 0 : lists.write(from, to, form);
    into.runs[words + 4] = form?.scale ?? runScale[from] / worth;
  });
  beginRows(rowStart.length - 1);
  layout.classes.forEach(({ delay, scale, least }, k) =>
    into.classes.set([delay, scale / worth, least, 0], k * CLASS_WORDS),
  );
  stages.forEach(({ delay, shift, from, to, offset }, s) =>
    into.stages.set([delay, shift, from, to, stageBase + offset], s * STAGE_WORDS),
  );
}
