/** A made-up run of phenomena with everything that can go wrong in it: losses, holes, intervals that a logarithm cannot show. */
import type { Cell, Outcome, Row } from "../conclude.js";
import type { Figure } from "../experiment.js";
import type { Phenomena } from "../run-phenomena.js";

const SIDES = ["reference", "loihi1", "spinnaker1"];

function cell(side: string, outcome: Outcome, value: number, half: number, theory: number): Cell {
  return {
    side,
    outcome,
    value,
    low: value - half,
    high: value + half,
    theory,
    shift: 0.1,
    shiftLow: 0,
    shiftHigh: 0.2,
    reason: outcome === "not expressible" ? "it has no conductances" : "",
  };
}

function row(label: string, theory: number, outcomes: readonly Outcome[]): Row {
  return {
    quantity: label,
    label,
    unit: "ms",
    tolerance: "± 0.1",
    why: "as near as a finite network comes to the limit of infinitely many inputs",
    cells: SIDES.map((side, k) =>
      outcomes[k] === "not expressible"
        ? cell(side, outcomes[k], NaN, NaN, NaN)
        : cell(side, outcomes[k], 0.5 + 0.3 * k, 0.02 * k, theory),
    ),
  };
}

const xs = [100, 200, 400, 800, 1600];

/** Two axes that are logarithmic, and points that cannot be shown there. */
export const LOGARITHMIC: Figure = {
  title: "Two laws",
  caption: "Drive and residual against the in-degree.",
  x: { label: "in-degree K", log: true },
  y: { label: "input, pA", log: true },
  curves: [
    { label: "drive", xs, ys: xs.map((x) => 3 * Math.sqrt(x)) },
    { label: "residual", xs, ys: xs.map(() => 9) },
  ],
  points: SIDES.flatMap((side, k) => [
    {
      label: "drive",
      side,
      xs,
      ys: xs.map((x) => (3 + 0.1 * k) * Math.sqrt(x)),
      lows: xs.map((x) => 2.8 * Math.sqrt(x)),
      highs: xs.map((x) => 3.4 * Math.sqrt(x)),
    },
    // A negative end and a value that was not measured.
    { label: "residual", side, xs, ys: [8, 9, 10, NaN, 9], lows: [-2, 7, 8, NaN, 8.5], highs: [12, 11, 12, NaN, 9.5] },
  ]),
};

const EMPTY: Figure = {
  title: "Nothing",
  caption: "No run measured this.",
  x: { label: "x" },
  y: { label: "y" },
  curves: [],
  points: [{ label: "a", side: "reference", xs: [1], ys: [NaN], lows: [NaN], highs: [NaN] }],
};

export const phenomenaFixture: Phenomena = {
  version: "equipoise 0.1.0",
  command: "equipoise phenomena run --all --out 'a & b.html'",
  size: "quick",
  sides: SIDES,
  seeds: [1, 2, 3],
  phenomena: [
    {
      id: "high-drive",
      title: "Large drives",
      claim: "Drives are <huge> & cancel.",
      theory: "ρ = |⟨I_E⟩+⟨I_I⟩|/⟨I_E⟩ falls as 1/√K; see `--help`.",
      rows: [
        row("slope", -0.5, ["holds", "fails", "undecided"]),
        row("ratio", NaN, ["holds", "not expressible", "holds"]),
      ],
      conclusions: [
        { side: "reference", verdict: "holds", reason: "all 2 quantities meet theory" },
        {
          side: "loihi1",
          verdict: "lost",
          reason: "slope is 0.8 ms, theory -0.5 (± 0.1). Not expressible: ratio (it has no conductances)",
        },
        { side: "spinnaker1", verdict: "undecided", reason: "slope is 1.1 ms: more seeds would decide" },
      ],
      figures: [LOGARITHMIC, EMPTY],
      notes: [{ side: "loihi1", text: "conductances were lowered" }],
      overflows: [
        { side: "loihi1", counter: "accumulator-wrapped", count: 2_390_000, condition: "from synchrony, K = 400" },
      ],
      cores: [{ side: "loihi1", cores: 52 }],
      runs: 45,
    },
  ],
};
