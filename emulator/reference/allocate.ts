/** Where the arrays of the reference lie: on their own, or in the memory of a kernel. */

/** Gives an array of zeros. */
export type AllocateFloat64 = (length: number) => Float64Array;

export const newFloat64: AllocateFloat64 = (length) => new Float64Array(length);
