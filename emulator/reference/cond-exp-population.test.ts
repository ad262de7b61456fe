import { describe, expect, it } from "vitest";
import { handBuiltNetwork } from "./hand-built-network.fixture.js";
import { createReference } from "./reference.js";

const C_M = 200;
const G_L = 10;
const KICK_EX = 40; // nS at t = 3.2 ms
const KICK_IN = 90;
const AT = 3.2;

/** V after `duration` ms with step h: one excitatory and one inhibitory volley that arrive at t = 3.2 ms. */
async function voltageAt(duration: number, h: number, tauEx: number, tauIn: number): Promise<number> {
  const arrival = Math.round(AT / h) - 1; // arrivals(n) are in g at time (n+1)h
  const network = handBuiltNetwork({
    dt: h,
    populations: [
      {
        name: "A",
        size: 1,
        model: "iaf_cond_exp",
        initialV: Float64Array.of(-62),
        parameters: { C_m: C_M, g_L: G_L, tau_m: C_M / G_L, V_th: 1e6, tau_syn_ex: tauEx, tau_syn_in: tauIn, I_e: 30 },
      },
    ],
    sources: [{ name: "S", spikeSteps: [[arrival - 1], [arrival - 1]] }],
    projections: [
      {
        pre: "S",
        post: "A",
        edges: [
          { pre: 0, post: 0, weight: KICK_EX, delay: 1 },
          { pre: 1, post: 0, weight: -KICK_IN, delay: 1 },
        ],
      },
    ],
  });
  const reference = createReference(network);
  await reference.advance(Math.round(duration / h), () => undefined);
  return (await reference.readState([0])).v[0];
}

/** The same by classical Runge–Kutta with 20,000 steps after the volley, exact before it. */
function byRungeKutta(duration: number, tauEx: number, tauIn: number): number {
  const vInf = -70 + 30 / G_L;
  let v = vInf + (-62 - vInf) * Math.exp((-AT * G_L) / C_M);
  const slope = (t: number, x: number) => {
    const ex = KICK_EX * Math.exp(-t / tauEx);
    const inh = KICK_IN * Math.exp(-t / tauIn);
    return (-G_L * (x + 70) - ex * x - inh * (x + 80) + 30) / C_M;
  };
  const n = 20_000;
  const k = (duration - AT) / n;
  for (let step = 0; step < n; step++) {
    const t = step * k;
    const a = slope(t, v);
    const b = slope(t + k / 2, v + (k / 2) * a);
    const c = slope(t + k / 2, v + (k / 2) * b);
    const d = slope(t + k, v + k * c);
    v += (k / 6) * (a + 2 * b + 2 * c + d);
  }
  return v;
}

describe("iaf_cond_exp", () => {
  it("converges with order 4: each halving of dt from 0.8 to 0.1 ms divides the error by 14 to 18", async () => {
    const exact = byRungeKutta(9.6, 2, 5);
    const errors: number[] = [];
    for (const h of [0.8, 0.4, 0.2, 0.1]) errors.push(Math.abs((await voltageAt(9.6, h, 2, 5)) - exact));
    for (let k = 1; k < errors.length; k++) {
      const ratio = errors[k - 1] / errors[k];
      expect(ratio).toBeGreaterThan(14);
      expect(ratio).toBeLessThan(18);
    }
    expect(errors[3]).toBeLessThan(1e-6); // mV, at the usual step of 0.1 ms
  });

  it("is stable and within 0.1 mV at dt = 1.6 ms where C/G_tot is 1.4 ms", async () => {
    expect(Math.abs((await voltageAt(9.6, 1.6, 2, 5)) - byRungeKutta(9.6, 2, 5))).toBeLessThan(0.1);
  });

  it.each([0.1, 1, 5])(
    "holds V* = (g_L E_L + g_E E_E + g_I E_I + I)/G_tot and g_E/g_I = ((V*-E_I) + leak)/(E_E-V*) to 1e-9 at dt = %f ms",
    async (h) => {
      const network = handBuiltNetwork({
        dt: h,
        populations: [
          {
            name: "A",
            size: 3,
            model: "iaf_cond_exp",
            parameters: {
              C_m: C_M,
              g_L: G_L,
              tau_m: 20,
              V_th: 1e6,
              tau_syn_ex: 1e15,
              tau_syn_in: 1e15,
              E_in: -75,
              I_e: Float64Array.of(0, 30, -50),
            },
          },
        ],
        sources: [{ name: "S", spikeSteps: [[0], [0]] }],
        projections: [
          {
            pre: "S",
            post: "A",
            edges: [0, 1, 2].flatMap((post) => [
              { pre: 0, post, weight: 4 * (post + 1), delay: 1 },
              { pre: 1, post, weight: -26 * (post + 1), delay: 1 },
            ]),
          },
        ],
      });
      const reference = createReference(network);
      await reference.advance(Math.round(500 / h), () => undefined);
      const { v, u } = await reference.readState([0, 1, 2]);
      const { excitatory, inhibitory } = reference.readReceptors([0, 1, 2]);
      [0, 30, -50].forEach((current, i) => {
        const gEx = 4 * (i + 1);
        const gIn = 26 * (i + 1);
        expect(Math.abs(v[i] - (G_L * -70 + gIn * -75 + current) / (G_L + gEx + gIn))).toBeLessThan(1e-9);
        const leak = (G_L * (v[i] + 70) - current) / inhibitory[i];
        expect(Math.abs(excitatory[i] / inhibitory[i] - (v[i] + 75 + leak) / (0 - v[i]))).toBeLessThan(1e-9);
        expect(Math.abs(u[i] - (G_L * (v[i] + 70) - current))).toBeLessThan(1e-8); // what the synapses carry is what leaks out
      });
    },
  );

  it("clamps V for t_ref after a spike while the conductances decay on, and adds arrivals after the update", async () => {
    const network = handBuiltNetwork({
      dt: 0.5,
      populations: [{ name: "A", size: 1, model: "iaf_cond_exp", parameters: { t_ref: 2, tau_syn_ex: 3 } }],
      sources: [{ name: "S", spikeSteps: [[0]] }],
      projections: [{ pre: "S", post: "A", edges: [{ pre: 0, post: 0, weight: 500, delay: 2 }] }],
    });
    const reference = createReference(network);
    const fired: number[] = [];
    const v: number[] = [];
    for (let n = 0; n < 10; n++) {
      await reference.advance(1, (step) => fired.push(step));
      v.push((await reference.readState([0])).v[0]);
    }
    expect(v[2]).toBeCloseTo(-70, 12); // arrivals(2) are in g only after V moved
    expect(fired).toEqual([3, 8]);
    expect(v.slice(3, 8)).toEqual([-60, -60, -60, -60, -60]);
    expect(reference.readReceptors([0]).excitatory[0]).toBeCloseTo(500 * Math.exp((-7 * 0.5) / 3), 10);
  });
});
