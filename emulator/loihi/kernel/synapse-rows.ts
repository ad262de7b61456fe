/**
 * Synapses of a slice by source: only the rows of sources that spike are ever touched (push delivery).
 *
 * A row is a list of runs, ascending in delay. All synapses of a run share delay and destination (the slot of step + 1 + delay,
 * or the stage of a group with a negative exponent). A run of equal weights stores targets only; otherwise each synapse
 * adds multiplier · weight[k].
 */

/** Where the sum of one group and delay waits until its step is complete; then sum >> shift goes to the slot. */
export interface Stage {
  readonly delay: number;
  readonly shift: number;
  /** Targets from..to-1 occur. */
  readonly from: number;
  readonly to: number;
  /** Entry of target `from` behind the slots of the ring. */
  readonly offset: number;
}

export interface SynapseRows {
  /** Runs of source s: rowStart[s] .. rowStart[s+1]-1. */
  readonly rowStart: Uint32Array;
  readonly runDelay: Uint8Array;
  /** Index into stages, -1: straight into the slot. */
  readonly runStage: Int32Array;
  /** Synapses of run r: runFirst[r] .. runFirst[r+1]-1 of target. */
  readonly runFirst: Uint32Array;
  /** The weight of all synapses of the run, or the multiplier of weight[]. */
  readonly runScale: Int32Array;
  /** Where the run's weights start in weight; -1: all are runScale. */
  readonly runWeights: Int32Array;
  readonly target: Uint16Array | Uint32Array;
  readonly weight: Int16Array;
  readonly stages: readonly Stage[];
  readonly stageSize: number;
  readonly synapses: number;
}

/** Synapses as decoded from one core; `target` counts within the slice. */
export interface SynapseArrays {
  readonly target: Uint32Array;
  readonly mantissa: Int16Array;
  readonly group: Uint16Array;
  readonly delay: Uint8Array;
}

/** Calls `visit` for every list of synapses: entries from..to-1 of the arrays belong to `source`. Must give the same twice. */
export type SynapseLists = (visit: (source: number, arrays: SynapseArrays, from: number, to: number) => void) => void;

/** How the mantissas of a group enter the accumulator: mantissa · 2^shiftLeft, or the sum >> shiftRight. */
export interface GroupArithmetic {
  readonly shiftLeft: number;
  readonly shiftRight: number;
}

/** Equal weights shorter than this on average are not worth runs of their own. */
const SHORT_RUN = 12;

/**
 * Two passes over the lists: count the synapses of each source, then put each where its row will be; then sort the rows.
 * @param sources number of source ids; @param n number of targets of the slice; @param mantissaBits no |mantissa| is above 2^mantissaBits
 */
export function buildSynapseRows(
  sources: number,
  n: number,
  groups: readonly GroupArithmetic[],
  mantissaBits: number,
  eachList: SynapseLists,
): SynapseRows {
  const mantissaOffset = 2 ** (mantissaBits + 1);
  const mantissaSpan = 2 * mantissaOffset;
  const next = new Uint32Array(sources + 1);
  eachList((source, { mantissa }, from, to) => {
    for (let k = from; k < to; k++) if (mantissa[k] !== 0) next[source + 1]++;
  });
  for (let s = 0; s < sources; s++) next[s + 1] += next[s];
  const synapses = next[sources];
  const firstOf = next.slice();
  const target = n <= 65_536 ? new Uint16Array(synapses) : new Uint32Array(synapses);
  /** Delay, group and mantissa in one number, in this order of significance. */
  const codes = new Uint32Array(synapses);
  eachList((source, list, from, to) => {
    let at = next[source];
    for (let k = from; k < to; k++) {
      if (list.mantissa[k] === 0) continue;
      target[at] = list.target[k];
      codes[at++] = (list.delay[k] * groups.length + list.group[k]) * mantissaSpan + list.mantissa[k] + mantissaOffset;
    }
    next[source] = at;
  });

  const rowStart = new Uint32Array(sources + 1);
  const weight = new GrowingInt16();
  const runDelay: number[] = [];
  const runStage: number[] = [];
  const runFirst: number[] = [];
  const runScale: number[] = [];
  const runWeights: number[] = [];
  const stageIndex = new Map<number, number>();
  const stages: { delay: number; shift: number; from: number; to: number }[] = [];
  let keys = new Float64Array(1024);
  for (let s = 0; s < sources; s++) {
    rowStart[s] = runDelay.length;
    sortRow(firstOf[s], firstOf[s + 1]);
    for (let at = firstOf[s]; at < firstOf[s + 1];) at = appendRuns(at, firstOf[s + 1]);
  }
  rowStart[sources] = runDelay.length;
  runFirst.push(synapses);

  let offset = 0;
  const placed = stages.map((stage): Stage => {
    const here = { ...stage, offset };
    offset += stage.to - stage.from;
    return here;
  });
  return {
    rowStart,
    runDelay: Uint8Array.from(runDelay),
    runStage: Int32Array.from(runStage),
    runFirst: Uint32Array.from(runFirst),
    runScale: Int32Array.from(runScale),
    runWeights: Int32Array.from(runWeights),
    target,
    weight: weight.done(),
    stages: placed,
    stageSize: offset,
    synapses,
  };

  /** By code, then target; a row of one code (one delay, group and weight) keeps its order. */
  function sortRow(from: number, to: number): void {
    let mixed = false;
    for (let k = from + 1; k < to; k++) if (codes[k] !== codes[from]) mixed = true;
    if (!mixed) return;
    if (to - from > keys.length) keys = new Float64Array(2 * (to - from));
    for (let k = from; k < to; k++) keys[k - from] = codes[k] * n + target[k];
    keys.subarray(0, to - from).sort();
    for (let k = from; k < to; k++) {
      const key = keys[k - from];
      const code = Math.floor(key / n);
      codes[k] = code;
      target[k] = key - code * n;
    }
  }

  /** Turns the synapses of one (delay, group) into runs; returns the first one behind them. */
  function appendRuns(at: number, rowEnd: number): number {
    const destination = Math.floor(codes[at] / mantissaSpan);
    const delay = Math.floor(destination / groups.length);
    const group = groups[destination % groups.length];
    let end = at;
    let distinct = 0;
    for (; end < rowEnd && Math.floor(codes[end] / mantissaSpan) === destination; end++)
      if (end === at || codes[end] !== codes[end - 1]) distinct++;
    const stage = group.shiftRight === 0 ? -1 : stageOf(destination, delay, group.shiftRight);
    const asRuns = distinct === 1 || (end - at) / distinct >= SHORT_RUN;
    for (let k = at; k < end; k++) {
      const mantissa = (codes[k] % mantissaSpan) - mantissaOffset;
      if (k === at || (asRuns && codes[k] !== codes[k - 1])) {
        runDelay.push(delay);
        runStage.push(stage);
        runFirst.push(k);
        runScale.push((asRuns ? mantissa : 1) * 2 ** group.shiftLeft);
        runWeights.push(asRuns ? -1 : weight.length);
      }
      if (!asRuns) weight.push(mantissa);
      if (stage >= 0) {
        stages[stage].from = Math.min(stages[stage].from, target[k]);
        stages[stage].to = Math.max(stages[stage].to, target[k] + 1);
      }
    }
    return end;
  }

  function stageOf(destination: number, delay: number, shift: number): number {
    let index = stageIndex.get(destination);
    if (index === undefined) {
      index = stages.length;
      stageIndex.set(destination, index);
      stages.push({ delay, shift, from: n, to: 0 });
    }
    return index;
  }
}

class GrowingInt16 {
  private values = new Int16Array(1 << 12);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int16Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  done(): Int16Array {
    return this.values.slice(0, this.length);
  }
}
