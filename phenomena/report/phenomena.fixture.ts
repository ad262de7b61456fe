/** A made-up run of phenomena with everything that can go wrong in it: losses, holes, intervals that a logarithm cannot show. */
import type { Cell, Outcome, Row } from "../conclude.js";
import type { Figure } from "../experiment.js";
import type { Phenomena } from "../run-phenomena.js";
import type { StudyResult, VerdictMap } from "../../studies/study.js";

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

const LOGARITHMIC: Figure = {
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

const ONE_SIDE: Figure = {
  title: "One side",
  caption: "Series of the reference.",
  x: { label: "x" },
  y: { label: "y" },
  curves: [{ label: "identity", xs: [1, 2], ys: [1, 2] }],
  points: ["theory applies", "check warns"].map((label, k) => ({
    label,
    side: "reference",
    xs: [1, 2],
    ys: [1 + k, 2],
    lows: [0.9, 1.8],
    highs: [2.1, 2.2],
  })),
};

const CURVES: Figure = {
  title: "Curves alone",
  caption: "Distributions.",
  x: { label: "rate, Hz" },
  y: { label: "share" },
  points: [],
  curves: ["as drawn", "naive, 1 bit", "mean weight for all"].map((label, k) => ({
    label,
    xs: [0, 1, 2],
    ys: [0, 0.3 + 0.1 * k, 1],
  })),
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

const WORDS = ["survives", "drifts", "breaks", "inconclusive", "does not fit"] as const;

const MAP: VerdictMap = {
  title: "loihi1, nearest",
  caption: "Verdicts over in-degree and weight bits.",
  xLabel: "in-degree K",
  yLabel: "weight bits",
  xs: ["100", "400", "1600"],
  ys: ["8", "5", "2"],
  cells: [0, 1, 2].map((r) => [0, 1, 2].map((c) => ({ word: WORDS[(r + c) % 5], note: `${r - c} %` }))),
  boundary: { label: "½·log₂K bits lost", xs: [0, 1, 2], ys: [5, 1, -2] },
};

const NAMED_MAP: VerdictMap = {
  title: "Long names",
  caption: "Discretization against network.",
  xLabel: "network",
  yLabel: "discretization",
  xs: ["Brunel-type, fixed in-degree", "microcircuit-type, varying in-degree"],
  ys: ["mean weight for all", "moments, 2 bits"],
  cells: [
    [
      { word: "survives", note: "0.7 margins" },
      { word: "inconclusive", note: "0.9 margins" },
    ],
    [
      { word: "not run", note: "" },
      { word: "drifts", note: "1.9 margins" },
    ],
  ],
};

export const studyFixture: StudyResult = {
  id: "bits",
  title: "How many bits",
  question: "How many bits does balance need?",
  theory: "Half a bit for each doubling of K.",
  findings: [
    { text: "the boundary moves by 1.1 bits", agrees: true },
    { text: "at K = 100 it does not", agrees: false },
    { text: "nobody knows", agrees: null },
  ],
  tables: [
    {
      caption: "Rates in Hz",
      header: ["bits", "rate"],
      rows: [
        ["8", "10.1"],
        ["2", "–"],
      ],
    },
  ],
  maps: [MAP, NAMED_MAP],
  figures: [LOGARITHMIC, ONE_SIDE, CURVES],
  data: {},
};
