/**
 * The library for Node: what the command line is made of. docs/library.md shows each function in use.
 * Everything here is stable between minor versions; everything else is internal. compiler.ts and emulator.ts are the parts that also
 * run in a browser; here they have Node's files, threads, memory and hash.
 */
import "./node/environment.js";

export * from "./compiler.js";
export * from "./emulator.js";

export { loadDescription } from "./node/files/load-description.js";

// Judging what ran
export { decide } from "./verdict/decide.js";
export type { Verdict } from "./verdict/verdict.js";
export { verify, type VerifyRequest } from "./verify/verify.js";
export type { Verification } from "./verify/verification.js";
export { decodeVerification, encodeVerification } from "./verify/codec.js";
export { sweep, type SweepRequest, type SweepRow } from "./sweep/sweep.js";
export { renderReport } from "./report/render-report.js";

// The phenomena of balance
export { experiments, experimentById } from "../phenomena/registry.js";
export { runPhenomena, type Phenomena, type PhenomenaRequest, type Phenomenon } from "../phenomena/run-phenomena.js";
export { studies } from "../phenomena/studies.js";
export type { Condition, Experiment, Quantity, Run } from "../phenomena/experiment.js";
export type { Study, StudyResult } from "../phenomena/study.js";
export { renderPhenomena } from "./report/render-phenomena.js";
