import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamOf } from "../numerics/philox.js";
import { type PlayableSource, SourcePlayer } from "./source-player.js";

const NONE = new Uint32Array(0);

function poisson(size: number, rate: number | Float64Array, more: Partial<PlayableSource> = {}): PlayableSource {
  return {
    first: 100,
    size,
    kind: "poisson",
    rate,
    startStep: 0,
    stopStep: 1e9,
    stream: 7,
    spikeSteps: NONE,
    spikeIds: NONE,
    ...more,
  };
}

function player(...sources: PlayableSource[]): SourcePlayer {
  return new SourcePlayer({ seed: 5, dt: 0.1, sources });
}

function played(p: SourcePlayer, step: number): [number, number][] {
  const spikes: [number, number][] = [];
  p.play(step, (id, count) => spikes.push([id, count]));
  return spikes;
}

/** Mixed sources: one rate, many rates, spike times. */
function mixed(): SourcePlayer {
  return player(
    poisson(13, 5000),
    poisson(
      11,
      Float64Array.from({ length: 11 }, (_, i) => i * 1000),
      { first: 113, stream: 8 },
    ),
    poisson(3, 0, {
      first: 124,
      kind: "spike_times",
      spikeSteps: Uint32Array.of(2, 2, 2, 30),
      spikeIds: Uint32Array.of(0, 2, 2, 1),
    }),
  );
}

describe("SourcePlayer", () => {
  it("gives Poisson counts of mean 2 a step: 200,000 counts, chi-square of 8 classes below the 99.9 % point 24.3", () => {
    const p = player(poisson(1000, 20_000));
    const classes = new Float64Array(8);
    const out = new Uint16Array(1000);
    for (let step = 0; step < 200; step++) {
      p.counts(step, 0, 0, 1000, out);
      for (const count of out) classes[Math.min(count, 7)]++;
    }
    let chi = 0;
    let left = 1;
    for (let k = 0, probability = Math.exp(-2); k < 8; k++) {
      const expected = 200_000 * (k === 7 ? left : probability);
      chi += (classes[k] - expected) ** 2 / expected;
      left -= probability;
      probability *= 2 / (k + 1);
    }
    expect(chi).toBeLessThan(24.3);
  });

  it("gives neighbouring sources and steps uncorrelated counts: |r| below 5 standard errors of 100,000 pairs", () => {
    const p = player(poisson(1000, 20_000));
    const now = new Uint16Array(1000);
    const next = new Uint16Array(1000);
    let across = 0;
    let along = 0;
    for (let step = 0; step < 100; step++) {
      p.counts(step, 0, 0, 1000, now);
      p.counts(step + 1, 0, 0, 1000, next);
      for (let i = 0; i < 1000; i++) {
        across += (now[i] - 2) * (now[(i + 1) % 1000] - 2);
        along += (now[i] - 2) * (next[i] - 2);
      }
    }
    const bound = 5 * 2 * Math.sqrt(100_000);
    expect(Math.abs(across)).toBeLessThan(bound);
    expect(Math.abs(along)).toBeLessThan(bound);
  });

  it("plays any step at any time as it plays them one after another", () => {
    const sequential = mixed();
    const expected = Array.from({ length: 40 }, (_, step) => played(sequential, step));
    fc.assert(
      fc.property(fc.array(fc.nat(39), { maxLength: 30 }), (steps) => {
        const p = mixed();
        for (const step of steps) expect(played(p, step)).toEqual(expected[step]);
      }),
      { seed: 1 },
    );
  });

  it("gives every slice of sources the counts of the whole", () => {
    const p = mixed();
    fc.assert(
      fc.property(fc.nat(2), fc.nat(35), fc.nat(13), fc.nat(13), (source, step, a, b) => {
        const size = [13, 11, 3][source];
        const [from, to] = [Math.min(a, b, size), Math.min(Math.max(a, b), size)];
        const whole = new Uint16Array(size);
        p.counts(step, source, 0, size, whole);
        const slice = new Uint16Array(to - from).fill(99);
        p.counts(step, source, from, to, slice);
        expect(slice).toEqual(whole.slice(from, to));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it("does not depend on whether equal rates are given once or for each source", () => {
    const once = player(poisson(10, 3000));
    const each = player(poisson(10, new Float64Array(10).fill(3000)));
    for (let step = 0; step < 20; step++) expect(played(each, step)).toEqual(played(once, step));
  });

  it("is silent at rate 0, outside startStep ≤ n < stopStep, and for host sources", () => {
    const p = player(
      poisson(50, 1e5, { startStep: 5, stopStep: 7 }),
      poisson(5, 0, { first: 200 }),
      poisson(5, 1e5, { first: 300, kind: "host" }),
    );
    const active = Array.from({ length: 10 }, (_, step) => step).filter((step) => played(p, step).length > 0);
    expect(active).toEqual([5, 6]);
    expect(played(p, 5).every(([id]) => id < 150)).toBe(true);
  });

  it("plays spike times by ascending id and counts a repeated spike twice", () => {
    const p = player(
      poisson(3, 0, {
        kind: "spike_times",
        spikeSteps: Uint32Array.of(2, 2, 2, 30),
        spikeIds: Uint32Array.of(0, 2, 2, 1),
      }),
    );
    expect(played(p, 2)).toEqual([
      [100, 1],
      [102, 2],
    ]);
    expect(played(p, 30)).toEqual([[101, 1]]);
    expect(played(p, 3)).toEqual([]);
  });

  it("gives the pinned spikes of seed 5", () => {
    const p = mixed();
    const all = Array.from({ length: 40 }, (_, step) => played(p, step).join(" ")).join(";");
    expect(streamOf(all).toString(16)).toMatchInlineSnapshot(`"be79ddf0"`);
  });

  it("refuses rates it cannot play, naming the source", () => {
    expect(() => player(poisson(1, -1, { name: "ext" }))).toThrow(/spike source ext: a rate of -1 Hz/);
    expect(() => player(poisson(1, 1e9))).toThrow(/at most 60000/);
    expect(() => player(poisson(3, Float64Array.of(1, 2)))).toThrow(/2 rates for 3 sources/);
  });
});
