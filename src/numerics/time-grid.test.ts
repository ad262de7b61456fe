import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../description/expression.js";
import { delaySteps, formatTime, refractorySteps, roundDelays, stepsOf } from "./time-grid.js";

const STEPS = [0.05, 0.1, 0.125, 0.2, 0.25, 0.3, 0.5, 1, 2, 5];

/** Milliseconds of a text such as "0.3 ms", as descriptions are read. */
const parsed = (text: string) => evaluate(text, { lookup: () => undefined, names: () => [] }).value;

describe("times on the grid", () => {
  it("are that many steps, and never rounded, however they are computed or written", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STEPS), fc.integer({ min: 1, max: 1_000_000 }), (dt, k) => {
        const thousandths = Math.round(dt * 1000) * k;
        const spellings = [
          k * dt,
          thousandths / 1000,
          Number((thousandths / 1000).toFixed(3)),
          parsed(`${(thousandths / 1000).toFixed(3)} ms`),
          parsed(`${thousandths} us`),
          parsed(`${thousandths} µs`),
          parsed(`${(thousandths / 1e6).toFixed(6)} s`),
          parsed(`${k} * ${dt} ms`),
          (k - 1) * dt + dt,
        ];
        for (const time of spellings)
          for (const rule of [stepsOf, delaySteps, refractorySteps])
            expect(rule(time, dt)).toEqual({ steps: k, roundedBy: 0 });
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    [1.5, 0.1, 15],
    [0.3, 0.1, 3],
    [0.1 + 0.2, 0.1, 3],
    [0.7, 0.1, 7],
    [1e6, 0.1, 1e7],
    [2 ** 31 - 1, 1, 2 ** 31 - 1],
  ])("%f ms are %f-ms steps: %i", (time, dt, steps) => expect(stepsOf(time, dt)).toEqual({ steps, roundedBy: 0 }));

  it("sees a time that is off by a millionth of a step", () => {
    for (const k of [1, 100, 10_000]) expect(stepsOf((k + 1e-6) * 0.1, 0.1).roundedBy).toBeCloseTo(-1e-7, 9);
  });
});

describe("times off the grid", () => {
  it("move by at most half a step, a refractory period by less than one, and never down by more than half a microsecond", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STEPS), fc.double({ min: 0, max: 1000, noNaN: true }), (dt, time) => {
        for (const rule of [stepsOf, delaySteps]) {
          const { steps, roundedBy } = rule(time, dt);
          expect(Number.isInteger(steps)).toBe(true);
          if (rule === stepsOf || time >= dt / 2) expect(Math.abs(roundedBy)).toBeLessThanOrEqual(dt / 2 + 1e-9);
        }
        const { roundedBy } = refractorySteps(time, dt);
        expect(roundedBy).toBeGreaterThan(-5e-4);
        expect(roundedBy).toBeLessThan(dt);
      }),
      { numRuns: 5000 },
    );
  });

  it("go at a half to the even number; delays go up, and are at least one step", () => {
    const halves = [0.5, 1.5, 2.5, 3.5, 4.5];
    for (const dt of STEPS) {
      expect(halves.map((x) => stepsOf(x * dt, dt).steps)).toEqual([0, 2, 2, 4, 4]);
      expect(halves.map((x) => delaySteps(x * dt, dt).steps)).toEqual([1, 2, 3, 4, 5]);
      expect(delaySteps(0.2 * dt, dt).steps).toBe(1);
    }
    expect(delaySteps(0.25, 1)).toEqual({ steps: 1, roundedBy: 0.75 });
    expect(delaySteps(0, 1)).toEqual({ steps: 1, roundedBy: 1 });
  });

  it("stay infinite or not a number", () => {
    expect(stepsOf(Infinity, 0.1)).toEqual({ steps: Infinity, roundedBy: 0 });
    expect(stepsOf(NaN, 0.1).steps).toBeNaN();
  });

  it("are written without the dust of doubles", () =>
    expect([0.1 + 0.2, 25, 0.15].map(formatTime)).toEqual(["0.3 ms", "25 ms", "0.15 ms"]));
});

/**
 * NEST 3.10.0 (pip install nest-simulator), measured. Dead steps: the interval of iaf_psc_exp, iaf_psc_delta and iaf_cond_exp under
 * `nest.Create(model, params={"t_ref": t, "I_e": 1e7})`, less one step; the three agree. Delays: `nest.Connect(a, b, syn_spec={"delay": t})`
 * between two parrot_neurons, the step of the answer; the same with an array of delays and with nest.random.uniform(t, t + 1e-9).
 */
describe("as NEST has it", () => {
  const AT = [0.3, 0.5, 0.7, 1.1, 1.4, 1.5, 1.6, 2.5, 3.5, 4.5, 3, 7, 15];
  const DEAD = [1, 1, 1, 2, 2, 2, 2, 3, 4, 5, 3, 7, 15];
  /** NEST refuses 0.3 steps. */
  const DELAY = [undefined, 1, 1, 1, 1, 2, 2, 3, 4, 5, 3, 7, 15];

  it.each([0.1, 1])("dead steps and delays at %f ms", (dt) => {
    expect(AT.map((x) => refractorySteps(x * dt, dt).steps)).toEqual(DEAD);
    AT.forEach((x, k) => DELAY[k] !== undefined && expect(delaySteps(x * dt, dt).steps).toBe(DELAY[k]));
  });

  it("delays of odd hundredths", () => {
    expect(
      [0.25, 0.35, 0.45, 0.85, 1.15, 1.25, 1.35, 1.4996, 2.4994, 2.4996, 2.5].map((t) => delaySteps(t, 0.1).steps),
    ).toEqual([3, 4, 5, 9, 12, 13, 14, 15, 25, 25, 25]);
    expect([0.85, 1.15, 1.35, 1.4996, 2.4994, 2.4996, 2.5].map((t) => delaySteps(t, 1).steps)).toEqual([
      1, 1, 1, 1, 2, 2, 3,
    ]);
  });

  it("counts dead steps in whole microseconds first", () => {
    expect(
      [1.0001, 1.0004, 1.0005, 1.0006, 1.001, 0.0004, 0.0006, 0.9996, 2.0004, 1.9999].map(
        (t) => refractorySteps(t, 0.1).steps,
      ),
    ).toEqual([10, 10, 11, 11, 11, 0, 1, 10, 20, 20]);
    expect(
      [1.0001, 1.0004, 1.0005, 1.0006, 1.001, 0.0004, 0.0006, 0.9996, 2.0004, 1.9999].map(
        (t) => refractorySteps(t, 1).steps,
      ),
    ).toEqual([1, 1, 2, 2, 2, 0, 1, 1, 2, 2]);
  });
});

describe("many delays at once", () => {
  it("are rounded and entered as one by one, near every edge of the rules and far from them", () => {
    const nearAnEdge = fc
      .tuple(
        fc.integer({ min: 0, max: 400_000 }),
        fc.constantFrom(0, 0.5),
        fc.constantFrom(0, 1e-12, 1e-9, 2e-9, 1e-7, 0.9e-6, 1.1e-6, 0.2),
        fc.constantFrom(1, -1),
      )
      .map(([whole, half, by, sign]) => whole + half + sign * by);
    const steps = fc.oneof(nearAnEdge, fc.double({ min: 0, max: 200, noNaN: true }));
    fc.assert(
      fc.property(fc.constantFrom(...STEPS), fc.array(steps, { minLength: 1, maxLength: 40 }), (dt, list) => {
        const delays = Float64Array.from(list, (s) => Math.max(0, s * dt));
        const out = new Float64Array(delays.length);
        const entered = { moved: 1, worst: 0, short: 2, shortest: Infinity, longest: 0 };
        roundDelays(delays, out, delays.length, dt, entered);
        const each = Array.from(delays, (delay) => ({ delay, ...delaySteps(delay, dt) }));
        const off = each.filter(({ roundedBy }) => roundedBy !== 0);
        expect([...out]).toEqual(each.map((d) => d.steps));
        expect(entered).toEqual({
          moved: 1 + off.length,
          short: 2 + off.filter(({ delay }) => delay < dt).length,
          worst: Math.max(0, ...off.map(({ roundedBy }) => Math.abs(roundedBy))),
          shortest: Math.min(...out),
          longest: Math.max(...out),
        });
      }),
      { numRuns: 2000 },
    );
  });
});
