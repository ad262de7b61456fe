/**
 * The emulator against the readable step (emulator/loihi/step.ts), itself in other blocks and workers, and its own checkpoints: with every
 * kernel, and with the plain one in memory that is not its own.
 */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createEmulator } from "../emulator/loihi/emulator.js";
import type { KernelFactory } from "../emulator/loihi/kernel/kernel.js";
import { KERNELS } from "../emulator/loihi/kernel/kernels.js";
import { PLAIN_KERNEL } from "../emulator/loihi/kernel/plain-kernel.js";
import { WASM_KERNEL } from "../emulator/loihi/kernel/wasm-kernel.js";
import { StepMachine } from "../emulator/loihi/step.js";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { randomProgram, type RandomProgram, type Wanted } from "./random-program.js";

const wanted: fc.Arbitrary<Wanted> = fc
  .record({
    seed: fc.nat(1_000_000),
    profile: fc.constantFrom("lava" as const, "hw" as const),
    neurons: fc.integer({ min: 2, max: 24 }),
    minDelay: fc.constantFrom(0, 0, 1, 5, 20),
    spread: fc.constantFrom(0, 3, 63),
    violent: fc.boolean(),
  })
  .map(({ spread, ...rest }) => ({ ...rest, maxDelay: Math.min(63, rest.minDelay + spread) }));

async function rasterOf(target: ExecutionTarget, steps: number): Promise<string[]> {
  const raster: string[] = [];
  await target.advance(steps, (step, ids, count) => void raster.push(`${step}:${ids.subarray(0, count).join()}`));
  return raster;
}

async function runWhole(
  { program, target, injected, steps }: RandomProgram,
  workers: number,
  kernel: KernelFactory = PLAIN_KERNEL,
): Promise<{ raster: string[]; state: unknown; counters: unknown; losses: unknown }> {
  const emulator = await createEmulator(program, target, { workers, kernel });
  try {
    emulator.inject(injected);
    const raster = await rasterOf(emulator, steps);
    return {
      raster,
      state: await emulator.readState([...Array(program.size).keys()]),
      counters: await emulator.counters(),
      losses: await emulator.losses!(),
    };
  } finally {
    await emulator.close();
  }
}

function machineRaster({ program, target, injected, steps }: RandomProgram): {
  raster: string[];
  machine: StepMachine;
} {
  const machine = new StepMachine(program, target, injected);
  const raster: string[] = [];
  for (let step = 0; step < steps; step++) {
    const fired = machine.advance();
    if (fired.length > 0) raster.push(`${step}:${fired.join()}`);
  }
  return { raster, machine };
}

/** As the memory of a WebAssembly module is: shared, larger than needed, with other data in front. */
const PLAIN_ELSEWHERE: KernelFactory = {
  ...PLAIN_KERNEL,
  name: "plain, in shared memory",
  allocate: (bytes) => ({ buffer: new SharedArrayBuffer(bytes + 4096), base: 1024 }),
};

const kernels: readonly [string, KernelFactory][] = [...KERNELS, PLAIN_ELSEWHERE].map((kernel) => [
  kernel.name,
  kernel,
]);

describe.each(kernels)("the kernel %s", (_name, kernel) => {
  it("gives every u and v of the readable step after every step of a random program", async () => {
    await fc.assert(
      fc.asyncProperty(wanted, async (what) => {
        const random = randomProgram(what);
        const machine = new StepMachine(random.program, random.target, random.injected);
        const emulator = await createEmulator(random.program, random.target, { kernel });
        emulator.inject(random.injected);
        const everyone = [...Array(random.program.size).keys()];
        for (let step = 0; step < random.steps; step++) {
          const fired = machine.advance();
          const raster = await rasterOf(emulator, 1);
          expect(raster).toEqual(fired.length > 0 ? [`${step}:${fired.join()}`] : []);
          const state = await emulator.readState(everyone);
          expect([...state.u]).toEqual(machine.u);
          expect([...state.v]).toEqual(machine.v);
          expect([...state.refractory]).toEqual(machine.refractory);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("gives the same raster, state, counters and losses by neuron in blocks of 1 + smallest delay steps", async () => {
    await fc.assert(
      fc.asyncProperty(wanted, async (what) => {
        const random = randomProgram(what);
        const { raster, machine } = machineRaster(random);
        const whole = await runWhole(random, 1, kernel);
        expect(whole.raster).toEqual(raster);
        if (kernel !== PLAIN_KERNEL) expect(whole).toEqual(await runWhole(random, 1));
        expect([...(whole.state as { v: Float64Array }).v]).toEqual(machine.v);
      }),
      { numRuns: 120 },
    );
  });

  it("follows every field of a profile by itself, whatever the others are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1_000_000),
        fc.record({
          uOverflow: fc.constantFrom("lava-single-wrap" as const, "twos-complement" as const),
          negativeExponent: fc.constantFrom("shift-sum" as const, "shift-weight" as const),
          accumulatorBits: fc.constantFrom(null, 16, 22),
          refractory: fc.boolean(),
          voltageLimits: fc.boolean(),
        }),
        async (seed, fields) => {
          const shape = { profile: "hw", neurons: 12, minDelay: 0, maxDelay: 4, violent: false } as const;
          const random = randomProgram({ ...shape, seed });
          const { hw } = random.target.profiles;
          const target = { ...random.target, profiles: { hw: { ...hw!, ...fields } } };
          const mixed = { ...random, target };
          const { raster, machine } = machineRaster(mixed);
          const whole = await runWhole(mixed, 1, kernel);
          expect(whole.raster).toEqual(raster);
          const { u, v, refractory } = whole.state as Record<"u" | "v" | "refractory", Float64Array>;
          expect([[...u], [...v], [...refractory]]).toEqual([machine.u, machine.v, machine.refractory]);
        },
      ),
      { numRuns: 80 },
    );
  });

  it("has nothing to note", async () => {
    const random = randomProgram({ seed: 3, profile: "hw", neurons: 8, minDelay: 0, maxDelay: 5, violent: false });
    expect(await (await createEmulator(random.program, random.target, { kernel })).notes!()).toEqual([]);
  });

  it("refuses noise that the profile does not have", async () => {
    const { program, target } = randomProgram({
      seed: 3,
      profile: "hw",
      neurons: 24,
      minDelay: 0,
      maxDelay: 5,
      violent: false,
    });
    const silent = { ...target, profiles: { hw: { ...target.profiles.hw!, noise: false } } };
    await expect(createEmulator(program, silent, { kernel })).rejects.toThrow(/noise, which the hw profile does not/);
  });

  it("fires in the random programs, and overflows where weights are violent", async () => {
    const random = randomProgram({ seed: 3, profile: "hw", neurons: 24, minDelay: 0, maxDelay: 5, violent: true });
    const { counters } = (await runWhole(random, 1, kernel)) as { counters: Record<string, number> };
    expect(counters["spikes"]).toBeGreaterThan(100);
    expect(counters["accumulator-wrapped"]).toBeGreaterThan(0);
    expect(counters["v-clipped-low"]).toBe(counters["v-clipped-low:neurons"]);
    expect(counters["neuron-updates"]).toBe(24 * random.steps);
  });
});

describe("workers", () => {
  it.each(
    KERNELS.flatMap((kernel) => (["lava", "hw"] as const).map((profile) => [kernel.name, profile, kernel] as const)),
  )(
    "1, 2, 3 and 8 of them give the same raster, state, counters and losses by neuron (%s, %s)",
    async (_name, profile, kernel) => {
      for (const seed of [1, 2]) {
        for (const [minDelay, maxDelay] of [
          [0, 4],
          [6, 63],
        ]) {
          const random = randomProgram({ seed, profile, neurons: 43, minDelay, maxDelay, violent: seed === 2 });
          expect(random.program.cores.length).toBeGreaterThanOrEqual(8);
          const one = await runWhole(random, 1);
          expect(one.raster.length).toBeGreaterThan(10);
          for (const workers of [2, 3, 8]) expect(await runWhole(random, workers, kernel)).toEqual(one);
        }
      }
    },
  );

  it("are refused for a kernel that they could not find", async () => {
    const { program, target } = randomProgram({
      seed: 4,
      profile: "hw",
      neurons: 20,
      minDelay: 0,
      maxDelay: 3,
      violent: false,
    });
    await expect(createEmulator(program, target, { workers: 2, kernel: PLAIN_ELSEWHERE })).rejects.toThrow(
      /plain, in shared memory is not known to worker threads/,
    );
  });

  it("fail with an error, not a hang, where a program is damaged", async () => {
    const { program, target } = randomProgram({
      seed: 4,
      profile: "hw",
      neurons: 20,
      minDelay: 0,
      maxDelay: 3,
      violent: false,
    });
    const broken = {
      ...program,
      cores: program.cores.map((core, c) =>
        c === program.cores.length - 1 ? { ...core, synapseMemory: new Uint8Array(0) } : core,
      ),
    };
    for (const workers of [1, 3]) {
      const error: unknown = await createEmulator(broken, target, { workers }).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(EquipoiseError);
      expect((error as EquipoiseError).message).toMatch(/synapse memory/);
    }
  });
});

describe("checkpoint and restore", () => {
  it("continue with the bits of an uninterrupted run, whatever the step", async () => {
    await fc.assert(
      fc.asyncProperty(wanted, fc.integer({ min: 0, max: 90 }), async (what, at) => {
        const random = randomProgram(what);
        const whole = await runWhole(random, 1);
        const first = await createEmulator(random.program, random.target);
        first.inject(random.injected);
        const before = await rasterOf(first, at);
        const second = await createEmulator(random.program, random.target);
        await second.restore(await first.checkpoint());
        expect(second.step).toBe(at);
        const after = await rasterOf(second, random.steps - at);
        expect([...before, ...after]).toEqual(whole.raster);
        expect(await second.readState([...Array(random.program.size).keys()])).toEqual(whole.state);
        expect(await second.counters()).toEqual(whole.counters);
        expect(await second.losses!()).toEqual(whole.losses);
      }),
      { numRuns: 60 },
    );
  });

  it("resume on another kernel", async () => {
    await fc.assert(
      fc.asyncProperty(wanted, fc.integer({ min: 0, max: 90 }), async (what, at) => {
        const random = randomProgram(what);
        const whole = await runWhole(random, 1);
        for (const [from, to] of [KERNELS, [...KERNELS].reverse()]) {
          const first = await createEmulator(random.program, random.target, { kernel: from });
          first.inject(random.injected);
          await rasterOf(first, at);
          const second = await createEmulator(random.program, random.target, { kernel: to });
          await rasterOf(second, 5);
          const bytes = await first.checkpoint();
          await second.restore(bytes);
          expect(await second.checkpoint()).toEqual(bytes);
          await rasterOf(second, random.steps - at);
          expect(await second.readState([...Array(random.program.size).keys()])).toEqual(whole.state);
          expect(await second.losses!()).toEqual(whole.losses);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("resume on another number of workers", async () => {
    const random = randomProgram({ seed: 9, profile: "hw", neurons: 30, minDelay: 2, maxDelay: 40, violent: false });
    const whole = await runWhole(random, 1);
    const first = await createEmulator(random.program, random.target, { workers: 2 });
    first.inject(random.injected);
    const before = await rasterOf(first, 37);
    const bytes = await first.checkpoint();
    await first.close();
    const second = await createEmulator(random.program, random.target, { workers: 3 });
    await second.restore(bytes);
    expect([...before, ...(await rasterOf(second, random.steps - 37))]).toEqual(whole.raster);
    expect(await second.counters()).toEqual(whole.counters);
    expect(await second.losses!()).toEqual(whole.losses);
    await second.close();
  });

  it("refuse bytes that are damaged, truncated, foreign or no checkpoint at all", async () => {
    const shape = { profile: "lava", neurons: 8, minDelay: 0, maxDelay: 3, violent: false } as const;
    const mine = randomProgram({ ...shape, seed: 1 });
    const other = randomProgram({ ...shape, seed: 2 });
    const emulator = await createEmulator(mine.program, mine.target);
    const bytes = await emulator.checkpoint();
    for (const at of [60, 80, bytes.length - 1]) {
      const damaged = bytes.slice();
      damaged[at] ^= 4;
      await expect(emulator.restore(damaged)).rejects.toThrow(/damaged/);
    }
    await expect(emulator.restore(bytes.subarray(0, bytes.length - 5))).rejects.toThrow(/damaged/);
    await expect(emulator.restore(bytes.subarray(0, 30))).rejects.toThrow(/damaged/);
    await expect(emulator.restore(new TextEncoder().encode("hello"))).rejects.toThrow(/not a checkpoint/);
    await expect((await createEmulator(other.program, other.target)).restore(bytes)).rejects.toThrow(/another program/);
  });
});

describe("inject", () => {
  it("refuses the past, unknown ids and fractions", async () => {
    const { program, target } = randomProgram({
      seed: 1,
      profile: "lava",
      neurons: 4,
      minDelay: 0,
      maxDelay: 1,
      violent: false,
    });
    const emulator = await createEmulator(program, target);
    await emulator.advance(3, () => {});
    expect(() => emulator.inject([{ step: 2, id: 0, count: 1 }])).toThrow(/step 3 is the next/);
    expect(() => emulator.inject([{ step: 3, id: 13, count: 1 }])).toThrow(/ids go from 0 to 12/);
    expect(() => emulator.inject([{ step: 3, id: 0, count: 0.5 }])).toThrow(/not an integer/);
  });
});

describe("spikes injected for a neuron", () => {
  it("reach its targets through its synapses, but are neither recorded nor counted as its own", async () => {
    const { program, target } = randomProgram({
      seed: 3,
      profile: "hw",
      neurons: 24,
      minDelay: 0,
      maxDelay: 5,
      violent: false,
    });
    const quiet = await createEmulator(program, target);
    const driven = await createEmulator(program, target);
    const everyone = [...Array(program.size).keys()];
    driven.inject(everyone.map((id) => ({ step: 0, id, count: 3 })));
    expect(await rasterOf(driven, 1)).toEqual(await rasterOf(quiet, 1));
    expect((await driven.counters())["spikes"]).toBe((await quiet.counters())["spikes"]);
    expect((await driven.counters())["synaptic-events"]).toBeGreaterThan((await quiet.counters())["synaptic-events"]);
    await driven.advance(6, () => undefined);
    await quiet.advance(6, () => undefined);
    expect((await driven.readState(everyone)).u).not.toEqual((await quiet.readState(everyone)).u);
  });
});

describe("where the fast kernel cannot be had", () => {
  const random = randomProgram({ seed: 4, profile: "lava", neurons: 20, minDelay: 1, maxDelay: 9, violent: false });
  const note = (because: string) => [
    expect.objectContaining({
      code: "plain-kernel",
      severity: "note",
      message: expect.stringContaining(because) as string,
    }),
  ];

  it("the plain one runs, and says why", async () => {
    const kernel: KernelFactory = {
      ...WASM_KERNEL,
      cannot: () => "the test says so",
      create: () => {
        throw new Error("it was made nevertheless");
      },
    };
    const emulator = await createEmulator(random.program, random.target, { kernel });
    expect(await emulator.notes!()).toEqual(note("the test says so"));
    expect(await runWhole(random, 1, kernel)).toEqual(await runWhole(random, 1, WASM_KERNEL));
  });

  it("is an engine without vectors", async () => {
    const expected = await rasterOf(await createEmulator(random.program, random.target), 20);
    vi.stubGlobal("WebAssembly", undefined);
    vi.resetModules();
    try {
      const fresh = await import("../emulator/loihi/emulator.js");
      const emulator = await fresh.createEmulator(random.program, random.target);
      expect(await emulator.notes!()).toEqual(note("no WebAssembly with vectors"));
      expect(await rasterOf(emulator, 20)).toEqual(expected);
    } finally {
      vi.unstubAllGlobals();
      vi.resetModules();
    }
  });

  it("is a thread that needs more memory than WebAssembly has", () => {
    expect(WASM_KERNEL.cannot!(2 ** 32 - 65_536)).toBeNull();
    expect(WASM_KERNEL.cannot!(2 ** 32)).toMatch(/4\.0 GiB/);
  });
});
