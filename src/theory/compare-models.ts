/**
 * What quantization does to the balance, before anything runs: the same theory on the ideal model and on the one rebuilt from the
 * chip's integers (weights, decays, thresholds), side by side.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { balanceState, type BalanceState } from "./balance.js";
import { predictRates, SILENT_RATE, type Prediction, type PredictionOptions } from "./finite-k.js";
import type { MeanFieldModel } from "./mean-field-model.js";

/**
 * Conventions of this project for "a balanced state" of a finite network. Half of the excitation must be cancelled (without inhibition
 * the residual is 1; 1/√K scaling gives about 0.1 at K = 400), and no population may fire above half of its refractory limit or 100 Hz.
 */
export const LARGEST_BALANCED_RESIDUAL = 0.5;
export const SATURATED_FRACTION = 0.5;
/** Hz; above it a measured run is called saturated (`SATURATED_RATE` of the analysis), so that `check` and `verify` mean the same by balanced. */
export const HIGHEST_BALANCED_RATE = 100;

export interface ModelAssessment {
  readonly balance: BalanceState;
  readonly prediction: Prediction;
  /** A stable finite-K fixed point with every population active, below saturation, excitation and inhibition cancelling. */
  readonly balanced: boolean;
  /** Why not, one clause each; empty when balanced. */
  readonly reasons: readonly string[];
}

export interface RateShift {
  readonly name: string;
  /** Hz */
  readonly before: number;
  readonly after: number;
  /** (after - before)/before; NaN from a silent population. */
  readonly relative: number;
}

export interface ModelComparison {
  readonly before: ModelAssessment;
  readonly after: ModelAssessment;
  readonly shifts: readonly RateShift[];
  /** Largest |relative| shift; NaN where it has no meaning. */
  readonly worstShift: number;
  /** One sentence. */
  readonly summary: string;
}

/** Whether a finite network has a balanced state, and the theory behind the answer. */
export function assessModel(model: MeanFieldModel, options?: PredictionOptions): ModelAssessment {
  const prediction = predictRates(model, options);
  const reasons: string[] = [];
  if (!prediction.converged) reasons.push("no stationary rates were found");
  else if (!prediction.stable) reasons.push("the stationary rates are unstable");
  prediction.populations.forEach((p, a) => {
    const limit = 1000 / Math.max(model.populations[a].t_ref, model.dt, 1e-3);
    if (p.rate < SILENT_RATE) reasons.push(`${p.name} is silent`);
    else if (p.rate > SATURATED_FRACTION * limit) reasons.push(`${p.name} is saturated (${hertz(p.rate)} of at most ${hertz(limit)})`);
    else if (p.rate > HIGHEST_BALANCED_RATE) reasons.push(`${p.name} is saturated (${hertz(p.rate)}, above ${HIGHEST_BALANCED_RATE} Hz)`);
    else if (!(p.residual <= LARGEST_BALANCED_RESIDUAL)) {
      reasons.push(`in ${p.name} inhibition leaves ${Number.isFinite(p.residual) ? `${(100 * p.residual).toFixed(0)} %` : "nothing to cancel"} of the excitation`);
    }
  });
  return { balance: balanceState(model), prediction, balanced: reasons.length === 0, reasons };
}

/** Why a prediction may not hold, a sentence each; empty where theory applies. */
export function caveatsOf({ warnings, populations }: Prediction): string[] {
  return [...warnings, ...populations.filter((p) => !p.applies).map((p) => `${p.name}: ${p.reasons.join("; ")}`)];
}

function hertz(rate: number): string {
  return `${rate >= 100 ? rate.toFixed(0) : rate >= 1 ? rate.toFixed(1) : rate.toPrecision(2)} Hz`;
}

/** Below this relative shift the summary says "hardly". */
const SMALL_SHIFT = 0.01;

function summarize(before: ModelAssessment, after: ModelAssessment, shifts: readonly RateShift[], worstShift: number): string {
  const moves = shifts.map((s) => `${s.name} from ${hertz(s.before)} to ${hertz(s.after)}`).join(", ");
  if (before.balanced && !after.balanced) return `No balanced state is left: ${after.reasons.join("; ")}.`;
  if (!before.balanced && after.balanced) return `The ideal network has no balanced state (${before.reasons.join("; ")}), the quantized one has: ${moves}.`;
  if (!before.balanced) return `Neither network has a balanced state: ${before.reasons.join("; ")}; predicted rates move ${moves}.`;
  if (worstShift < SMALL_SHIFT) return `The balanced state stays and its rates hardly move (${worstShift < 0.0005 ? "less than 0.05" : `at most ${(100 * worstShift).toFixed(1)}`} %): ${moves}.`;
  return `The balanced state stays; rates move ${moves} (at most ${(100 * worstShift).toFixed(0)} %).`;
}

/** Both models must list the same populations in the same order; throws `model-mismatch` otherwise. */
export function compareModels(floatModel: MeanFieldModel, quantizedModel: MeanFieldModel, options?: PredictionOptions): ModelComparison {
  const names = (model: MeanFieldModel) => model.populations.map((p) => p.name).join(", ");
  if (names(floatModel) !== names(quantizedModel)) {
    fail("model-mismatch", `The models compared have different populations: ${names(floatModel)} against ${names(quantizedModel)}.`, {
      hint: "Build the quantized model from the same network.",
    });
  }
  return compareAssessments(assessModel(floatModel, options), assessModel(quantizedModel, options));
}

/** Of the same populations; for several quantized networks held against one ideal one. */
export function compareAssessments(before: ModelAssessment, after: ModelAssessment): ModelComparison {
  const shifts = before.prediction.populations.map((p, a): RateShift => {
    const rate = after.prediction.populations[a].rate;
    return { name: p.name, before: p.rate, after: rate, relative: p.rate < SILENT_RATE ? NaN : (rate - p.rate) / p.rate };
  });
  const worstShift = shifts.reduce((most, s) => Math.max(most, Math.abs(s.relative)), 0);
  return { before, after, shifts, worstShift, summary: summarize(before, after, shifts, worstShift) };
}
