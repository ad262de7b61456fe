/**
 * Synapses of a slice by source: only the rows of sources that spike are ever touched (push delivery).
 *
 * A row is a list of runs, ascending in delay. All synapses of a run share delay and destination (the slot of step + 1 + delay,
 * or the stage of a group with a negative exponent). A run of equal weights stores targets only; otherwise each synapse
 * adds multiplier · weight[k].
 */
import { spanBitsOf, zeroOf } from "./synapse-block.js";
import type { Row } from "./synapse-row.js";

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

/** How the mantissas of a group enter the accumulator: mantissa · 2^shiftLeft, or the sum >> shiftRight. */
export interface GroupArithmetic {
  readonly shiftLeft: number;
  readonly shiftRight: number;
}

/** Equal weights shorter than this on average are not worth runs of their own. */
const SHORT_RUN = 12;

export interface RowsSpec {
  /** Number of source ids. */
  readonly sources: number;
  /** Number of neurons of the slice. */
  readonly targets: number;
  readonly groups: readonly GroupArithmetic[];
  /** No |mantissa| is above 2^mantissaBits. */
  readonly mantissaBits: number;
  /** No fewer synapses than there are. */
  readonly most: number;
  /** The targets of all rows, where they are there already: the rows are views of it, one behind the other. */
  readonly placed?: Uint16Array | Uint32Array;
}

/**
 * Builds the rows, one source after the other, so that besides them nothing as large is in memory.
 * @param eachRow calls `append` with the row of every source, in the order of their ids
 */
export function buildSynapseRows(
  { sources, targets, groups, mantissaBits, most, placed: inPlace }: RowsSpec,
  eachRow: (append: (row: Row) => void) => void,
): SynapseRows {
  const zero = zeroOf(mantissaBits);
  const spanBits = spanBitsOf(mantissaBits);
  // Memory that is not written is not taken from the machine.
  const target = inPlace ?? (targets <= 65_536 ? new Uint16Array(most) : new Uint32Array(most));
  let weight = new Int16Array(0);
  let weights = 0;
  let synapses = 0;
  const rowStart = new Uint32Array(sources + 1);
  const runDelay: number[] = [];
  const runStage: number[] = [];
  const runFirst: number[] = [];
  const runScale: number[] = [];
  const runWeights: number[] = [];
  const stageIndex = new Map<number, number>();
  const stages: { delay: number; shift: number; from: number; to: number }[] = [];
  let source = 0;
  eachRow((row) => {
    if (inPlace === undefined) target.set(row.target.subarray(0, row.length), synapses);
    for (let at = 0; at < row.length;) at = appendRuns(row, at);
    synapses += row.length;
    rowStart[++source] = runDelay.length;
  });
  runFirst.push(synapses);

  let offset = 0;
  const placed = stages.map((stage): Stage => {
    const here = { ...stage, offset };
    offset += stage.to - stage.from;
    return here;
  });
  return {
    rowStart,
    runDelay: new Uint8Array(runDelay),
    runStage: new Int32Array(runStage),
    runFirst: new Uint32Array(runFirst),
    runScale: new Int32Array(runScale),
    runWeights: new Int32Array(runWeights),
    target: target.subarray(0, synapses),
    weight: weight.subarray(0, weights),
    stages: placed,
    stageSize: offset,
    synapses,
  };

  /** Turns the synapses of one (delay, group) into runs; returns the first one behind them. */
  function appendRuns(row: Row, at: number): number {
    const { code, length } = row;
    const destination = code[at] >>> spanBits;
    const delay = Math.floor(destination / groups.length);
    const group = groups[destination % groups.length];
    let end = row.mixed ? at : length;
    let distinct = row.mixed ? 0 : 1;
    for (; end < length && code[end] >>> spanBits === destination; end++)
      if (end === at || code[end] !== code[end - 1]) distinct++;
    const stage = group.shiftRight === 0 ? -1 : stageOf(destination, delay, group.shiftRight);
    const asRuns = distinct === 1 || (end - at) / distinct >= SHORT_RUN;
    for (let k = at; k < end; k = asRuns ? endOfCode(row, k, end) : end) {
      runDelay.push(delay);
      runStage.push(stage);
      runFirst.push(synapses + k);
      runScale.push((asRuns ? mantissaOf(code[k]) : 1) * 2 ** group.shiftLeft);
      runWeights.push(asRuns ? -1 : weights);
    }
    if (!asRuns) {
      if (weight.length === 0) weight = new Int16Array(most);
      for (let k = at; k < end; k++) weight[weights++] = mantissaOf(code[k]);
    }
    if (stage >= 0) widen(stages[stage], row, at, end);
    return end;
  }

  function endOfCode(row: Row, from: number, end: number): number {
    if (!row.mixed) return end;
    let k = from + 1;
    while (k < end && row.code[k] === row.code[from]) k++;
    return k;
  }

  function mantissaOf(code: number): number {
    return (code & ((1 << spanBits) - 1)) - zero;
  }

  function widen(stage: { from: number; to: number }, row: Row, at: number, end: number): void {
    for (let k = at; k < end; k++) {
      stage.from = Math.min(stage.from, row.target[k]);
      stage.to = Math.max(stage.to, row.target[k] + 1);
    }
  }

  function stageOf(destination: number, delay: number, shift: number): number {
    let index = stageIndex.get(destination);
    if (index === undefined) {
      index = stages.length;
      stageIndex.set(destination, index);
      stages.push({ delay, shift, from: targets, to: 0 });
    }
    return index;
  }
}
