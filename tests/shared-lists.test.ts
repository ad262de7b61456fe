import { expect, it } from "vitest";
import { compileQuantized } from "../compiler/loihi/compile-quantized.js";
import { randomQuantized, withEqualSynapses } from "../compiler/loihi/random-integer-network.fixture.js";
import { planSlice } from "../emulator/loihi/slice-plan.js";
import type { LoihiProgram } from "../src/program/loihi/program.js";
import { LOIHI1 } from "../src/targets/loihi/loihi1.js";
import type { LoihiTarget } from "../src/targets/loihi/target.js";

/** Few neurons a core have few different lists. */
const SMALL_CORES: LoihiTarget = {
  ...LOIHI1,
  limits: { ...LOIHI1.limits, compartmentsPerCore: { ...LOIHI1.limits.compartmentsPerCore, value: 3 } },
};

/** The same with so much memory behind its lists that an emulator does not take them for shared. */
function withUnusedMemory(program: LoihiProgram): LoihiProgram {
  const cores = program.cores.map((core) => {
    const synapseMemory = new Uint8Array(core.synapseMemory.length + 8 * core.axonStart.length);
    synapseMemory.set(core.synapseMemory);
    return { ...core, synapseMemory };
  });
  return { ...program, cores };
}

it("loads the same rows from lists that axons share as from lists read one by one, whatever the slice", () => {
  const drawn = randomQuantized({
    neurons: 600,
    indegree: 90,
    sources: 5,
    sourceIndegree: 2,
    maxDelay: 5,
    weightBits: 8,
    seed: 3,
  });
  const { program } = compileQuantized(withEqualSynapses(drawn), SMALL_CORES);
  const axons = program.cores.reduce((sum, { axonStart }) => sum + axonStart.length, 0);
  expect(program.cores.reduce((sum, { synapseMemory }) => sum + synapseMemory.length, 0)).toBeLessThan(axons);
  for (const range of [
    { from: 0, to: 600 },
    { from: 0, to: 251 },
    { from: 251, to: 600 },
  ]) {
    const { rows } = planSlice(program, SMALL_CORES, range);
    expect(rows.synapses).toBeGreaterThan(0);
    expect(rows).toEqual(planSlice(withUnusedMemory(program), SMALL_CORES, range).rows);
  }
});
