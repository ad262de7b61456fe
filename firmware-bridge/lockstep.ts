/**
 * lockstep: runs a board and the emulator side by side and stops at the first difference. Spikes are compared step by step, the whole state at
 * the end of every block. Where a block differs, both are started again, brought to its beginning and stepped one by one, so that the first
 * wrong step, neuron and field are named.
 */
import type { ProgressSink } from "../src/diagnostics/diagnostic.js";
import { smallestOf } from "../src/numerics/extrema.js";
import type { ExecutionTarget, NeuronState } from "../src/program/execution-target.js";

export type Opener = () => Promise<ExecutionTarget>;

export interface Difference {
  readonly step: number;
  readonly neuron: number;
  /** `spike` is 0 or 1; the others are state words after the step. */
  readonly field: string;
  readonly board: number;
  readonly emulator: number;
}

export interface LockstepResult {
  /** Steps that were compared, as far as they agree. */
  readonly steps: number;
  readonly spikes: number;
  /** State words compared. */
  readonly words: number;
  readonly difference: Difference | null;
  /** Of the board, at the end. */
  readonly counters: Readonly<Record<string, number>>;
}

export interface LockstepOptions {
  readonly steps: number;
  /** Steps between two comparisons of the whole state. */
  readonly block: number;
  readonly progress?: ProgressSink;
}

/** Every state word that both sides can show: u, v, refractory, and what their family has besides. */
function fieldsOf(...states: readonly NeuronState[]): (keyof NeuronState)[] {
  return (Object.keys(states[0]) as (keyof NeuronState)[]).filter((field) => states.every((state) => field in state));
}

export async function lockstep(
  openBoard: Opener,
  openEmulator: Opener,
  { steps, block, progress = () => {} }: LockstepOptions,
): Promise<LockstepResult> {
  const board = await openBoard();
  const emulator = await openEmulator();
  let [spikes, words, at] = [0, 0, 0];
  try {
    for (; at < steps; at += block) {
      progress("lockstep", at, steps);
      const length = Math.min(block, steps - at);
      const compared = await compareBlock(board, emulator, length);
      if (compared.difference !== null) {
        // A block of one step, or of the first differing spike, is already exact; a differing state may be older than where it was seen.
        const exact = length === 1 ? compared.difference : await firstDifference(openBoard, openEmulator, at, length);
        return { steps: at, spikes, words, difference: exact ?? compared.difference, counters: await board.counters() };
      }
      spikes += compared.spikes;
      words += compared.words;
    }
    progress("lockstep", steps, steps);
    return { steps, spikes, words, difference: null, counters: await board.counters() };
  } finally {
    await Promise.all([board.close(), emulator.close()]);
  }
}

/** Both again from the start; null where they agree this time, as after a disturbance that does not repeat. */
async function firstDifference(
  openBoard: Opener,
  openEmulator: Opener,
  from: number,
  steps: number,
): Promise<Difference | null> {
  const board = await openBoard();
  const emulator = await openEmulator();
  try {
    if (from > 0) await Promise.all([board.advance(from, () => {}), emulator.advance(from, () => {})]);
    for (let k = 0; k < steps; k++) {
      const { difference } = await compareBlock(board, emulator, 1);
      if (difference !== null) return difference;
    }
    return null;
  } finally {
    await Promise.all([board.close(), emulator.close()]);
  }
}

async function compareBlock(
  board: ExecutionTarget,
  emulator: ExecutionTarget,
  steps: number,
): Promise<{ spikes: number; words: number; difference: Difference | null }> {
  const [ours, theirs] = await Promise.all([spikesOf(board, steps), spikesOf(emulator, steps)]);
  const spikeDifference = firstSpikeDifference(ours, theirs);
  const { words, difference } =
    spikeDifference === null ? await compareStates(board, emulator) : { words: 0, difference: spikeDifference };
  return { spikes: [...theirs.values()].reduce((sum, ids) => sum + ids.length, 0), words, difference };
}

async function spikesOf(target: ExecutionTarget, steps: number): Promise<Map<number, number[]>> {
  const spikes = new Map<number, number[]>();
  await target.advance(steps, (step, ids, count) => spikes.set(step, Array.from(ids.subarray(0, count))));
  return spikes;
}

function firstSpikeDifference(
  board: ReadonlyMap<number, readonly number[]>,
  emulator: ReadonlyMap<number, readonly number[]>,
): Difference | null {
  const steps = [...new Set([...board.keys(), ...emulator.keys()])].sort((a, b) => a - b);
  for (const step of steps) {
    const [ours, theirs] = [new Set(board.get(step)), new Set(emulator.get(step))];
    const neuron = Math.min(
      smallestOf([...ours].filter((id) => !theirs.has(id))),
      smallestOf([...theirs].filter((id) => !ours.has(id))),
    );
    if (Number.isFinite(neuron))
      return { step, neuron, field: "spike", board: ours.has(neuron) ? 1 : 0, emulator: theirs.has(neuron) ? 1 : 0 };
  }
  return null;
}

async function compareStates(
  board: ExecutionTarget,
  emulator: ExecutionTarget,
): Promise<{ words: number; difference: Difference | null }> {
  const all = Uint32Array.from({ length: board.size }, (_, id) => id);
  const [ours, theirs] = await Promise.all([board.readState(all), emulator.readState(all)]);
  const fields = fieldsOf(ours, theirs);
  const words = fields.length * all.length;
  for (let id = 0; id < all.length; id++) {
    for (const field of fields) {
      const [ourWord, theirWord] = [ours[field]?.[id] ?? NaN, theirs[field]?.[id] ?? NaN];
      if (ourWord !== theirWord)
        return {
          words,
          difference: {
            step: emulator.step - 1,
            neuron: id,
            field,
            board: ourWord,
            emulator: theirWord,
          },
        };
    }
  }
  return { words, difference: null };
}
