import type { Experiment } from "../phenomena/experiment.js";
import { sweptNetwork } from "../phenomena/networks/current-based.js";
import { atLeast } from "../phenomena/tolerance.js";

export const irregularCells: Experiment = {
  id: "irregular-cells",
  title: "Irregular cells",
  claim: "The balanced state makes cells fire irregularly.",
  theory: "Fluctuations, not the mean, reach the threshold: intervals approach those of a Poisson process, CV = 1.",
  example: "K = 100",
  conditions: (size) => [{ key: "K = 100", series: "CV", x: 100, description: sweptNetwork(100, size) }],
  measure: ({ metrics }) => ({ values: { cv: metrics.populations[0].cv.mean } }),
  quantities: [
    {
      id: "cv",
      label: "CV of E cells",
      unit: "",
      tolerance: atLeast(0.7, "a regular cell has 0; tau_syn keeps it below 1"),
      estimate: (points) => ({ value: points.value("K = 100", "cv"), theory: NaN }),
    },
  ],
  figures: (results) => [
    {
      title: "CV",
      caption: "One point.",
      x: { label: "K" },
      y: { label: "CV" },
      curves: [],
      points: results.sides.map((side) => results.figurePoints(side, "CV", "cv")),
    },
  ],
};
