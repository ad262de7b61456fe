/** What every target is made of: limits and boards, each number with its source. */
/** A limit of the chip; `value: null` means that it is not public: never invented, never checked. */
export interface Limit {
  readonly value: number | null;
  /** Paper, section or public file. */
  readonly source: string;
  readonly note?: string;
}

export interface BoardSpec {
  readonly id: string;
  readonly title: string;
  readonly chips: number;
  readonly source: string;
}

/** A board that holds a program as one memory image, made from the packed program: that image decides whether the program fits. */
export interface ImageSpace {
  readonly bytes: Limit;
  /** Limits of the FPGA core beside the bytes; absent where only the bytes bind. */
  readonly neurons?: Limit;
  /** Neurons and spike sources. */
  readonly sources?: Limit;
  /** Words of the queue for spikes from outside, which those of a step must fit with a word that names the step. */
  readonly injectWords: Limit;
}
