/**
 * The reference on the network of Brunel (2000), "Dynamics of sparsely connected networks of excitatory and inhibitory
 * spiking neurons", in its asynchronous irregular state: N = 12,500, C_E = 1,000, C_I = 250, J = 0.1 mV, g = 5, η = 2, D = 1.5 ms.
 * The network is examples/brunel.yaml. NEST gives 37.2 Hz and Brian2 37.3–37.8 Hz with a step of 0.1 ms.
 */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { createReference } from "../emulator/reference/reference.js";
import { runRaster } from "../emulator/reference/run-raster.fixture.js";
import { loadDescription } from "../src/node/files/load-description.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { intervalCv, siegertRate } from "../src/theory/siegert.js";

const description = loadDescription(fileURLToPath(new URL("../examples/brunel.yaml", import.meta.url))).description;

/** Rate at which the white-noise theory reproduces itself, Hz, and its CV; threshold tested every 0.1 ms. */
function selfConsistent(): { rate: number; cv: number } {
  const lif = { tau: 20, threshold: 20, reset: 10, refractory: 2 };
  const input = (rate: number) => ({
    mu: 0.02 * (0.1 * (1000 * rate + 20_000) - 0.5 * 250 * rate),
    sigma: Math.sqrt(0.02 * (0.01 * (1000 * rate + 20_000) + 0.25 * 250 * rate)),
  });
  let rate = 30;
  for (let k = 0; k < 300; k++) rate += 0.1 * (siegertRate(lif, input(rate).mu, input(rate).sigma, 0, 0.1) - rate);
  return { rate, cv: intervalCv(lif, input(rate).mu, input(rate).sigma, 0, 0.1) };
}

function momentsOf(values: ArrayLike<number>): { mean: number; variance: number } {
  let mean = 0;
  for (let k = 0; k < values.length; k++) mean += values[k] / values.length;
  let variance = 0;
  for (let k = 0; k < values.length; k++) variance += (values[k] - mean) ** 2 / (values.length - 1);
  return { mean, variance };
}

describe("the Brunel (2000) network, g = 5, η = 2", () => {
  const burnIn = 1000;
  const steps = 5000;
  const seconds = (steps - burnIn) * 1e-4;
  let trains: number[][] = [];
  const rate = (from: number, to: number) =>
    trains.slice(from, to).reduce((sum, train) => sum + train.length, 0) / (to - from) / seconds;

  beforeAll(async () => {
    const { spikeSteps, spikeIds } = await runRaster(createReference(drawNetwork(description)), steps);
    trains = Array.from({ length: 12_500 }, () => []);
    spikeSteps.forEach((step, k) => {
      if (step >= burnIn) trains[spikeIds[k]].push(step - burnIn);
    });
  });

  it("fires at the published 37–38 Hz (0.4 s, hence ±0.8 Hz), excitatory and inhibitory neurons alike", () => {
    expect(rate(0, 12_500)).toBeGreaterThan(36.4);
    expect(rate(0, 12_500)).toBeLessThan(38.6);
    expect(Math.abs(rate(10_000, 12_500) - rate(0, 10_000))).toBeLessThan(0.8);
  });

  it("fires within 3 % of the self-consistent Siegert rate, 37.2 Hz", () => {
    const theory = selfConsistent().rate;
    expect(theory).toBeCloseTo(37.2, 1);
    expect(Math.abs(rate(0, 12_500) / theory - 1)).toBeLessThan(0.03);
  });

  it("fires irregularly: mean CV above 0.35, yet below the white-noise 0.66, for inhibitory feedback takes the slow noise away", () => {
    const cvs = trains
      .filter((train) => train.length >= 8)
      .map((train) => momentsOf(train.slice(1).map((step, k) => step - train[k])))
      .map(({ mean, variance }) => Math.sqrt(variance) / mean);
    expect(cvs.length).toBeGreaterThan(12_000);
    const { mean } = momentsOf(cvs);
    expect(mean).toBeGreaterThan(0.35);
    expect(mean).toBeLessThan(selfConsistent().cv);
  });

  it("is asynchronous: the mean correlation of two neurons' counts in 5 ms is below 0.03", () => {
    const bins = (steps - burnIn) / 50;
    const total = new Float64Array(bins);
    let sumOfVariances = 0;
    let sumOfDeviations = 0;
    for (const train of trains) {
      const counts = new Float64Array(bins);
      for (const step of train) counts[Math.floor(step / 50)]++;
      counts.forEach((count, b) => (total[b] += count));
      const { variance } = momentsOf(counts);
      sumOfVariances += variance;
      sumOfDeviations += Math.sqrt(variance);
    }
    const covariance = momentsOf(total).variance - sumOfVariances;
    const correlation = covariance / (sumOfDeviations ** 2 - sumOfVariances);
    expect(correlation).toBeGreaterThan(-0.01);
    expect(correlation).toBeLessThan(0.03);
  });
});
