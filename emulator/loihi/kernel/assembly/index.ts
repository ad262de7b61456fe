// The fast kernel of a Loihi-style chip; the readable one, which decides, is ../plain-kernel.ts.
export { poissonCounts } from "../../../common/assembly/poisson";
