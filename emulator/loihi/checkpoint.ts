/**
 * The dynamic state of a run as bytes, independent of how the cores were divided: a container (common/checkpoint-container.ts)
 * with the header step, size, horizon, counters, injected, losses, and the arrays of STATE_NAMES (size each), pending (horizon · size).
 */
import type { InjectedSpike } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import { profileOf } from "../../src/targets/registry.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { openCheckpoint, sealCheckpoint } from "../common/checkpoint-container.js";
import {
  countsOf,
  injectedOf,
  LAST_STEP,
  listOf,
  need,
  needConsistent,
  recordOf,
  whole,
} from "../common/checkpoint-header.js";
import { COUNTER_KINDS } from "./kernel/neuron-arrays.js";
import { ofEachState, STATE_NAMES } from "./kernel/state-names.js";
import type { NeuronLoss, SliceState } from "./slice-state.js";
import { sourceIdsOf } from "../../src/program/loihi/routes-by-core.js";

const MAGIC = "EQPCKPT2";

/** A count, or the payload of a graded spike, is added in 32 bits. */
const LARGEST_PAYLOAD = 2 ** 31;

export interface Checkpoint {
  readonly step: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly injected: readonly InjectedSpike[];
  /** All neurons, by id. */
  readonly state: SliceState;
}

/** What the state of a program must fit. */
export interface CheckpointFrame {
  readonly program: LoihiProgram;
  readonly target: LoihiTarget;
  /** Steps for which input can be pending. */
  readonly horizon: number;
  /** Of the counters. */
  readonly counterNames: readonly string[];
}

export function encodeCheckpoint(checkpoint: Checkpoint, program: Uint8Array): Uint8Array {
  const { state, ...rest } = checkpoint;
  const size = state.neurons.length;
  const header = { ...rest, losses: state.losses, size, horizon: size === 0 ? 0 : state.pending.length / size };
  return sealCheckpoint(MAGIC, program, header, [...STATE_NAMES.map((name) => state.arrays[name]), state.pending]);
}

/**
 * @param fingerprint of the program before a step
 * @throws EquipoiseError for bytes that are damaged, of another version or of another program, or that no run of it can have written
 */
export function decodeCheckpoint(
  bytes: Uint8Array,
  fingerprint: (step: number) => Uint8Array,
  { program, target, horizon, counterNames }: CheckpointFrame,
): Checkpoint {
  const { header, take, finish } = openCheckpoint(MAGIC, (untested) => fingerprint(stepOf(untested)), bytes);
  const { size } = program;
  const fields = recordOf(header, "header fields");
  need(
    fields.size === size && fields.horizon === horizon,
    `it is of ${String(fields.size)} neurons with input for ${String(fields.horizon)} steps, the program of ${size} with ${horizon}`,
  );
  const step = stepOf(header);
  const counters = countsOf(fields.counters, "counters", counterNames);
  needConsistent(counters, counters["neuron-updates"], step, size);
  const injected = injectedOf<InjectedSpike>(fields.injected, step, sourceIdsOf(program), ({ count }) => ({
    count: whole(count, "count of an injected spike", -LARGEST_PAYLOAD, LARGEST_PAYLOAD),
  }));
  const state = {
    neurons: Uint32Array.from({ length: size }, (_, i) => i),
    arrays: ofEachState(() => take(size)),
    pending: take(horizon * size),
    losses: lossesOf(fields.losses, size),
  };
  finish();
  validateState(state, step, program, target);
  return { step, counters, injected, state };
}

function stepOf(header: unknown): number {
  return whole(recordOf(header, "header fields").step, "step", 0, LAST_STEP);
}

function lossesOf(value: unknown, size: number): NeuronLoss[] {
  return listOf(value, "losses").map((entry): NeuronLoss => {
    const loss = listOf(entry, "losses");
    need(loss.length === 5, "a loss is not a neuron, a register, a count, an amount and a peak");
    const [amount, peak] = loss.slice(3).map((x) => (typeof x === "number" && x >= 0 ? x : NaN));
    need(!Number.isNaN(amount) && !Number.isNaN(peak), "what a neuron lost is no amount");
    return [
      whole(loss[0], "neuron of a loss", 0, size - 1),
      whole(loss[1], "register of a loss", 0, COUNTER_KINDS.length - 1),
      whole(loss[2], "count of a loss", 0, LAST_STEP),
      amount,
      peak,
    ];
  });
}

/** Every value within its register, as a step of the arithmetic leaves it (kernel/update.ts). */
function validateState(
  { arrays: { u, v, refractory }, pending }: SliceState,
  step: number,
  program: LoihiProgram,
  target: LoihiTarget,
): void {
  const { widths } = target;
  const spec = profileOf(target, program.profile);
  const span = 2 ** widths.u;
  // One wrap brings a sum of 32 bits nearer to the register, not always into it.
  const [lowestU, highestU] =
    spec.uOverflow === "lava-single-wrap" ? [span - 2 ** 31, 2 ** 31 - 1 - span] : [-span / 2, span / 2 - 1];
  const limitV = 2 ** (widths.v - 1) - 1;
  need(step > 0 || pending.every((input) => input === 0), "input is pending before the first step");
  for (const core of program.cores) {
    core.neurons.forEach((id, c) => {
      if (step === 0)
        return need(
          u[id] === core.u0[c] && v[id] === core.v0[c] && refractory[id] === 0,
          `neuron ${id} is not in its initial state before the first step`,
        );
      const [low, high] = spec.voltageLimits ? [core.vmin, core.vmax] : [-limitV, limitV];
      const threshold = core.thresholds[core.thresholdOf[c]] * 2 ** widths.thresholdShift;
      const dead = spec.refractory ? Math.max(0, core.profiles[core.profileOf[c]].refractory - 1) : 0;
      need(
        u[id] >= lowestU && u[id] <= highestU && v[id] >= low && v[id] <= high,
        `u or v of neuron ${id} is beyond its register`,
      );
      need(v[id] <= threshold && (refractory[id] === 0 || v[id] === 0), `v of neuron ${id} should have been reset`);
      need(
        refractory[id] >= 0 && refractory[id] <= dead,
        `neuron ${id} has ${refractory[id]} refractory steps left, of at most ${dead}`,
      );
    });
  }
}
