/** A simulated board of gateware against the emulator, and the runs that every such board has to pass. */
import { expect } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { isAudited, summed } from "../../firmware-bridge/boards/audit.js";
import type { ExecutionTarget, InjectedSpike } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";

export interface Run {
  readonly steps: number;
  /** All state words are compared every so many steps. */
  readonly stateEvery: number;
  /** Program ids. */
  readonly injected?: readonly InjectedSpike[];
}

export interface Seen {
  readonly spikes: number;
  readonly spikesOf: Uint32Array;
  /** Program id → id on the board; undefined where they are the same. */
  readonly places?: ArrayLike<number>;
  /** Counters of the board, and of the emulator. */
  readonly ours: Readonly<Record<string, number>>;
  readonly theirs: Readonly<Record<string, number>>;
}

/** As `lockstep`, with a board of its own. */
export type Lockstep = (program: LoihiProgram, target: LoihiTarget, run: Run) => Promise<Seen>;

export const everyone = (target: ExecutionTarget): number[] => Array.from({ length: target.size }, (_, id) => id);

/**
 * Runs both, compares all spikes, states, the sum of states, and the counters of spikes and synaptic events; the line must lose nothing.
 * @param board runs `program`; it is closed
 */
export async function lockstep(
  board: ExecutionTarget,
  program: LoihiProgram,
  target: LoihiTarget,
  run: Run,
): Promise<Seen> {
  const { steps, stateEvery, injected = [] } = run;
  try {
    if (!isAudited(board)) throw new Error(`${board.name} keeps no sum of states.`);
    const emulator = await createEmulator(program, target);
    const expected = summed(emulator, board.places);
    board.inject(injected);
    emulator.inject(injected);
    const all = everyone(emulator);
    const spikesOf = new Uint32Array(program.size);
    for (let step = 0; step < steps; step += stateEvery) {
      const seen: [string[], string[]] = [[], []];
      await board.advance(stateEvery, (at, ids, count) => seen[0].push(`${at}: ${ids.subarray(0, count).join(" ")}`));
      await expected.advance(stateEvery, (at, ids, count) => {
        seen[1].push(`${at}: ${ids.subarray(0, count).join(" ")}`);
        for (let s = 0; s < count; s++) spikesOf[ids[s]]++;
      });
      expect(seen[0]).toEqual(seen[1]);
      const [ours, theirs] = await Promise.all([board.readState(all), emulator.readState(all)]);
      for (const field of ["u", "v", "refractory"] as const) {
        const at = ours[field].findIndex((value, id) => value !== theirs[field][id]);
        expect({ step, neuron: at, [field]: ours[field][at] }).toEqual({ step, neuron: -1, [field]: undefined });
      }
    }
    const audit = await board.audit();
    const { counters: theirs, stateSum } = await expected.audit();
    const spikes = spikesOf.reduce((sum, count) => sum + count, 0);
    expect(audit.stateSum).toBe(stateSum);
    expect(audit.line).toEqual({ framingErrors: 0, overruns: 0 });
    expect(audit.counters.spikes).toBe(spikes);
    expect(audit.counters["synaptic-events"]).toBe(theirs["synaptic-events"]);
    return { spikes, spikesOf, places: board.places, ours: audit.counters, theirs };
  } finally {
    await board.close();
  }
}

/** A network whose u wraps and whose v clips at both ends: both are counted as the emulator counts them. */
export async function expectSameWrapsAndClips(
  run: Lockstep,
  profile: "hw" | "lava",
  stateEvery: number,
): Promise<void> {
  const steps = 40;
  const { program, target } = balancedIntegerNetwork({
    seed: 11,
    neurons: 90,
    inDegree: 6,
    profile,
    steps,
    violent: true,
  });
  const { ours, theirs } = await run(program, target, { steps, stateEvery });
  for (const counter of ["u-wrapped", "v-clipped-high", "v-clipped-low"]) {
    expect([counter, ours[counter]]).toEqual([counter, theirs[counter]]);
    expect(ours[counter]).toBeGreaterThan(0);
  }
  // Lava's accumulator is wider than the board's: the comparison means something only where no addition left 16 bits.
  if (profile === "lava") expect(ours["accumulator-overflows"]).toBe(0);
}

/** Spikes of neurons and sources that the host injects, several of one id and several in a step among them. */
export async function expectInjectedAlike(run: Lockstep, neurons: number, steps: number): Promise<void> {
  const { program, target } = balancedIntegerNetwork({ seed: 3, neurons, inDegree: 10, profile: "hw", steps });
  const ids = neurons + program.inputs.reduce((sum, { size }) => sum + size, 0);
  const injected = Array.from({ length: steps + 20 }, (_, k) => ({
    step: (7 * k) % (steps - 10),
    id: (13 * k) % ids,
    count: 1 + (k % 3),
  }));
  const { spikes } = await run(program, target, { steps, stateEvery: 10, injected });
  expect(spikes).toBeGreaterThan(3);
}
