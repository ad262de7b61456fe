import { describe, expect, it } from "vitest";
import { handBuiltNetwork } from "./hand-built-network.fixture.js";
import { createReference } from "./reference.js";
import { runRaster } from "./run-raster.fixture.js";

/** V and u of one neuron after each of `steps` steps. */
async function trace(network: Parameters<typeof createReference>[0], steps: number, neuron = 0) {
  const reference = createReference(network);
  const u: number[] = [];
  const v: number[] = [];
  const raster = await runRaster(reference, steps, async () => {
    const state = await reference.readState([neuron]);
    u.push(state.u[0]);
    v.push(state.v[0]);
  });
  return { u, v, raster, reference };
}

describe("iaf_psc_exp against closed forms", () => {
  it.each([
    { tauM: 20, tauSyn: 5 },
    { tauM: 10, tauSyn: 10 },
    { tauM: 10, tauSyn: 0.5 },
    { tauM: 5, tauSyn: 80 },
  ])(
    "a spike with weight 300 pA and delay 3 steps gives the exact PSP, τ_m $tauM ms, τ_syn $tauSyn ms, to 1e-10 mV",
    async ({ tauM, tauSyn }) => {
      const dt = 0.1;
      const network = handBuiltNetwork({
        dt,
        populations: [
          {
            name: "A",
            size: 1,
            model: "iaf_psc_exp",
            parameters: { tau_m: tauM, tau_syn_ex: tauSyn, tau_syn_in: 2, V_th: 1000 },
          },
        ],
        sources: [{ name: "S", spikeSteps: [[4]] }],
        projections: [{ pre: "S", post: "A", edges: [{ pre: 0, post: 0, weight: 300, delay: 3 }] }],
      });
      const { u, v } = await trace(network, 1000);
      for (let n = 0; n < 1000; n++) {
        const t = (n - 7) * dt; // arrivals(7): the current jumps at the end of step 7
        const current = t < 0 ? 0 : 300 * Math.exp(-t / tauSyn);
        const psp =
          t < 0
            ? 0
            : tauM === tauSyn
              ? (300 / 250) * t * Math.exp(-t / tauM)
              : ((300 / 250) * (Math.exp(-t / tauM) - Math.exp(-t / tauSyn))) / (1 / tauSyn - 1 / tauM);
        expect(Math.abs(u[n] - current)).toBeLessThan(1e-10);
        expect(Math.abs(v[n] - (-70 + psp))).toBeLessThan(1e-10);
      }
    },
  );

  it("negative weights decay with τ_syn_in and positive ones with τ_syn_ex in one projection of both signs", async () => {
    const network = handBuiltNetwork({
      dt: 0.5,
      populations: [{ name: "A", size: 2, model: "iaf_psc_exp", parameters: { tau_syn_ex: 2, tau_syn_in: 8 } }],
      sources: [{ name: "S", spikeSteps: [[0]] }],
      projections: [
        {
          pre: "S",
          post: "A",
          edges: [
            { pre: 0, post: 0, weight: 50, delay: 1 },
            { pre: 0, post: 1, weight: -70, delay: 2 },
          ],
        },
      ],
    });
    const reference = createReference(network);
    await reference.advance(11, () => undefined);
    const { excitatory, inhibitory } = reference.readReceptors([0, 1]);
    expect(excitatory[0]).toBeCloseTo(50 * Math.exp((-9 * 0.5) / 2), 12);
    expect(inhibitory[0]).toBe(0);
    expect(excitatory[1]).toBe(0);
    expect(inhibitory[1]).toBeCloseTo(-70 * Math.exp((-8 * 0.5) / 8), 12);
  });

  it("a current switched on at step 10 and off at step 60 charges and discharges the membrane exactly, on top of I_e", async () => {
    const dt = 0.1;
    const network = handBuiltNetwork({
      dt,
      populations: [{ name: "A", size: 2, model: "iaf_psc_exp", parameters: { I_e: Float64Array.of(0, 50) } }],
      currents: [{ name: "step", post: 0, steps: Uint32Array.of(10, 60), amplitude: [100, Float64Array.of(0, 0)] }],
    });
    const resistance = 20 / 250;
    for (const [neuron, constant] of [
      [0, 0],
      [1, 50],
    ]) {
      const { v } = await trace(network, 100, neuron);
      for (let n = 0; n < 100; n++) {
        const t = (n + 1) * dt;
        const on = Math.max(0, t - 1);
        const off = Math.max(0, t - 6);
        const step = -Math.expm1(-on / 20) + Math.expm1(-off / 20);
        expect(Math.abs(v[n] - (-70 + resistance * (100 * step - constant * Math.expm1(-t / 20))))).toBeLessThan(1e-10);
      }
    }
  });

  it("fires at the exact rate of the f–I curve, refractory time included, and is silent below rheobase", async () => {
    const dt = 0.1;
    const currents = Float64Array.of(240, 249.9, 250.5, 260, 300, 400, 700, 1500);
    const network = handBuiltNetwork({
      dt,
      populations: [{ name: "A", size: currents.length, model: "iaf_psc_exp", parameters: { I_e: currents } }],
    });
    const { spikeSteps, spikeIds } = await runRaster(createReference(network), 10_000);
    currents.forEach((current, i) => {
      const steps = [...spikeSteps].filter((_, k) => spikeIds[k] === i);
      const drive = (current * 20) / 250; // R·I, mV above E_L
      if (drive <= 20) return expect(steps).toEqual([]);
      const climb = 20 * Math.log((drive - 10) / (drive - 20)); // ms from V_reset to V_th
      const interval = Math.ceil(climb / dt) + 20;
      expect(steps.length).toBeGreaterThan(5);
      for (let k = 1; k < steps.length; k++) expect(steps[k] - steps[k - 1]).toBe(interval);
    });
  });

  it("V stays at V_reset for exactly t_ref/dt = 5 steps while the current keeps integrating", async () => {
    const network = handBuiltNetwork({
      dt: 0.2,
      populations: [{ name: "A", size: 1, model: "iaf_psc_exp", parameters: { t_ref: 1 } }],
      sources: [{ name: "S", spikeSteps: [[0, 20]] }],
      projections: [{ pre: "S", post: "A", edges: [{ pre: 0, post: 0, weight: 4500, delay: 1 }] }],
    });
    const { v, u, raster } = await trace(network, 30);
    const fired = raster.spikeSteps[0];
    for (let n = fired; n <= fired + 5; n++) expect(v[n]).toBe(-60);
    expect(v[fired + 6]).toBeGreaterThan(-60);
    for (let n = fired + 1; n < fired + 6; n++) expect(u[n] / u[n - 1]).toBeCloseTo(Math.exp(-0.2 / 5), 12);
  });
});

describe("iaf_psc_delta", () => {
  it("jumps by the weight in step n + delay, decays exactly, and discards what arrives while refractory", async () => {
    const network = handBuiltNetwork({
      dt: 0.1,
      populations: [{ name: "A", size: 1, model: "iaf_psc_delta", parameters: { t_ref: 0.5 } }],
      sources: [
        { name: "S", spikeSteps: [[2, 30, 32, 36]] },
        { name: "big", spikeSteps: [[30]] },
      ],
      projections: [
        { pre: "S", post: "A", edges: [{ pre: 0, post: 0, weight: 1.5, delay: 4 }] },
        { pre: "big", post: "A", edges: [{ pre: 0, post: 0, weight: 25, delay: 4 }] },
      ],
    });
    const { v, u, raster } = await trace(network, 60);
    expect(v[5]).toBe(-70);
    expect(v[6]).toBe(-68.5);
    expect(u[6]).toBe(1.5);
    expect(Math.abs(v[26] - (-70 + 1.5 * Math.exp(-2 / 20)))).toBeLessThan(1e-12);
    expect([...raster.spikeSteps]).toEqual([34]);
    for (let n = 34; n <= 39; n++) expect(v[n]).toBe(-60); // the spike of step 32 arrived in step 36: discarded
    expect(v[40]).toBeCloseTo(-70 + 10 * Math.exp(-0.1 / 20) + 1.5, 12); // that of step 36 arrives in the first live step
  });

  it("counts every spike of a multiple spike, of an injected one and of a one-to-one source", async () => {
    const network = handBuiltNetwork({
      dt: 1,
      populations: [{ name: "A", size: 2, model: "iaf_psc_delta", parameters: { tau_m: 1e12, C_m: 1e12 } }],
      sources: [
        { name: "S", spikeSteps: [[3, 3, 3], [4]] },
        { name: "T", spikeSteps: [[5, 5]] },
      ],
      projections: [
        {
          pre: "S",
          post: "A",
          edges: [
            { pre: 0, post: 0, weight: 0.25, delay: 1 },
            { pre: 1, post: 1, weight: 0.25, delay: 1 },
          ],
        },
        {
          pre: "T",
          post: "A",
          edges: [
            { pre: 0, post: 0, weight: 1, delay: 2 },
            { pre: 0, post: 1, weight: 1, delay: 2 },
          ],
        },
        { pre: "A", post: "A", edges: [{ pre: 0, post: 1, weight: -0.5, delay: 1 }] },
      ],
    });
    const reference = createReference(network);
    reference.inject([
      { step: 3, id: 2, count: 2 },
      { step: 1, id: 0, count: 4 },
    ]);
    await reference.advance(12, () => undefined);
    const { v } = await reference.readState([0, 1]);
    expect(v[0] + 70).toBeCloseTo(3 * 0.25 + 2 * 0.25 + 2, 9);
    expect(v[1] + 70).toBeCloseTo(0.25 + 2 - 4 * 0.5, 9);
    expect(reference.synapticEvents).toBe(3 + 2 + 1 + 4 + 4);
  });

  it("refuses spikes for the past and for unknown ids with a sentence", () => {
    const reference = createReference(
      handBuiltNetwork({ dt: 1, populations: [{ name: "A", size: 2, model: "iaf_psc_delta" }] }),
    );
    expect(() => reference.inject([{ step: 0, id: 2, count: 1 }])).toThrow(/id 2, but ids go from 0 to 1/);
    expect(() => reference.inject([{ step: -1, id: 0, count: 1 }])).toThrow(/step 0 is the next.*\[inject-late\]/);
  });
});
