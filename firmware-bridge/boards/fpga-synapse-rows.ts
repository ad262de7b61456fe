/**
 * Synapse rows of the FPGA core, in 16-bit words (gateware/rtl/neuron_core.v):
 *
 *   row      runs, then a zero word
 *   header   delay·2^12 + exponent·2^9 + negative·2^8 + count
 *   synapse  magnitude·2^8 + gap: target = target before it in the run + gap (the run begins at 0); the weight is ±(magnitude << exponent)
 *
 * Gaps of more than 255 take words of magnitude 0. A row of n synapses with one delay and sign takes n + 2 words.
 */
export interface FpgaSynapse {
  readonly target: number;
  /** An integer of at most 256 << 7, what one spike adds to the accumulator. */
  readonly weight: number;
  readonly delay: number;
  /** The exponent to try first; a smaller one is taken where this one loses bits. */
  readonly exponent: number;
}

const LONGEST_RUN = 255;
const WIDEST_GAP = 255;
const LARGEST_MAGNITUDE = 255;
const LARGEST_EXPONENT = 7;

interface Entry {
  readonly target: number;
  readonly magnitude: number;
}

export class SynapseRowWriter {
  /** Words needed so far; beyond the memory nothing is written, but counting goes on. */
  used: number;

  /** @param words the whole synapse memory, zeros */
  constructor(
    private readonly words: Uint16Array,
    sources: number,
  ) {
    this.used = sources;
  }

  /** Writes the row of a source; an empty row takes nothing. @returns additions to the accumulator that one spike of it makes, as the core counts them */
  add(source: number, synapses: readonly FpgaSynapse[]): number {
    if (synapses.length === 0) return 0;
    let additions = 0;
    const runs = new Map<number, Entry[]>();
    for (const { target, weight, delay, exponent } of synapses) {
      for (const [magnitude, shift] of parts(Math.abs(weight), Math.min(exponent, LARGEST_EXPONENT))) {
        const header = (delay << 12) | (shift << 9) | ((weight < 0 ? 1 : 0) << 8);
        additions++;
        const run = runs.get(header);
        if (run === undefined) runs.set(header, [{ target, magnitude }]);
        else run.push({ target, magnitude });
      }
    }
    if (source < this.words.length) this.words[source] = this.used;
    for (const [header, entries] of [...runs].sort(([a], [b]) => a - b)) {
      entries.sort((a, b) => a.target - b.target || a.magnitude - b.magnitude);
      for (const run of withGaps(entries)) {
        this.put(header | run.length);
        for (const word of run) this.put(word);
      }
    }
    this.put(0);
    return additions;
  }

  private put(word: number): void {
    if (this.used < this.words.length) this.words[this.used] = word;
    this.used++;
  }
}

/** Magnitudes and shifts that sum to the weight: one, or two where 9 bits are needed (256 = 128 + 128). */
function parts(weight: number, exponent: number): [magnitude: number, shift: number][] {
  let shift = exponent;
  while (shift > 0 && weight % 2 ** shift !== 0) shift--;
  while (weight / 2 ** shift > LARGEST_MAGNITUDE && shift < LARGEST_EXPONENT && weight % 2 ** (shift + 1) === 0)
    shift++;
  const magnitude = weight / 2 ** shift;
  if (magnitude <= LARGEST_MAGNITUDE) return [[magnitude, shift]];
  const half = Math.floor(magnitude / 2);
  return [...parts(half * 2 ** shift, shift), ...parts((magnitude - half) * 2 ** shift, shift)];
}

/** Cuts ascending targets into runs of words. */
function withGaps(entries: readonly Entry[]): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  let at = 0;
  const open = () => {
    run = [];
    at = 0;
    runs.push(run);
  };
  open();
  for (const { target, magnitude } of entries) {
    const skips = Math.floor(Math.max(0, target - at - 1) / WIDEST_GAP);
    if (run.length + skips + 1 > LONGEST_RUN) open();
    for (; target - at > WIDEST_GAP; at += WIDEST_GAP) run.push(WIDEST_GAP);
    run.push((magnitude << 8) | (target - at));
    at = target;
  }
  return runs;
}
