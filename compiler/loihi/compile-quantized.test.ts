import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { programDigest } from "../../src/program/digest.js";
import { encodeProgram } from "../../src/program/encode.js";
import { utilisation } from "../../src/program/loihi/utilisation.js";
import { LOIHI1 } from "../../src/targets/loihi/loihi1.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { checkPacked } from "./checks/check-packed.js";
import { checkPartition } from "./checks/check-partition.js";
import { checkPlacement } from "./checks/check-placement.js";
import { checkRoutes } from "./checks/check-routes.js";
import { compileQuantized } from "./compile-quantized.js";
import { quantizedFromIntegers } from "./integer-network.js";
import { randomQuantized } from "./random-integer-network.fixture.js";
import { passContext } from "./pass-context.js";

/** Loihi with other limits, so that small networks meet them. */
function limited(limits: Partial<Record<keyof LoihiTarget["limits"], number>>): LoihiTarget {
  const changed = Object.entries(limits).map(([name, value]) => [name, { value, source: "test" }]);
  return {
    ...LOIHI1,
    limits: { ...LOIHI1.limits, ...(Object.fromEntries(changed) as Partial<LoihiTarget["limits"]>) },
  };
}

/** n neurons, all connected to all, 8 bits, one group. */
function allToAll(n: number) {
  const zeros = new Int32Array(n);
  return quantizedFromIntegers(
    {
      neurons: {
        du: zeros,
        dv: zeros,
        thresholdMantissa: zeros.map(() => 100),
        biasMantissa: zeros,
        biasExponent: zeros,
        refractory: zeros,
        u0: zeros,
        v0: zeros,
      },
      vmin: -8388607,
      vmax: 8388607,
      groups: [
        { name: "all", weightExponent: 0, weightBits: 8, signMode: "excitatory", graded: false, plasticity: null },
      ],
      projections: [
        {
          name: "all",
          preFirst: 0,
          preSize: n,
          preKind: "population",
          rowStart: Uint32Array.from({ length: n + 1 }, (_, i) => i * n),
          source: Uint32Array.from({ length: n * n }, (_, k) => k % n),
          mantissa: Int16Array.from({ length: n * n }, (_, k) => k % 251),
          group: 0,
          delay: 0,
        },
      ],
      sources: [],
      steps: 10,
    },
    LOIHI1,
  );
}

function thrownBy(run: () => unknown): EquipoiseError {
  try {
    run();
  } catch (error) {
    if (error instanceof EquipoiseError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("partition, place, route, pack", () => {
  it("passes every independent checker for random networks under random limits", () => {
    fc.assert(
      fc.property(
        fc.record({
          neurons: fc.integer({ min: 1, max: 60 }),
          indegree: fc.integer({ min: 0, max: 20 }),
          sources: fc.integer({ min: 0, max: 5 }),
          sourceIndegree: fc.integer({ min: 0, max: 5 }),
          maxDelay: fc.integer({ min: 0, max: 63 }),
          weightBits: fc.constantFrom(2, 3, 5, 8),
          profiles: fc.integer({ min: 1, max: 6 }),
          seed: fc.nat(1000),
        }),
        fc.record({
          compartmentsPerCore: fc.integer({ min: 1, max: 80 }),
          inputAxonsPerCore: fc.integer({ min: 26, max: 70 }),
          outputAxonsPerCore: fc.integer({ min: 61, max: 200 }),
          compartmentProfiles: fc.integer({ min: 1, max: 4 }),
          coresPerChip: fc.integer({ min: 2, max: 9 }),
          synapseMemoryBits: fc.integer({ min: 2000, max: 20000 }),
        }),
        (network, limits) => {
          // compileQuantized runs all four checkers.
          const { program } = compileQuantized(randomQuantized(network), limited(limits), { board: "pohoiki-springs" });
          expect(program.cores.reduce((sum, c) => sum + c.neurons.length, 0)).toBe(network.neurons);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("fits 341 neurons all to all on one core of Loihi, and needs two for 342 (nengo-loihi issue 152)", () => {
    const one = compileQuantized(allToAll(341), LOIHI1, {}, { check: false }).program;
    expect(one.cores.length).toBe(1);
    expect(one.cores[0].formats[0].compression).toBe("dense");
    expect(one.cores[0].synapseMemory.length * 8).toBeLessThanOrEqual(1048576);
    const two = compileQuantized(allToAll(342), LOIHI1, {}, { check: false });
    expect(two.program.cores.length).toBe(2);
    expect(two.routed.placed.partitioned.binding).toEqual({ "synapse memory bits": 1 });
  });

  it("stores identical lists once: 64 sources with the same target and weight share one word", () => {
    const n = 64;
    const zeros = new Int32Array(n);
    const quantized = quantizedFromIntegers(
      {
        neurons: {
          du: zeros,
          dv: zeros,
          thresholdMantissa: zeros,
          biasMantissa: zeros,
          biasExponent: zeros,
          refractory: zeros,
          u0: zeros,
          v0: zeros,
        },
        vmin: 0,
        vmax: 0,
        groups: [
          { name: "g", weightExponent: 0, weightBits: 8, signMode: "inhibitory", graded: false, plasticity: null },
        ],
        projections: [
          {
            name: "p",
            preFirst: 0,
            preSize: n,
            preKind: "population",
            rowStart: Uint32Array.from({ length: n + 1 }, (_, i) => (i === n ? n : 0)),
            source: Uint32Array.from({ length: n }, (_, i) => i),
            mantissa: -7,
            group: 0,
            delay: 2,
          },
        ],
        sources: [],
        steps: 1,
      },
      LOIHI1,
    );
    expect(compileQuantized(quantized, LOIHI1).program.cores[0].synapseMemory.length).toBe(8);
  });

  it("gives the same bytes twice", () => {
    const wanted = { neurons: 300, indegree: 60, sources: 10, sourceIndegree: 3, maxDelay: 10 };
    const target = limited({ inputAxonsPerCore: 200, coresPerChip: 4 });
    const bytes = () => encodeProgram(compileQuantized(randomQuantized(wanted), target).program);
    const first = bytes();
    expect(Buffer.compare(first, bytes())).toBe(0);
    expect(programDigest(first)).toMatch(/^[0-9a-f]{64}$/);
  });

  it("counts in utilisation what partition planned", () => {
    const { program, routed } = compileQuantized(
      randomQuantized({ neurons: 300, indegree: 60, maxDelay: 4 }),
      limited({ inputAxonsPerCore: 250, coresPerChip: 4 }),
    );
    const use = utilisation(program, LOIHI1);
    expect(use.cores.reduce((sum, c) => sum + c.synapses, 0)).toBe(300 * 60);
    use.cores.forEach((core, index) => {
      const planned = routed.placed.partitioned.cores[index].use;
      const counted = Object.fromEntries(core.uses.map((u) => [u.resource, u.used]));
      const { "synapse memory bits": bits, ...others } = Object.fromEntries(
        Object.entries(planned).map(([k, u]) => [k, u.used]),
      );
      expect(counted).toMatchObject(others);
      // Lists that happen to be identical are stored once.
      expect(counted["synapse memory bits"]).toBeLessThanOrEqual(bits);
      expect(counted["synapse memory bits"]).toBeGreaterThan(0.9 * bits);
    });
    expect(use.axons!.interChip).toBe(routed.placed.traffic.interChipAxons);
  });
});

describe("a network that does not fit", () => {
  const wide = randomQuantized({ neurons: 200, indegree: 150 });

  it("is refused with exit code 5, a row for each resource, and boards that would fit", () => {
    const error = thrownBy(() =>
      compileQuantized(wide, limited({ compartmentsPerCore: 10, coresPerChip: 1 }), { board: "kapoho-bay" }),
    );
    expect(error.exitCode).toBe(ExitCode.doesNotFit);
    expect(error.diagnostics[0]).toMatchObject({
      code: "network-exceeds-board",
      limit: { what: "cores", used: 20, max: 2 },
    });
    expect(error.diagnostics[0].hint).toContain("--board nahuku32 (32 chips)");
    expect(error.diagnostics.map((d) => d.limit?.what)).toContain("input axons of the fullest core");
    expect(error.diagnostics.find((d) => d.limit?.what === "compartments of the fullest core")?.message).toContain(
      "stopped 19 cores",
    );
  });

  it("names the neuron that alone exceeds a core", () => {
    const error = thrownBy(() => compileQuantized(wide, limited({ inputAxonsPerCore: 90 })));
    expect(error.exitCode).toBe(ExitCode.doesNotFit);
    expect(error.diagnostics[0].code).toBe("neuron-exceeds-core");
    expect(error.diagnostics[0].limit?.max).toBe(90);
    expect(error.diagnostics[0].limit?.used).toBeGreaterThan(90);
  });

  it("is compiled anyway with --oversize, marked, and warned about", () => {
    const { program, diagnostics } = compileQuantized(wide, limited({ inputAxonsPerCore: 90 }), { oversize: true });
    expect(program.oversize).toBe(true);
    expect(diagnostics[0]).toMatchObject({ severity: "warning", code: "neuron-exceeds-core" });
  });
});

describe("a core that a program cannot name", () => {
  /** One neuron with a synapse from each of `n` groups. */
  const manyFormats = (n: number) => {
    const one = new Int32Array(1);
    return quantizedFromIntegers(
      {
        neurons: {
          du: one,
          dv: one,
          thresholdMantissa: one.map(() => 100),
          biasMantissa: one,
          biasExponent: one,
          refractory: one,
          u0: one,
          v0: one,
        },
        vmin: -8388607,
        vmax: 8388607,
        groups: Array.from({ length: n }, (_, g) => ({
          name: `g${g}`,
          weightExponent: 0,
          weightBits: 8,
          signMode: "excitatory" as const,
          graded: false,
          plasticity: null,
        })),
        projections: Array.from({ length: n }, (_, g) => ({
          name: `p${g}`,
          preFirst: 0,
          preSize: 1,
          preKind: "population" as const,
          rowStart: Uint32Array.of(0, 1),
          source: Uint32Array.of(0),
          mantissa: 5,
          group: g,
          delay: 0,
        })),
        sources: [],
        steps: 1,
      },
      LOIHI1,
    );
  };

  it("takes 15 formats, and with 16 is refused with --oversize too: a block names its format in 4 bits", () => {
    expect(compileQuantized(manyFormats(15), LOIHI1, { oversize: true }).program.cores[0].formats.length).toBe(15);
    const error = thrownBy(() => compileQuantized(manyFormats(16), LOIHI1, { oversize: true }));
    expect(error.exitCode).toBe(ExitCode.doesNotFit);
    expect(error.diagnostics[0]).toMatchObject({
      code: "core-unwritable",
      limit: { what: "synapse formats per core", used: 16, max: 15 },
    });
  });
});

describe("the number of cores", () => {
  it("is within 15 % of what axons allow in expectation, for a random network", () => {
    const n = 1500;
    const indegree = 240;
    const limit = 1200;
    const { routed } = compileQuantized(
      randomQuantized({ neurons: n, indegree }),
      limited({ inputAxonsPerCore: limit, outputAxonsPerCore: limit }),
      { board: "pohoiki-springs" },
      { check: false },
    );
    const { cores } = routed.placed.partitioned;
    // Axons that c cores need if every neuron's targets are spread evenly, an equal share of which must fit each core: c ≥ axons(c)/limit.
    const perCore = (c: number) => (n * c * (1 - (1 - 1 / c) ** indegree)) / c;
    let bound = 1;
    while (perCore(bound) > limit) bound++;
    expect(cores.length).toBeGreaterThanOrEqual(bound);
    expect(cores.length).toBeLessThanOrEqual(1.15 * bound);
  });
});

describe("the checkers", () => {
  const target = limited({ inputAxonsPerCore: 60, coresPerChip: 4 });
  const quantized = randomQuantized({ neurons: 80, indegree: 30, sources: 4, sourceIndegree: 2 });
  const { routed, program } = compileQuantized(quantized, target);
  const { placed } = routed;
  const { partitioned } = placed;
  const context = passContext(target, {}, {}, []);
  const faults = (run: () => void) => expect(thrownBy(run).exitCode).toBe(ExitCode.internal);

  it("refuse a partition that misses a neuron or exceeds a limit", () => {
    faults(() => checkPartition(quantized, { ...partitioned, cores: partitioned.cores.slice(1) }, context));
    faults(() => checkPartition(quantized, partitioned, passContext(limited({ inputAxonsPerCore: 40 }), {}, {}, [])));
  });
  it("refuse two cores on one seat", () => {
    faults(() => checkPlacement(partitioned, { ...placed, core: placed.core.map(() => 0) }, context));
  });
  it("refuse a lost and a misdirected route", () => {
    faults(() => checkRoutes(placed, { ...routed, outAxon: routed.outAxon.map((a, k) => (k === 5 ? a + 1 : a)) }));
    faults(() =>
      checkRoutes(placed, { ...routed, inputAxons: routed.inputAxons.map((s, c) => (c === 0 ? s.slice(1) : s)) }),
    );
  });
  it("refuse a changed weight bit", () => {
    const memory = program.cores[0].synapseMemory.slice();
    memory[1] ^= 0x10; // lowest bits of the first weight
    const cores = program.cores.map((c, k) => (k === 0 ? { ...c, synapseMemory: memory } : c));
    faults(() => checkPacked(routed, { ...program, cores }, context));
  });
});
