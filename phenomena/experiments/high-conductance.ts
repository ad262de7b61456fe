/**
 * High-conductance: strong synaptic conductances make the membrane fast (Destexhe, Rudolph & Paré 2003).
 *
 * C dV/dt = −g_L(V − E_L) − g_E(t)(V − E_E) − g_I(t)(V − E_I) + I with mean conductances is C dV/dt = −G_tot(V − V*) + I, so
 * a small step of I is answered by A(1 − e^(−t/τ_eff)), τ_eff = C/G_tot. Two cells with the SAME input spikes and opposite steps ±I differ
 * by d with C d' = −G(t)·d + 2I exactly: the noise cancels in the difference, and what is left of the fluctuation of G(t) slows the mean
 * response by the share w·τ_s/(2C) of a rate (⟨exp(−∫δG/C)⟩ to second order), 1 % here. A square wave of alternating sign gives two
 * answers a period; it need not settle, since its steady state is a + b·e^(−t/τ) after every edge.
 *
 * The mean of the two cells has no step in it (to first order) and fluctuates as noise filtered by synapse and membrane in series:
 * autocorrelation (τ e^(−t/τ) − τ_s e^(−t/τ_s))/(τ − τ_s). It is fitted with τ_s known; an exponential alone would return a mixture.
 *
 * All strengths of input follow one another in one run. A chip that lowers conductances to currents has one time constant a program: that
 * of the working point its compiler chose.
 */
import { stepsOf } from "../../src/numerics/time-grid.js";
import { voltageOf } from "../../src/recording/recorded-probe.js";
import type { Experiment, Measured, Results, Run, Side, Size } from "../experiment.js";
import { CELL, conductanceCell, conductancesHolding, rateOfConductance } from "../networks/conductance-cell.js";
import { fitFilteredNoise, fitRelaxation } from "../measures/fit-time-constant.js";
import {
  atLevel,
  largestDeviation,
  levelPoints,
  levelSteps,
  levelsInTime,
  levelValues,
} from "../measures/input-levels.js";
import { loweredToCurrents } from "../lowered-to-currents.js";
import { atMost } from "../tolerance.js";

/** G_tot/g_L. */
const TOTALS = [2, 4, 8, 16];
const KEY = "growing input";
const TAU_SYN = 2;
/** nS, both synapses. */
const WEIGHT = 2;
/** pA */
const STEP = 40;
/** ms between two edges of the square wave; settling is two of them. */
const EDGE = 25;
const SETTLE = 2 * EDGE;
/** ms between samples of the autocorrelation, which is fitted up to the lag τ_s + C/G_tot: farther out it is mostly noise. */
const LAG_STEP = 0.2;
const TIMING = { quick: { cells: 100, hold: 600 }, full: { cells: 100, hold: 1000 } } as const;

const tauOf = (total: number) => CELL.tau_m / total;
const theory = TOTALS.map(tauOf);

function description(size: Size): string {
  const { cells, hold } = TIMING[size];
  const levels = levelsInTime(TOTALS, hold);
  const duration = hold * TOTALS.length;
  const input = levels.map(({ x, start, stop }) => {
    const { gE, gI } = conductancesHolding(x * CELL.g_L);
    const pool = (name: string, g: number, sign: string) =>
      `  ${name} at ${x} g_L: { type: poisson_pool, size: ${cells}, target: [up, down], connect: one_to_one, rate: ${rateOfConductance(g, WEIGHT, TAU_SYN)} Hz, weight: ${sign}${WEIGHT} nS, start: ${start} ms, stop: ${stop} ms }`;
    return `${pool("excitation", gE, "")}\n${pool("inhibition", gI, "-")}`;
  });
  const wave = (sign: number) =>
    Array.from(
      { length: duration / EDGE },
      (_, k) => `{ at: ${k * EDGE} ms, amplitude: ${sign * (k % 2 === 0 ? STEP : -STEP)} pA }`,
    ).join(", ");
  return `# Two populations receive the same spikes, cell by cell, and opposite steps of current.
# The input grows so that G_tot/g_L is ${TOTALS.join(", ")}, for ${hold} ms each; it would hold the membrane at -65 mV.
name: high-conductance
timestep: 0.1 ms
duration: ${duration} ms
burn_in: ${SETTLE} ms
populations:
  up:
    size: ${cells}
    neuron: &cell ${conductanceCell({ tauSyn: TAU_SYN })}
    initial: { V_m: -65 mV }
  down:
    size: ${cells}
    neuron: *cell
    initial: { V_m: -65 mV }
stimuli:
${input.join("\n")}
  step up: { type: step_current, target: up, steps: [${wave(1)}] }
  step down: { type: step_current, target: down, steps: [${wave(-1)}] }
probes:
  currents: { sample: 1 }
`;
}

/** Voltages of `up` and `down`, cell by cell. */
function pairs({ recording, network }: Run) {
  const [up, down] = ["up", "down"].map((name) => network.populations.find((p) => p.name === name)!);
  return Array.from({ length: up.size }, (_, i) => {
    const [a, b] = [up, down].map(({ first }) => voltageOf(recording, first + i));
    return { up: (n: number) => a[n], down: (n: number) => b[n] };
  });
}

/** Mean answer to an edge, of the sign of the step, and the autocorrelation of the mean of each pair. */
function measure(run: Run): Measured {
  const { dt, steps } = run.network;
  const hold = (steps * dt) / TOTALS.length;
  const cells = pairs(run);
  const edge = stepsOf(EDGE, dt).steps;
  const values: Record<string, number> = {};
  for (const level of levelsInTime(TOTALS, hold)) {
    const { from, to } = levelSteps(level, SETTLE, dt);
    // The row of a step holds V at its end: row `edge − 1` is the last that the old current made.
    const response = new Float64Array(edge);
    for (let n = from; n < to; n++) {
      const k = Math.floor(n / edge);
      for (const { up, down } of cells) response[n % edge] += (k % 2 === 0 ? 1 : -1) * (up(n) - down(n));
    }
    values[atLevel("step", level.x)] = fitRelaxation(
      Array.from(response, (_, k) => (k + 1) * dt),
      Array.from(response),
    );

    const stride = stepsOf(LAG_STEP, dt).steps;
    const rows = cells.map(({ up, down }) =>
      Float64Array.from(
        { length: Math.floor((to - from) / stride) },
        (_, k) => (up(from + k * stride) + down(from + k * stride)) / 2,
      ),
    );
    const lags = Array.from({ length: Math.ceil((tauOf(level.x) + TAU_SYN) / LAG_STEP) }, (_, k) => k);
    values[atLevel("noise", level.x)] = fitFilteredNoise(
      lags.map((k) => k * LAG_STEP),
      autocorrelation(rows, lags),
      TAU_SYN,
    );
  }
  return { values };
}

/** About the mean of all rows together, which are alike: the mean of each short row would bias the correlation down. */
function autocorrelation(rows: readonly Float64Array[], lags: readonly number[]): number[] {
  let [sum, count] = [0, 0];
  for (const row of rows) for (const v of row) [sum, count] = [sum + v, count + 1];
  const mean = sum / count;
  const at = (lag: number) => {
    let [product, n] = [0, 0];
    for (const row of rows)
      for (let k = 0; k + lag < row.length; k++, n++) product += (row[k] - mean) * (row[k + lag] - mean);
    return product / n;
  };
  const variance = at(0);
  return lags.map((lag) => at(lag) / variance);
}

export const highConductance: Experiment = {
  id: "high-conductance",
  title: "Strong conductances make the membrane fast",
  claim:
    "The high total conductance makes the effective time constant τ_eff = C/G_tot very short: the balanced state does not just make the neuron stable, it makes it fast.",
  theory:
    "With mean conductances the membrane equation is linear with rate G_tot/C, which a small step of current and the fluctuations of V both show (Destexhe, Rudolph & Paré 2003; Richardson 2004).",
  example: KEY,

  conditions: (size) => [
    {
      key: KEY,
      series: KEY,
      x: Math.max(...TOTALS),
      description: description(size),
      trace: { up: TIMING[size].cells, down: TIMING[size].cells },
    },
  ],

  measure,

  quantities: [
    {
      id: "step-response",
      label: "answer to a step: worst misfit of τ = C/G_tot",
      unit: "",
      tolerance: atMost(
        0.1,
        "the claim's 10 %; fluctuating conductances slow the mean answer by 1 %, and a chip's tick of 0.1 ms speeds Euler's step by dt/(2τ_eff) ≤ 4 %",
      ),
      estimate: (points) => ({ value: largestDeviation(levelValues(points, KEY, "step", TOTALS), theory), theory: 0 }),
    },
    {
      id: "autocorrelation",
      label: "autocorrelation of V: worst misfit of τ = C/G_tot",
      unit: "",
      tolerance: atMost(
        0.1,
        "the claim's 10 %; a record of N cells and T ms knows it to about √(4τ/NT), 3 % at τ = 10 ms",
      ),
      estimate: (points) => ({ value: largestDeviation(levelValues(points, KEY, "noise", TOTALS), theory), theory: 0 }),
    },
    {
      id: "speed-up",
      label: "τ_eff/τ_m at the strongest input",
      unit: "",
      tolerance: atMost(0.1, "≪ 1: an order of magnitude; C/G_tot is 1/16 of τ_m there"),
      estimate: (points) => ({
        value: points.value(KEY, atLevel("step", 16)) / CELL.tau_m,
        theory: tauOf(16) / CELL.tau_m,
      }),
    },
  ],

  figures: (results) => [
    figure(results, "step", "Answer to a step of current"),
    figure(results, "noise", "Memory of the voltage"),
  ],

  lowered: loweredToCurrents("one time constant for all inputs, that of the time average of the conductances"),
};

function figure(results: Results, name: string, title: string) {
  const curve = { label: "C/G_tot", xs: TOTALS, ys: theory };
  const points = (side: Side) => levelPoints(results, side, KEY, name, TOTALS, "fitted τ");
  return {
    title,
    caption:
      name === "step"
        ? "Time constant fitted to the mean answer to small steps of current; all inputs in one run."
        : "Time constant fitted to the autocorrelation of V, with the synaptic time constant known.",
    x: { label: "G_tot/g_L", log: true },
    y: { label: "τ, ms", log: true },
    curves: [curve],
    points: results.sides.map(points),
  };
}
