/**
 * The dynamic state of a run as bytes, independent of how the cores were divided: a container (kernel/checkpoint-container.ts)
 * with the header step, size, horizon, counters, injected, and the arrays u, v, refractory (size each), pending (horizon · size).
 */
import type { InjectedSpike } from "../../src/program/execution-target.js";
import { openCheckpoint, sealCheckpoint } from "../kernel/checkpoint-container.js";
import type { SliceState } from "./slice-engine.js";

const MAGIC = "EQPCKPT2";

export interface Checkpoint {
  readonly step: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly injected: readonly InjectedSpike[];
  /** All neurons, by id. */
  readonly state: SliceState;
}

export function encodeCheckpoint(checkpoint: Checkpoint, program: Uint8Array): Uint8Array {
  const { state, ...rest } = checkpoint;
  const size = state.u.length;
  const header = { ...rest, size, horizon: size === 0 ? 0 : state.pending.length / size };
  return sealCheckpoint(MAGIC, program, header, [state.u, state.v, state.refractory, state.pending]);
}

/**
 * @param program the fingerprint of the program before a step
 * @throws EquipoiseError for bytes that are damaged, of another version, or of another program
 */
export function decodeCheckpoint(bytes: Uint8Array, program: (step: number) => Uint8Array): Checkpoint {
  const { header, take } = openCheckpoint<Omit<Checkpoint, "state"> & { size: number; horizon: number }>(MAGIC, ({ step }) => program(step), bytes);
  const { size, horizon, ...rest } = header;
  const neurons = Uint32Array.from({ length: size }, (_, i) => i);
  return { ...rest, state: { neurons, u: take(size), v: take(size), refractory: take(size), pending: take(horizon * size) } };
}
