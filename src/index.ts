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

// Types that these functions take and give
export type { NetworkState, StateReport } from "./analysis/classify-state.js";
export type { SweepVariation } from "./sweep/sweep.js";
export type { BalanceEquations, BalanceState, RatioChain } from "./theory/balance.js";
export type { ModelAssessment, ModelComparison, RateShift } from "./theory/compare-models.js";
export type {
  AttributionFinding,
  AttributionSummary,
  CauseRank,
  Contribution,
  Interaction,
  RankedCause,
} from "./verdict/attribution.js";
export type { StatesLost, TestedContribution } from "./verdict/compare-item.js";
export type { SeedPlan } from "./verdict/seed-plan.js";
export type { Equivalence } from "./verdict/tost.js";
export type {
  MetricsOutcome,
  RowRef,
  RunPair,
  RunState,
  SampleSummary,
  SeedsInState,
  SideStates,
  VerdictInput,
  VerdictRow,
  VerdictWord,
} from "./verdict/verdict.js";
export type { SeedNote } from "./verify/until-decided.js";
export type {
  MeasuredRate,
  NetworkSummary,
  PredictedRate,
  PredictedShift,
  PredictionSummary,
  SampleCurrents,
  VerifiedRun,
} from "./verify/verification.js";
