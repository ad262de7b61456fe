/** `@equipoise/equipoise/phenomena`: the claims about balance as experiments, held against theory on the reference and on chips. */
export type { Condition, Experiment, Quantity, Run, Side, Size } from "./experiment.js";
export { REFERENCE } from "./experiment.js";
export { experimentById, experiments } from "./registry.js";
export { renderPhenomena } from "./report/render-phenomena.js";
export { runPhenomena, type Phenomena, type PhenomenaRequest, type Phenomenon } from "./run-phenomena.js";
