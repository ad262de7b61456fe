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
  /** Of 128 bits of a bitmap. */
  readonly vector: number;
}

export const RUN_COSTS: Readonly<Record<Runner, RunCosts>> = {
  loihi: { update: 2, draw: 2.4, row: 60, constant: 1, weighted: 1.6, delayed: 2, vector: 3 },
  spinnaker: { update: 3, draw: 3, row: 60, constant: 1.3, weighted: 1.6, delayed: 1.6, vector: 0 },
  reference: { update: 2.5, draw: 2.4, row: 60, constant: 1.5, weighted: 1.8, delayed: 2.2, vector: 0 },
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
  loihi: { base: 120e6, neuron: 400, constant: 30, weighted: 30, delayed: 30 },
  spinnaker: { base: 120e6, neuron: 400, constant: 12, weighted: 16, delayed: 18 },
  reference: { base: 90e6, neuron: 400, constant: 6, weighted: 14, delayed: 16 },
};

/** Share of the work that more threads do not shorten, and what starting one takes. */
export const SERIAL_SHARE = 0.25;
export const THREAD_START_SECONDS = 0.2;
