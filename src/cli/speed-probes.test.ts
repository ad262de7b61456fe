import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costsOf, neuronsInRealTime, type MeanStep, type StepCosts } from "./speed-probes.js";

const cost = fc.double({ min: 1e-9, max: 1e-3, noNaN: true });
const costs: fc.Arbitrary<StepCosts> = fc.record({ step: cost, neuron: cost, spike: cost, event: cost });

const contents = [
  { neurons: 16, spikes: 0, events: 0 },
  { neurons: 96, spikes: 0, events: 0 },
  { neurons: 96, spikes: 7, events: 0 },
  { neurons: 96, spikes: 6.5, events: 156 },
];
const stepOf = (c: StepCosts, { neurons, spikes, events }: Omit<MeanStep, "seconds">): number =>
  c.step + neurons * c.neuron + spikes * c.spike + events * c.event;

describe("costs of a board's steps", () => {
  it("are found again in the times that they make", () =>
    fc.assert(
      fc.property(costs, (c) => {
        const found = costsOf(contents.map((each) => ({ ...each, seconds: stepOf(c, each) })));
        const scale = Math.max(...Object.values<number>({ ...c }));
        for (const name of ["step", "neuron", "spike", "event"] as const)
          expect(Math.abs(found[name] - c[name])).toBeLessThan(1e-9 * scale * 96);
      }),
    ));

  it("tell the largest network whose step ends in time", () =>
    fc.assert(
      fc.property(
        costs,
        fc.double({ min: 0, max: 200, noNaN: true }),
        fc.integer({ min: 0, max: 1000 }),
        (c, rate, inDegree) => {
          const dt = 1e-3;
          const seconds = (neurons: number) => {
            const spikes = neurons * rate * dt;
            return stepOf(c, { neurons, spikes, events: spikes * inDegree });
          };
          const most = neuronsInRealTime(c, { rate, inDegree, dt });
          if (most > 0) expect(seconds(most)).toBeLessThanOrEqual(dt * (1 + 1e-9));
          expect(seconds(most + 1)).toBeGreaterThan(dt * (1 - 1e-9));
        },
      ),
    ));
});
