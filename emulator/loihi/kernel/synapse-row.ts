/** The synapses of one source, sorted as the rows need them (synapse-rows.ts). */

/** Rows shorter than this are sorted by insertion. */
const SHORT_ROW = 48;
const DIGIT_BITS = 8;
const DIGITS = 1 << DIGIT_BITS;

export class SynapseRow {
  /** Places in the slice. */
  target: Uint32Array = new Uint32Array(1024);
  /** Delay, group and mantissa + `zeroOf` in one number, in this order of significance. */
  code: Uint32Array = new Uint32Array(1024);
  length = 0;
  /** Not all codes are the same. */
  mixed = false;
  private otherTarget: Uint32Array = new Uint32Array(1024);
  private otherCode: Uint32Array = new Uint32Array(1024);
  private readonly counts = new Uint32Array(DIGITS);

  /** Takes entries from..to-1, and sorts them by code, then target; a row of one code (one delay, group and weight) keeps its order. */
  take(targets: Uint32Array, codes: Uint32Array, from: number, to: number): void {
    const length = to - from;
    if (length > this.target.length) this.grow(2 * length);
    const { target, code } = this;
    const first = codes[from];
    let codeBits = 0;
    for (let k = 0; k < length; k++) {
      target[k] = targets[from + k];
      code[k] = codes[from + k];
      codeBits |= code[k] ^ first;
    }
    this.length = length;
    this.mixed = codeBits !== 0;
    if (!this.mixed) return;
    if (length < SHORT_ROW) this.sortByInsertion();
    else this.sortByDigits(codeBits);
  }

  private sortByInsertion(): void {
    const { target, code, length } = this;
    for (let k = 1; k < length; k++) {
      const c = code[k];
      const t = target[k];
      let at = k;
      for (; at > 0 && (code[at - 1] > c || (code[at - 1] === c && target[at - 1] > t)); at--) {
        code[at] = code[at - 1];
        target[at] = target[at - 1];
      }
      code[at] = c;
      target[at] = t;
    }
  }

  /** Counting sorts by one digit after the other, the least significant first. @param codeBits not the same in all codes */
  private sortByDigits(codeBits: number): void {
    const targetBits = bitsOutOfOrder(this.target, this.length);
    for (let shift = 0; targetBits >>> shift !== 0 && shift < 32; shift += DIGIT_BITS)
      this.sortByDigit(this.target, shift);
    for (let shift = 0; shift < 32; shift += DIGIT_BITS)
      if (((codeBits >>> shift) & (DIGITS - 1)) !== 0) this.sortByDigit(this.code, shift);
  }

  /** @param keys `target` or `code` */
  private sortByDigit(keys: Uint32Array, shift: number): void {
    const { target, code, otherTarget, otherCode, counts, length } = this;
    counts.fill(0);
    for (let k = 0; k < length; k++) counts[(keys[k] >>> shift) & (DIGITS - 1)]++;
    for (let digit = 0, next = 0; digit < DIGITS; digit++) {
      const here = counts[digit];
      counts[digit] = next;
      next += here;
    }
    for (let k = 0; k < length; k++) {
      const at = counts[(keys[k] >>> shift) & (DIGITS - 1)]++;
      otherTarget[at] = target[k];
      otherCode[at] = code[k];
    }
    this.target = otherTarget;
    this.code = otherCode;
    this.otherTarget = target;
    this.otherCode = code;
  }

  private grow(length: number): void {
    this.target = new Uint32Array(length);
    this.code = new Uint32Array(length);
    this.otherTarget = new Uint32Array(length);
    this.otherCode = new Uint32Array(length);
  }
}

/** Bits that the values have beyond what they share; none where they ascend already. */
function bitsOutOfOrder(values: Uint32Array, length: number): number {
  let bits = 0;
  let ascending = true;
  for (let k = 1; k < length; k++) {
    bits |= values[k] ^ values[0];
    if (values[k] < values[k - 1]) ascending = false;
  }
  return ascending ? 0 : bits;
}
