/**
 * Spikes on the wire, both ways: 16-bit little-endian words.
 *
 *   1sss ssss ssss ssss   step marker: step mod 2^15; the log has one for every step, silent ones too
 *   0iii iiii iiii iiii   a spike of id i in the step of the last marker; a count of c is the word c times
 *
 * The injection queue uses the same code, with markers only where something is injected.
 */
const MARKER = 0x8000;
const LOW = 0x7fff;
export const LARGEST_ID = LOW;

/** Words of one step. */
export function spikeWords(step: number, ids: ArrayLike<number>): Uint16Array {
  const words = new Uint16Array(ids.length + 1);
  words[0] = MARKER | (step & LOW);
  for (let k = 0; k < ids.length; k++) words[k + 1] = ids[k];
  return words;
}

export function wordsToBytes(words: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(2 * words.length);
  for (let k = 0; k < words.length; k++) {
    bytes[2 * k] = words[k] & 255;
    bytes[2 * k + 1] = words[k] >>> 8;
  }
  return bytes;
}

/** An odd byte at the end is left out. */
export function bytesToWords(bytes: Uint8Array): Uint16Array {
  return Uint16Array.from({ length: bytes.length >>> 1 }, (_, k) => bytes[2 * k] | (bytes[2 * k + 1] << 8));
}

export const isMarker = (word: number): boolean => (word & MARKER) !== 0;

/** The step ≥ `atLeast` - 2^14 nearest to it that a marker stands for. */
export function stepOfMarker(word: number, atLeast: number): number {
  const ahead = (((word & LOW) - (atLeast & LOW)) << 17) >> 17;
  return atLeast + ahead;
}

/** Reads the log in pieces; hands over each step when it is complete, and finds a log with a gap. */
export class SpikeLogReader {
  private ids: number[] = [];
  private open = -1;

  /** @param next the first step in the log @param mostIds of one step */
  constructor(
    private next: number,
    private readonly onStep: (step: number, ids: readonly number[]) => void,
    private readonly mostIds = Infinity,
  ) {}

  /** @returns false where the words do not go on from the former ones, or a step has more than `mostIds`: the log is damaged */
  push(words: ArrayLike<number>): boolean {
    for (let k = 0; k < words.length; k++) {
      if (!isMarker(words[k])) {
        if (this.open < 0 || this.ids.length >= this.mostIds) return false;
        this.ids.push(words[k]);
        continue;
      }
      this.flush();
      if ((words[k] & LOW) !== (this.next & LOW)) return false;
      this.open = this.next++;
    }
    return true;
  }

  /** Hands over the open step if the board has completed it. */
  complete(stepsExecuted: number): void {
    if (this.open >= 0 && this.open < stepsExecuted) this.flush();
  }

  private flush(): void {
    if (this.open < 0) return;
    const ids = this.ids;
    const step = this.open;
    this.ids = [];
    this.open = -1;
    this.onStep(step, ids);
  }
}
