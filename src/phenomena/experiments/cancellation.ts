/**
 * cancellation: both drives are huge, what is left of them is small, and inhibition follows excitation from moment to moment.
 *
 * Theory. Let ⟨I_E⟩ = √K·a and ⟨I_E⟩ + ⟨I_I⟩ = b with a and b of order one in K: the balance equations make the terms of order √K cancel
 * (van Vreeswijk & Sompolinsky, Neural Comput. 10 (1998), section 3), so ρ = |b|/(√K·a) ∝ K^(−1/2). What remains is of the order of the
 * threshold. The recurrent loop answers a fluctuation of E within the delay plus the synaptic and membrane time constants, so I follows E
 * by a few ms (Okun & Lampl 2008; Renart et al. 2010).
 */
import { logLogSlope } from "../../numerics/least-squares.js";
import { REFERENCE, type Experiment } from "../experiment.js";
import { SWEPT_K, sweptNetwork } from "../networks.js";
import { between, within } from "../tolerance.js";

const SERIES = "1/√K";
const largest = (xs: readonly number[]) => xs[xs.length - 1];

export const cancellation: Experiment = {
  id: "cancellation",
  title: "Large drives, small residual",
  claim: "Excitation and inhibition are each tremendously large, and so precisely matched that they cancel from moment to moment.",
  theory: "The balance equations make the terms of order √K cancel, so ρ = |⟨I_E⟩+⟨I_I⟩|/⟨I_E⟩ falls as K^(−1/2); inhibition follows within delay and synaptic time (van Vreeswijk & Sompolinsky 1998; Okun & Lampl 2008).",
  example: "K = 400",

  conditions: (size) => SWEPT_K[size].map((K) => ({ key: `K = ${K}`, series: SERIES, x: K, description: sweptNetwork(K, size) })),

  measure({ metrics }) {
    const currents = metrics.populations.find((p) => p.name === "E")!.currents!;
    return { values: { rho: currents.residual, lag: currents.lag, height: currents.lagPeak, drive: currents.driveOverThreshold } };
  },

  quantities: [
    {
      id: "residual-slope",
      label: "slope of log ρ over log K",
      unit: "",
      tolerance: within(0.1, "the residual b itself moves with K as the rates converge; between K = 100 and the largest K that changes the slope by less than 0.1"),
      estimate(points) {
        const { xs, ys } = points.series(SERIES, "rho");
        return { value: logLogSlope(xs, ys), theory: -0.5 };
      },
    },
    {
      id: "lag",
      label: "lag of inhibition at the largest K",
      unit: "ms",
      tolerance: between(0, 6, "delay 1 ms + synaptic time 5 ms: a few ms (Okun & Lampl 2008 find 1 to 5 ms)"),
      estimate(points) {
        return { value: largest(points.series(SERIES, "lag").ys), theory: NaN };
      },
    },
  ],

  figures: (results) => [
    {
      title: "Residual fraction ρ",
      caption: "Fraction of the excitatory drive that inhibition leaves, for E cells; the line is K^(−1/2) through the reference's first point.",
      x: { label: "in-degree K", log: true },
      y: { label: "ρ", log: true },
      curves: (() => {
        const { xs, ys } = results.figurePoints(REFERENCE, SERIES, "rho");
        return [{ label: "∝ K^(−1/2)", xs, ys: xs.map((x) => ys[0] * Math.sqrt(xs[0] / x)) }];
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
  ],
};
