/** The kernels of the SpiNNaker emulator against the plain one on machines as compilers make them: long rows, few weights, private input. */
import { describe, expect, it, onTestFinished } from "vitest";
import { SpinnakerEmulator, type SpinnakerState } from "../emulator/spinnaker/emulator.js";
import { createMachineEmulator, type MachineThreads } from "../emulator/spinnaker/emulator-in-workers.js";
import { chooseKernel } from "../emulator/spinnaker/kernel/choose-kernel.js";
import type { KernelPlan } from "../emulator/spinnaker/kernel/kernel.js";
import { KERNELS } from "../emulator/spinnaker/kernel/kernels.js";
import { PLAIN_KERNEL } from "../emulator/spinnaker/kernel/plain-kernel.js";
import { WASM_KERNEL } from "../emulator/spinnaker/kernel/wasm-kernel.js";
import type { MachineSpike } from "../emulator/spinnaker/machine.js";
import { contentHash } from "../src/numerics/content-hash.js";
import { validKiss64Seed } from "../src/numerics/mars-kiss.js";
import { CounterStream } from "../src/numerics/philox.js";
import { hex } from "../src/numerics/sha256.js";
import type { MachineImage, NeuronModel, Rounding, SpinnakerCore } from "../src/program/spinnaker/machine-image.js";
import type { TargetFront } from "../src/program/target-front.js";
import { encodeSynapse } from "../src/program/spinnaker/synaptic-word.js";
import { randomMachine } from "./random-spinnaker-image.js";

const CORES = 10;
const ATOMS = 27;
const SIZE = CORES * ATOMS;
const LAYOUT = { indexBits: 5, typeBits: 1, delayBits: 4 };
const HOST = SIZE;
const CHIP = 2 * SIZE;

interface Wanted {
  readonly model: NeuronModel;
  readonly rounding: Rounding;
  /** Weights of recurrent words, drawn for each; several are few enough to cut a row, more are not. */
  readonly weights: readonly number[];
  readonly longestDelay: number;
  /** 1 unless told; that of private input is at most 7. */
  readonly shortestDelay?: number;
  readonly privateWeight: number;
  readonly seed: number;
}

function machine({
  model,
  rounding,
  weights,
  longestDelay,
  privateWeight,
  seed,
  shortestDelay = 1,
}: Wanted): MachineImage {
  const draw = new CounterStream(seed, 7);
  const raw = (x: number) => Int32Array.of(Math.round(x * 32768));
  const cores = Array.from({ length: CORES }, (_, c): SpinnakerCore => {
    const rowStart = [0];
    const words: number[] = [];
    const add = (weight: number, delay: number, type: number, index: number) =>
      words.push(encodeSynapse({ weight, delay, type, index }, LAYOUT));
    for (let s = 0; s < SIZE; s++) {
      // Eleven words onto 27 atoms: some meet others of another weight in one entry.
      for (let k = 0; k < 11; k++)
        add(
          weights[draw.below(weights.length)],
          longestDelay - draw.below(longestDelay - shortestDelay + 1),
          draw.below(2),
          draw.below(ATOMS),
        );
      rowStart.push(words.length);
    }
    for (const inputType of [0, 1]) {
      for (let i = 0; i < ATOMS; i++) {
        // One source reaches nobody.
        if (i !== 13) add(privateWeight + inputType, Math.max(3, shortestDelay), inputType, i);
        rowStart.push(words.length);
      }
    }
    const block = (firstSource: number, sources: number, firstRow: number) => ({
      firstSource,
      sources,
      firstRow,
      extraDelay: 0,
      synapseCore: 0,
      plasticity: null,
    });
    return {
      model,
      neurons: Uint32Array.from({ length: ATOMS }, (_, i) => c * ATOMS + i),
      synapseCores: 1,
      stepsPerTick: 1,
      parameters: {
        vInit: Int32Array.from({ length: ATOMS }, () => 32768 * -(50 + draw.below(20))),
        vRest: raw(-65),
        vReset: raw(-65),
        vThreshold: raw(-50),
        tauM: raw(20),
        cM: raw(1),
        iOffset: raw(0.7),
        tRefractory: raw(2),
        refractoryInit: Int32Array.of(0),
        excitatoryInit: raw(0.25),
        inhibitoryInit: raw(0),
        ...(model === "IF_curr_delta" ? {} : { tauExcitatory: raw(5), tauInhibitory: raw(8) }),
        ...(model === "IF_cond_exp" ? { reversalExcitatory: raw(0), reversalInhibitory: raw(-80) } : {}),
      },
      layout: LAYOUT,
      leftShifts: [3, 4],
      blocks: [block(0, SIZE, 0), block(HOST + c * ATOMS, ATOMS, SIZE), block(CHIP + c * ATOMS, ATOMS, SIZE + ATOMS)],
      rowStart: Uint32Array.from(rowStart),
      words: Uint32Array.from(words),
    };
  });
  return {
    size: SIZE,
    dt: 1,
    dtRaw: 32768,
    rounding,
    seed,
    populations: [{ name: "A", first: 0, size: SIZE }],
    cores,
    poissonCores: [
      {
        first: CHIP,
        size: SIZE,
        // Slow, fast, silent.
        rates: Uint32Array.from({ length: SIZE }, (_, i) => [5, 800, 0][i % 3] * 65536),
        startTick: 3,
        stopTick: 55,
        seed: validKiss64Seed([seed + 1, 2, 3, 4]),
        secondsPerTick: 4_294_967,
        ticksPerMs: 65_536,
        slowCutoff: 328,
        fastCutoff: 327_680,
      },
    ],
    hostSources: [
      {
        name: "private",
        first: HOST,
        size: SIZE,
        kind: "poisson",
        rate: 1500,
        startStep: 2,
        stopStep: 57,
        stream: 9,
        spikeSteps: new Uint32Array(0),
        spikeIds: new Uint32Array(0),
      },
    ],
    offsetChanges: [],
  };
}

const TWO = [410, 411];
const MANY = [300, 310, 320, 330, 340, 350, 360];
const wanted: readonly (readonly [string, Wanted])[] = (
  ["IF_curr_delta", "IF_curr_exp", "IF_cond_exp"] as const
).flatMap((model, m) =>
  (["floor", "nearest_sat", "stochastic_sat"] as const).flatMap((rounding, r) =>
    [
      { weights: TWO, longestDelay: 1, privateWeight: 700 },
      { weights: [410], longestDelay: 16, privateWeight: 9000 },
      { weights: TWO, longestDelay: 7, privateWeight: 20_000 },
      { weights: MANY, longestDelay: 16, privateWeight: 700 },
      { weights: MANY.map((w) => 60 * w), longestDelay: 1, privateWeight: 60_000 },
    ].map(
      (rest, k) =>
        [`${model}, ${rounding}, network ${k}`, { model, rounding, ...rest, seed: 100 * m + 10 * r + k }] as const,
    ),
  ),
);

const EVERYBODY = Array.from({ length: SIZE }, (_, i) => i);
const TICKS = 60;
const PART = 12;

/** What a run gives: its spikes, and after every part counters, losses and the whole state. */
async function trace(emulator: TargetFront<SpinnakerState, MachineSpike>): Promise<unknown[]> {
  const found: unknown[] = [];
  // Received late, several at once, from sources that are also played.
  emulator.inject([
    { step: 20, id: 5, count: 3, late: 2 },
    { step: 20, id: HOST + 4, count: 2 },
    { step: 21, id: CHIP + 4, count: 1, late: 4 },
    { step: 40, id: 6, count: 1, late: 15 },
  ]);
  for (let tick = 0; tick < TICKS; tick += PART) {
    await emulator.advance(PART, (step, ids, count) => found.push([step, ...ids.subarray(0, count)]));
    const state = [await emulator.losses(), await emulator.readState(EVERYBODY), await emulator.checkpoint()];
    found.push(await emulator.counters(), hex(contentHash(state)));
  }
  return found;
}

describe.each(KERNELS.filter((kernel) => kernel !== PLAIN_KERNEL).map((kernel) => [kernel.name, kernel] as const))(
  "the kernel %s on machines with long rows and private input",
  (_name, kernel) => {
    it.each(wanted)("gives spikes, losses and states of the plain one: %s", async (_what, wish) => {
      const image = machine(wish);
      const plain = new SpinnakerEmulator(image, { kernel: PLAIN_KERNEL });
      expect(await trace(new SpinnakerEmulator(image, { kernel }))).toEqual(await trace(plain));
      const { saturations, spikes, events } = plain.machine.totals;
      expect(spikes).toBeGreaterThan(20);
      expect(events).toBeGreaterThan(20_000);
      expect(saturations > 100).toBe(wish.privateWeight > 10_000);
    });

    it("continues from a checkpoint as if nothing had been", async () => {
      const image = machine(wanted[0][1]);
      const straight = new SpinnakerEmulator(image, { kernel: PLAIN_KERNEL });
      await straight.advance(30, () => {});
      const bytes = await straight.checkpoint();
      const resumed = new SpinnakerEmulator(image, { kernel });
      await resumed.advance(7, () => {});
      await resumed.restore(bytes);
      expect(await resumed.checkpoint()).toEqual(bytes);
      await resumed.advance(20, () => {});
      await straight.advance(20, () => {});
      expect(await resumed.checkpoint()).toEqual(await straight.checkpoint());
    });
  },
);

describe("a machine in several threads", () => {
  const inThreads = async (image: MachineImage, options: MachineThreads) => {
    const emulator = await createMachineEmulator(image, options);
    onTestFinished(() => emulator.close());
    return emulator;
  };

  // Blocks of one tick and of several; saturating; each rounding; private input drawn beside the buffers.
  it.each([
    ["one tick a block", wanted[0][1], 2],
    ["seven ticks a block, with saturation", { ...wanted[2][1], shortestDelay: 7 }, 3],
    ["stochastic rounding", { ...wanted[26][1], shortestDelay: 3 }, 2],
  ] as const)("gives spikes, counters, losses, states and checkpoints of one: %s", async (_what, wish, workers) => {
    const image = machine(wish);
    const one = new SpinnakerEmulator(image);
    expect(await trace(await inThreads(image, { workers }))).toEqual(await trace(one));
    expect(one.machine.totals.spikes).toBeGreaterThan(20);
  });

  it("runs the plain kernel as well, on machines with delay-extension cores, and goes on with the state of any number of threads", async () => {
    const { image, injected } = randomMachine({
      ...{ seed: 4, model: "IF_curr_exp", rounding: "floor", stepsPerTick: 2, violent: true },
    });
    const one = new SpinnakerEmulator(image);
    const two = await inThreads(image, { workers: 2, kernel: PLAIN_KERNEL });
    // A thread for each of the three cores, however many are wanted.
    const three = await inThreads(image, { workers: 8 });
    const found = new Map<object, unknown[]>([one, two, three].map((emulator) => [emulator, []]));
    const advance = async (emulator: typeof two, ticks: number) => {
      await emulator.advance(ticks, (step, ids, count) => found.get(emulator)!.push([step, ...ids.subarray(0, count)]));
      found.get(emulator)!.push(await emulator.counters());
    };
    for (const emulator of [one, two]) {
      emulator.inject(injected);
      await advance(emulator, 33);
    }
    const bytes = await two.checkpoint();
    expect(await one.checkpoint()).toEqual(bytes);
    await advance(three, 5);
    await three.restore(bytes);
    found.set(three, found.get(two)!.slice());
    for (const emulator of [one, two, three]) await advance(emulator, 30);
    expect(found.get(two)).toEqual(found.get(one));
    expect(found.get(three)).toEqual(found.get(one));
    expect(await three.checkpoint()).toEqual(await one.checkpoint());
    expect(await three.losses()).toEqual(await one.losses());
  });

  it("refuses a broken core with the message of one thread", async () => {
    const image = machine(wanted[0][1]);
    const broken = {
      ...image,
      cores: image.cores.map((core, c) =>
        c === 8 ? { ...core, parameters: { ...core.parameters, tauM: Int32Array.of(0) } } : core,
      ),
    };
    const message = await inThreads(broken, { workers: 1 }).catch((error: Error) => error.message);
    expect(message).toMatch(/tau_m and c_m must be above 0/);
    await expect(inThreads(broken, { workers: 2 })).rejects.toThrow(message);
    await expect(inThreads({ ...image, size: SIZE + 1 }, { workers: 2 })).rejects.toThrow(/lives on no core/);
  });
});

describe("the kernel of a machine", () => {
  const plan: KernelPlan = {
    images: [],
    cores: [],
    sources: 0,
    arithmetic: [],
    poissonCores: [],
    hostSources: [],
    seed: 0,
    dt: 1,
    listsAll: false,
  };

  it("is the one in WebAssembly, and why it is not is said", () => {
    expect(chooseKernel(plan)).toEqual({ factory: WASM_KERNEL, slowBecause: null });
    expect(chooseKernel(plan, false)).toMatchObject({
      factory: PLAIN_KERNEL,
      slowBecause: "this engine has no WebAssembly with vectors (SIMD)",
    });
    expect(chooseKernel({ ...plan, sources: 1.2e9 })).toMatchObject({
      factory: PLAIN_KERNEL,
      slowBecause: "it needs 4.8 GB, and WebAssembly has 4",
    });
  });

  it("is reported by the emulator", () => {
    expect(new SpinnakerEmulator(machine(wanted[0][1])).machine.slowBecause).toBeNull();
  });
});
