/** Figure: a number of a chip or its tool chain with its source and how sure it is. */

/**
 * V reproduced bit for bit; G in the output of the real code, not reproduced; R read in source, not run;
 * U unverified: an inference or a common reading, and the note says what it rests on.
 */
export type Evidence = "V" | "G" | "R" | "U";

export interface Figure {
  readonly value: number;
  readonly mark: Evidence;
  /** Paper, section or public file. */
  readonly source: string;
  readonly note?: string;
}
