import { describe, expect, it } from "vitest";
import { currentFor, sweptNetwork } from "../../bench/scaling/network.js";
import { plotSvg } from "../../bench/scaling/plot.js";
import { plotsOf } from "../../bench/scaling/run.js";
import { costsOf, pointsOf, sweepsOf } from "../../bench/scaling/sweeps.js";
import { createReference } from "../../emulator/reference/reference.js";
import { parseDescription } from "../../src/description/load-description.js";
import { drawNetwork } from "../../src/network/draw-network.js";

const draw = (text: string) => drawNetwork(parseDescription(text, "swept.yaml", () => new Uint8Array(0)).description);

async function spikesOf(text: string, steps: number): Promise<number> {
  let spikes = 0;
  await createReference(draw(text)).advance(steps, (_step, _ids, count) => (spikes += count));
  return spikes;
}

describe("the network of the sweeps", () => {
  it("has N K synapses, whatever the rate", () => {
    const network = draw(sweptNetwork({ neurons: 200, outdegree: 20, rate: 20, mixed: false }));
    expect([network.size, network.synapses]).toEqual([200, 4000]);
    expect(network.projections.every(({ weight }) => typeof weight === "number")).toBe(true);
    const mixed = draw(sweptNetwork({ neurons: 200, outdegree: 20, rate: 20, mixed: true }));
    expect(
      mixed.projections.every(({ weight, delay }) => typeof weight !== "number" && typeof delay !== "number"),
    ).toBe(true);
  });

  it.each([10, 80])("fires at %d Hz within a tenth", async (rate) => {
    const spikes = await spikesOf(sweptNetwork({ neurons: 200, outdegree: 20, rate, mixed: false }), 5000);
    expect(spikes / 200 / 0.5 / rate).toBeGreaterThan(0.9);
    expect(spikes / 200 / 0.5 / rate).toBeLessThan(1.1);
  });

  it("is silent at 0 Hz, and has no rate without time between spikes", async () => {
    expect(await spikesOf(sweptNetwork({ neurons: 50, outdegree: 10, rate: 0, mixed: false }), 1000)).toBe(0);
    expect(() => currentFor(500)).toThrow(RangeError);
  });
});

describe("points and their costs", () => {
  it("measures the point that sweeps share once", () => {
    const { base, sweeps } = sweepsOf(false);
    const points = pointsOf(base, sweeps);
    expect(points).toHaveLength(sweeps.reduce((sum, { values }) => sum + values.length, 0) - 2);
    expect(sweeps.every(({ quantity, values }) => values.includes(base[quantity]))).toBe(true);
  });

  it("takes an event from the difference, a neuron step from the silent run", () => {
    expect(costsOf(3, 1, 1e9, 5e8)).toEqual({ nsPerEvent: 2, nsPerNeuronStep: 2 });
    expect(costsOf(0.9, 1, 1e9, 5e8).nsPerEvent).toBeNaN();
  });

  it("draws a line a kind through the points of its sweep, in order", () => {
    const { base, sweeps } = sweepsOf(true);
    const measured = pointsOf(base, sweeps)
      .map((point) => ({ kind: "reference", ...point, nsPerEvent: 2, nsPerNeuronStep: 5, build: 1, peakBytes: 1e8 }))
      .reverse();
    const plots = plotsOf(measured, base, sweeps);
    expect(plots["event-by-rate"].series).toEqual([{ name: "reference", xs: [20, 80, 160], ys: [2, 2, 2] }]);
    expect(plots["neuron-step-by-neurons"].series[0].xs).toEqual([2000, 4000, 8000]);
    expect(plots["memory-by-synapses"].series[0].ys).toEqual(plots["memory-by-synapses"].series[0].xs.map(() => 100));
  });

  it("is an SVG without gaps for what a logarithm cannot show", () => {
    const svg = plotSvg({
      title: "a < b",
      x: "N",
      y: "ns",
      series: [{ name: "r & s", xs: [1, 10, 100], ys: [1, 0, 2] }],
    });
    expect(svg).toContain("a &lt; b");
    expect(svg).toContain("r &amp; s");
    expect(svg).not.toContain("NaN");
    expect(svg.match(/<circle/g)).toHaveLength(3); // two points and the key
  });
});
