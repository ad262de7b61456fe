import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import { CoreLayoutWorkspace } from "../core-layout.js";
import { IncomingSynapses } from "../incoming-synapses.js";
import { randomQuantized } from "../random-integer-network.fixture.js";
import { CoreFiller, coreLimits, type CoreLimits } from "./core-filler.js";

const networks = fc.record({
  neurons: fc.integer({ min: 2, max: 60 }),
  indegree: fc.integer({ min: 0, max: 40 }),
  sources: fc.integer({ min: 1, max: 5 }),
  sourceIndegree: fc.integer({ min: 0, max: 3 }),
  maxDelay: fc.constantFrom(0, 1, 5, 63),
  weightBits: fc.integer({ min: 1, max: 8 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

function parts(wanted: Parameters<typeof randomQuantized>[0], limits: Partial<CoreLimits> = {}) {
  const quantized = randomQuantized(wanted);
  const incoming = new IncomingSynapses(quantized);
  const { groups } = quantized.scaled;
  const workspace = new CoreLayoutWorkspace(incoming, groups, LOIHI1);
  const size = incoming.size;
  const classes = {
    profile: new Uint32Array(size),
    threshold: new Uint32Array(size),
    noise: new Int16Array(size).fill(-1),
  };
  const filler = new CoreFiller(
    incoming,
    groups,
    LOIHI1,
    { ...coreLimits(LOIHI1), ...limits },
    classes,
    new Float64Array(size),
    workspace,
  );
  return { filler, workspace, size };
}

describe("CoreFiller", () => {
  it("counts of any core what its layout has: sources, exact memory, formats", () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 1, max: 60 }), fc.nat(), (wanted, most, offset) => {
        const { filler, workspace, size } = parts(wanted);
        const neurons = Uint32Array.from({ length: Math.min(most, size) }, (_, c) => (c + offset) % size);
        const { sources: view, bits, formats } = filler.contentOf(neurons);
        const sources = [...view];
        const layout = workspace.layout(neurons);
        expect({ sources, bits, formats }).toEqual({
          sources: [...layout.sources],
          bits: layout.bits,
          formats: layout.formats.length,
        });
      }),
      { numRuns: 100 },
    );
  });

  it("counts a core whose lists are all dense", () => {
    // One neuron: every list is a run from compartment 0, where no source hits it twice.
    const { filler, workspace } = parts({ neurons: 40, indegree: 3, seed: 7 });
    const { bits } = filler.contentOf(Uint32Array.of(5));
    const layout = workspace.layout([5]);
    expect(layout.formats.some(({ compression }) => compression === "dense")).toBe(true);
    expect(bits).toBe(layout.bits);
  });

  it("is as before where a neuron was refused", () => {
    fc.assert(
      fc.property(networks, (wanted) => {
        const { filler, size } = parts(wanted);
        const most = Math.max(1, Math.floor(wanted.indegree * 1.5));
        const { filler: limited } = parts(wanted, { "input axons": most });
        for (let id = 0; id < size; id++) limited.tryAdd(id);
        // What it holds is what adding only those that it took gives.
        for (const id of limited.neurons) filler.tryAdd(id);
        expect([...limited.inputs].sort((a, b) => a - b)).toEqual([...filler.inputs].sort((a, b) => a - b));
        expect(limited.inputAxons).toBeLessThanOrEqual(most);
      }),
      { numRuns: 50 },
    );
  });
});
