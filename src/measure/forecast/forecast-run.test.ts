import { describe, expect, it } from "vitest";
import { parseDescription } from "../../description/load-description.js";
import { drawNetwork } from "../../network/draw-network.js";
import { bestWorkers, describeForecast, forecastRun, secondsWith } from "./forecast-run.js";
import { runWorkOf } from "./run-work.js";

const NETWORK = `
name: n
seed: 1
timestep: 0.1 ms
duration: 1 s
populations:
  E: { size: 200, neuron: { model: iaf_psc_delta } }
  I: { size: 50, neuron: { model: iaf_psc_delta } }
stimuli:
  x: { type: poisson, target: [E], rate: 1000 Hz, weight: 0.1 mV, delay: 1 ms }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, indegree: 40 }, weight: 0.1 mV, delay: 1 ms }
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, indegree: 2 }, weight: 0.1 mV, delay: 1 ms }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, indegree: 10 }, weight: { normal: { mean: -0.5 mV, sd: 0.05 mV } }, delay: 1 ms }
  I→I: { pre: I, post: I, connect: { rule: fixed_indegree, indegree: 10 }, weight: -0.5 mV, delay: { uniform: [1 ms, 2 ms] } }
`;

const network = drawNetwork(parseDescription(NETWORK, "n.yaml", () => new Uint8Array(0)).description);
const RATES = { E: 20, I: 40 };

describe("what a run has to do", () => {
  it("is counted in spikes of the expected rates, times the synapses of each kind", () => {
    const work = runWorkOf(network, RATES, "loihi");
    expect(work).toMatchObject({ steps: 10_000, updates: 250, draws: 200 });
    // A step is 0.1 ms: E spikes 0.4 times, I 0.2 times in it.
    expect(work.rows).toBeCloseTo(0.4 + 0.4 + 0.2 + 0.2, 10);
    expect(work.bits).toBeCloseTo(0.4 * 200, 10);
    expect(work.constant).toBeCloseTo(0.4 * (100 / 200), 10);
    expect(work.weighted).toBeCloseTo(0.2 * (2000 / 50), 10);
    expect(work.delayed).toBeCloseTo(0.2 * (500 / 50), 10);
    expect(work.events).toBeCloseTo(0.4 * 40 + 0.2 + 8 + 2 + 200 * 0.1, 10);
    expect(work.synapses).toEqual({ constant: 8000 + 100 + 200, weighted: 2000, delayed: 500 });
  });

  it("has lists where the others have no bitmaps, and no draws where noise took the place of sources", () => {
    const work = runWorkOf(network, RATES, "spinnaker", false);
    expect(work).toMatchObject({ bits: 0, draws: 0 });
    expect(work.constant).toBeCloseTo(0.4 * 40 + 0.4 * (100 / 200), 10);
    expect(work.events).toBeCloseTo(0.4 * 40 + 0.2 + 8 + 2, 10);
  });
});

describe("a forecast", () => {
  it("grows with steps, rates and the slowness of the machine", () => {
    const work = runWorkOf(network, RATES, "spinnaker");
    const usual = forecastRun(work, 1);
    expect(forecastRun({ ...work, steps: 2 * work.steps }, 1).seconds).toBeCloseTo(2 * usual.seconds, 12);
    expect(forecastRun(work, 3).seconds).toBeCloseTo(3 * usual.seconds, 12);
    expect(forecastRun(runWorkOf(network, { E: 40, I: 80 }, "spinnaker"), 1).seconds).toBeGreaterThan(usual.seconds);
    expect(usual.events).toBeCloseTo(10_000 * work.events, 6);
  });

  it("takes more threads where they pay for their start, and never more than there are", () => {
    expect(bestWorkers(0.01, 8)).toBe(1);
    expect(bestWorkers(100, 1)).toBe(1);
    expect(bestWorkers(100, 2)).toBe(2);
    expect(bestWorkers(100, 8)).toBe(8);
    expect(secondsWith(2, 100)).toBeLessThan(100);
  });

  it("is one sentence", () => {
    const said = describeForecast(
      { seconds: 12.34, workers: 2, secondsWithWorkers: 8, bytes: 1.5e9, events: 3e8 },
      1200,
    );
    expect(said).toBe(
      "emulation here: about 12 s for 1,200 ms, 8 s with 2 workers, about 1.5 GB (estimate: 300 million synaptic events at the predicted rates)",
    );
  });
});
