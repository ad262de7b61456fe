// The fast kernel of a Loihi-style chip; the readable one, which decides, is ../plain-kernel.ts.
export { poissonCounts } from "../../../../src/numerics/assembly/poisson";
export { bind } from "./memory";
export { setClasses } from "./bit-sliced";
export { update } from "./update";
export { deliver, deliverOne, flush, forgetStages } from "./deliver";
export { addCounts } from "./ports";
