import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import "../../../src/node/environment.js";
import { neuronModel } from "../../../src/models/registry.js";
import type { InjectedSpike } from "../../../src/program/execution-target.js";
import type { Network } from "../../../src/network/types.js";
import { createReference, startReference, type ReferenceOptions, type StartReferenceOptions } from "../reference.js";
import type { PopulationUpdates } from "../population-updates.js";
import { PscExpPopulation } from "../psc-exp-population.js";
import { runRaster } from "../run-raster.fixture.js";
import { CountedSums } from "./counted-sums.js";
import { DeferredDelivery } from "./deferred-delivery.js";
import { denseNetwork, orderedNetwork, randomNetwork, wideNetwork } from "./random-network.fixture.js";
import { wasmKernel } from "./wasm-kernel.js";

const base64 = (...arrays: readonly ArrayBufferView[]) =>
  arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength).toString("base64"));

/** All that a run can show: rasters, states, events and checkpoints are taken after each of the parts. */
async function everything(
  network: Network,
  injected: readonly InjectedSpike[],
  parts: readonly number[],
  options: ReferenceOptions & StartReferenceOptions,
  checkpoint?: Uint8Array,
) {
  const { updates, kernel, defers, workers } = options;
  const target =
    workers === undefined
      ? createReference(network, { updates, kernel, defers })
      : startReference(network, { kernel, defers, workers });
  if (checkpoint === undefined) target.inject(injected);
  else await target.restore(checkpoint);
  const neurons = Array.from({ length: network.size }, (_, i) => i);
  const seen = [];
  for (const steps of parts) {
    const raster = await runRaster(target, steps);
    const state = Object.values(await target.readState(neurons)) as Float64Array[];
    seen.push({
      raster: base64(raster.spikeSteps, raster.spikeIds),
      state: base64(...state),
      checkpoint: await target.checkpoint(),
      events: target.synapticEvents,
    });
  }
  await target.close();
  return seen;
}

/** Strings compare sooner than arrays. */
const shown = (seen: Awaited<ReturnType<typeof everything>>) =>
  seen.map(({ checkpoint, ...rest }) => ({ ...rest, checkpoint: base64(checkpoint)[0] }));

describe("the reference in WebAssembly", () => {
  it("has the bits of the plain one: rasters, states, checkpoints, events", () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        async (seed, parts) => {
          const { network, injected } = randomNetwork(seed);
          const plain = await everything(network, injected, parts, { kernel: "plain" });
          const wasm = await everything(network, injected, parts, { kernel: "wasm" });
          expect(shown(wasm)).toEqual(shown(plain));
        },
      ),
      { numRuns: 250 },
    ));

  it("goes on from a checkpoint of the plain one, and the other way round", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 60 }), async (seed, cut) => {
        const { network, injected } = randomNetwork(seed);
        const whole = await everything(network, injected, [cut, 50], { kernel: "plain" });
        const { raster, state, checkpoint } = whole[1];
        for (const [before, after] of [
          ["plain", "wasm"],
          ["wasm", "plain"],
        ] as const) {
          const [first] = await everything(network, injected, [cut], { kernel: before });
          const [second] = await everything(network, injected, [50], { kernel: after }, first.checkpoint);
          expect(shown([{ ...second, events: 0 }])).toEqual(shown([{ raster, state, checkpoint, events: 0 }]));
        }
      }),
      { numRuns: 60 },
    ));

  it("spikes at all in those networks", async () => {
    let spikes = 0;
    for (let seed = 0; seed < 30; seed++) {
      const { network, injected } = randomNetwork(seed);
      const [{ raster }] = await everything(network, injected, [100], { kernel: "wasm" });
      spikes += Buffer.from(raster[1], "base64").length / 4;
    }
    expect(spikes).toBeGreaterThan(1000);
  });

  it("has the bits of the plain one where sums are had by counting", async () => {
    const written = vi.spyOn(CountedSums.prototype, "write");
    const counted = vi.spyOn(CountedSums.prototype, "count");
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { network, injected } = denseNetwork(seed);
        const plain = await everything(network, injected, [30, 30], { kernel: "plain" });
        const wasm = await everything(network, injected, [30, 30], { kernel: "wasm" });
        expect(shown(wasm)).toEqual(shown(plain));
      }),
      { numRuns: 60 },
    );
    expect(written.mock.calls.length).toBeGreaterThan(300);
    // More than a byte counts.
    expect(counted.mock.results.filter(({ value }) => value === null).length).toBeGreaterThan(5);
    written.mockRestore();
    counted.mockRestore();
  });

  it("has the bits of the plain one where input is deferred", async () => {
    const arrived = vi.spyOn(DeferredDelivery.prototype, "arrive");
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        async (seed, parts) => {
          const { network, injected } = orderedNetwork(seed);
          const plain = await everything(network, injected, parts, { kernel: "plain" });
          const deferred = await everything(network, injected, parts, { defers: true });
          expect(shown(deferred)).toEqual(shown(plain));
          const resumed = await everything(network, injected, [50], { defers: true }, plain[0].checkpoint);
          const whole = await everything(network, injected, [parts[0], 50], { kernel: "plain" });
          expect(shown([{ ...resumed[0], events: 0 }])).toEqual(shown([{ ...whole[1], events: 0 }]));
        },
      ),
      { numRuns: 150 },
    );
    expect(arrived.mock.calls.length).toBeGreaterThan(4000);
    arrived.mockRestore();
  });

  it("defers to more neurons than 16 bits tell apart, and more spikes than a list holds", async () => {
    const { network, injected } = wideNetwork(3);
    const early = vi.spyOn(DeferredDelivery.prototype, "addEarly");
    const plain = await everything(network, injected, [6, 25], { kernel: "plain" });
    const deferred = await everything(network, injected, [6, 25], { defers: true });
    const resumed = await everything(network, injected, [25], { defers: true }, deferred[0].checkpoint);
    expect(shown(deferred)).toEqual(shown(plain));
    expect(shown([{ ...resumed[0], events: 0 }])).toEqual(shown([{ ...plain[1], events: 0 }]));
    expect(Buffer.from(plain[1].raster[1], "base64").length).toBeGreaterThan(10_000);
    expect(early.mock.calls.length).toBeGreaterThan(5);
    early.mockRestore();
  });

  it.each([2, 3])("has the same bits where input is deferred in %i threads", (workers) =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 60 }), async (seed, cut) => {
        const { network, injected } = orderedNetwork(seed);
        const one = await everything(network, injected, [cut, 40], { kernel: "plain" });
        const many = await everything(network, injected, [cut, 40], { defers: true, workers });
        expect(shown(many)).toEqual(shown(one));
        const resumed = await everything(network, injected, [40], { defers: true, workers }, one[0].checkpoint);
        expect(shown([{ ...resumed[0], events: 0 }])).toEqual(shown([{ ...one[1], events: 0 }]));
      }),
      { numRuns: 8 },
    ),
  );

  it("leaves a network that does not fit its addresses to the plain code", () => {
    const { network } = randomNetwork(1);
    const [population] = network.populations;
    const huge = { ...network, populations: [{ ...population, size: 2 ** 29 }], projections: [] };
    expect(wasmKernel(huge, [1])).toEqual({
      cannot: expect.stringMatching(/^it needs \d+\.\d GB, and WebAssembly has 4$/),
    });
    const delays = network.populations.map(() => 300);
    expect(wasmKernel(network, delays)).not.toHaveProperty("cannot");
    expect(wasmKernel(network, delays, { simd: false })).toEqual({ cannot: expect.stringContaining("(SIMD)") });
  });

  it.each([2, 3])(
    "has the same bits in %i threads, with either kernel, and from a checkpoint of one thread",
    (workers) =>
      fc.assert(
        fc.asyncProperty(
          fc.nat(),
          fc.integer({ min: 1, max: 60 }),
          fc.constantFrom("plain", "wasm"),
          async (seed, cut, kernel) => {
            const { network, injected } = randomNetwork(seed);
            const one = await everything(network, injected, [cut, 40], { kernel: "plain" });
            const many = await everything(network, injected, [cut, 40], { kernel, workers });
            expect(shown(many)).toEqual(shown(one));
            const resumed = await everything(network, injected, [40], { kernel, workers }, one[0].checkpoint);
            expect(shown([{ ...resumed[0], events: 0 }])).toEqual(shown([{ ...one[1], events: 0 }]));
          },
        ),
        { numRuns: 8 },
      ),
  );

  it("delivers to a population whose update a user wrote", async () => {
    const { network, injected } = randomNetwork(4);
    const model = neuronModel("iaf_psc_exp");
    const theirs: Network = {
      ...network,
      models: { theirs: { ...model, name: "theirs" } },
      populations: network.populations.map((population) =>
        population.model === model.name ? { ...population, model: "theirs" } : population,
      ),
    };
    const updates: PopulationUpdates = {
      theirs: (population, dt, arrivals) => new PscExpPopulation(population, dt, arrivals),
    };
    const built = await everything(network, injected, [80], { kernel: "plain" });
    const own = await everything(theirs, injected, [80], { kernel: "wasm", updates });
    expect(theirs.populations.some((population) => population.model === "theirs")).toBe(true);
    expect({ ...own[0], checkpoint: null }).toEqual({ ...built[0], checkpoint: null });
  });
});
