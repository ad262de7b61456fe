import { describe, expect, it } from "vitest";
import { intervalCv, siegertRate } from "../../src/theory/siegert.js";
import { handBuiltNetwork } from "./hand-built-network.fixture.js";
import { createReference } from "./reference.js";
import { runRaster } from "./run-raster.fixture.js";

const LIF = { tau: 20, threshold: 20, reset: 10, refractory: 2 };
const J = 0.1; // mV, of excitatory and inhibitory spikes alike
const DT = 0.1;
const NEURONS = 200;
const BURN_IN = 2000;
const STEPS = 30_000;

/** Rate (Hz) and CV of neurons with independent Poisson input that gives mean `mu` and noise `sigma` (mV). */
async function simulate(mu: number, sigma: number): Promise<{ rate: number; cv: number }> {
  const sum = sigma ** 2 / ((LIF.tau / 1000) * J ** 2);
  const difference = mu / ((LIF.tau / 1000) * J);
  const oneToOne = (weight: number) =>
    Array.from({ length: NEURONS }, (_, i) => ({ pre: i, post: i, weight, delay: 1 }));
  const network = handBuiltNetwork({
    dt: DT,
    seed: 17,
    populations: [
      {
        name: "A",
        size: NEURONS,
        model: "iaf_psc_delta",
        parameters: { E_L: 0, V_th: 20, V_reset: 10, tau_m: LIF.tau, t_ref: 2 },
      },
    ],
    sources: [
      { name: "ex", poisson: { size: NEURONS, rate: (sum + difference) / 2 } },
      { name: "in", poisson: { size: NEURONS, rate: (sum - difference) / 2 } },
    ],
    projections: [
      { pre: "ex", post: "A", edges: oneToOne(J) },
      { pre: "in", post: "A", edges: oneToOne(-J) },
    ],
  });
  const { spikeSteps, spikeIds } = await runRaster(createReference(network), STEPS);
  const last = new Int32Array(NEURONS).fill(-1);
  const intervals: number[] = [];
  let spikes = 0;
  spikeSteps.forEach((step, k) => {
    if (step < BURN_IN) return;
    const id = spikeIds[k];
    if (last[id] >= 0) intervals.push((step - last[id]) * DT);
    last[id] = step;
    spikes++;
  });
  const mean = intervals.reduce((a, b) => a + b, 0) / intervals.length;
  const variance = intervals.reduce((total, x) => total + (x - mean) ** 2, 0) / (intervals.length - 1);
  return { rate: spikes / NEURONS / ((STEPS - BURN_IN) * DT * 1e-3), cv: Math.sqrt(variance) / mean };
}

describe("Poisson-driven iaf_psc_delta against Siegert's formula (threshold tested every 0.1 ms)", () => {
  it.each([
    { mu: 16, sigma: 5, regime: "driven by fluctuations" },
    { mu: 21, sigma: 7.6, regime: "at threshold, as in the Brunel network" },
    { mu: 30, sigma: 4, regime: "driven by the mean" },
  ])("μ = $mu mV, σ = $sigma mV ($regime): rate within 2.5 %, CV within 4 %", async ({ mu, sigma }) => {
    const { rate, cv } = await simulate(mu, sigma);
    expect(Math.abs(rate / siegertRate(LIF, mu, sigma, 0, DT) - 1)).toBeLessThan(0.025);
    expect(Math.abs(cv / intervalCv(LIF, mu, sigma, 0, DT) - 1)).toBeLessThan(0.04);
  });
});
