/**
 * scaling: w ∝ 1/√K is the sweet spot between weights that swamp a neuron and weights that leave it nothing to react to.
 *
 * Theory. K inputs of rate r and weight w from E, and as many from I, give a mean drive ∝ K·w·r and a variance ∝ K·w²·r (Campbell's theorem):
 *
 *   w ∝ 1/√K   drive ∝ K^(1/2), variance ∝ K^0. Drives this large leave rates of order one only where the network itself makes E and I
 *              cancel, r = −W⁻¹X (van Vreeswijk & Sompolinsky, Science 274 (1996) 1724): measured in the recurrent network.
 *   w constant drive ∝ K. Nothing short of exact cancellation keeps the cell in its working range: with E in excess the time to charge the
 *              membrane, τ_m·θ/μ ∝ 1/K, vanishes beside t_ref and the rate is pinned to 1/t_ref; with I in excess it is pinned to 0.
 *   w ∝ 1/K    drive ∝ K^0, variance ∝ K^(−1), and CV ∝ σ ∝ K^(−1/2) by linear noise: a clock where the mean is above threshold.
 *
 * The two controls are the source text's argument about what one neuron receives, so they are cells without feedback.
 * A recurrent network with constant weights would still balance its mean (w drops out of r = −W⁻¹X); what it loses is the variance.
 */
import { logLogSlope } from "../../src/numerics/least-squares.js";
import { meanFieldOf } from "../../src/theory/mean-field-model.js";
import { predictRates } from "../../src/theory/finite-k.js";
import {
  REFERENCE,
  type Condition,
  type Experiment,
  type Figure,
  type Quantity,
  type Results,
  type Size,
} from "../experiment.js";
import { controlNetwork, SWEPT_K, sweptNetwork } from "../networks/current-based.js";
import { atLeast, atMost, within, type Tolerance } from "../tolerance.js";

const SQRT = "w ∝ 1/√K";
/** One network holds the cells of both controls. */
const CONTROLS = "controls";
const CONSTANT = "w constant";
const INVERSE = "w ∝ 1/K";
const CONTROL_K = { quick: [100, 400, 1600], full: [100, 200, 400, 800, 1600] } as const;
const MS_OF_CONTROLS = { quick: 1300, full: 3300 } as const;

const last = (values: readonly number[]) => values[values.length - 1];

function conditionsOf(size: Size): Condition[] {
  return [
    ...SWEPT_K[size].map((K) => ({ key: `${SQRT}, K = ${K}`, series: SQRT, x: K, description: sweptNetwork(K, size) })),
    ...CONTROL_K[size].map((K) => ({
      key: `${CONTROLS}, K = ${K}`,
      series: CONTROLS,
      x: K,
      description: controlNetwork(K, MS_OF_CONTROLS[size]),
    })),
  ];
}

/** Which conditions follow a rule for the weights, and whose measurements of them. */
const RULES = {
  [SQRT]: { series: SQRT, population: "E" },
  [CONSTANT]: { series: CONTROLS, population: "up" },
  [INVERSE]: { series: CONTROLS, population: "clock" },
} as const;
type Rule = keyof typeof RULES;

const nameOf = (rule: Rule, what: string) => `${RULES[rule].population} ${what}`;

function slope(
  id: string,
  rule: Rule,
  what: "drive" | "variance" | "cv",
  theory: number,
  tolerance: Tolerance,
): Quantity {
  const symbol = { drive: "⟨I_E⟩", variance: "Var(I_E + I_I)", cv: "CV" }[what];
  return {
    id,
    label: `slope of log ${symbol} over log K, ${rule}`,
    unit: "",
    tolerance,
    estimate(points) {
      const { xs, ys } = points.series(RULES[rule].series, nameOf(rule, what));
      return { value: logLogSlope(xs, ys), theory };
    },
  };
}

const LINEAR = within(
  0.02,
  "linear in the rates of the inputs, which are given: only the finite record scatters, by less than a percent",
);

export const scaling: Experiment = {
  id: "scaling",
  title: "Why weights scale as 1/√K",
  claim:
    "With w ∝ 1/√K the drives grow as √K and the fluctuations stay; constant weights pin the neuron to its maximum or minimum; w ∝ 1/K kills the fluctuations.",
  theory:
    "K inputs of weight w have mean ∝ K·w and variance ∝ K·w² (van Vreeswijk & Sompolinsky 1996): slopes ½ and 0 for 1/√K, 1 for the mean of constant weights, 0 and −1 for 1/K, where CV falls as K^(−1/2).",
  example: `${SQRT}, K = 400`,
  conditions: conditionsOf,

  measure({ metrics, network, condition: { series } }) {
    const prediction = predictRates(meanFieldOf(network), { oscillations: false }).populations;
    const values: Record<string, number> = {};
    for (const rule of [SQRT, CONSTANT, INVERSE] as const) {
      if (RULES[rule].series !== series) continue;
      const index = network.populations.findIndex((p) => p.name === RULES[rule].population);
      const { cv, rate, currents } = metrics.populations[index];
      const deadTime = network.populations[index].parameters.t_ref as number;
      const put = (what: string, value: number) => (values[nameOf(rule, what)] = value);
      put("drive", currents!.excitatory);
      put("driveOverThreshold", currents!.driveOverThreshold);
      put("variance", currents!.fluctuation ** 2);
      put("cv", cv.mean);
      put("cvTheory", prediction[index].cv);
      put("ofMaximum", (rate * deadTime) / 1000);
      put("ofMaximumTheory", (prediction[index].rate * deadTime) / 1000);
    }
    if (series === CONTROLS) values["down rate"] = metrics.populations.find((p) => p.name === "down")!.rate;
    return { values };
  },

  quantities: [
    slope(
      "drive-sqrt",
      SQRT,
      "drive",
      0.5,
      within(
        0.03,
        "the rates converge to −W⁻¹X from 3 % off at K = 100 (finite-K theory): 0.01 in the slope, and as much again for sampling",
      ),
    ),
    slope(
      "variance-sqrt",
      SQRT,
      "variance",
      0,
      within(
        0.1,
        "a tenth of what tells the rules apart; cells share K/N = 0.4 of their inputs, and what is shared is cancelled by a growing loop gain but amplified near its resonance: some percent of the variance",
      ),
    ),
    slope("drive-constant", CONSTANT, "drive", 1, LINEAR),
    {
      id: "pinned-up",
      label: "rate over 1/t_ref at the largest K, w constant, E in excess",
      unit: "",
      tolerance: atLeast(
        0.8,
        "at K = 1600 μ is 26 θ: charging takes 0.8 ms and up to one time step beside t_ref = 5 ms; the limit K → ∞ is 1",
      ),
      estimate: (points) => ({ value: last(points.series(CONTROLS, nameOf(CONSTANT, "ofMaximum")).ys), theory: NaN }),
    },
    {
      id: "pinned-down",
      label: "rate at the largest K, w constant, I in excess",
      unit: "Hz",
      tolerance: atMost(0.05, "the rate below which a population counts as silent (docs/verdict.md)"),
      estimate: (points) => ({ value: last(points.series(CONTROLS, "down rate").ys), theory: NaN }),
    },
    slope("drive-inverse", INVERSE, "drive", 0, LINEAR),
    slope(
      "variance-inverse",
      INVERSE,
      "variance",
      -1,
      within(0.05, "Campbell's theorem is exact; the variance of a finite record scatters by a few percent"),
    ),
    slope(
      "cv-inverse",
      INVERSE,
      "cv",
      -0.5,
      within(
        0.05,
        "linear in the noise only where σ is small beside the 9 mV of the mean above threshold; at K = 100 it is as large, and Brunel's CV has a slope of −0.45 over this range",
      ),
    ),
  ],

  figures,
};

function figures(results: Results): Figure[] {
  const all = [SQRT, CONSTANT, INVERSE] as const;
  const pointsOf = (rules: readonly Rule[], what: string) =>
    results.sides.flatMap((side) =>
      rules.map((rule) => results.figurePoints(side, RULES[rule].series, nameOf(rule, what), rule)),
    );
  const ofReference = (rule: Rule, what: string) =>
    results.figurePoints(REFERENCE, RULES[rule].series, nameOf(rule, what));
  /** A power law through the reference's first point. */
  const power = (rule: Rule, what: string, exponent: number) => {
    const { xs, ys } = ofReference(rule, what);
    return { label: `${rule}: ∝ K^${exponent}`, xs, ys: xs.map((x) => ys[0] * (x / xs[0]) ** exponent) };
  };
  const predicted = (rule: Rule, what: string) => {
    const { xs, ys } = ofReference(rule, `${what}Theory`);
    return { label: `${rule}: finite-K theory`, xs, ys };
  };
  const K = { label: "in-degree K", log: true };
  return [
    {
      title: "Excitatory drive",
      caption:
        "Mean excitatory current in units of the current that reaches threshold, under three rules for the weight that agree at K = 100.",
      x: K,
      y: { label: "⟨I_E⟩ / I_θ", log: true },
      curves: [
        power(SQRT, "driveOverThreshold", 0.5),
        power(CONSTANT, "driveOverThreshold", 1),
        power(INVERSE, "driveOverThreshold", 0),
      ],
      points: pointsOf(all, "driveOverThreshold"),
    },
    {
      title: "Variance of the net input",
      caption: "Only w ∝ 1/√K keeps it.",
      x: K,
      y: { label: "Var(I_E + I_I), pA²", log: true },
      curves: [power(SQRT, "variance", 0), power(CONSTANT, "variance", 1), power(INVERSE, "variance", -1)],
      points: pointsOf(all, "variance"),
    },
    {
      title: "Rate in units of its ceiling",
      caption: "Constant weights with E in excess push a cell to 1/t_ref; the network with w ∝ 1/√K keeps its rates.",
      x: K,
      y: { label: "rate · t_ref", log: true },
      curves: [predicted(SQRT, "ofMaximum"), predicted(CONSTANT, "ofMaximum")],
      points: pointsOf([SQRT, CONSTANT], "ofMaximum"),
    },
    {
      title: "Irregularity",
      caption: "With w ∝ 1/K the noise averages out and the cell becomes a clock; with w ∝ 1/√K the CV stays.",
      x: K,
      y: { label: "CV", log: true },
      curves: [predicted(SQRT, "cv"), predicted(INVERSE, "cv")],
      points: pointsOf([SQRT, INVERSE], "cv"),
    },
  ];
}
