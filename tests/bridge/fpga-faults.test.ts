/** `lockstep` on the simulated FPGA finds one planted bit, whatever it is of, and names the step, neuron, field and values that follow from it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { lockstep, type Difference } from "../../firmware-bridge/lockstep.js";
import { buildFpgaSimulator, dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import type { CoreImage, LoihiProgram } from "../../src/program/loihi/program.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";
import { dialFpga, openFpga } from "./fpga-boards.js";
import { gateware } from "./gateware-verilog.js";

const STEPS = 120;
const BLOCK = 40;
const { program, target } = balancedIntegerNetwork({
  seed: 21,
  neurons: 100,
  inDegree: 20,
  profile: "hw",
  steps: STEPS,
});
const scratch = mkdtempSync(join(tmpdir(), "equipoise-fault-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function withCore(change: (core: CoreImage) => Partial<CoreImage>): LoihiProgram {
  return { ...program, cores: program.cores.map((core) => ({ ...core, ...change(core) })) };
}

/** What an emulator that has the fault does first, compared after every step. */
async function predicted(broken: LoihiProgram): Promise<Difference> {
  const { difference } = await lockstep(
    () => createEmulator(broken, target),
    () => createEmulator(program, target),
    { steps: STEPS, block: 1 },
  );
  expect(difference).not.toBeNull();
  return difference!;
}

async function found(
  loaded: LoihiProgram,
  line = dialFpga(),
): Promise<{ difference: Difference | null; steps: number }> {
  return lockstep(
    () => openFpga(loaded, target, line),
    () => createEmulator(program, target),
    { steps: STEPS, block: BLOCK },
  );
}

const weightBit = withCore((core) => ({
  synapseMemory: core.synapseMemory.map((byte, k) => (k === 8 ? byte ^ 0x10 : byte)),
}));
const decayBit = (register: "du" | "dv") =>
  withCore((core) => ({
    profiles: core.profiles.map((p, k) => (k === 0 ? { ...p, [register]: p[register] ^ 1 } : p)),
  }));

describe("one wrong bit on the simulated FPGA", () => {
  it.each([
    ["a weight", weightBit],
    ["the decay of u", decayBit("du")],
    ["the decay of v", decayBit("dv")],
    ["a threshold", withCore((core) => ({ thresholds: core.thresholds.map((t) => t ^ 64) }))],
  ])(
    "of %s is named as the emulator predicts it, though states are compared every 40 steps only",
    async (_what, broken) => {
      const expected = await predicted(broken);
      const { difference, steps } = await found(broken);
      expect(difference).toEqual(expected);
      expect(steps).toBe(BLOCK * Math.floor(expected.step / BLOCK));
    },
  );

  it("of the RTL is named likewise: without a carry, v decays as with a register one higher", async () => {
    cpSync(gateware, join(scratch, "gateware"), { recursive: true });
    const path = join(scratch, "gateware/rtl/neuron_pipeline.v");
    const text = readFileSync(path, "utf8");
    const faulty = text.replace("~(second ? dv : du)} + {12'd0, second};", "~(second ? dv : du)} + 13'd0;");
    expect(faulty).not.toBe(text);
    writeFileSync(path, faulty);
    const expected = await predicted(
      withCore((core) => ({ profiles: core.profiles.map((p) => ({ ...p, dv: p.dv + 1 })) })),
    );
    const { difference } = await found(
      program,
      dialFpgaSimulator(buildFpgaSimulator(join(scratch, "gateware"), join(scratch, "cache"))),
    );
    expect(difference).toEqual(expected);
    expect(difference!.field).toBe("v");
  });
});
