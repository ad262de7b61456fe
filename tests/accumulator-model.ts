/**
 * Tests only: what the accumulators of the FPGA core do, from its memory image alone, as gateware/rtl/neuron_core.v describes it: a ring of 16-bit
 * sums, to which a row is added synapse by synapse; every addition that leaves 16 bits counts. No neuron is in it: any raster can be played.
 */
const TABLE_WORDS = 256;
const NEURON_WORDS = 8;
const SLOT_BITS_WORD = 7;

export class AccumulatorModel {
  private overflows = 0;
  private readonly words: Uint16Array;
  private readonly synapsesAt: number;
  private readonly longDelays: boolean;
  private readonly slots = new Map<number, Map<number, number>>();
  private step = 0;

  /** @param bytes the image of the board with one core @param neurons that the board has room for */
  constructor(bytes: Uint8Array, neurons: number) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.words = new Uint16Array(bytes.length / 2);
    for (let k = 0; k < this.words.length; k++) this.words[k] = view.getUint16(2 * k, true);
    this.synapsesAt = TABLE_WORDS + NEURON_WORDS * neurons;
    this.longDelays = this.words[SLOT_BITS_WORD] > 0;
  }

  /** Plays a raster from empty accumulators on: the sources that fire in each step, in their order. @returns the overflows of it */
  overflowsOf(raster: readonly (readonly number[])[]): number {
    this.slots.clear();
    this.overflows = 0;
    for (const sources of raster) this.play(sources);
    return this.overflows;
  }

  /** Lets these sources fire in the next step, in this order. */
  private play(sources: readonly number[]): void {
    this.slots.delete(this.step);
    for (const source of sources) this.deliver(source);
    this.step++;
  }

  private deliver(source: number): void {
    const word = (k: number) => this.words[this.synapsesAt + k];
    let at = word(source);
    if (at === 0) return;
    for (let header = word(at++); header !== 0; header = word(at++)) {
      const count = header & (this.longDelays ? 63 : 255);
      const delay = (header >> 12) + (this.longDelays ? ((header >> 6) & 3) << 4 : 0);
      const exponent = (header >> 9) & 7;
      const sign = (header >> 8) & 1 ? -1 : 1;
      let target = 0;
      for (let k = 0; k < count; k++) {
        const synapse = word(at++);
        target += synapse & 255;
        this.add(this.step + 1 + delay, target, sign * ((synapse >> 8) << exponent));
      }
    }
  }

  private add(slot: number, target: number, weight: number): void {
    const sums = this.slots.get(slot) ?? new Map<number, number>();
    this.slots.set(slot, sums);
    const sum = (sums.get(target) ?? 0) + weight;
    if (sum > 32767 || sum < -32768) this.overflows++;
    sums.set(target, (sum << 16) >> 16);
  }
}
