import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { classifyState, REGULAR_CV, REGULAR_LV } from "./classify-state.js";
import { SILENT_RATE } from "../theory/state-limits.js";
import { syntheticMetrics, type Settings } from "./synthetic-metrics.fixture.js";
import { correlatedTrains, gammaTrains, recordingOf } from "./synthetic-recording.fixture.js";

const stateOf = (settings: Settings) => classifyState(syntheticMetrics(settings)).state;

describe("classifyState", () => {
  it("calls an asynchronous irregular network with a large cancelled drive balanced, and gives its numbers", () => {
    const report = classifyState(syntheticMetrics());
    expect(report.state).toBe("balanced");
    expect(report.cancellationChecked).toBe(true);
    expect(report.reasons[0]).toMatch(/^E: .* Hz, CV .* excitation 6 × threshold with ρ 0\.1/);
  });

  it("names what is missing, one defect at a time", () => {
    expect(stateOf({ rate: 0.01 })).toBe("silent");
    expect(stateOf({ silentFraction: 0.97 })).toBe("silent");
    expect(stateOf({ rate: 240 })).toBe("saturated");
    expect(stateOf({ correlation: 0.3 })).toBe("synchronous");
    expect(stateOf({ modulation: 1.4 })).toBe("synchronous");
    expect(stateOf({ cv: 0.2, lv: 0.1 })).toBe("regular");
    expect(stateOf({ cv: 0.8, lv: 0.1 })).toBe("regular");
    expect(stateOf({ drive: 0.4 })).toBe("unbalanced");
    expect(stateOf({ residual: 0.9 })).toBe("unbalanced");
    expect(stateOf({ measured: 0 })).toBe("undetermined");
  });

  it("calls cells unbalanced that the net input pins, however large a share is cancelled, and does not ask where rest is above threshold", () => {
    const pinned = classifyState(syntheticMetrics({ drive: 60, residual: 0.4, noise: 0 }));
    expect(pinned.state).toBe("unbalanced");
    expect(pinned.reasons[0]).toMatch(/net input is 24 × the threshold input \(limit ±5\)/);
    expect(stateOf({ drive: 60, residual: 0.05 })).toBe("balanced");
    expect(stateOf({ drive: Infinity, residual: 0.4 })).toBe("balanced");
  });

  it("says what a residual means: inhibition too weak, too strong, or off in single cells only", () => {
    const reason = (currents: { excitatory: number; inhibitory: number; residual: number }) => {
      const metrics = syntheticMetrics();
      const populations = metrics.populations.map((p) => ({ ...p, currents: { ...p.currents!, ...currents } }));
      return classifyState({ ...metrics, populations }).reasons[0];
    };
    expect(reason({ excitatory: 100, inhibitory: -368, residual: 2.68 })).toBe(
      "E: inhibition is 3.68 times excitation (ρ 2.68, limit 0.5)",
    );
    expect(reason({ excitatory: 100, inhibitory: -32, residual: 0.68 })).toBe(
      "E: inhibition cancels only 32 % of the excitation (ρ 0.68, limit 0.5)",
    );
    expect(reason({ excitatory: 100, inhibitory: 0, residual: 1 })).toBe("E: nothing inhibits it (ρ 1, limit 0.5)");
    expect(reason({ excitatory: 100, inhibitory: -99, residual: 0.8 })).toMatch(
      /over its cells inhibition is 0.99 times excitation, but in single cells the two differ by 0.8/,
    );
  });

  it("shows as many digits as tell a value from its limit", () => {
    expect(classifyState(syntheticMetrics({ rate: 100.003, noise: 0 })).reasons[0]).toBe(
      "E fires at 100.003 Hz (above 100 Hz)",
    );
    expect(classifyState(syntheticMetrics({ rate: 0, noise: 0 })).reasons[0]).toBe("no neuron of E fires");
  });

  it("one failing population makes the network fail", () => {
    const healthy = syntheticMetrics();
    const dead = syntheticMetrics({ rate: 0.001 });
    const report = classifyState({ ...healthy, populations: [healthy.populations[0], dead.populations[1]] });
    expect(report.state).toBe("silent");
    expect(report.reasons).toHaveLength(1);
    expect(report.reasons[0]).toMatch(/^I fires/);
  });

  it("judges irregularity by 5 neurons or none: a population of fewer is not asked, unless all are so small", () => {
    const settings: Settings = { names: ["E", "I", "R"], sizes: [200, 50, 1] };
    const healthy = syntheticMetrics(settings);
    const regular = syntheticMetrics({ ...settings, cv: 0.2, lv: 0.1 });
    const silentOnes = syntheticMetrics({ ...settings, measured: 0 });
    const withLast = (other: typeof healthy) =>
      classifyState({ ...healthy, populations: [...healthy.populations.slice(0, 2), other.populations[2]] }).state;
    expect(withLast(healthy)).toBe("balanced");
    expect(withLast(regular)).toBe("balanced");
    expect(withLast(silentOnes)).toBe("balanced");
    // Of a population of 50 four measured neurons are too few, five are not.
    for (const [measured, state] of [
      [4, "undetermined"],
      [5, "balanced"],
    ] as const)
      expect(classifyState(syntheticMetrics({ sizes: [200, 50], measured })).state).toBe(state);
    const single: Settings = { names: ["A", "B", "C"], sizes: [2, 2, 2] };
    expect(classifyState(syntheticMetrics(single)).state).toBe("balanced");
    expect(classifyState(syntheticMetrics({ ...single, cv: 0.2, lv: 0.1 })).reasons[0]).toMatch(/^network: mean CV/);
    const two = classifyState(syntheticMetrics({ names: ["A", "B"], sizes: [1, 1] }));
    expect(two).toMatchObject({
      state: "undetermined",
      reasons: ["network: 2 neurons are too few to judge irregularity by (at least 5)"],
    });
  });

  it("says so where cancellation was not checked", () => {
    const report = classifyState(syntheticMetrics({ currents: false }));
    expect(report.cancellationChecked).toBe(false);
    expect(report.reasons.join()).toMatch(/not analysed/);
  });

  it("judges real trains: Poisson noise without currents passes on spikes; regular, synchronous and saturated trains do not", () => {
    const steps = 30_000;
    const state = (spikes: [number, number][]) =>
      classifyState(analyse(recordingOf(spikes, { E: 100 }, steps, 0.1), { burnInSteps: 0 })).state;
    expect(state(gammaTrains(100, 15, 1, steps, 0.1, 1))).toBe("balanced");
    expect(state(gammaTrains(100, 15, 16, steps, 0.1, 1))).toBe("regular");
    expect(state(gammaTrains(100, 300, 16, steps, 0.1, 1))).toBe("saturated");
    expect(state(correlatedTrains(100, 15, 0.4, steps, 0.1, 1))).toBe("synchronous");
    expect(state([])).toBe("silent");
  });

  it("has limits in an order that leaves room for the balanced state", () => {
    expect(SILENT_RATE).toBeLessThan(1);
    expect(REGULAR_LV).toBeLessThan(REGULAR_CV);
    expect(REGULAR_CV).toBeLessThan(0.7);
  });
});
