/** The synapses of some consecutive sources on their way into the rows (synapse-rows.ts): gathered list by list, in any order, then given row by row. */
import { SynapseRow, type Row } from "./synapse-row.js";

/** A list of synapses as read from a core: the first entries of the arrays. */
export interface SynapseList {
  readonly compartment: Uint32Array;
  readonly mantissa: Int16Array;
  /** Below the number of groups. */
  readonly group: Uint16Array;
  readonly delay: Uint8Array;
}

export class SynapseBlock {
  private source: Uint32Array = new Uint32Array(1 << 16);
  private target: Uint32Array = new Uint32Array(1 << 16);
  private code: Uint32Array = new Uint32Array(1 << 16);
  private length = 0;
  /** The same by source. */
  private rowTarget = new Uint32Array(0);
  private rowCode = new Uint32Array(0);
  private readonly row = new SynapseRow();
  private readonly zero: number;
  private readonly spanBits: number;

  /** @param mantissaBits no |mantissa| is above 2^mantissaBits */
  constructor(
    private readonly groups: number,
    mantissaBits: number,
  ) {
    this.zero = zeroOf(mantissaBits);
    this.spanBits = spanBitsOf(mantissaBits);
  }

  /** The code of a list's synapse: delay, group and mantissa in one number, in this order of significance. */
  codeOf({ delay, group, mantissa }: SynapseList, k: number): number {
    return (((delay[k] * this.groups + group[k]) << this.spanBits) | (mantissa[k] + this.zero)) >>> 0;
  }

  /**
   * Adds those of a list's synapses that do something here: a weight of 0 adds nothing.
   * @param count of the list
   * @param localOf place in the slice of each compartment, -1: in none
   */
  add(source: number, { compartment, mantissa, group, delay }: SynapseList, count: number, localOf: Int32Array): void {
    if (this.length + count > this.source.length) this.grow(this.length + count);
    const { source: sources, target, code, groups, zero, spanBits } = this;
    let at = this.length;
    for (let k = 0; k < count; k++) {
      const local = localOf[compartment[k]];
      if (mantissa[k] === 0 || local < 0) continue;
      sources[at] = source;
      target[at] = local;
      code[at++] = ((delay[k] * groups + group[k]) << spanBits) | (mantissa[k] + zero);
    }
    this.length = at;
  }

  /** Gives the rows of the sources from..to-1 in their order, and is empty then. The synapses of a row keep theirs. */
  takeRows(from: number, to: number, append: (row: Row) => void): void {
    const { source, target, code, length, row } = this;
    if (this.rowTarget.length < length) {
      this.rowTarget = new Uint32Array(target.length);
      this.rowCode = new Uint32Array(target.length);
    }
    const { rowTarget, rowCode } = this;
    const next = new Uint32Array(to - from + 1);
    for (let k = 0; k < length; k++) next[source[k] - from + 1]++;
    for (let s = 0; s < to - from; s++) next[s + 1] += next[s];
    for (let k = 0; k < length; k++) {
      const at = next[source[k] - from]++;
      rowTarget[at] = target[k];
      rowCode[at] = code[k];
    }
    for (let s = 0, at = 0; s < to - from; at = next[s++]) {
      row.take(rowTarget, rowCode, at, next[s]);
      append(row);
    }
    this.length = 0;
  }

  private grow(most: number): void {
    const { source, target, code } = this;
    this.source = longer(source, 2 * most);
    this.target = longer(target, 2 * most);
    this.code = longer(code, 2 * most);
  }
}

/** What is added to a mantissa in a code, so that it is not negative. */
export function zeroOf(mantissaBits: number): number {
  return 2 ** (mantissaBits + 1);
}

/** Bits of a code that hold the mantissa. */
export function spanBitsOf(mantissaBits: number): number {
  return mantissaBits + 2;
}

function longer(values: Uint32Array, length: number): Uint32Array {
  const copy = new Uint32Array(length);
  copy.set(values);
  return copy;
}
