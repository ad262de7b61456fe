/** The board with SDRAM, simulated at register-transfer level behind its serial line, against the emulator: same spikes, same state, bit for bit. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { ULX3S, ulx3sImage } from "../../firmware-bridge/boards/ulx3s-image.js";
import { rowEntry, splitWeight, writeRow } from "../../firmware-bridge/boards/ulx3s-rows.js";
import type { InjectedSpike } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";
import { everyone, gateware } from "./fpga-boards.js";
import { dialUlx3s, openUlx3s, stateSumOn } from "./ulx3s-boards.js";

interface Run {
  readonly steps: number;
  /** All state words are compared every so many steps. */
  readonly stateEvery: number;
  /** Program ids. */
  readonly injected?: readonly InjectedSpike[];
  readonly imageBits?: number;
}

/** Runs both, compares all spikes, states, the sum of states and the counters. */
async function lockstep(program: LoihiProgram, target: LoihiTarget, run: Run) {
  const { steps, stateEvery, injected = [], imageBits } = run;
  const emulator = await createEmulator(program, target);
  const { board, image, programIds } = await openUlx3s(program, target, dialUlx3s(imageBits));
  try {
    board.inject(injected.map((spike) => ({ ...spike, id: image.boardIds[spike.id] })));
    emulator.inject(injected);
    const own = Array.from(image.boardIds.subarray(0, program.size));
    const spikesOf = new Uint32Array(program.size);
    let stateSum = 0;
    for (let step = 0; step < steps; step += stateEvery) {
      const seen: [string[], string[]] = [[], []];
      await board.advance(stateEvery, (at, ids, count) => {
        const told = Array.from(ids.subarray(0, count), (id) => programIds.get(id)!);
        seen[0].push(`${at}: ${told.sort((a, b) => a - b).join(" ")}`);
      });
      for (let k = 0; k < stateEvery; k++) {
        await emulator.advance(1, (at, ids, count) => {
          seen[1].push(`${at}: ${ids.subarray(0, count).join(" ")}`);
          for (let s = 0; s < count; s++) spikesOf[ids[s]]++;
        });
        stateSum = (stateSum + stateSumOn(own, step + k, await emulator.readState(everyone(emulator)))) >>> 0;
      }
      expect(seen[0]).toEqual(seen[1]);
      const [ours, theirs] = await Promise.all([board.readState(own), emulator.readState(everyone(emulator))]);
      for (const field of ["u", "v", "refractory"] as const) {
        const at = ours[field].findIndex((value, id) => value !== theirs[field][id]);
        expect({ step, neuron: at, [field]: ours[field][at] }).toEqual({ step, neuron: -1, [field]: undefined });
      }
    }
    const audit = await board.audit();
    expect(audit.stateSum).toBe(stateSum);
    expect(audit.line).toEqual({ framingErrors: 0, overruns: 0 });
    const spikes = spikesOf.reduce((sum, count) => sum + count, 0);
    expect(audit.counters.spikes).toBe(spikes);
    return { spikes, spikesOf, image, ours: audit.counters, theirs: await emulator.counters() };
  } finally {
    await board.close();
  }
}

describe("the simulated ULX3S", () => {
  it("runs eight cores of 100 neurons like the emulator: all spikes, state words and sums", async () => {
    const { program, target } = balancedIntegerNetwork({
      seed: 21,
      neurons: 800,
      inDegree: 20,
      profile: "hw",
      steps: 60,
      neuronsPerCore: 100,
    });
    expect(program.cores.map((core) => core.neurons.length)).toEqual(Array.from({ length: 8 }, () => 100));
    const { spikes, spikesOf, image } = await lockstep(program, target, { steps: 60, stateEvery: 20 });
    expect(spikes / 60 / 800).toBeGreaterThan(0.002);
    // Every core is heard.
    for (let c = 0; c < 8; c++) expect(spikesOf.some((count, id) => count > 0 && image.boardIds[id] >> 10 === c)).toBe(true);
  }, 240_000);
});
