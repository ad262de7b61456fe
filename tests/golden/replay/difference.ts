/** The first difference between what a vector records and what came out. */

export interface Difference {
  /** Row of the recording; absent for tables without time. */
  readonly step?: number;
  /** `lif[12]`, or the entry of a table. */
  readonly neuron: string;
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
}

export class DifferenceFound extends Error {
  constructor(readonly difference: Difference) {
    super(formatDifference(difference));
  }
}

export function formatDifference({ step, neuron, field, expected, actual }: Difference): string {
  return `${step === undefined ? "" : `step ${step}, `}${neuron}, ${field}: expected ${expected}, got ${actual}`;
}

/** Counts what is equal; throws DifferenceFound at the first that is not. */
export class Comparison {
  readonly counts: Record<string, number> = {};

  equal(expected: unknown, actual: unknown, field: string, neuron: string, step?: number): void {
    if (expected !== actual)
      throw new DifferenceFound({ step, neuron, field, expected: String(expected), actual: String(actual) });
    this.counts[field] = (this.counts[field] ?? 0) + 1;
  }
}
