// The fast kernel of the float64 reference; the readable code, which decides, is beside it: ../../deliver.ts, ../../psc-*-population.ts.
export { poissonCounts } from "../../../../src/numerics/assembly/poisson";
export { addConstant16, addConstant32, addOneToOne } from "./constant-weights";
export { addWeighted16, addWeighted32, addDelayed16, addDelayed32 } from "./weights";
export { countAgain, countBits } from "./bitmaps";
export { countTargets, writeSums } from "./counted-sums";
export { addList, keepCounts, putOnLists } from "./deferred";
export { pscDelta } from "./psc-delta";
export { pscExp } from "./psc-exp";
