/**
 * Candidates for the synapses of fixed_total_number: item k of the projection's stream gives a presynaptic neuron and a target, and both
 * again where the pair is refused. The first block of every item is made together with those of its neighbours; a second one is rare.
 */
import { philoxBlocks } from "../numerics/philox-blocks/philox-blocks.js";
import { CounterStream } from "../numerics/philox.js";
import { mulHigh } from "../numerics/wide-multiply.js";
import { DrawPurpose } from "./draw-purpose.js";

/** Items whose first block is made at once. */
const STRETCH = 1024;
/** Words of a block. */
const BLOCK = 4;

export class PairDraws {
  /** The candidate that `next` drew. */
  pre = 0;
  target = 0;
  private readonly words = new Uint32Array(BLOCK * STRETCH);
  private first = 0;
  private end = 0;
  private item = -1;
  /** Gives what the first two words do not decide; `streaming`: it stands behind the last candidate of the item. */
  private readonly stream: CounterStream;
  private streaming = false;
  /** A word is drawn again where the low half of its product is below: CounterStream.below. */
  private readonly refusedPre: number;
  private readonly refusedTarget: number;

  constructor(
    private readonly seed: number,
    private readonly streamId: number,
    private readonly preSize: number,
    private readonly targets: number,
  ) {
    this.stream = new CounterStream(seed, streamId);
    this.refusedPre = 4294967296 % preSize;
    this.refusedTarget = 4294967296 % targets;
  }

  /** Draws the first candidate of item k or, called again for the same k, the next one. */
  next(k: number): void {
    const { preSize, targets, stream } = this;
    if (k !== this.item) {
      this.item = k;
      if (k < this.first || k >= this.end) this.refill(k);
      const at = BLOCK * (k - this.first);
      const x = this.words[at];
      const y = this.words[at + 1];
      this.streaming = !(
        Math.imul(x, preSize) >>> 0 >= this.refusedPre && Math.imul(y, targets) >>> 0 >= this.refusedTarget
      );
      if (!this.streaming) {
        this.pre = mulHigh(x, preSize);
        this.target = mulHigh(y, targets);
        return;
      }
      stream.reseat(k, DrawPurpose.connectivity);
    } else if (!this.streaming) {
      // Past the first candidate, which has been refused.
      stream.reseat(k, DrawPurpose.connectivity);
      stream.below(preSize);
      stream.below(targets);
      this.streaming = true;
    }
    this.pre = stream.below(preSize);
    this.target = stream.below(targets);
  }

  private refill(k: number): void {
    const counters = { c0: 0, c1: k, c2: DrawPurpose.connectivity, step0: 0, step1: 1 };
    philoxBlocks(this.words, this.seed, this.streamId, counters, STRETCH);
    this.first = k;
    this.end = k + STRETCH;
  }
}
