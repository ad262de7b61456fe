/** What a verification and a sweep keep of a run: one seed, both sides measured. */
import type { MeasuredSide } from "../measure/both-sides.js";
import { rasterHash } from "../recording/recording.js";
import type { ModelComparison } from "../theory/compare-models.js";
import type { PredictedRate, VerifiedRun } from "./verification.js";

/** Keeps metrics, hashes and counters of both sides; recordings are let go. @param digest of the program */
export function verifiedRun(seed: number, digest: string, reference: MeasuredSide, target: MeasuredSide): VerifiedRun {
  return {
    seed,
    digest,
    referenceHash: rasterHash(reference.recording),
    targetHash: rasterHash(target.recording),
    reference: reference.metrics,
    target: target.metrics,
    referenceBlocks: reference.blocks,
    targetBlocks: target.blocks,
    counters: target.recording.counters,
    losses: target.recording.losses,
  };
}

/** Gives the rates that theory predicts for the ideal and the quantized network, Hz. */
export function predictedRates({ shifts }: ModelComparison): PredictedRate[] {
  return shifts.map(({ name, before, after }) => ({ population: name, float: before, quantized: after }));
}
