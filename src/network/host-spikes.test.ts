import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeHostSpikes, hostSpikes } from "./host-spikes.js";
import { ENDLESS } from "./drive-epochs.js";
import type { SpikeSource } from "./types.js";

const NONE = new Uint32Array(0);
const base = { index: 0, name: "s", first: 0, size: 1, rate: 0, startStep: 0, stopStep: ENDLESS, stream: 0 };

function times(steps: readonly number[]): SpikeSource {
  const spikeSteps = Uint32Array.from(steps).sort();
  return { ...base, kind: "spike_times", spikeSteps, spikeIds: new Uint32Array(steps.length) };
}

function poisson(size: number, rate: number | Float64Array, startStep = 0, stopStep = ENDLESS): SpikeSource {
  return { ...base, kind: "poisson", size, rate, startStep, stopStep, spikeSteps: NONE, spikeIds: NONE };
}

const said = (sources: SpikeSource[], steps: number, dt = 1) =>
  describeHostSpikes(hostSpikes({ sources, dt, steps }, [...sources.keys()]), dt);

describe("what a host injects", () => {
  it.each([
    [[[5], [10]], 1000, "2 spikes per second of biological time"],
    [[[5], [10, 11, 12]], 1000, "4 spikes per second of biological time"],
    [[[5, 6], [10]], 1000, "3 spikes per second of biological time"],
    [[[5], [500]], 1000, "2 spikes per second of biological time"],
    [[[5]], 10_000, "0.1 spikes per second of biological time"],
    [[[5], [5], [5, 5000]], 1000, "3 spikes per second of biological time on average and up to 3 in a step"],
  ])("is of the times %j in %i ms: %s", (lists, steps, text) => {
    expect(said(lists.map(times), steps)).toBe(text);
  });

  it("is of Poisson sources their rate while they are on, over the run, and of an uneven one the busiest step too", () => {
    expect(said([poisson(40, 1000)], 2000, 0.5)).toBe("40,000 spikes per second of biological time");
    expect(said([poisson(2, Float64Array.of(1000, 3000), 0, 500)], 1000, 1)).toBe(
      "2,000 spikes per second of biological time on average and up to 4 in a step",
    );
  });

  it("agrees with counting step by step", () => {
    const step = fc.nat(60);
    const source = fc.oneof(
      fc.array(step, { maxLength: 12 }).map(times),
      fc
        .record({ size: fc.integer({ min: 1, max: 4 }), rate: fc.nat(500), from: step, to: step })
        .map(({ size, rate, from, to }) => poisson(size, rate, Math.min(from, to), Math.max(from, to))),
    );
    fc.assert(
      fc.property(fc.array(source, { maxLength: 4 }), fc.integer({ min: 1, max: 50 }), (sources, steps) => {
        const each = Array.from({ length: steps }, (_, n) =>
          sources.reduce(
            (sum, s) =>
              s.kind === "poisson"
                ? sum + (n >= s.startStep && n < s.stopStep ? ((s.rate as number) * s.size * 2) / 1000 : 0)
                : sum + s.spikeSteps.filter((at) => at === n).length,
            0,
          ),
        );
        const { perSecond, mostInStep } = hostSpikes({ sources, dt: 2, steps }, [...sources.keys()]);
        expect(perSecond).toBeCloseTo((each.reduce((a, b) => a + b, 0) * 1000) / (steps * 2), 8);
        expect(mostInStep).toBeCloseTo(Math.max(...each), 8);
      }),
    );
  });
});
