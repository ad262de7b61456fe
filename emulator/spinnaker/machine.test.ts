/** What the chip's order and arithmetic mean for a user, with numbers: timing, delays, saturation, rounding bias, Poisson sources. */
import { describe, expect, it } from "vitest";
import { validKiss64Seed } from "../../src/numerics/mars-kiss.js";
import type {
  SpinnakerCore,
  MachineImage,
  NeuronModel,
  NeuronParameters,
  PoissonImage,
  Rounding,
} from "../../src/program/spinnaker/machine-image.js";
import { runLossesOf } from "../../src/program/run-losses.js";
import { SpinnakerEmulator } from "./emulator.js";
import { PoissonCore } from "./kernel/poisson-source.js";
import { encodeSynapse } from "../../src/program/spinnaker/synaptic-word.js";

const raw = (x: number) => Math.round(x * 32768);
const LAYOUT = { indexBits: 2, typeBits: 1, delayBits: 4 };

interface Wanted {
  readonly model?: NeuronModel;
  readonly neurons?: number;
  readonly dtRaw?: number;
  readonly rounding?: Rounding;
  readonly parameters?: Partial<Record<keyof NeuronParameters, number>>;
  readonly leftShifts?: SpinnakerCore["leftShifts"];
  /** By row: [weight, delay, type, atom, extra delay]. */
  readonly synapses?: readonly (readonly [
    row: number,
    weight: number,
    delay: number,
    type: number,
    atom: number,
    extraDelay?: number,
  ])[];
  readonly poisson?: PoissonImage;
}

/** Rows 0..7: the neurons, then sources for injection. */
const ROWS = 8;

function machineOf({
  model = "IF_curr_exp",
  neurons = 2,
  dtRaw = 32768,
  rounding = "floor",
  parameters = {},
  leftShifts = [4, 4],
  synapses = [],
  poisson,
}: Wanted): SpinnakerEmulator {
  const usual: Record<keyof NeuronParameters, number> = {
    vInit: -65,
    vRest: -65,
    vReset: -65,
    vThreshold: -50,
    tauM: 20,
    cM: 1,
    iOffset: 0,
    tRefractory: 0,
    refractoryInit: 0,
    excitatoryInit: 0,
    inhibitoryInit: 0,
    tauExcitatory: 5,
    tauInhibitory: 5,
    reversalExcitatory: 0,
    reversalInhibitory: -70,
    ...parameters,
  };
  const stages = [...new Set([0, ...synapses.map((s) => s[5] ?? 0)])];
  const rowStart = [0];
  const words: number[] = [];
  const blocks = stages.map((extraDelay, b) => {
    for (let row = 0; row < ROWS; row++) {
      for (const [from, weight, delay, type, index, extra = 0] of synapses)
        if (from === row && extra === extraDelay) words.push(encodeSynapse({ weight, delay, type, index }, LAYOUT));
      rowStart.push(words.length);
    }
    return { firstSource: 0, sources: ROWS, firstRow: b * ROWS, extraDelay, synapseCore: 0, plasticity: null };
  });
  const core: SpinnakerCore = {
    model,
    leftShifts,
    blocks,
    layout: LAYOUT,
    stepsPerTick: 1,
    synapseCores: 1,
    neurons: Uint32Array.from({ length: neurons }, (_, i) => i),
    parameters: Object.fromEntries(
      Object.entries(usual).map(([name, value]) => [name, Int32Array.of(raw(value))]),
    ) as unknown as NeuronParameters,
    rowStart: Uint32Array.from(rowStart),
    words: Uint32Array.from(words),
  };
  const image: MachineImage = {
    size: neurons,
    dt: dtRaw / 32768,
    dtRaw,
    rounding,
    seed: 7,
    populations: [{ name: "P", first: 0, size: neurons }],
    cores: [core],
    poissonCores: poisson === undefined ? [] : [poisson],
    hostSources: [],
    offsetChanges: [],
  };
  return new SpinnakerEmulator(image);
}

async function voltages(emulator: SpinnakerEmulator, ticks: number, neuron = 0): Promise<number[]> {
  const found: number[] = [];
  for (let k = 0; k < ticks; k++) {
    await emulator.advance(1, () => {});
    found.push((await emulator.readState([neuron])).v[0]);
  }
  return found;
}

describe("timing", () => {
  it.each([1, 2, 7, 15, 16])("a spike of tick 3 with delay %i first moves V in tick 3 + delay", async (delay) => {
    const emulator = machineOf({ synapses: [[4, 1000, delay, 0, 0]] });
    emulator.inject([{ step: 3, id: 4, count: 1 }]);
    const v = await voltages(emulator, 24);
    expect(v.findIndex((x) => x !== raw(-65))).toBe(3 + delay);
  });

  it.each([16, 32, 128])("delay extension holds a spike back by %i ticks more", async (extra) => {
    const emulator = machineOf({ synapses: [[4, 1000, 5, 0, 0, extra]] });
    emulator.inject([{ step: 3, id: 4, count: 1 }]);
    const v = await voltages(emulator, extra + 20);
    expect(v.findIndex((x) => x !== raw(-65))).toBe(3 + 5 + extra);
  });

  it("tests the threshold while refractory: with V_reset ≥ V_thresh a neuron spikes in every tick", async () => {
    const emulator = machineOf({ neurons: 1, parameters: { vInit: -40, vReset: -45, tRefractory: 5 } });
    await emulator.advance(10, () => {});
    expect(emulator.machine.totals.spikes).toBe(10);
  });

  it("stays dead for ceil(t_refrac/dt) ticks", async () => {
    const emulator = machineOf({ neurons: 1, parameters: { iOffset: 100, tRefractory: 2.5 } });
    const fired: number[] = [];
    await emulator.advance(12, (step) => fired.push(step));
    expect(fired).toEqual([0, 4, 8]);
  });

  it("skips what a late spike would have put into past slots, and the chip's counter sees odd lateness only", async () => {
    const emulator = machineOf({
      synapses: [
        [4, 1000, 2, 0, 0],
        [4, 1000, 6, 0, 0],
        [4, 1000, 16, 0, 0],
      ],
    });
    emulator.inject([
      { step: 5, id: 4, count: 1, late: 2 },
      { step: 6, id: 4, count: 2, late: 3 },
    ]);
    await emulator.advance(8, () => {});
    expect(await emulator.counters()).toMatchObject({
      "late-spikes": 3,
      "late-spikes-reported": 2,
      "skipped-synapses": 3,
    });
    expect(() => emulator.inject([{ step: 9, id: 4, count: 1, late: 16 }])).toThrow(/16 ticks late/);
  });
});

describe("losses", () => {
  it("counts saturations by neuron and synapse type, after the buffer holds 65535", async () => {
    const emulator = machineOf({
      synapses: [
        [4, 40_000, 3, 0, 1],
        [5, 40_000, 3, 1, 0],
        [6, 25_535, 3, 1, 0],
      ],
    });
    emulator.inject([
      { step: 0, id: 4, count: 3 },
      { step: 0, id: 5, count: 1 },
      { step: 0, id: 6, count: 1 },
    ]);
    await emulator.advance(1, () => {});
    const { saturations } = emulator.neuronLosses();
    expect(saturations.map((s) => [...s])).toEqual([
      [0, 2],
      [0, 0],
    ]);
    expect(await emulator.counters()).toMatchObject({
      "ring-saturated-excitatory": 2,
      "ring-saturated-excitatory:P": 2,
      "ring-saturated-inhibitory": 0,
    });
    expect(Math.max(...emulator.machine.rings.ring)).toBe(65_535);
  });

  it("says by neuron what saturation took and what each population was given, in steps of the weight, also after a checkpoint", async () => {
    const machine = () =>
      machineOf({
        synapses: [
          [4, 40_000, 3, 0, 1],
          [5, 1000, 3, 0, 0],
        ],
      });
    const emulator = machine();
    emulator.inject([
      { step: 0, id: 4, count: 3 },
      { step: 0, id: 5, count: 1 },
    ]);
    await emulator.advance(4, () => {});
    const [excitatory, inhibitory] = (await emulator.losses())!;
    expect(excitatory).toMatchObject({ counter: "ring-saturated-excitatory", given: { P: 3 * 40_000 + 1000 } });
    expect([...(excitatory.amounts as Float64Array)]).toEqual([0, 3 * 40_000 - 65_535]);
    expect(inhibitory.given).toEqual({ P: 0 });
    const resumed = machine();
    await resumed.restore(await emulator.checkpoint());
    expect(await resumed.losses()).toEqual(await emulator.losses());
    const [loss] = runLossesOf(await emulator.counters(), await emulator.losses(), {
      populations: [{ name: "P", first: 0, size: 2 }],
      steps: 4,
    });
    expect(loss).toMatchObject({
      where: "population P",
      count: 2,
      of: 8,
      neurons: { count: 1, of: 2, worst: [{ neuron: 1, count: 2 }] },
    });
    expect(loss.inputShare).toBeCloseTo((120_000 - 65_535) / 121_000, 12);
  });

  it("counts an S16.15 overflow where the shifted weight passes 65536 nA", async () => {
    const emulator = machineOf({ model: "IF_curr_delta", leftShifts: [16, 0], synapses: [[4, 32_768, 1, 0, 1]] });
    emulator.inject([{ step: 0, id: 4, count: 1 }]);
    await emulator.advance(1, () => {});
    emulator.machine.drain();
    expect([...emulator.neuronLosses().overflows]).toEqual([0, 1]);
    expect((await emulator.readState([1])).excitatory[0]).toBe(-(2 ** 31));
  });

  it("gives a conductance of 0.001 uS 33 levels", async () => {
    const { excitatory } = await machineOf({
      model: "IF_cond_exp",
      parameters: { excitatoryInit: 0.001 * 1024 },
    }).readState([0]);
    expect(excitatory[0] >> 10).toBe(32);
  });
});

describe("one-sided rounding", () => {
  const restOf = async (dtRaw: number, from: number, rounding: Rounding = "floor") => {
    const v = await voltages(
      machineOf({ dtRaw, rounding, neurons: 1, parameters: { vInit: from } }),
      dtRaw === 32768 ? 600 : 6000,
    );
    return v[v.length - 1] - raw(-65);
  };

  it("lets V stick 20 LSB above rest at 1 ms and 201 LSB at 0.1 ms, but reach it from below", async () => {
    expect(await restOf(32768, -60)).toBe(20);
    expect(await restOf(3277, -60)).toBe(201);
    expect(await restOf(32768, -70)).toBe(0);
    expect(await restOf(3277, -70)).toBe(0);
  });

  it("is two-sided and half as large with nearest_sat", async () => {
    expect(await restOf(32768, -60, "nearest_sat")).toBe(10);
    expect(await restOf(32768, -70, "nearest_sat")).toBe(-10);
  });

  it("lets a negative synaptic state stick at -5 LSB (tau 5 ms, 1 ms)", async () => {
    const emulator = machineOf({ parameters: { inhibitoryInit: -1 } });
    await emulator.advance(400, () => {});
    expect((await emulator.readState([0])).inhibitory[0]).toBe(-5);
  });
});

describe("a Poisson core", () => {
  const poisson = (rates: number[], more: Partial<PoissonImage> = {}): PoissonImage => ({
    first: 4,
    size: 4,
    rates: Uint32Array.from(rates, (r) => r * 65_536),
    startTick: 0,
    stopTick: 1e9,
    seed: validKiss64Seed([1, 2, 3, 4]),
    secondsPerTick: 4_294_967,
    ticksPerMs: 65_536,
    slowCutoff: 328,
    fastCutoff: 327_680,
    ...more,
  });

  it.each([
    [2, 0.2],
    [8, 0.1],
    [150, 0.03],
    [3000, 0.01],
  ])("fires at %i Hz within a relative error of %f (slow and fast algorithms)", (rate, error) => {
    expect(Math.abs(perTick(rate) / (rate / 1000) - 1)).toBeLessThan(error);
  });

  it("fires a quarter of a spike a tick too much from 10 a tick on: E[(z/2 + √λ)²] = λ + 1/4", () => {
    expect(perTick(20_000)).toBeCloseTo(20.25, 1);
    expect(perTick(60_000)).toBeCloseTo(60.25, 1);
  });

  function perTick(rate: number): number {
    const core = new PoissonCore(poisson([rate]));
    let spikes = 0;
    const ticks = 40_000;
    for (let t = 0; t < ticks; t++) core.play(t, (_, count) => (spikes += count));
    return spikes / 4 / ticks;
  }

  it("drives neurons in its ticks only, and nothing at rate 0", async () => {
    const emulator = machineOf({
      synapses: [
        [4, 1000, 1, 0, 0],
        [5, 1000, 1, 0, 1],
      ],
      poisson: poisson([900, 0, 0, 0], { startTick: 5, stopTick: 9 }),
    });
    await emulator.advance(5, () => {});
    expect(emulator.machine.totals.events).toBe(0);
    await emulator.advance(4, () => {});
    const { events } = emulator.machine.totals;
    expect(events).toBeGreaterThan(0);
    await emulator.advance(20, () => {});
    expect(emulator.machine.totals.events).toBe(events);
    expect((await emulator.readState([1])).v[0]).toBe(raw(-65));
  });
});

describe("refusals", () => {
  it("name the past, unknown ids, and payloads that this chip does not have", async () => {
    const emulator = machineOf({});
    await emulator.advance(2, () => {});
    expect(() => emulator.inject([{ step: 1, id: 0, count: 1 }])).toThrow(/step 2 is the next/);
    expect(() => emulator.inject([{ step: 2, id: 8, count: 1 }])).toThrow(/ids go from 0 to 7/);
    expect(() => emulator.inject([{ step: 2, id: 0, count: -1 }])).toThrow(/no payload/);
    await expect(emulator.readState([2])).rejects.toThrow(/no neuron 2/);
  });

  it("name the core and the parameter of an image that contradicts itself", () => {
    expect(() => machineOf({ neurons: 5 })).toThrow(/core 0: .*cannot address 5 atoms/);
    expect(() => machineOf({ parameters: { tauM: 0 } })).toThrow(/tau_m and c_m/);
    expect(() => machineOf({ neurons: 1, synapses: [[0, 1, 1, 0, 1]] })).toThrow(
      /names atom 1 with type 0 on a core of 1 atoms/,
    );
    expect(() => machineOf({ leftShifts: [0, 32] })).toThrow(/shifts 0, 32/);
    expect(() => machineOf({ synapses: [[0, 1, 1, 0, 0, 70_000]] })).toThrow(/held back for 70000 ticks/);
  });
});
