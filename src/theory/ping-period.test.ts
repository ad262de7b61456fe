import { expect, test } from "vitest";
import { pingCycle, type PingLoop } from "./ping-period.js";

const loop: PingLoop = {
  tauM: 10,
  tauI: 5,
  tauMI: 10,
  tauE: 2,
  delay: 1,
  refractory: 2,
  dt: 0,
  threshold: 15,
  mu: 40,
  P: 40,
  Q: 60,
};

/** The loop of one E and one I cell by Euler steps of 2 µs, each synapse with the charge of the whole volley: time between the last two E spikes, and the lag. */
function simulate({ tauM, tauI, tauMI, tauE, delay, refractory, threshold, mu, P, Q }: PingLoop) {
  const h = 0.002;
  const steps = (ms: number) => Math.round(ms / h);
  let [vE, vI, toE, toI, heldE, heldI] = [0, 0, 0, 0, 0, 0];
  const due: { at: number; to: "E" | "I" }[] = [];
  const spikes = { E: [] as number[], I: [] as number[] };
  for (let n = 0; n < steps(400); n++) {
    while (due.length > 0 && due[0].at <= n) {
      if (due.shift()!.to === "I") toI += P / tauE;
      else toE -= Q / tauI;
    }
    vE = heldE > 0 ? 0 : vE + h * ((mu - vE) / tauM + toE);
    vI = heldI > 0 ? 0 : vI + h * (-vI / tauMI + toI);
    [heldE, heldI] = [heldE - 1, heldI - 1];
    toE *= 1 - h / tauI;
    toI *= 1 - h / tauE;
    if (vE >= threshold) {
      spikes.E.push(n * h);
      due.push({ at: n + steps(delay), to: "I" });
      [vE, heldE] = [0, steps(refractory)];
    }
    if (vI >= threshold) {
      spikes.I.push(n * h);
      due.push({ at: n + steps(delay), to: "E" });
      [vI, heldI] = [0, steps(refractory)];
    }
    due.sort((a, b) => a.at - b.at);
  }
  const last = spikes.E[spikes.E.length - 1];
  return { period: last - spikes.E[spikes.E.length - 2], lag: spikes.I[8] - spikes.E[8] };
}

test.each([
  {},
  { tauI: 3, Q: 36 },
  { tauI: 10, Q: 120 },
  { tauI: 15, Q: 180 },
  { tauM: 20 },
  { mu: 60 },
  { tauE: 1, P: 30 },
  { tauMI: 20 },
  { delay: 2.5 },
])("period and lag equal those of a simulated pair of cells: %o", (change) => {
  const of = { ...loop, ...change };
  const { period, lag } = simulate(of);
  // Grids of 2 µs in time and of Euler's method.
  expect(Math.abs(pingCycle(of).period - period)).toBeLessThan(0.02);
  expect(Math.abs(pingCycle(of).lag - lag)).toBeLessThan(0.01);
});

test("crossings that are noticed dt/2 late lengthen the lag by that, and the period by less than two of them", () => {
  const late = pingCycle({ ...loop, dt: 0.5 });
  expect(late.lag - pingCycle(loop).lag).toBeCloseTo(0.25, 1);
  expect(late.period).toBeGreaterThan(pingCycle(loop).period + 0.25);
  expect(late.period).toBeLessThan(pingCycle(loop).period + 0.5);
});

test("far from the fast decay the period is logarithmic in Q: e times Q adds τ_I, or τ_m, whichever is slower", () => {
  const gained = (of: PingLoop) => pingCycle({ ...of, Q: 1e6 * Math.E }).period - pingCycle({ ...of, Q: 1e6 }).period;
  expect(gained({ ...loop, tauI: 20, tauM: 5 })).toBeCloseTo(20, 1);
  expect(gained({ ...loop, tauI: 5, tauM: 20 })).toBeCloseTo(20, 1);
});

test("no period where E cannot bring I to threshold, or its own drive stays below it", () => {
  expect(pingCycle({ ...loop, P: 10 }).period).toBeNaN();
  expect(pingCycle({ ...loop, mu: 14 }).period).toBeNaN();
});
