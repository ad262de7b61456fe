import { describe, expect, it } from "vitest";
import { parseDescription } from "../../src/description/load-description.js";
import { measureReference } from "../../src/measure/both-sides.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { conductanceRatio } from "../../src/theory/conductance-ratio.js";
import { CELL, conductanceCell, conductancesHolding, rateOfConductance, V_STAR } from "../networks/conductance-cell.js";
import { conductanceWindow, meanWindow, ratioWithAllCurrents } from "./conductance-window.js";
import type { Run } from "../experiment.js";

/** 20 cells under unequal synapses, so that covariances do not cancel, with the threshold given. */
async function runOf(V_th: number): Promise<Run> {
  const { gE, gI } = conductancesHolding(60);
  const text = `
name: window
seed: 3
timestep: 0.1 ms
duration: 500 ms
populations:
  P: { size: 20, neuron: ${conductanceCell({ tauSyn: 5, V_th, V_reset: -67 })}, initial: { V_m: -66 mV } }
stimuli:
  E: { type: poisson, target: P, rate: ${rateOfConductance(gE, 0.5, 5)} Hz, weight: 0.5 nS }
  I: { type: poisson, target: P, rate: ${rateOfConductance(gI, 4, 5)} Hz, weight: -4 nS }
`;
  const network = drawNetwork(parseDescription(text, "window.yaml", () => new Uint8Array(0)).description);
  const { recording, metrics, inputs } = await measureReference(network);
  const condition = { key: "", series: "", x: 0, description: text };
  return {
    side: "reference",
    seed: 3,
    condition,
    network,
    onSide: network,
    recording,
    metrics,
    inputs,
  };
}

describe("conductance window", () => {
  it("closes Kirchhoff's law of spiking neurons to 0.3 %, which leak alone misses by more than 2 %", async () => {
    const run = await runOf(-63.5);
    const window = meanWindow(conductanceWindow(run, "P", 1000, 5000));
    expect(run.metrics.populations[0].rate).toBeGreaterThan(20);
    expect(window.charging).toBeGreaterThan(0);
    expect(Math.abs(window.gE / window.gI / ratioWithAllCurrents(window, CELL) - 1)).toBeLessThan(0.003);
    const leakAlone = conductanceRatio({ vStar: window.v, ...CELL, g_I: window.gI });
    expect(Math.abs(window.gE / window.gI / leakAlone - 1)).toBeGreaterThan(0.02);
  });

  it("closes it neuron by neuron in a window of 50 ms without spikes, the drift of V between its ends included", async () => {
    const run = await runOf(-20);
    const windows = conductanceWindow(run, "P", 1000, 1500);
    for (const one of windows)
      expect(Math.abs(one.gE / one.gI / ratioWithAllCurrents(one, CELL) - 1)).toBeLessThan(0.005);
    expect(Math.abs(meanWindow(conductanceWindow(run, "P", 1000, 5000)).v - V_STAR)).toBeLessThan(0.5);
  });
});
