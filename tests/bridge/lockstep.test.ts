/** lockstep names the first wrong step, neuron and field, whatever the planted fault; here between two emulators, one of them damaged. */
import { describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { lockstep } from "../../firmware-bridge/lockstep.js";
import type { CoreImage, LoihiProgram } from "../../src/program/loihi/program.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";

const STEPS = 300;
const { program, target } = balancedIntegerNetwork({
  seed: 21,
  neurons: 120,
  inDegree: 20,
  profile: "hw",
  steps: STEPS,
});
const open = (of: LoihiProgram) => () => createEmulator(of, target);

function withCore(change: (core: CoreImage) => Partial<CoreImage>): LoihiProgram {
  return { ...program, cores: program.cores.map((core, k) => (k === 0 ? { ...core, ...change(core) } : core)) };
}

/** The first step in which spikes or state differ, by comparing everything after every step. */
async function firstDifferentStep(broken: LoihiProgram): Promise<number> {
  const [a, b] = [await createEmulator(program, target), await createEmulator(broken, target)];
  const all = Uint32Array.from({ length: program.size }, (_, id) => id);
  for (let step = 0; step < STEPS; step++) {
    await Promise.all([a.advance(1, () => {}), b.advance(1, () => {})]);
    const [x, y] = await Promise.all([a.readState(all), b.readState(all)]);
    if (JSON.stringify(Object.values(x).map((v) => [...v])) !== JSON.stringify(Object.values(y).map((v) => [...v])))
      return step;
  }
  return -1;
}

describe("lockstep", () => {
  it("compares every spike and every state word of every step of a run that agrees", async () => {
    const result = await lockstep(open(program), open(program), { steps: STEPS, block: 50 });
    expect(result).toMatchObject({
      steps: STEPS,
      difference: null,
      disturbance: null,
      words: STEPS * 3 * program.size,
    });
    expect(result.spikes).toBeGreaterThan(100);
  });

  it.each([
    [
      "one bit of a weight",
      withCore((core) => ({ synapseMemory: core.synapseMemory.map((byte, k) => (k === 8 ? byte ^ 0x10 : byte)) })),
    ],
    [
      "one bit of a voltage decay",
      withCore((core) => ({ profiles: core.profiles.map((p, k) => (k === 0 ? { ...p, dv: p.dv ^ 1 } : p)) })),
    ],
    [
      "one bit of a bias",
      withCore((core) => ({ biasMantissa: core.biasMantissa.map((b, k) => (k === 7 ? b ^ 1 : b)) })),
    ],
    ["one bit of a threshold", withCore((core) => ({ thresholds: core.thresholds.map((t) => t ^ 1) }))],
  ])(
    "finds %s and names the first wrong step, also when it compares the sum every 50 steps only",
    async (_what, broken) => {
      const { difference, steps } = await lockstep(open(broken), open(program), { steps: STEPS, block: 50 });
      const expected = await firstDifferentStep(broken);
      expect(expected).toBeGreaterThanOrEqual(0);
      expect(difference?.step).toBe(expected);
      expect(steps).toBe(50 * Math.floor(expected / 50));
      expect(difference?.board).not.toBe(difference?.emulator);
      // With a comparison after every step it says the same.
      expect((await lockstep(open(broken), open(program), { steps: STEPS, block: 1 })).difference).toEqual(difference);
    },
  );
});
