/**
 * lockstep: runs a board and the emulator side by side and stops at the first difference. Every step is proved: spikes are compared one by one,
 * and after every block of steps the counters and the sum of states (docs/wire-protocol.md), which has every state word of every step in it. The
 * state itself is read before the first step, after the last one, and where something differs. Then both are started once more, brought to the
 * beginning of the block and stepped one by one, so that the first wrong step, neuron and field are named.
 */
import type { ProgressSink } from "../src/diagnostics/diagnostic.js";
import { smallestOf } from "../src/numerics/extrema.js";
import type { ExecutionTarget, NeuronState } from "../src/program/execution-target.js";
import { summed, type Audit, type SummedTarget } from "./boards/audit.js";

export type Opener = () => Promise<ExecutionTarget>;

export interface Difference {
  /** -1: before the first step. */
  readonly step: number;
  /** null: of the whole run, not of a neuron: a counter, or the sum of states. */
  readonly neuron: number | null;
  /**
   * `spike` is 0 or 1; `u`, `v` and so on are state words after the step; `counter NAME` where a counter alone is wrong; `state sum` where the sum
   * differs and no word does that can still be read.
   */
  readonly field: string;
  readonly board: number;
  readonly emulator: number;
}

export interface LockstepResult {
  /** Steps that were compared, as far as they agree: a whole number of blocks. */
  readonly steps: number;
  readonly spikes: number;
  /** State words that were compared, by the sum over them: those of every neuron after every step. */
  readonly words: number;
  readonly difference: Difference | null;
  /**
   * null: the difference, if any, came again when both were started once more. Otherwise it was there once and not again, hence a disturbance,
   * within these steps; `difference` is what was seen of it.
   */
  readonly disturbance: { readonly from: number; readonly to: number } | null;
  /** Of the board, at the end. */
  readonly counters: Readonly<Record<string, number>>;
}

export interface LockstepOptions {
  readonly steps: number;
  /** Steps between two comparisons of counters and the sum of states. */
  readonly block: number;
  readonly progress?: ProgressSink;
}

/** Every state word that both sides can show: u, v, refractory, and what their family has besides. */
function fieldsOf(...states: readonly NeuronState[]): (keyof NeuronState)[] {
  return (Object.keys(states[0]) as (keyof NeuronState)[]).filter((field) => states.every((state) => field in state));
}

/** A board and the emulator, started together. */
class Pair {
  private constructor(
    readonly board: SummedTarget,
    readonly emulator: SummedTarget,
  ) {}

  static async open(openBoard: Opener, openEmulator: Opener): Promise<Pair> {
    const board = await openBoard();
    try {
      return new Pair(summed(board), summed(await openEmulator()));
    } catch (error) {
      await board.close();
      throw error;
    }
  }

  get step(): number {
    return this.emulator.target.step;
  }

  get size(): number {
    return this.emulator.target.size;
  }

  async close(): Promise<void> {
    await Promise.all([this.board.target.close(), this.emulator.target.close()]);
  }

  /** Both by so many steps. @returns spikes of the emulator, and what differs that is seen without reading states */
  async advance(steps: number): Promise<{ spikes: number; difference: Difference | null }> {
    const [ours, theirs] = await Promise.all([spikesOf(this.board, steps), spikesOf(this.emulator, steps)]);
    const difference = firstSpikeDifference(ours, theirs) ?? (await this.auditDifference());
    return { spikes: [...theirs.values()].reduce((sum, ids) => sum + ids.length, 0), difference };
  }

  async auditDifference(): Promise<Difference | null> {
    const [ours, theirs] = await Promise.all([this.board.audit(), this.emulator.audit()]);
    const at = { step: this.step - 1, neuron: null };
    if (ours.stateSum !== theirs.stateSum)
      return { ...at, field: STATE_SUM, board: ours.stateSum, emulator: theirs.stateSum };
    const name = differentCounter(ours, theirs, { ...this.emulator.limits, ...this.board.limits });
    return name === null
      ? null
      : { ...at, field: COUNTER + name, board: ours.counters[name], emulator: theirs.counters[name] };
  }

  /** The first state word that differs now, by neuron. */
  async stateDifference(): Promise<Difference | null> {
    const all = Uint32Array.from({ length: this.size }, (_, id) => id);
    const [ours, theirs] = await Promise.all([this.board.target.readState(all), this.emulator.target.readState(all)]);
    const fields = fieldsOf(ours, theirs);
    for (let id = 0; id < all.length; id++) {
      for (const field of fields) {
        const [ourWord, theirWord] = [ours[field]?.[id] ?? NaN, theirs[field]?.[id] ?? NaN];
        if (ourWord !== theirWord)
          return { step: this.step - 1, neuron: id, field, board: ourWord, emulator: theirWord };
      }
    }
    return null;
  }

  /** Words that the sum has of every step. */
  async stateWords(): Promise<number> {
    const state = await this.emulator.target.readState([]);
    return this.size * ("excitatory" in state ? SPINNAKER_WORDS : LOIHI_WORDS);
  }

  /** The same, named as exactly as it can be now: where the sum differs, a state word may still. */
  async named(difference: Difference): Promise<Difference> {
    return difference.field === STATE_SUM ? ((await this.stateDifference()) ?? difference) : difference;
  }
}

const STATE_SUM = "state sum";
const COUNTER = "counter ";
const LOIHI_WORDS = 3;
const SPINNAKER_WORDS = 4;
/** A wrong synapse may show in a counter when its spike is sent, and in a state after the longest delay: so long is the state waited for. */
const STEPS_AFTER_COUNTER = 64;
const isCounter = ({ field }: Difference): boolean => field.startsWith(COUNTER);
/** Counters of boards are words of 32 bits. */
const WRAP = 2 ** 32;

/** @throws EquipoiseError what the board or the emulator throws */
export async function lockstep(
  openBoard: Opener,
  openEmulator: Opener,
  { steps, block, progress = () => {} }: LockstepOptions,
): Promise<LockstepResult> {
  const pair = await Pair.open(openBoard, openEmulator);
  let [spikes, words, at] = [0, 0, 0];
  const ended = async (
    difference: Difference | null,
    disturbance: LockstepResult["disturbance"] = null,
  ): Promise<LockstepResult> => {
    const { counters } = await pair.board.audit();
    return { steps: at, spikes, words, difference, disturbance, counters };
  };
  try {
    const atStart = await pair.stateDifference();
    if (atStart !== null) return await ended(atStart);
    const wordsAStep = await pair.stateWords();
    while (at < steps) {
      progress("lockstep", at, steps);
      const length = Math.min(block, steps - at);
      const advanced = await pair.advance(length);
      const last = at + length === steps;
      const seen = advanced.difference ?? (last ? await pair.stateDifference() : null);
      if (seen !== null) {
        const first = await pair.named(seen);
        if (length === 1 && !isCounter(first)) return await ended(first);
        const ahead = isCounter(first) ? Math.min(STEPS_AFTER_COUNTER, steps - at - length) : 0;
        const again = await firstDifference(openBoard, openEmulator, at, length + ahead);
        return again === null ? await ended(first, { from: at, to: at + length }) : await ended(again);
      }
      spikes += advanced.spikes;
      words += length * wordsAStep;
      at += length;
    }
    progress("lockstep", steps, steps);
    return await ended(null);
  } finally {
    await pair.close();
  }
}

/** Both again from the start, step by step from the beginning of the block; null where they agree this time. */
async function firstDifference(
  openBoard: Opener,
  openEmulator: Opener,
  from: number,
  steps: number,
): Promise<Difference | null> {
  const pair = await Pair.open(openBoard, openEmulator);
  try {
    const before = (await pair.stateDifference()) ?? (from > 0 ? (await pair.advance(from)).difference : null);
    // What agreed before does not now: that is nothing that came again.
    if (before !== null) return null;
    let counter: Difference | null = null;
    for (let k = 0; k < steps; k++) {
      const { difference } = await pair.advance(1);
      if (difference === null) continue;
      if (!isCounter(difference)) return await pair.named(difference);
      // Once wrong, it stays so; a state or a spike that is wrong, too, says more.
      counter ??= difference;
    }
    return (await pair.stateDifference()) ?? counter;
  } finally {
    await pair.close();
  }
}

async function spikesOf(side: SummedTarget, steps: number): Promise<Map<number, number[]>> {
  const spikes = new Map<number, number[]>();
  await side.advance(steps, (step, ids, count) => spikes.set(step, Array.from(ids.subarray(0, count))));
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

/** The first counter that both have and that differs; one that stopped says how much it was at least. */
function differentCounter(
  { counters: ours }: Audit,
  { counters: theirs }: Audit,
  limits: Readonly<Record<string, number>>,
): string | null {
  for (const name of Object.keys(ours).sort()) {
    if (!(name in theirs)) continue;
    const seen = (count: number) => (name in limits ? Math.min(count, limits[name]) : count % WRAP);
    if (seen(ours[name]) !== seen(theirs[name])) return name;
  }
  return null;
}
