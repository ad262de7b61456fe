/** How the WebAssembly kernel delivers: all choices give the same bits; tests and benchmarks compare them. */
export interface WasmOptions {
  /** Sums of 16 bits where they are proved to be enough, or never. */
  readonly narrow: "proved" | "never";
  /** Bitmaps for runs of one weight that are dense, or never, or for all of them. */
  readonly bitmaps: "auto" | "never" | "always";
  /** Density (targets of a row over compartments) from which on a bitmap is cheaper than a list; measured by `npm run bench -- kernels crossover`. */
  readonly crossover: number;
  /** All spikes of a step one delay after the other where that pays, or never, or always. */
  readonly order: "auto" | "by-spike" | "by-delay";
}

export const USUAL_OPTIONS: WasmOptions = { narrow: "proved", bitmaps: "auto", crossover: 0.02, order: "auto" };
