/** Made-up results of a study with every kind of figure, and a map whose boundary leaves it. */
import type { Figure } from "../../phenomena/experiment.js";
import { LOGARITHMIC } from "../../phenomena/report/phenomena.fixture.js";
import type { StudyResult, VerdictMap } from "../study.js";
import type { StudiesRun } from "./render-studies.js";

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

const studyFixture: StudyResult = {
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

export const studiesFixture: StudiesRun = {
  version: "equipoise 0.1.0",
  command: "npm run study -- bits --out 'a & b'",
  size: "quick",
  sides: ["reference", "loihi1", "spinnaker1"],
  studies: [studyFixture],
};
