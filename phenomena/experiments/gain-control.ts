/**
 * Gain control: shunting inhibition divides (Carandini & Heeger 1994, 2012).
 *
 * In the steady state of the membrane equation with E_I = E_L (inhibition that only shunts), g_E = g·c·f(θ) tuned and g_I = α·g·c untuned,
 *
 *   R = V − E_L = (E_E − E_L) · g c f(θ)/(g_L + g c f(θ) + α g c),   f(θ) = exp(κ(cos 2θ − 1)).
 *
 * Nothing in it is free: c, f, α, g and g_L are those of the description, so only the amplitude is fitted and compared with E_E − E_L.
 * R(c) saturates, and the half width follows from f(θ½) = (1 + aα)/(2 + a + 2aα), a = gc/g_L: nearly that of f, whatever c.
 * The conductances are Poisson; their fluctuation takes the share w·τ_s/(2G(τ_s + τ_eff)) from R, below 1 %.
 *
 * All contrasts follow one another in ONE run. Where conductances are lowered to currents the response to c is a straight line in one
 * program; a program for each contrast would hide that, since its compiler would do the division (gain-control.test.ts shows it).
 */
import { meanOf } from "../../src/numerics/sample-moments.js";
import { voltageOf } from "../../src/recording/recorded-probe.js";
import { CELL, conductanceCell } from "../networks/conductance-cell.js";
import {
  REFERENCE,
  type Experiment,
  type FigureCurve,
  type Measured,
  type Results,
  type Run,
  type SeedPoints,
  type Side,
  type Size,
} from "../experiment.js";
import { atLevel, levelPoints, levelSteps, levelsInTime, levelValues } from "../measures/input-levels.js";
import { loweredToCurrents } from "../lowered-to-currents.js";
import { atLeast, within, withinShare } from "../tolerance.js";
import { halfWidth, smoothTuning, valueOfTuning } from "../measures/tuning-curve.js";

const KEY = "contrasts";
const CONTRASTS = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1];
const KAPPA = 2;
/** Inhibition dominates, as in cortex (Rudolph et al. 2007), which is also what keeps the width: the form widens by the less the larger α. */
const ALPHA = 6;
/** nS of excitation at the preferred angle and full contrast: 2 g_L. */
const G = 20;
const TAU_SYN = 5;
/** nS, both synapses. Small ones are many: less noise in the mean response. */
const WEIGHT = 0.2;
/** ms of a contrast before it is measured. */
const SETTLE = 100;
const TIMING = { quick: { cells: 192, hold: 500 }, full: { cells: 192, hold: 1500 } } as const;
/** mV between E_ex and E_L. */
const RANGE = CELL.E_ex - CELL.E_L;

const drive = (c: number, f: number) => (G * c * f) / (CELL.g_L + G * c * f + ALPHA * G * c);
/** Degrees from the preferred angle, 180° a period. */
const tuning = (degrees: number) => Math.exp(KAPPA * (Math.cos((2 * Math.PI * degrees) / 180) - 1));

/** Half width of theory's R in degrees: f(θ½) of the docstring. */
function predictedHalfWidth(c: number): number {
  const a = (G * c) / CELL.g_L;
  const half = (1 + a * ALPHA) / (2 + a + 2 * a * ALPHA);
  return (90 / Math.PI) * Math.acos(1 + Math.log(half) / KAPPA);
}

function description(size: Size): string {
  const { cells, hold } = TIMING[size];
  const input = levelsInTime(CONTRASTS, hold).map(({ x, start, stop }) => {
    const window = `start: ${start} ms, stop: ${stop} ms`;
    return `  grating at ${x}: { type: tuned, target: P, angle: 90 deg, kappa: ${KAPPA}, contrast: ${x}, peak: "g/(w*tau_syn)", weight: w, ${window} }
  pool at ${x}: { type: poisson, target: P, rate: "alpha*${x}*g/(w*tau_syn)", weight: "-w", ${window} }`;
  });
  return `# Excitation tuned to the angle and proportional to the contrast, inhibition to the contrast alone; ${hold} ms a contrast.
name: gain-control
timestep: 0.1 ms
duration: ${hold * CONTRASTS.length} ms
burn_in: ${SETTLE} ms
constants:
  g: ${G} nS # mean excitatory conductance at the preferred angle and full contrast
  alpha: ${ALPHA}
  w: ${WEIGHT} nS
  tau_syn: ${TAU_SYN} ms
populations:
  P:
    size: ${cells}
    neuron: ${conductanceCell({ tauSyn: TAU_SYN, E_in: CELL.E_L, V_th: -10 })}
stimuli:
${input.join("\n")}
probes:
  currents: { sample: 1 }
`;
}

const responseName = (cell: number) => `cell ${cell}`;

function measure({ recording, network }: Run): Measured {
  const { dt, steps } = network;
  const { first, size } = network.populations[0];
  const values: Record<string, number> = { cells: size };
  const curves: Record<string, { xs: number[]; ys: number[] }> = {};
  const voltages = Array.from({ length: size }, (_, i) => voltageOf(recording, first + i));
  for (const level of levelsInTime(CONTRASTS, (steps * dt) / CONTRASTS.length)) {
    const { from, to } = levelSteps(level, SETTLE, dt);
    const response = voltages.map((v) => {
      let sum = 0;
      for (let n = from; n < to; n++) sum += v[n];
      return sum / (to - from) - CELL.E_L;
    });
    const curve = smoothTuning(response);
    values[atLevel("peak", level.x)] = valueOfTuning(curve, 0.5);
    values[atLevel("half width", level.x)] = 180 * halfWidth(curve, 0.5);
    response.forEach((r, i) => (values[atLevel(responseName(i), level.x)] = r));
    curves[`c = ${level.x}`] = { xs: response.map((_, i) => (180 * i) / size), ys: response };
  }
  return { values, curves };
}

/** Amplitude A of R = A·(form) by least squares over all contrasts and cells, and R² of that. */
function fitForm(points: SeedPoints): { amplitude: number; r2: number } {
  const size = points.value(KEY, "cells");
  const responses: number[] = [];
  const forms: number[] = [];
  for (let i = 0; i < size; i++) {
    levelValues(points, KEY, responseName(i), CONTRASTS).forEach((r, k) => {
      responses.push(r);
      forms.push(drive(CONTRASTS[k], tuning((180 * i) / size - 90)));
    });
  }
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, k) => sum + x * b[k], 0);
  const amplitude = dot(responses, forms) / dot(forms, forms);
  const mean = meanOf(responses);
  const residual = responses.reduce((sum, r, k) => sum + (r - amplitude * forms[k]) ** 2, 0);
  return { amplitude, r2: 1 - residual / responses.reduce((sum, r) => sum + (r - mean) ** 2, 0) };
}

/** Largest over smallest half width. */
function widthRatio(widths: readonly number[]): number {
  return widths.every((w) => w > 0) ? Math.max(...widths) / Math.min(...widths) : NaN;
}

const growth = (peaks: readonly number[]) => peaks[peaks.length - 1] / peaks[0];

export const gainControl: Experiment = {
  id: "gain-control",
  title: "Divisive gain control by shunting inhibition",
  claim:
    "With tuned excitation and untuned inhibition the response is ∝ c·f(θ)/(g_L + c·f(θ) + α·c): it saturates with contrast while the shape of the tuning curve stays the same.",
  theory:
    "The steady state of the membrane equation with E_I = E_L is that form with the amplitude E_E − E_L and no free parameter (Carandini & Heeger 1994).",
  example: KEY,

  conditions: (size) => [
    { key: KEY, series: KEY, x: 1, description: description(size), trace: { P: TIMING[size].cells } },
  ],

  measure,

  quantities: [
    {
      id: "form",
      label: "R² of the form over all angles and contrasts",
      unit: "",
      tolerance: atLeast(
        0.98,
        "the claim's; Poisson noise of a cell's mean response, 0.1 to 0.2 mV of a spread of 3 mV, takes up to 0.5 %",
      ),
      estimate: (points) => ({ value: fitForm(points).r2, theory: 1 }),
    },
    {
      id: "amplitude",
      label: "amplitude of the form, E_E − E_L",
      unit: "mV",
      tolerance: withinShare(0.05, "fluctuating conductances take 1 %, and the finite record knows it to 1 %"),
      estimate: (points) => ({ value: fitForm(points).amplitude, theory: RANGE }),
    },
    {
      id: "tuning-width",
      label: "widest over narrowest tuning, 16-fold contrast",
      unit: "",
      tolerance: within(0.1, "the claim's 10 %; the form itself widens by 3 % from c = 1/16 to 1, which is part of it"),
      estimate: (points) => ({ value: widthRatio(levelValues(points, KEY, "half width", CONTRASTS)), theory: 1 }),
    },
    {
      id: "saturation",
      label: "growth of the response, 16-fold contrast",
      unit: "",
      tolerance: withinShare(
        0.1,
        "the response at c = 1/16 is known to 3 %; without division it would grow as c, 16-fold over what no input gives",
      ),
      estimate: (points) => ({
        value: growth(levelValues(points, KEY, "peak", CONTRASTS)),
        theory: growth(CONTRASTS.map((c) => drive(c, 1))),
      }),
    },
  ],

  figures: (results) => [
    {
      title: "Response over contrast",
      caption:
        "Depolarisation at the preferred angle; the curve is the form with the amplitude E_E − E_L, nothing fitted. All contrasts in one run.",
      x: { label: "contrast c", log: true },
      y: { label: "V − E_L, mV" },
      curves: [{ label: "c/(g_L + c + αc)", xs: CONTRASTS, ys: CONTRASTS.map((c) => RANGE * drive(c, 1)) }],
      points: results.sides.map((side) => levelPoints(results, side, KEY, "peak", CONTRASTS, "response")),
    },
    {
      title: "Width of tuning",
      caption: "Half width at half height of the tuning curve.",
      x: { label: "contrast c", log: true },
      y: { label: "half width, degrees" },
      curves: [{ label: "form", xs: CONTRASTS, ys: CONTRASTS.map(predictedHalfWidth) }],
      points: results.sides.map((side) => levelPoints(results, side, KEY, "half width", CONTRASTS, "width")),
    },
    {
      title: "Tuning curves",
      caption:
        "Depolarisation of every cell at the lowest, a middle and the full contrast, first seed; theory's curves through them.",
      x: { label: "preferred angle, degrees (stimulus at 90)" },
      y: { label: "V − E_L, mV" },
      curves: tuningCurves(results),
      points: [],
    },
  ],

  lowered: loweredToCurrents("no division: the response to contrast is a straight line"),
};

function tuningCurves(results: Results): FigureCurve[] {
  const shown = [CONTRASTS[0], CONTRASTS[2], CONTRASTS[4]];
  const angles = Array.from({ length: 91 }, (_, k) => 2 * k);
  const theory = shown.map((c) => ({
    label: `form, c = ${c}`,
    xs: angles,
    ys: angles.map((degrees) => RANGE * drive(c, tuning(degrees - 90))),
  }));
  const measured = (side: Side) =>
    shown.flatMap((c) => {
      const curve = results.curve(side, KEY, `c = ${c}`);
      return curve === undefined
        ? []
        : [{ label: `${side === REFERENCE ? "float64" : side}, c = ${c}`, side, ...curve }];
    });
  return [...theory, ...results.sides.flatMap(measured)];
}
