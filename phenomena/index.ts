/** `@equipoise/equipoise/phenomena`: the claims about balance as experiments, held against theory on the reference and on chips. */
import "../src/node/environment.js";

export type { Condition, Experiment, Quantity, Run, Side, Size } from "./experiment.js";
export { REFERENCE } from "./experiment.js";
export { experimentById, experiments } from "./registry.js";
export { renderPhenomena } from "./report/render-phenomena.js";
export { runPhenomena, type Phenomena, type PhenomenaRequest, type Phenomenon } from "./run-phenomena.js";

// Types that these functions take and give
export type { Cell, Conclusion, Outcome, Overflow, Preservation, Row } from "./conclude.js";
export type {
  Axis,
  Curve,
  Estimate,
  Figure,
  FigureCurve,
  FigurePoints,
  Measured,
  Results,
  SeedPoints,
} from "./experiment.js";
export type { Tolerance } from "./tolerance.js";
