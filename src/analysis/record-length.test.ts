import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { SILENT_RATE } from "../theory/state-limits.js";
import { analyse } from "./analyse.js";
import { classifyState } from "./classify-state.js";
import {
  secondsForIntervals,
  secondsForSilence,
  SHORTEST_RECORD,
  silentShares,
  tellsSilence,
} from "./record-length.js";
import { gammaTrains, recordingOf } from "./synthetic-recording.fixture.js";

const STEPS = 5000;
const DT = 0.1;
/** Poisson trains of 0.5 s, without input currents. @param size neurons, of which the first `living` fire at `rate` */
const stateOf = (size: number, living: number, rate: number, seed: number) =>
  classifyState(
    analyse(recordingOf(gammaTrains(living, rate, 1, STEPS, DT, seed), { E: size }, STEPS, DT), { burnInSteps: 0 }),
  );

describe("what a record's length can tell", () => {
  it("calls no sparse Poisson population silent, whichever seed draws it: at 0.1 Hz 95.1 % do not fire in 0.5 s", () => {
    const states = Array.from({ length: 12 }, (_, k) => stateOf(2000, 2000, 0.1, k + 1));
    // The share of neurons without a spike lies on either side of 95 %.
    for (const { state, reasons, neededMs } of states) {
      expect(state).toBe("undetermined");
      expect(reasons[0]).toMatch(
        /^E: the record is too short: in 500 ms too few spikes .* about \d+\.?\d* s after the burn-in would suffice$/,
      );
      expect(neededMs).toBeGreaterThan(20_000);
    }
  });

  it("calls a population silent of which more never fire than chance leaves out", () => {
    const { state, reasons } = stateOf(2000, 40, 5, 1);
    expect(state).toBe("silent");
    expect(reasons[0]).toMatch(
      /^98\.\d+ % of E never fire \(above 95 %; 9\d\.?\d* % would not by chance, at 0\.\d+ Hz in 500 ms\)$/,
    );
  });

  it("tells nothing from less time than ten intervals take below saturation, and says how much would", () => {
    const steps = Math.round((0.9 * SHORTEST_RECORD * 1000) / DT);
    for (const rate of [0.1, 12, 90, 400]) {
      const recording = recordingOf(gammaTrains(200, rate, 1, steps, DT, 3), { E: 200 }, steps, DT);
      const { state, reasons, neededMs } = classifyState(analyse(recording, { burnInSteps: 0 }));
      expect(state).toBe("undetermined");
      expect(reasons[0]).toMatch(
        /^the record is too short: 99 ms after the burn-in show no state; about .* would suffice$/,
      );
      expect(neededMs).toBeGreaterThanOrEqual(1000 * SHORTEST_RECORD);
    }
  });

  it("the length that it names suffices, for irregular trains of any rate", () => {
    for (const rate of [2, 12, 40]) {
      const seconds = secondsForIntervals(rate, 60, 5);
      const steps = Math.ceil((1000 * seconds) / DT);
      const recording = recordingOf(gammaTrains(60, rate, 1, steps, DT, 4), { E: 60 }, steps, DT);
      expect(classifyState(analyse(recording, { burnInSteps: 0 })).state).toBe("balanced");
    }
  });

  it("does not call a population silent, or alive, of which a few spikes decide, unless it is seen to fire otherwise", () => {
    const quiet = (size: number) => analyse(recordingOf([], { E: size }, STEPS, DT), { burnInSteps: 0 });
    expect(classifyState(quiet(200)).state).toBe("silent");
    const few = classifyState(quiet(20));
    expect(few).toMatchObject({ state: "undetermined", neededMs: 3000 });
    const alive = analyse(recordingOf(gammaTrains(20, 10, 1, STEPS, DT, 5), { E: 20 }, STEPS, DT), { burnInSteps: 0 });
    expect(classifyState(quiet(20), alive).state).toBe("silent");
    // Of one cell too, which is not asked for its CV.
    const one = analyse(recordingOf([], { R: 1 }, STEPS, DT), { burnInSteps: 0 });
    expect(classifyState(one).state).toBe("undetermined");
  });

  it("a longer record tells more, and a population with dead neurons never leaves fewer silent", () => {
    const sample = fc.record({
      rate: fc.double({ min: 0.01, max: 90, noNaN: true }),
      size: fc.integer({ min: 5, max: 10_000 }),
      seconds: fc.double({ min: 0.1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(sample, ({ rate, size, seconds }) => {
        const shares = silentShares({ rate, size, seconds }, 0.95);
        expect(shares.dead).toBeGreaterThanOrEqual(shares.alive);
        if (shares.told) expect(silentShares({ rate, size, seconds: 2 * seconds }, 0.95).told).toBe(true);
        expect(tellsSilence({ size, seconds })).toBe(seconds >= secondsForSilence(size));
        const needed = secondsForIntervals(rate, size, 5);
        expect(needed).toBeGreaterThanOrEqual(SHORTEST_RECORD);
        expect(secondsForIntervals(2 * rate, size, 5)).toBeLessThanOrEqual(needed * (1 + 1e-4));
        expect(tellsSilence({ size, seconds: 0 }, 1e9 * SILENT_RATE)).toBe(false);
      }),
    );
  });
});
