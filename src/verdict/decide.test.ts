import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { syntheticMetrics, type Settings } from "../analysis/synthetic-metrics.fixture.js";
import { decide, rowOf } from "./decide.js";
import type { RunPair } from "./verdict.js";

function runs(target: Settings = {}, reference: Settings = {}, seeds = 3): RunPair[] {
  return Array.from({ length: seeds }, (_, r) => ({
    seed: r,
    reference: syntheticMetrics({ ...reference, seed: 100 + r }),
    target: syntheticMetrics({ ...target, seed: 200 + r }),
  }));
}

describe("decide", () => {
  it("survives with exit code 0 where every metric is equivalent over 3 seeds", () => {
    const v = decide({ runs: runs() });
    expect(v.verdict).toBe("survives");
    expect(v.exitCode).toBe(0);
    expect(v.reason).toMatch(/^Every run is balanced, and all \d+ metrics/);
    expect(v.rows.filter((row) => row.role === "decides").every((row) => row.equivalent === "yes")).toBe(true);
    expect(v.cancellationChecked).toBe(true);
  });

  it("compares V* and τ_eff of lowered conductance neurons, and shows their ratio as not expressible without deciding by it", () => {
    const state = {
      neurons: new Uint32Array(0),
      excitatory: 10,
      inhibitory: 65,
      ratio: 10 / 65,
      vStar: -65,
      tauEff: 2.5,
      notExpressible: "",
    };
    const lowered = {
      ...state,
      excitatory: NaN,
      inhibitory: NaN,
      ratio: NaN,
      notExpressible: "not expressible on the target",
    };
    const withState = (metrics: RunPair["target"], conductances: typeof state) => ({
      ...metrics,
      populations: metrics.populations.map((p) => ({ ...p, conductances })),
    });
    const pairs = (shift: number) =>
      runs().map((run, r) => ({
        ...run,
        reference: withState(run.reference, { ...state, vStar: -65 + 0.01 * r }),
        target: withState(run.target, { ...lowered, vStar: -65 + shift + 0.02 * r }),
      }));
    const same = decide({ runs: pairs(0) });
    expect(same.verdict).toBe("survives");
    expect(same.rows.find((row) => row.id === "g-ratio")).toMatchObject({
      role: "informs",
      note: "not expressible on the target",
    });
    expect(
      same.rows
        .filter((row) => row.id === "v-star" || row.id === "tau-eff")
        .every((row) => row.role === "decides" && row.equivalent === "yes"),
    ).toBe(true);
    const moved = decide({ runs: pairs(2) });
    expect(moved.verdict).toBe("drifts");
    expect(moved.reason).toContain("V*");
  });

  it("survives where target and reference are the same run", () => {
    const same = runs().map((run) => ({ ...run, target: run.reference }));
    expect(decide({ runs: same }).verdict).toBe("survives");
  });

  it("drifts with exit code 2 where the rate rises by 20 %, and names it first", () => {
    const v = decide({ runs: runs({ rate: 13.2 }) });
    expect(v.verdict).toBe("drifts");
    expect(v.exitCode).toBe(2);
    expect(v.reason).toMatch(/rate.* of [EI] .*margin/);
  });

  it("breaks with exit code 3 for each way of losing the balance, also in one seed of three", () => {
    for (const target of [
      { rate: 0.01 },
      { rate: 300 },
      { correlation: 0.4 },
      { modulation: 2 },
      { cv: 0.1, lv: 0.05 },
      { residual: 0.95 },
      { drive: 0.2 },
    ]) {
      expect(decide({ runs: runs(target) }).verdict).toBe("breaks");
    }
    const [a, b, c] = runs();
    const v = decide({ runs: [a, { ...b, target: syntheticMetrics({ rate: 300 }) }, c] });
    expect(v.exitCode).toBe(3);
    expect(v.reason).toMatch(
      /^The reference is balanced in all 3 seeds; the target is balanced on seeds 0, 2; saturated on seed 1 \(saturated, seed 1: E fires at/,
    );
    expect(v.reason).toMatch(/bistable.*lost on seed 1/);
    expect(v.sides.target).toMatchObject({
      bistable: true,
      states: [
        { state: "balanced", seeds: [0, 2] },
        { state: "saturated", seeds: [1] },
      ],
    });
  });

  it("never survives where the reference itself is not balanced, and says whose fault it is", () => {
    const both = decide({ runs: runs({ rate: 300 }, { rate: 300 }) });
    expect(both.verdict).toBe("not-balanced");
    expect(both.exitCode).toBe(4);
    expect(both.metrics).toBe("within");
    expect(both.reason).toMatch(
      /^The reference itself is saturated in all 3 seeds.*no balance that could survive\. The target is saturated in all 3 seeds too\. Held against the reference, all \d+ metrics stay within/,
    );
    const only = decide({ runs: runs({}, { correlation: 0.5 }) });
    expect(only.verdict).toBe("not-balanced");
    expect(only.reason).toMatch(
      /^The reference itself is synchronous in all 3 seeds.*The target is balanced in all 3 seeds.*\d+ of \d+ metrics are outside their margins/,
    );
    expect(only.metrics).toBe("outside");
    expect(only.deciding[0].equivalent).toBe("no");
  });

  it("a reference whose seeds end in different states is called bistable, and each seed's state is told for both sides", () => {
    const [a, b, c] = runs();
    const silent = syntheticMetrics({ rate: 0.001 });
    const saturated = syntheticMetrics({ rate: 300 });
    const v = decide({ runs: [a, { ...b, reference: saturated, target: silent }, { ...c, target: saturated }] });
    expect(v.verdict).toBe("not-balanced");
    expect(v.reason).toMatch(
      /^The reference is bistable.*: balanced on seeds 0, 2; saturated on seed 1 \(.*no verdict on its balance holds/,
    );
    expect(v.reason).toMatch(/The target is bistable.*: balanced on seed 0; silent on seed 1; saturated on seed 2/);
    expect(v.sides.reference.bistable).toBe(true);
  });

  it("calls a side at the limit, not bistable, whose measures lie about it no further apart than seeds of one state do", () => {
    const reference = (modulations: readonly number[]) =>
      decide({
        runs: runs({}, {}, modulations.length).map((run, r) => ({
          ...run,
          reference: syntheticMetrics({ seed: r, modulation: modulations[r] }),
        })),
      });
    for (const modulations of [
      [0.85, 1.02, 0.97],
      [0.99, 1.02],
      [0.5, 0.75, 1.1, 1.4],
    ]) {
      const v = reference(modulations);
      expect(v.reason).toMatch(/^The reference is at the limit between balanced and synchronous: balanced on seed/);
      expect(v.sides.reference).toMatchObject({ bistable: false, atLimit: true });
      expect(v.sides.target).toMatchObject({ bistable: false, atLimit: false });
    }
    for (const modulations of [
      [0.2, 3, 0.21],
      [0.2, 2, 4],
      [0.2, 3],
    ]) {
      const v = reference(modulations);
      expect(v.reason).toMatch(/^The reference is bistable: balanced on seed/);
      expect(v.sides.reference).toMatchObject({ bistable: true, atLimit: false });
    }
  });

  it("lists what decides: those outside by the nearer end of their intervals, then those undecided", () => {
    const v = decide({ runs: runs({ rate: 14, silentFraction: 0.3, noise: 0.02 }) });
    expect(v.verdict).toBe("drifts");
    const outcomes = v.deciding.map((ref) => ref.equivalent);
    expect(outcomes).toEqual([...outcomes].sort((x, y) => Number(y === "no") - Number(x === "no")));
    const outside = v.deciding.filter((ref) => ref.equivalent === "no");
    expect(outside.length).toBeGreaterThan(1);
    const isMean = (ref: (typeof outside)[number]) => rowOf(v.rows, ref).kind === "mean";
    const descending = (refs: typeof outside) => refs.map((ref) => ref.severity).sort((a, b) => b - a);
    const [means, distances] = [outside.filter(isMean), outside.filter((ref) => !isMean(ref))];
    expect(outside).toEqual([...means, ...distances]);
    for (const part of [means, distances]) expect(part.map((ref) => ref.severity)).toEqual(descending(part));
    expect(v.reason).toContain(`of ${outside[0].population} `);
    expect(decide({ runs: runs() }).deciding).toEqual([]);
  });

  it("is inconclusive where seeds scatter, and says how many would decide", () => {
    const v = decide({ runs: runs({ noise: 0.05 }, { noise: 0.02 }, 2) });
    expect(v.verdict).toBe("inconclusive");
    expect(v.exitCode).toBe(4);
    const wide = decide({ runs: runs({ noise: 0.02 }, { noise: 0.002 }, 3) });
    expect(wide.verdict).toBe("inconclusive");
    expect(wide.needed?.seeds).toBeGreaterThan(3);
    expect(wide.reason).toMatch(/about \d+ seeds, or .* s per seed, would decide/);
  });

  it("with one seed asks for 3 without blocks, and decides on the blocks where it has them", () => {
    const [one] = runs({}, {}, 1);
    const v = decide({ runs: [one] });
    expect(v.verdict).toBe("inconclusive");
    expect(v.needed?.seeds).toBe(3);
    const blocks = (offset: number) =>
      Array.from({ length: 5 }, (_, b) => syntheticMetrics({ seed: offset + b, currents: false }));
    const withBlocks = decide({ runs: [{ ...one, referenceBlocks: blocks(10), targetBlocks: blocks(30) }] });
    expect(withBlocks.basis).toBe("blocks of one seed");
    expect(withBlocks.verdict).toBe("survives");
    expect(withBlocks.reason).toMatch(/blocks of one seed/);
    const residual = withBlocks.rows.find((row) => row.id === "residual");
    expect(residual?.role).toBe("informs");
  });

  it("a peak frequency that scatters informs, one that is shown moved decides", () => {
    const rhythm = (target: readonly number[]) =>
      decide({
        runs: runs({}, {}, target.length).map((run, r) => ({
          ...run,
          reference: syntheticMetrics({ seed: r + 1, prominence: 20, peakHz: 60 + r }),
          target: syntheticMetrics({ seed: r + 51, prominence: 20, peakHz: target[r] }),
        })),
      });
    const scattered = rhythm([60, 75, 52]);
    expect(scattered.verdict).toBe("survives");
    expect(scattered.rows.find((row) => row.id === "rhythm")).toMatchObject({
      equivalent: "undecided",
      role: "informs",
      note: /coarse/,
    });
    const moved = rhythm([90, 91, 92]);
    expect(moved.verdict).toBe("drifts");
    expect(moved.rows.find((row) => row.id === "rhythm")).toMatchObject({ equivalent: "no", role: "decides" });
  });

  it("takes no comfort from a KS distance whose margin, from seeds of the reference that differ, is 1 or more", () => {
    const apart = [4, 5, 40].map((rate, r) => ({
      seed: r,
      reference: syntheticMetrics({ rate, seed: r + 1 }),
      target: syntheticMetrics({ rate: 1.4 * rate, seed: r + 51 }),
    }));
    const row = decide({ runs: apart }).rows.find((r) => r.id === "rates-ks" && r.population === "E");
    expect(row?.margin).toBeGreaterThanOrEqual(1);
    expect(row).toMatchObject({ role: "informs", note: /differ as much as distributions can/ });
  });

  it("survives with a population of one neuron, in which pairs and an average CV do not exist", () => {
    const one: Settings = { names: ["E", "I", "R"], sizes: [200, 50, 1] };
    const v = decide({ runs: runs(one, one) });
    expect(v.verdict).toBe("survives");
    const ofR = v.rows.filter((row) => row.population === "R");
    expect(ofR.find((row) => row.id === "correlation")).toMatchObject({
      role: "informs",
      note: "not applicable to fewer than 2 neurons",
    });
    for (const id of ["cv", "lv"])
      expect(ofR.find((row) => row.id === id)).toMatchObject({
        role: "informs",
        note: "not applicable to fewer than 5 neurons",
      });
    expect(ofR.find((row) => row.id === "rate")?.role).toBe("decides");
    expect(ofR.some((row) => /^(cvs|correlations)-/.test(row.id))).toBe(false);
  });

  it("too few spikes for a CV are inconclusive, not equivalent, with the length of record that would do", () => {
    const v = decide({ runs: runs({ measured: 0, rate: 0.5 }, { rate: 0.5 }) });
    expect(v.verdict).toBe("inconclusive");
    expect(v.reason).toMatch(
      /the record is too short: in 2 s too few spikes.*about 1\d\.?\d* s after the burn-in would suffice; run longer\.$/,
    );
    expect(v.needed?.seconds).toBeGreaterThan(9);
    const none = decide({ runs: runs({ duration: 5 }, { duration: 5 }) });
    expect(none).toMatchObject({ verdict: "inconclusive", exitCode: 4 });
    expect(none.reason).toMatch(
      /^The state could not be determined: the record is too short: 5 ms after the burn-in show no state/,
    );
  });

  it("breaks where the target is silent, however few its neurons: the reference shows that the record is long enough", () => {
    const few: Settings = { sizes: [10, 10], duration: 500 };
    const v = decide({ runs: runs({ ...few, rate: 0, measured: 0 }, few) });
    expect(v.verdict).toBe("breaks");
    expect(v.reason).toMatch(/no neuron of E fires/);
  });

  it("a target outside a margin never survives, whatever the metric, direction, size and number of seeds", () => {
    const shift = fc.oneof(
      fc.double({ min: 1.16, max: 4, noNaN: true }).map((f): Settings => ({ rate: 11 * f })),
      fc.double({ min: 0.1, max: 0.84, noNaN: true }).map((f): Settings => ({ rate: 11 * f })),
      fc.double({ min: 0.16, max: 0.6, noNaN: true }).map((d): Settings => ({ cv: 0.85 + d })),
      fc.double({ min: 0.16, max: 0.6, noNaN: true }).map((d): Settings => ({ cv: 0.85 - d })),
      fc.double({ min: 0.16, max: 0.7, noNaN: true }).map((d): Settings => ({ lv: 0.9 - d })),
      fc.double({ min: 0.034, max: 0.9, noNaN: true }).map((d): Settings => ({ correlation: 0.004 + d })),
      fc.double({ min: 0.1, max: 0.8, noNaN: true }).map((d): Settings => ({ residual: 0.1 + d })),
      fc.double({ min: 0.18, max: 0.9, noNaN: true }).map((d): Settings => ({ silentFraction: 0.02 + d })),
      fc.double({ min: 1.16, max: 3, noNaN: true }).map((f): Settings => ({ drive: 6 * f })),
      fc.double({ min: 0.1, max: 0.84, noNaN: true }).map((f): Settings => ({ drive: 6 * f })),
    );
    fc.assert(
      fc.property(shift, fc.integer({ min: 1, max: 5 }), (target, seeds) => {
        expect(decide({ runs: runs(target, {}, seeds) }).verdict).not.toBe("survives");
      }),
      { numRuns: 150 },
    );
  });

  it("no runs, or runs of different networks, are refused by name", () => {
    expect(() => decide({ runs: [] })).toThrow(/no run/);
    expect(() => decide({ runs: runs({ names: ["E"] }) })).toThrow(/same populations/);
  });
});
