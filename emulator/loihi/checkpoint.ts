/**
 * The dynamic state of a run as bytes, independent of how the cores were divided: a container (kernel/checkpoint-container.ts)
 * with the header step, size, horizon, counters, injected, losses, and the arrays u, v, refractory (size each), pending (horizon · size).
 */
import type { InjectedSpike } from "../../src/program/execution-target.js";
import { openCheckpoint, sealCheckpoint } from "../kernel/checkpoint-container.js";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { COUNTER_KINDS } from "../kernel/kernel.js";
import type { NeuronLoss, SliceState } from "./slice-engine.js";

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
  const header = { ...rest, losses: state.losses, size, horizon: size === 0 ? 0 : state.pending.length / size };
  return sealCheckpoint(MAGIC, program, header, [state.u, state.v, state.refractory, state.pending]);
}

/**
 * @param program the fingerprint of the program before a step
 * @throws EquipoiseError for bytes that are damaged, of another version, or of another program
 */
export function decodeCheckpoint(bytes: Uint8Array, program: (step: number) => Uint8Array): Checkpoint {
  const { header, take } = openCheckpoint<Omit<Checkpoint, "state"> & { size: number; horizon: number; losses?: unknown }>(MAGIC, ({ step }) => program(step), bytes);
  const { size, horizon, losses = [], ...rest } = header;
  if (!areLosses(losses, size)) fail("checkpoint-corrupt", "the checkpoint's losses by neuron mean nothing", { hint: "resume from an earlier checkpoint" });
  const neurons = Uint32Array.from({ length: size }, (_, i) => i);
  return { ...rest, state: { neurons, u: take(size), v: take(size), refractory: take(size), pending: take(horizon * size), losses } };
}

/** Checkpoints from before losses were kept by neuron have none. */
function areLosses(value: unknown, size: number): value is NeuronLoss[] {
  const index = (x: unknown, end: number) => typeof x === "number" && Number.isInteger(x) && x >= 0 && x < end;
  return Array.isArray(value) && value.every((loss: unknown) =>
    Array.isArray(loss) && loss.length === 5 && index(loss[0], size) && index(loss[1], COUNTER_KINDS.length) && index(loss[2], 2 ** 32) && [loss[3], loss[4]].every((x) => typeof x === "number" && x >= 0));
}
