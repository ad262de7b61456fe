/** The synapses of one source, sorted as the rows need them (synapse-rows.ts). */

/** Rows shorter than this are sorted by insertion. */
const SHORT_ROW = 48;
const DIGIT_BITS = 8;
const DIGITS = 1 << DIGIT_BITS;
/** Codes for which a bit a target is kept, and words of 32 such bits that may be read for each synapse. */
const PLANES = 8;
const WORDS_A_SYNAPSE = 4;

/** Sorted; where not all codes are the same, by code, then target. */
export interface Row {
  /** Places in the slice. */
  readonly target: Uint16Array | Uint32Array;
  /** Delay, group and mantissa + `zeroOf` in one number, in this order of significance; only the first where the row is not mixed. */
  readonly code: Uint32Array;
  readonly length: number;
  /** Not all codes are the same. */
  readonly mixed: boolean;
}

export class SynapseRow implements Row {
  target: Uint32Array = new Uint32Array(1024);
  code: Uint32Array = new Uint32Array(1024);
  length = 0;
  mixed = false;
  private otherTarget: Uint32Array = new Uint32Array(1024);
  private otherCode: Uint32Array = new Uint32Array(1024);
  private readonly counts = new Uint32Array(DIGITS);
  /** By plane, then word: a bit for each target with the code of the plane, and one for each that has it more than once; 0 between two rows. */
  private planes = new Uint32Array(0);
  private repeated = new Uint32Array(0);
  private readonly codeOfPlane = new Uint32Array(PLANES);
  /** Number of the bit of every repetition. */
  private extras: Uint32Array = new Uint32Array(64);
  private extra = 0;

  /** Takes entries from..to-1, and sorts them by code, then target; a row of one code (one delay, group and weight) keeps its order. */
  take(targets: Uint16Array | Uint32Array, codes: Uint32Array, from: number, to: number): void {
    const length = to - from;
    if (length > this.target.length) this.grow(2 * length);
    const first = codes[from];
    let codeBits = 0;
    for (let k = from + 1; k < to; k++) codeBits |= codes[k] ^ first;
    this.length = length;
    this.mixed = codeBits !== 0;
    if (this.mixed && length >= SHORT_ROW && this.sortByPlanes(targets, codes, from, to)) return;
    const { target, code } = this;
    for (let k = 0; k < length; k++) {
      target[k] = targets[from + k];
      code[k] = codes[from + k];
    }
    if (!this.mixed) return;
    if (length < SHORT_ROW) this.sortByInsertion();
    else this.sortByDigits(codeBits);
  }

  /** Where few codes occur: a bit for every target of every code, read in order. @returns whether it was done */
  private sortByPlanes(targets: Uint16Array | Uint32Array, codes: Uint32Array, from: number, to: number): boolean {
    let most = 0;
    for (let k = from; k < to; k++) if (targets[k] > most) most = targets[k];
    const words = (most >>> 5) + 1;
    if (words > WORDS_A_SYNAPSE * (to - from)) return false;
    if (PLANES * words > this.planes.length) {
      this.planes = new Uint32Array(PLANES * words);
      this.repeated = new Uint32Array(PLANES * words);
    }
    const { planes, repeated, codeOfPlane } = this;
    let count = 0;
    let plane = 0;
    this.extra = 0;
    for (let k = from; k < to; k++) {
      if (count === 0 || codeOfPlane[plane] !== codes[k]) {
        for (plane = 0; plane < count && codeOfPlane[plane] !== codes[k];) plane++;
        if (plane === PLANES) {
          planes.fill(0, 0, PLANES * words);
          repeated.fill(0, 0, PLANES * words);
          return false;
        }
        if (plane === count) codeOfPlane[count++] = codes[k];
      }
      const at = plane * words + (targets[k] >>> 5);
      const bit = 1 << (targets[k] & 31);
      if ((planes[at] & bit) !== 0) this.repeat(at, bit);
      else planes[at] |= bit;
    }
    this.takePlanes(count, words);
    return true;
  }

  /** Notes that a target occurs once more with the same code. */
  private repeat(at: number, bit: number): void {
    if (this.extra === this.extras.length) this.extras = longer(this.extras, 2 * this.extra);
    this.repeated[at] |= bit;
    this.extras[this.extra++] = 32 * at + 31 - Math.clz32(bit);
  }

  /** The planes in the order of their codes; all are empty then. */
  private takePlanes(count: number, words: number): void {
    const { planes, repeated, codeOfPlane, target, code } = this;
    const extras = this.extras.subarray(0, this.extra).sort();
    const order = Array.from({ length: count }, (_, plane) => plane).sort((a, b) => codeOfPlane[a] - codeOfPlane[b]);
    let behind = 0;
    for (const plane of order) {
      const first = behind;
      let extra = firstFrom(extras, 32 * plane * words);
      for (let word = 0; word < words; word++) {
        const at = plane * words + word;
        let bits = planes[at];
        if (bits === 0) continue;
        const again = repeated[at];
        if (again === 0)
          for (; bits !== 0; bits &= bits - 1) target[behind++] = 32 * word + 31 - Math.clz32(bits & -bits);
        for (; bits !== 0; bits &= bits - 1) {
          const low = 31 - Math.clz32(bits & -bits);
          target[behind++] = 32 * word + low;
          if (((again >>> low) & 1) === 0) continue;
          for (; extra < extras.length && extras[extra] === 32 * at + low; extra++) target[behind++] = 32 * word + low;
        }
        planes[at] = 0;
        repeated[at] = 0;
      }
      code.fill(codeOfPlane[plane], first, behind);
    }
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

/** Where the first of the ascending values is that is not below `least`. */
function firstFrom(values: Uint32Array, least: number): number {
  let low = 0;
  for (let high = values.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (values[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function longer(values: Uint32Array, length: number): Uint32Array {
  const copy = new Uint32Array(length);
  copy.set(values);
  return copy;
}
