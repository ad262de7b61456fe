/** What the kernels cost on the machine of docs/performance.md, one thread: `npm run bench -- forecast` holds the forecasts against runs. */
import type { Runner } from "./run-work.js";

/** ns for each unit of a RunWork. */
export interface RunCosts {
  readonly update: number;
  readonly draw: number;
  readonly row: number;
  readonly constant: number;
  readonly weighted: number;
  readonly delayed: number;
  /** Beside that of `delayed`. */
  readonly far: number;
  /** Of 128 bits of a bitmap. */
  readonly vector: number;
}

export const RUN_COSTS: Readonly<Record<Runner, RunCosts>> = {
  loihi: { update: 2.7, draw: 2, row: 30, constant: 1, weighted: 1.6, delayed: 1.7, far: 4.2, vector: 5.2 },
  spinnaker: { update: 4.8, draw: 1.9, row: 30, constant: 1.25, weighted: 1.6, delayed: 1.6, far: 4.3, vector: 0 },
  reference: { update: 3.2, draw: 4, row: 30, constant: 1.5, weighted: 2, delayed: 2.9, far: 5.6, vector: 1.6 },
};

/** Bytes beside the process itself, at the peak of drawing, compiling and loading. */
export interface MemoryCosts {
  /** Of an idle process with the library loaded. */
  readonly base: number;
  readonly neuron: number;
  /** Of a synapse with one weight and delay for all of its projection; with a weight of its own; and with a delay besides. */
  readonly constant: number;
  readonly weighted: number;
  readonly delayed: number;
}

export const MEMORY_COSTS: Readonly<Record<Runner, MemoryCosts>> = {
  loihi: { base: 125e6, neuron: 1600, constant: 34, weighted: 34, delayed: 64 },
  spinnaker: { base: 124e6, neuron: 900, constant: 9.2, weighted: 12, delayed: 14 },
  reference: { base: 117e6, neuron: 50, constant: 4.6, weighted: 9, delayed: 12.3 },
};

/** Share of the work that more threads do not shorten, and what starting one takes. */
export const SERIAL_SHARE = 0.25;
export const THREAD_START_SECONDS = 0.2;
