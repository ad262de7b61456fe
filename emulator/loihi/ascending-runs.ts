/** Sorts runs of targets that are dense in what they are taken from: a bit for every target, read in order. */

/** Words of 32 bits that may be read for each target; where they are more, the targets are compared. */
const WORDS_A_TARGET = 1;

export class AscendingRuns {
  /** All 0 between two runs. */
  private readonly bits: Uint32Array;
  /** Targets that were there already. */
  private repeated: Uint32Array = new Uint32Array(64);

  /** @param targets that there are */
  constructor(targets: number) {
    this.bits = new Uint32Array(Math.ceil(targets / 32));
  }

  /** Sorts entries from..to-1, in place. */
  sort(target: Uint16Array | Uint32Array, from: number, to: number): void {
    const { bits } = this;
    let least = target[from];
    let most = least;
    for (let k = from + 1; k < to; k++) {
      const t = target[k];
      if (t < least) least = t;
      if (t > most) most = t;
    }
    const first = least >>> 5;
    const last = most >>> 5;
    if (last - first > WORDS_A_TARGET * (to - from)) {
      target.subarray(from, to).sort();
      return;
    }
    let repeats = 0;
    for (let k = from; k < to; k++) {
      const t = target[k];
      const bit = 1 << (t & 31);
      if ((bits[t >>> 5] & bit) === 0) bits[t >>> 5] |= bit;
      else {
        if (repeats === this.repeated.length) this.repeated = longer(this.repeated, 2 * repeats);
        this.repeated[repeats++] = t;
      }
    }
    let at = from;
    for (let word = first; word <= last; word++) {
      let left = bits[word];
      for (; left !== 0; left &= left - 1) target[at++] = 32 * word + 31 - Math.clz32(left & -left);
      bits[word] = 0;
    }
    if (repeats > 0) this.putBetween(target, from, at, repeats);
  }

  /** Puts the targets that repeat between those in from..to-1, which they end up behind. */
  private putBetween(target: Uint16Array | Uint32Array, from: number, to: number, repeats: number): void {
    const repeated = this.repeated.subarray(0, repeats).sort();
    let at = to + repeats;
    for (let k = to - 1, r = repeats - 1; r >= 0;)
      target[--at] = k >= from && target[k] > repeated[r] ? target[k--] : repeated[r--];
  }
}

function longer(values: Uint32Array, length: number): Uint32Array {
  const copy = new Uint32Array(length);
  copy.set(values);
  return copy;
}
