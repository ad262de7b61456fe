/**
 * cancellation: both drives are huge, what is left of them is small, and inhibition follows excitation from moment to moment.
 *
 * Theory. Let ⟨I_E⟩ = √K·a and ⟨I_E⟩ + ⟨I_I⟩ = b with a and b of order one in K: the balance equations make the terms of order √K cancel
 * (van Vreeswijk & Sompolinsky, Neural Comput. 10 (1998), section 3), so ρ = |b|/(√K·a) ∝ K^(−1/2). What remains is of the order of the
 * threshold. At finite K the rates still converge and b with them: b follows from the self-consistent rates (src/theory/finite-k.ts), which
 * give a slope of −0.51 between K = 100 and 1600. ρ is that of the population's mean currents, as in theory; a single cell's has the
 * quenched spread of its inputs on top.
 *
 * The recurrent loop answers a fluctuation of E within the delay plus the synaptic and membrane time constants, so I follows E by a few
 * ms, and ever faster as its gain grows with √K (Okun & Lampl 2008; Renart et al. 2010).
 */
import { logLogSlope } from "../../src/numerics/least-squares.js";
import { meanOf } from "../../src/numerics/sample-moments.js";
import { predictRates } from "../../src/theory/finite-k.js";
import { meanFieldOf } from "../../src/theory/mean-field-model.js";
import { REFERENCE, type Experiment } from "../experiment.js";
import { SWEPT_K, sweptNetwork } from "../networks/current-based.js";
import { between, within } from "../tolerance.js";

const SERIES = "w ∝ 1/√K";
/** Height of the cross-correlation from which its peak means something, as in docs/verdict.md. */
const TRACKED = 0.2;
const largest = (xs: readonly number[]) => xs[xs.length - 1];

export const cancellation: Experiment = {
  id: "cancellation",
  title: "Large drives, small residual",
  claim:
    "Excitation and inhibition are each tremendously large, and so precisely matched that they cancel from moment to moment.",
  theory:
    "The balance equations make the terms of order √K cancel, so ρ = |⟨I_E⟩+⟨I_I⟩|/⟨I_E⟩ falls as K^(−1/2); inhibition follows within delay and synaptic time (van Vreeswijk & Sompolinsky 1998; Okun & Lampl 2008).",
  example: "K = 400",

  conditions: (size) =>
    SWEPT_K[size].map((K) => ({ key: `K = ${K}`, series: SERIES, x: K, description: sweptNetwork(K, size) })),

  measure({ metrics, network }) {
    const { excitatory, net, lag, lagPeak } = metrics.populations.find((p) => p.name === "E")!.currents!;
    const predicted = predictRates(meanFieldOf(network), { oscillations: false }).populations.find(
      (p) => p.name === "E",
    )!;
    const rho = Math.abs(net) / excitatory;
    return {
      values: {
        rho,
        rhoTheory: predicted.residual,
        ofTheory: rho / predicted.residual,
        lag: lagPeak >= TRACKED ? lag : NaN,
        height: lagPeak,
      },
    };
  },

  quantities: [
    {
      id: "residual-slope",
      label: "slope of log ρ over log K",
      unit: "",
      tolerance: within(
        0.05,
        "the rates converge and b with them: finite-K theory itself gives −0.51; as much again for its own error and for sampling",
      ),
      estimate(points) {
        const { xs, ys } = points.series(SERIES, "rho");
        return { value: logLogSlope(xs, ys), theory: -0.5 };
      },
    },
    {
      id: "residual",
      label: "ρ over that of finite-K theory, mean over K",
      unit: "",
      tolerance: within(
        0.125,
        "the theory is of first order in √(τ_syn/τ_m); the next term is of order τ_syn/τ_m = 0.125",
      ),
      estimate(points) {
        return { value: meanOf(points.series(SERIES, "ofTheory").ys), theory: 1 };
      },
    },
    {
      id: "lag",
      label: "lag of inhibition at the largest K",
      unit: "ms",
      tolerance: between(
        0,
        5.5,
        "inhibition comes after excitation, and within delay 0.5 ms + synaptic time 5 ms (Okun & Lampl 2008 find 1 to 5 ms)",
      ),
      estimate(points) {
        return { value: largest(points.series(SERIES, "lag").ys), theory: NaN };
      },
    },
  ],

  figures: (results) => [
    {
      title: "Residual fraction ρ",
      caption:
        "Fraction of the excitatory drive that inhibition leaves, for E cells; beside K^(−1/2) through the reference's first point and finite-K theory.",
      x: { label: "in-degree K", log: true },
      y: { label: "ρ", log: true },
      curves: (() => {
        const { xs, ys } = results.figurePoints(REFERENCE, SERIES, "rho");
        return [
          { label: "∝ K^(−1/2)", xs, ys: xs.map((x) => ys[0] * Math.sqrt(xs[0] / x)) },
          { label: "finite-K theory", xs, ys: results.figurePoints(REFERENCE, SERIES, "rhoTheory").ys },
        ];
      })(),
      points: results.sides.map((side) => results.figurePoints(side, SERIES, "rho", "ρ")),
    },
    {
      title: "Lag of inhibition",
      caption: "By how much −I_I(t) follows I_E(t): the peak of their cross-correlation.",
      x: { label: "in-degree K", log: true },
      y: { label: "lag, ms" },
      curves: [],
      points: results.sides.map((side) => results.figurePoints(side, SERIES, "lag", "lag")),
    },
    {
      title: "Height of the tracking",
      caption:
        "Peak of the normalised cross-correlation of I_E(t) and −I_I(t): the share of the fluctuations that inhibition follows.",
      x: { label: "in-degree K", log: true },
      y: { label: "correlation" },
      curves: [],
      points: results.sides.map((side) => results.figurePoints(side, SERIES, "height", "height")),
    },
  ],
};
