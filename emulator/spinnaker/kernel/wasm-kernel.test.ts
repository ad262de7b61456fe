/** A tick of the WebAssembly kernel against the specification, with words around every limit of its vectors and of int32. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NeuronModel, Rounding, SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import { createArena } from "../../common/arena.js";
import { createArithmetic } from "./arithmetic.js";
import type { CoreState } from "./core-state.js";
import type { Kernel, KernelFactory, KernelPlan } from "./kernel.js";
import { ONE_BY_ONE_KERNEL } from "./one-by-one-kernel.js";
import { WASM_KERNEL } from "./wasm-kernel.js";

const INDEX_BITS = 4;
const TICKS = 3;

/** Words of which no sum leaves 32 bits. */
const usual = fc.integer({ min: -5_000_000, max: 5_000_000 });
const edges = [0, 2 ** 28, 2 ** 29, 2 ** 30, 2 ** 31].flatMap((limit) =>
  [-2, -1, 0, 1].flatMap((by) => [limit + by, -limit + by]),
);
const strange = fc.oneof(
  fc.constantFrom(...edges.map((edge) => edge | 0)),
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
);
const fraction = fc.oneof(fc.constantFrom(0, 1, 0xffffffff), fc.integer({ min: 0, max: 0xffffffff }));
const sum = fc.oneof(
  fc.integer({ min: 0, max: 3000 }),
  fc.integer({ min: 0, max: 65_535 }),
  fc.constantFrom(0, 65_535),
);

const atom = fc.record({
  v: usual,
  excitatory: fc.oneof(fc.constant(0), usual),
  inhibitory: fc.oneof(fc.constant(0), usual),
  refractory: fc.constantFrom(0, 0, 0, -1, 2),
  iOffset: usual,
  sums: fc.array(sum, { minLength: 2 * TICKS, maxLength: 2 * TICKS }),
});
const parameters = fc.record({
  vRest: usual,
  vReset: usual,
  vThreshold: usual,
  resistance: fc.oneof(
    fc.integer({ min: 1000, max: 10_000_000 }),
    fc.constantFrom(0, 1, 32_768),
    fc.integer({ min: 0, max: 0x7fffffff }),
  ),
  expTC: fc.oneof(fc.constantFrom(0, 32_768), fc.integer({ min: 0, max: 32_768 })),
  refractoryPeriod: fc.constantFrom(0, 3),
  decayExcitatory: fraction,
  decayInhibitory: fraction,
  initExcitatory: fraction,
  initInhibitory: fraction,
  reversalExcitatory: usual,
  reversalInhibitory: usual,
});

/** A core of usual words, then a few others in their places: where all are strange, none is done by fours. */
const cores = fc
  .record({
    model: fc.constantFrom<NeuronModel>("IF_curr_exp", "IF_curr_delta", "IF_cond_exp"),
    rounding: fc.constantFrom<Rounding>("floor", "nearest_sat", "floor", "nearest_sat", "stochastic_sat"),
    shifts: fc.tuple(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 16 })),
    deltaScale: fc.constantFrom(0, 1, 16_384, 32_768, 327_570, 3_276_800),
    atoms: fc.array(atom, { minLength: 4, maxLength: 9 }),
    parameters: fc.array(parameters, { minLength: 9, maxLength: 9 }),
    uniform: fc.boolean(),
    changes: fc.array(
      fc.record({
        k: fc.nat(3),
        value: strange,
        at: fc.oneof(
          fc.record({
            of: fc.constant("atoms" as const),
            name: fc.constantFrom("v", "excitatory", "inhibitory", "iOffset"),
          }),
          fc.record({
            of: fc.constant("parameters" as const),
            name: fc.constantFrom("vRest", "vReset", "vThreshold", "reversalExcitatory", "reversalInhibitory"),
          }),
        ),
      }),
      { maxLength: 2 },
    ),
    // What a current drives V to, as a power of 2, in one atom.
    driven: fc.option(fc.double({ min: 26, max: 33, noNaN: true })),
  })
  .map(({ changes, driven, ...core }) => {
    const changed = structuredClone(core);
    for (const { k, value, at } of changes)
      Object.assign(changed[at.of][at.of === "parameters" && core.uniform ? 0 : k], { [at.name]: value });
    if (driven !== null) {
      const { resistance } = changed.parameters[0];
      changed.atoms[0].iOffset = Math.min(0x7fffffff, Math.floor((2 ** driven * 32_768) / Math.max(resistance, 1)));
    }
    return changed;
  });

type Core = typeof cores extends fc.Arbitrary<infer T> ? T : never;

function planOf({ model, rounding, shifts, deltaScale, atoms, parameters, uniform }: Core): KernelPlan {
  const n = atoms.length;
  const signed = (pick: (k: number) => number) => Int32Array.from({ length: n }, (_, k) => pick(k));
  const unsigned = (pick: (k: number) => number) => Uint32Array.from({ length: n }, (_, k) => pick(k));
  const of = (k: number) => parameters[uniform ? 0 : k];
  const exponential = model !== "IF_curr_delta";
  const conductances = model === "IF_cond_exp";
  const none = { int: new Int32Array(0), unsigned: new Uint32Array(0) };
  const core: CoreState = {
    n,
    model,
    stepsPerTick: 1,
    v: signed((k) => atoms[k].v),
    excitatory: signed((k) => atoms[k].excitatory),
    inhibitory: signed((k) => atoms[k].inhibitory),
    refractory: signed((k) => atoms[k].refractory),
    iOffset: signed((k) => atoms[k].iOffset),
    overflows: new Uint32Array(n),
    vRest: signed((k) => of(k).vRest),
    vReset: signed((k) => of(k).vReset),
    vThreshold: signed((k) => of(k).vThreshold),
    resistance: signed((k) => of(k).resistance),
    expTC: signed((k) => of(k).expTC),
    refractoryPeriod: signed((k) => of(k).refractoryPeriod),
    decayExcitatory: exponential ? unsigned((k) => of(k).decayExcitatory) : none.unsigned,
    decayInhibitory: exponential ? unsigned((k) => of(k).decayInhibitory) : none.unsigned,
    initExcitatory: exponential ? unsigned((k) => of(k).initExcitatory) : none.unsigned,
    initInhibitory: exponential ? unsigned((k) => of(k).initInhibitory) : none.unsigned,
    reversalExcitatory: conductances ? signed((k) => of(k).reversalExcitatory) : none.int,
    reversalInhibitory: conductances ? signed((k) => of(k).reversalInhibitory) : none.int,
    deltaScale: exponential ? 0 : deltaScale,
    leftShifts: shifts,
    indexBits: INDEX_BITS,
  };
  const image: SpinnakerCore = {
    model,
    neurons: Uint32Array.from({ length: n }, (_, k) => 7 + k),
    synapseCores: 1,
    stepsPerTick: 1,
    parameters: {} as SpinnakerCore["parameters"],
    layout: { indexBits: INDEX_BITS, typeBits: 1, delayBits: 2 },
    leftShifts: shifts,
    blocks: [],
    rowStart: Uint32Array.of(0),
    words: new Uint32Array(0),
  };
  return {
    images: [image],
    cores: [core],
    sources: 20,
    arithmetic: [createArithmetic(rounding, 11, 0)],
    poissonCores: [],
    hostSources: [],
    seed: 1,
    dt: 1,
    listsAll: false,
  };
}

/** State after some ticks, and who fired in each. */
function outcome<Specs extends Parameters<typeof createArena>[0]>(factory: KernelFactory<Specs>, core: Core) {
  const plan = planOf(core);
  const specs = factory.arrays(plan);
  const kernel: Kernel = factory.create(plan, createArena(specs, factory.allocate));
  const fired: number[][] = [];
  const ids = new Uint32Array(plan.cores[0].n);
  for (let tick = 0; tick < TICKS; tick++) {
    const slot = kernel.rings.slot(0, tick);
    core.atoms.forEach(({ sums }, k) => {
      slot[k] = sums[2 * tick];
      slot[2 ** INDEX_BITS + k] = sums[2 * tick + 1];
    });
    if (!kernel.drainsInUpdate) kernel.drain(tick);
    const count = kernel.update(tick, ids);
    fired.push([...ids.subarray(0, count)]);
  }
  const [{ v, excitatory, inhibitory, refractory, overflows }] = kernel.cores;
  const { ring, drained } = kernel.rings;
  return { v, excitatory, inhibitory, refractory, overflows, ring, drained, fired };
}

describe("a tick of the WebAssembly kernel", () => {
  it("gives the words, spikes and overflow counts of the specification for any words", () => {
    let overflows = 0;
    let spikes = 0;
    fc.assert(
      fc.property(cores, (core) => {
        const exact = outcome(ONE_BY_ONE_KERNEL, core);
        expect(outcome(WASM_KERNEL, core)).toEqual(exact);
        overflows += exact.overflows.reduce((all, count) => all + count, 0);
        spikes += exact.fired.flat().length;
      }),
      { numRuns: 3000 },
    );
    expect(overflows).toBeGreaterThan(500);
    expect(spikes).toBeGreaterThan(500);
  });
});
