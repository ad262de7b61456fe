/** The simulated FPGA, for tests. */
import { join } from "node:path";
import { expect } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { openLoihiBoard } from "../../firmware-bridge/boards/loihi-board.js";
import { DEFAULT_LINK } from "../../firmware-bridge/protocol/link-options.js";
import type { UploadOptions } from "../../firmware-bridge/protocol/upload.js";
import { buildFpgaSimulator, dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";

export const gateware = join(import.meta.dirname, "../../firmware-bridge/gateware");

/** A busy machine simulates some hundred thousand clocks a second: silence means little. */
export const LINK = { ...DEFAULT_LINK, answerMs: 5000, redialMs: 20 };

export const dialFpga = (): Dialer => dialFpgaSimulator(buildFpgaSimulator(gateware));

let sessions = 100;
export const nextSession = (): number => sessions++;

export function openFpga(
  program: LoihiProgram,
  target: LoihiTarget,
  line = dialFpga(),
  options: UploadOptions = {},
): Promise<ExecutionTarget> {
  return openLoihiBoard(
    program,
    target,
    line,
    systemClock,
    { ...LINK, session: nextSession() },
    { name: "simulated:fpga", ...options },
  );
}

export const everyone = (target: ExecutionTarget): number[] => Array.from({ length: target.size }, (_, id) => id);

export async function onBoard<T>(
  program: LoihiProgram,
  target: LoihiTarget,
  use: (board: ExecutionTarget) => Promise<T>,
): Promise<T> {
  const board = await openFpga(program, target);
  try {
    return await use(board);
  } finally {
    await board.close();
  }
}

/** Runs both, compares every spike, and the whole state every `stateEvery` steps; returns the number of spikes and the board's counters. */
export async function lockstep(program: LoihiProgram, target: LoihiTarget, steps: number, stateEvery: number) {
  const emulator = await createEmulator(program, target);
  return onBoard(program, target, async (board) => {
    let spikes = 0;
    for (let step = 0; step < steps; step += stateEvery) {
      const seen: [string[], string[]] = [[], []];
      for (const [k, runner] of [board, emulator].entries()) {
        await runner.advance(stateEvery, (at, ids, count) => {
          seen[k].push(`${at}: ${ids.subarray(0, count).join(" ")}`);
          spikes += k * count;
        });
      }
      expect(seen[0]).toEqual(seen[1]);
      const [ours, theirs] = await Promise.all([board, emulator].map((runner) => runner.readState(everyone(runner))));
      for (const field of ["u", "v", "refractory"] as const) {
        const at = ours[field].findIndex((value, id) => value !== theirs[field][id]);
        expect({ step, neuron: at, [field]: ours[field][at] }).toEqual({ step, neuron: -1, [field]: undefined });
      }
    }
    return { spikes, ours: await board.counters(), theirs: await emulator.counters() };
  });
}
