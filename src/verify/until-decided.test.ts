import { describe, expect, it } from "vitest";
import { syntheticMetrics, type Settings } from "../analysis/synthetic-metrics.fixture.js";
import { describeSeedNote } from "../cli/seed-options.js";
import { decide } from "../verdict/decide.js";
import { seedPlan } from "../verdict/seed-plan.js";
import { isDecided, openIn, openInAny, untilDecided, type SeedNote } from "./until-decided.js";

const plan = seedPlan(3, 12);
const seeds = Array.from({ length: 12 }, (_, k) => 100 + k);

/** @param enough seeds from which nothing is open */
async function runUntil(enough: number, notes: SeedNote[] = []): Promise<{ ran: number[]; groups: number[] }> {
  const groups: number[] = [];
  const { results } = await untilDecided<number, number>({
    seeds,
    plan,
    note: (note) => notes.push(note),
    run: (some, from) => {
      expect(some[0]).toBe(seeds[from]);
      groups.push(some.length);
      return Promise.resolve(some);
    },
    judge: (all) => all.length,
    open: (count) => (count >= enough ? null : "rate of E"),
    decided: (count) => count >= enough && count !== 8,
  });
  return { ran: [...results], groups };
}

describe("untilDecided", () => {
  it("adds 2, 3 and 4 seeds to the first 3, runs none twice, and stops at the first look that decides", async () => {
    expect(await runUntil(3)).toEqual({ ran: seeds.slice(0, 3), groups: [3] });
    expect(await runUntil(4)).toEqual({ ran: seeds.slice(0, 5), groups: [3, 2] });
    expect(await runUntil(99)).toEqual({ ran: seeds, groups: [3, 2, 3, 4] });
  });

  it("says before more seeds run what they are for, and at the end whether it was decided", async () => {
    const notes: SeedNote[] = [];
    await runUntil(5, notes);
    expect(notes).toMatchObject([
      { kind: "more", nextSeed: 4, most: 12, open: "rate of E" },
      { kind: "end", seeds: 5, open: null, decided: true },
    ]);
    await runUntil(99, notes);
    expect(notes[notes.length - 1]).toMatchObject({ kind: "end", seeds: 12, open: "rate of E", decided: false });
    await runUntil(6, notes);
    const stuck = notes[notes.length - 1];
    expect(stuck).toMatchObject({ kind: "end", seeds: 8, open: null, decided: false });
    expect(describeSeedNote(stuck)).toMatch(/^not decided, and more seeds would not decide it, after 8 seeds in /);
  });
});

describe("openIn", () => {
  const verdictOf = (target: Settings, reference: Settings = {}) =>
    decide({
      runs: [1, 2, 3].map((seed) => ({
        seed,
        reference: syntheticMetrics({ ...reference, seed }),
        target: syntheticMetrics({ ...target, seed: 50 + seed }),
      })),
    });

  it("names what is undecided, and nothing where the verdict is given or more seeds do not help", () => {
    expect(openIn(verdictOf({ noise: 0.03 }))).toMatch(/ of [EI]( and \d+ metrics? more)?$/);
    expect(openIn(verdictOf({}))).toBeNull();
    expect(openIn(verdictOf({ rate: 20 }))).toBeNull();
    expect(openIn(verdictOf({ rate: 300 }, { rate: 300 }))).toBeNull();
    expect(openIn(verdictOf({ measured: 0 }))).toBeNull();
  });

  it("asks for more seeds for the metrics that have values, though another has none", () => {
    const unmeasured = (noise: number) => {
      const runs = [1, 2, 3].map((seed) => {
        const target = syntheticMetrics({ noise, seed: 50 + seed });
        const populations = target.populations.map((p) => ({ ...p, correlation: { ...p.correlation, mean: NaN } }));
        return { seed, reference: syntheticMetrics({ seed }), target: { ...target, populations } };
      });
      return decide({ runs });
    };
    expect(unmeasured(0.03).verdict).toBe("inconclusive");
    expect(openIn(unmeasured(0.03))).not.toMatch(/count correlation/);
    expect(openIn(unmeasured(0.03))).not.toBeNull();
    expect(openIn(unmeasured(0))).toBeNull();
    expect(isDecided(unmeasured(0))).toBe(false);
  });

  it("asks for more while any of several is open, and says which", () => {
    const verdicts = [
      { name: "loihi1", verdict: verdictOf({}) },
      { name: "spinnaker1", verdict: verdictOf({ noise: 0.03 }) },
    ];
    expect(openInAny(verdicts)).toMatch(/^spinnaker1: /);
    expect(openInAny(verdicts.slice(0, 1))).toBeNull();
  });
});
