import { describe, expect, it } from "vitest";
import { CounterStream } from "../../src/numerics/philox.js";
import { rasterHash } from "../../src/recording/recording.js";
import { handBuiltNetwork, type Edge } from "./hand-built-network.fixture.js";
import { createReference } from "./reference.js";
import { runRaster } from "./run-raster.fixture.js";

/** One population of every model, all connected with all, Poisson and listed spikes, a step current. */
function mixedNetwork(seed = 5) {
  const draw = new CounterStream(3, 9);
  const edges = (preSize: number, weight: number): Edge[] =>
    Array.from({ length: 120 }, () => ({
      pre: draw.below(preSize),
      post: draw.below(20),
      weight: weight * draw.uniform(),
      delay: 1 + draw.below(9),
    }));
  const unit = { exp: 120, delta: 0.8, cond: 3 };
  const names = ["exp", "delta", "cond"] as const;
  const models = { exp: "iaf_psc_exp", delta: "iaf_psc_delta", cond: "iaf_cond_exp" } as const;
  return handBuiltNetwork({
    dt: 0.5,
    seed,
    populations: names.map((name) => ({ name, size: 20, model: models[name], parameters: { I_e: 120 } })),
    sources: [
      { name: "X", poisson: { size: 20, rate: 1500 } },
      {
        name: "T",
        spikeSteps: [
          [3, 40, 90],
          [41, 91],
        ],
      },
    ],
    projections: names.flatMap((post) => [
      ...names.map((pre, k) => ({ pre, post, edges: edges(20, unit[post] * (k === 1 ? -1.5 : 1)) })),
      {
        pre: "X",
        post,
        edges: Array.from({ length: 20 }, (_, i) => ({ pre: i, post: i, weight: unit[post], delay: 2 })),
      },
      { pre: "T", post, edges: edges(2, 4 * unit[post]) },
    ]),
    currents: [{ name: "step", post: 0, steps: Uint32Array.of(50, 80), amplitude: [150, -20] }],
  });
}

const all = Array.from({ length: 60 }, (_, i) => i);

describe("checkpoint of the reference", () => {
  it.each([1, 37, 60, 79])(
    "a run interrupted after step %i and resumed on a fresh target gives the same bits as one without",
    async (cut) => {
      const network = mixedNetwork();
      const injected = [
        { step: 70, id: 61, count: 3 },
        { step: 85, id: 4, count: 1 },
      ];
      const whole = createReference(network);
      whole.inject(injected);
      const expected = await runRaster(whole, 200);
      expect(expected.spikeIds.length).toBeGreaterThan(100);
      for (const k of [0, 1, 2]) expect(expected.spikeIds.some((id) => Math.floor(id / 20) === k)).toBe(true);

      const first = createReference(network);
      first.inject(injected);
      const begun = await runRaster(first, cut);
      const second = createReference(network);
      await second.advance(11, () => undefined); // whatever it did before is forgotten
      await second.restore(await first.checkpoint());
      expect(second.step).toBe(cut);
      const ended = await runRaster(second, 200 - cut);
      expect([...begun.spikeSteps, ...ended.spikeSteps]).toEqual([...expected.spikeSteps]);
      expect([...begun.spikeIds, ...ended.spikeIds]).toEqual([...expected.spikeIds]);
      expect(await second.readState(all)).toEqual(await whole.readState(all));
      expect(await second.checkpoint()).toEqual(await whole.checkpoint());
    },
  );

  it("the raster does not depend on how many steps a call advances", async () => {
    const whole = await runRaster(createReference(mixedNetwork()), 150);
    const stepped = await runRaster(createReference(mixedNetwork()), 150, () => undefined);
    expect(rasterHash(stepped)).toBe(rasterHash(whole));
    const other = await runRaster(createReference(mixedNetwork(6)), 150);
    expect(rasterHash(other)).not.toBe(rasterHash(whole));
  });

  it("refuses a checkpoint of a network that differs in one weight, delay, target, parameter or current", async () => {
    const network = mixedNetwork();
    const first = createReference(network);
    await first.advance(150, () => {});
    const bytes = await first.checkpoint();
    const changed = (change: (copy: ReturnType<typeof mixedNetwork>) => void) => {
      const copy = structuredClone(network);
      change(copy);
      return createReference(copy).restore(bytes);
    };
    const refusal = /another network, seed or time step/;
    await expect(changed(() => undefined)).resolves.toBeUndefined();
    await expect(changed(({ projections: [p] }) => ((p.weight as Float32Array)[7] += 1))).rejects.toThrow(refusal);
    await expect(changed(({ projections: [p] }) => ((p.delay as Uint8Array)[7] ^= 1))).rejects.toThrow(refusal);
    await expect(changed(({ projections: [p] }) => (p.source[7] ^= 1))).rejects.toThrow(refusal);
    await expect(changed(({ populations: [p] }) => Object.assign(p.parameters, { tau_m: 19 }))).rejects.toThrow(
      refusal,
    );
    await expect(changed(({ currents: [c] }) => Object.assign(c, { amplitude: [150, -21] }))).rejects.toThrow(refusal);
  });

  it("refuses a checkpoint of another seed, a truncated one and foreign bytes with a sentence", async () => {
    const reference = createReference(mixedNetwork());
    const bytes = await reference.checkpoint();
    await expect(createReference(mixedNetwork(6)).restore(bytes)).rejects.toThrow(/another network, seed or time step/);
    await expect(reference.restore(bytes.subarray(0, bytes.length - 8))).rejects.toThrow(/cut short/);
    await expect(reference.restore(bytes.subarray(0, 13))).rejects.toThrow(/cut short/);
    await expect(reference.restore(new Uint8Array(800).fill(7))).rejects.toThrow(/no checkpoint/);
  });
});
