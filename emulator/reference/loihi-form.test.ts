import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CounterStream } from "../../src/numerics/philox.js";
import type { Network } from "../../src/network/types.js";
import { createChipForm, type ChipFormModel } from "./loihi-form.js";
import { handBuiltNetwork, type Edge } from "./hand-built-network.fixture.js";
import { currentPropagator, decayFactor, synapticPropagator } from "../../src/numerics/propagators.js";
import { refractorySteps } from "../../src/numerics/time-grid.js";
import { createReference } from "./reference.js";
import { runRaster } from "./run-raster.fixture.js";

const UNLIMITED = {
  truncateState: false,
  vMin: -Infinity,
  vMax: Infinity,
  uLimit: Infinity,
  accumulatorLimit: Infinity,
} as const;

interface Synapse {
  readonly pre: number;
  readonly post: number;
  readonly weight: number;
  readonly delay: number;
}

/** The `hw` arithmetic of one core in BigInt, straight from the table of one step; also the `lava` one. */
class Oracle {
  readonly u: bigint[];
  readonly v: bigint[];
  private readonly refCount: number[];
  private readonly buffer = new Map<string, bigint>();
  private step = 0;

  constructor(
    private readonly spec: {
      size: number;
      du: number[];
      dv: number[];
      bias: number[];
      vth: number[];
      refract: number[];
      u0: number[];
      v0: number[];
      vmin: number;
      vmax: number;
      synapses: Synapse[];
      lava: boolean;
    },
  ) {
    this.u = spec.u0.map(BigInt);
    this.v = spec.v0.map(BigInt);
    this.refCount = new Array<number>(spec.size).fill(0);
  }

  advance(input: number[]): number[] {
    const { size, du, dv, bias, vth, refract, vmin, vmax, synapses, lava } = this.spec;
    const decay = (x: bigint, d: number) =>
      x < 0n ? -((-x * BigInt(4096 - d)) >> 12n) : (x * BigInt(4096 - d)) >> 12n;
    const fired: number[] = [];
    for (let i = 0; i < size; i++) {
      let q = this.buffer.get(`${this.step} ${i}`) ?? 0n;
      if (!lava) q = BigInt.asIntN(22, q);
      let u = decay(this.u[i], du[i]) + q;
      if (!lava) u = BigInt.asIntN(24, u);
      else if (u > 2n ** 23n) u -= 2n ** 24n;
      else if (u <= -(2n ** 23n)) u += 2n ** 24n;
      const u2 = lava ? u + BigInt(bias[i]) : BigInt.asIntN(24, u + BigInt(bias[i]));
      let v = decay(this.v[i], dv[i]) + u2;
      if (v > BigInt(vmax)) v = BigInt(vmax);
      if (v < BigInt(vmin)) v = BigInt(vmin);
      if (this.refCount[i] > 0) v = 0n;
      if (v > BigInt(vth[i])) {
        v = 0n;
        this.refCount[i] = refract[i];
        fired.push(i);
      }
      this.refCount[i] = Math.max(this.refCount[i] - 1, 0);
      this.u[i] = u;
      this.v[i] = v;
    }
    for (const { pre, post, weight, delay } of synapses) {
      const times = pre < size ? Number(fired.includes(pre)) : input.filter((id) => id === pre - size).length;
      const key = `${this.step + 1 + delay} ${post}`;
      if (times > 0) this.buffer.set(key, (this.buffer.get(key) ?? 0n) + BigInt(weight * times));
    }
    this.step++;
    return fired;
  }
}

/** One population "A" (0 … size-1) and one source group "S". */
function twoProjections(size: number, inputs: number[][], synapses: readonly Synapse[]): Network {
  const edges = (keep: (s: Synapse) => boolean, shift: number): Edge[] =>
    synapses.filter(keep).map((s) => ({ ...s, pre: s.pre - shift }));
  return handBuiltNetwork({
    dt: 1,
    populations: [{ name: "A", size, model: "iaf_psc_exp" }],
    sources: [{ name: "S", spikeSteps: inputs }],
    projections: [
      { pre: "A", post: "A", edges: edges((s) => s.pre < size, 0) },
      { pre: "S", post: "A", edges: edges((s) => s.pre >= size, size) },
    ],
  });
}

describe("chip form with integers", () => {
  const integer = (min: number, max: number) => fc.integer({ min, max });
  it.each(["hw", "lava"] as const)(
    "equals a BigInt oracle of the %s arithmetic bit for bit: every u, v and spike of 60 steps",
    async (overflow) => {
      const lava = overflow === "lava";
      const size = 5;
      const perNeuron = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: size, maxLength: size });
      const limit = 2 ** 23;
      await fc.assert(
        fc.asyncProperty(
          perNeuron(integer(1, 4096)),
          perNeuron(integer(0, 4095)),
          perNeuron(integer(-524160, 524160)),
          perNeuron(integer(0, 2 ** 21)),
          perNeuron(integer(1, 6)),
          perNeuron(integer(1 - limit, limit - 1)),
          perNeuron(integer(1 - limit, limit - 1)),
          fc.array(
            fc.record({
              pre: integer(0, size + 2),
              post: integer(0, size - 1),
              weight: integer(-16384, 16320).map((w) => w * 64),
              delay: integer(0, 7),
            }),
            { maxLength: 30 },
          ),
          fc.array(fc.array(integer(0, 59), { maxLength: 30 }), { minLength: 3, maxLength: 3 }),
          async (du, dv, bias, vth, refract, u0, v0, synapses, inputs) => {
            const vmin = lava ? 1 - limit : -(2 ** 20) + 1;
            const network = twoProjections(
              size,
              inputs.map((steps) => [...steps].sort((a, b) => a - b)),
              synapses,
            );
            const dead = refract.map((k) => (lava ? 0 : k - 1));
            const oracle = new Oracle({
              size,
              du,
              dv,
              bias,
              vth,
              refract: lava ? dead : refract,
              u0,
              v0,
              vmin,
              vmax: limit - 1,
              synapses,
              lava,
            });
            const chip = createChipForm({
              size,
              sourceSize: 3,
              dt: 1,
              seed: 1,
              sources: network.sources,
              factorU: Float64Array.from(du, (d) => (4096 - d) / 4096),
              factorV: Float64Array.from(dv, (d) => (4096 - d) / 4096),
              bias: Float64Array.from(bias),
              biasChanges: [],
              threshold: Float64Array.from(vth),
              comparator: ">",
              refractorySteps: Uint32Array.from(dead),
              initialV: Float64Array.from(v0),
              initialU: Float64Array.from(u0),
              rows: network.projections.map((projection) => ({
                projection,
                weight: projection.weight,
                delayField: projection.delay as number | Uint8Array,
              })),
              truncateState: true,
              vMin: vmin,
              vMax: limit - 1,
              uLimit: limit,
              accumulatorLimit: lava ? Infinity : 2 ** 21,
              overflow,
            });
            const all = Array.from({ length: size }, (_, i) => i);
            for (let step = 0; step < 60; step++) {
              const expected = oracle.advance(
                inputs.flatMap((steps, id) => steps.filter((s) => s === step).map(() => id)),
              );
              let fired: number[] = [];
              await chip.advance(1, (_, ids, count) => (fired = [...ids.subarray(0, count)]));
              const state = await chip.readState(all);
              expect([...state.u]).toEqual(oracle.u.map(Number));
              expect([...state.v]).toEqual(oracle.v.map(Number));
              expect(fired).toEqual(expected);
            }
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});

/** 80 E and 20 I neurons with random synapses (weights, delays and parameters spread) and Poisson drive. */
function balancedNetwork(model: "iaf_psc_exp" | "iaf_psc_delta"): Network {
  const draw = new CounterStream(7, 1);
  const unit = model === "iaf_psc_exp" ? 200 : 1; // pA, or mV
  const edges = (preSize: number, postSize: number, indegree: number, mean: number): Edge[] =>
    Array.from({ length: postSize * indegree }, (_, k) => ({
      pre: draw.below(preSize),
      post: Math.floor(k / indegree),
      weight: mean * unit * (0.5 + draw.uniform()),
      delay: 1 + draw.below(15),
    }));
  const spread = (size: number, low: number, high: number) =>
    Float64Array.from({ length: size }, () => low + (high - low) * draw.uniform());
  const parameters = (size: number) => ({
    tau_m: spread(size, 15, 25),
    V_th: spread(size, -52, -48),
    tau_syn_ex: 4,
    tau_syn_in: 4,
    t_ref: spread(size, 0, 3),
    I_e: spread(size, 0, 100),
  });
  return handBuiltNetwork({
    dt: 0.1,
    seed: 11,
    populations: [
      { name: "E", size: 80, model, parameters: parameters(80), initialV: spread(80, -70, -50) },
      { name: "I", size: 20, model, parameters: parameters(20), initialV: spread(20, -70, -50) },
    ],
    sources: [{ name: "X", poisson: { size: 100, rate: 3000 } }],
    projections: [
      { pre: "E", post: "E", edges: edges(80, 80, 20, 0.5) },
      { pre: "E", post: "I", edges: edges(80, 20, 20, 0.5) },
      { pre: "I", post: "E", edges: edges(20, 80, 5, -3) },
      { pre: "I", post: "I", edges: edges(20, 20, 5, -3) },
      {
        pre: "X",
        post: "E",
        edges: Array.from({ length: 80 }, (_, i) => ({ pre: i, post: i, weight: 0.7 * unit, delay: 1 })),
      },
      {
        pre: "X",
        post: "I",
        edges: Array.from({ length: 20 }, (_, i) => ({ pre: 80 + i, post: i, weight: 0.7 * unit, delay: 1 })),
      },
    ],
    currents: [{ name: "kick", post: 1, steps: Uint32Array.of(300, 400), amplitude: [60, 0] }],
  });
}

/** The network in the chip's form with nothing quantized, `scale` units per mV. */
function chipFormOf(network: Network, scale: number): ChipFormModel {
  const { dt, size, sourceSize, seed, sources } = network;
  const model = network.populations[0].model;
  const values = (
    value: (get: (name: keyof (typeof network.populations)[0]["parameters"]) => number, initialV: number) => number,
  ) =>
    Float64Array.from(
      network.populations.flatMap((p) =>
        Array.from({ length: p.size }, (_, i) =>
          value((name) => {
            const x = p.parameters[name];
            return typeof x === "number" ? x : x[i];
          }, p.initialV[i]),
        ),
      ),
    );
  const gain = values(
    (get) =>
      (model === "iaf_psc_exp" ? synapticPropagator(dt, get("tau_m"), get("tau_syn_ex"), get("C_m")) : 1) * scale,
  );
  const biasOf = (extra: number) =>
    values(
      (get) =>
        scale *
        (-(get("E_L") - get("V_reset")) * Math.expm1(-dt / get("tau_m")) +
          currentPropagator(dt, get("tau_m"), get("C_m")) * (get("I_e") + extra)),
    );
  const changed = network.populations[1];
  const ids = Uint32Array.from({ length: changed.size }, (_, i) => changed.first + i);
  return {
    size,
    sourceSize,
    dt,
    seed,
    sources,
    factorU: values((get) => (model === "iaf_psc_exp" ? decayFactor(dt, get("tau_syn_ex")) : 0)),
    factorV: values((get) => decayFactor(dt, get("tau_m"))),
    bias: biasOf(0),
    biasChanges: [60, 0].map((extra, k) => ({
      step: 300 + 100 * k,
      neurons: ids,
      bias: biasOf(extra).subarray(changed.first),
    })),
    threshold: values((get) => scale * (get("V_th") - get("V_reset"))),
    comparator: ">=",
    refractorySteps: Uint32Array.from(values((get) => refractorySteps(get("t_ref"), dt).steps)),
    initialV: values((get, initialV) => scale * (initialV - get("V_reset"))),
    initialU: new Float64Array(size),
    rows: network.projections.map((projection) => {
      const shift = model === "iaf_psc_exp" ? 0 : 1;
      const { delay } = projection;
      return {
        projection,
        weight: projection.weight,
        rowGain: gain.subarray(projection.postFirst, projection.postFirst + projection.postSize),
        delayField: typeof delay === "number" ? delay - shift : Uint8Array.from(delay, (d) => d - shift),
      };
    }),
    ...UNLIMITED,
  };
}

describe("chip form with nothing quantized", () => {
  it.each(["iaf_psc_exp", "iaf_psc_delta"] as const)(
    "fires the same spikes as exact integration of %s for 1,500 steps of a balanced network, and V agrees to 1e-9 mV",
    async (model) => {
      const network = balancedNetwork(model);
      const scale = 100;
      const reference = createReference(network);
      const chip = createChipForm(chipFormOf(network, scale));
      const expected = await runRaster(reference, 1500);
      const found = await runRaster(chip, 1500);
      const perNeuronAndSecond = expected.spikeIds.length / 100 / 0.15;
      expect(perNeuronAndSecond).toBeGreaterThan(5);
      expect(perNeuronAndSecond).toBeLessThan(200);
      expect(found).toEqual(expected);
      const ids = Array.from({ length: 100 }, (_, i) => i);
      const a = await reference.readState(ids);
      const b = await chip.readState(ids);
      for (const i of ids) expect(Math.abs(b.v[i] / scale - 60 - a.v[i])).toBeLessThan(1e-9);
    },
  );

  it("a biased network continues after a checkpoint with the same bits, bias changes and pending delays included", async () => {
    const model = { ...chipFormOf(balancedNetwork("iaf_psc_exp"), 1000), truncateState: true };
    const whole = createChipForm(model);
    const first = createChipForm(model);
    const injected = [{ step: 360, id: 3, count: 2 }];
    for (const target of [whole, first]) target.inject(injected);
    const expected = await runRaster(whole, 500);
    const start = await runRaster(first, 350);
    const second = createChipForm(model);
    await second.restore(await first.checkpoint());
    expect(second.step).toBe(350);
    const rest = await runRaster(second, 150);
    expect([...start.spikeIds, ...rest.spikeIds]).toEqual([...expected.spikeIds]);
    expect(await second.checkpoint()).toEqual(await whole.checkpoint());
  });

  it("counts what overflows: v clipped, u wrapped, accumulator wrapped", async () => {
    const network = twoProjections(1, [[0, 2]], [{ pre: 1, post: 0, weight: 100, delay: 0 }]);
    const [, projection] = network.projections;
    const chip = createChipForm({
      size: 1,
      sourceSize: 1,
      dt: 1,
      seed: 1,
      sources: network.sources,
      factorU: Float64Array.of(1),
      factorV: Float64Array.of(1),
      bias: Float64Array.of(0),
      biasChanges: [],
      threshold: Float64Array.of(1e9),
      comparator: ">",
      refractorySteps: Uint32Array.of(0),
      initialV: Float64Array.of(0),
      initialU: Float64Array.of(0),
      rows: [{ projection, weight: 100, delayField: 0 }],
      truncateState: false,
      vMin: -500,
      vMax: 130,
      uLimit: 64,
      accumulatorLimit: 80,
    });
    await chip.advance(2, () => undefined);
    // 100 wraps to -60 on [-80, 80)
    expect(await chip.readState([0])).toEqual({
      u: Float64Array.of(-60),
      v: Float64Array.of(-60),
      refractory: Float64Array.of(0),
    });
    await chip.advance(2, () => undefined);
    // -60 - 60 = -120 wraps to 8 on [-64, 64)
    expect((await chip.readState([0])).u[0]).toBe(8);
    await chip.advance(40, () => undefined);
    const counters = await chip.counters();
    expect((await chip.readState([0])).v[0]).toBe(130);
    expect(counters["accumulator-wrapped"]).toBe(2);
    expect(counters["u-wrapped"]).toBe(1);
    expect(counters["v-clipped"]).toBeGreaterThan(5);
  });
});
