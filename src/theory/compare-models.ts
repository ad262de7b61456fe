/**
 * What quantization does to the balance, before anything runs: the same theory on the ideal model and on the one rebuilt from the
 * chip's integers (weights, decays, thresholds), side by side.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { decimalsAbove } from "../numerics/two-digits.js";
import { balanceState, type BalanceState } from "./balance.js";
import {
  PRACTICALLY_SILENT,
  predictRates,
  type PopulationPrediction,
  type Prediction,
  type PredictionOptions,
} from "./finite-k.js";
import type { MeanFieldModel, MeanFieldPopulation } from "./mean-field-model.js";
import {
  BALANCED_DRIVE,
  BALANCED_NET,
  BALANCED_RESIDUAL,
  SATURATED_RATE,
  SILENT_RATE,
  SYNCHRONOUS_CORRELATION,
  SYNCHRONOUS_MODULATION,
} from "./state-limits.js";

export interface ModelAssessment {
  readonly balance: BalanceState;
  readonly prediction: Prediction;
  /**
   * A stable asynchronous state at finite K with every population active, below saturation, excitation and inhibition large and cancelling: by the
   * limits of `state-limits.ts`, which also judge runs.
   */
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
export function assessModel(model: MeanFieldModel, options: PredictionOptions = {}): ModelAssessment {
  const prediction = predictRates(model, options);
  const reasons = [...instability(prediction)];
  prediction.populations.forEach((p, a) => {
    const reason = whatFails(p, model.populations[a]);
    if (reason !== null) reasons.push(reason);
  });
  return { balance: balanceState(model), prediction, balanced: reasons.length === 0, reasons };
}

function instability({ converged, stable, oscillation, populations }: Prediction): string[] {
  if (!converged) return ["no stationary rates were found"];
  if (!stable) return ["the stationary rates are unstable"];
  if (oscillation === undefined) return [];
  if (oscillation.unstable)
    return [`the asynchronous state is unstable (oscillation at ${oscillation.frequency.toFixed(0)} Hz)`];
  const synchronous = populations.flatMap(({ name }, a) => {
    const [correlation, modulation] = [oscillation.correlation[a], oscillation.modulation[a]];
    if (correlation > SYNCHRONOUS_CORRELATION)
      return [
        `${name} is synchronous (pair correlation ${correlation.toPrecision(2)}, above ${SYNCHRONOUS_CORRELATION})`,
      ];
    if (modulation > SYNCHRONOUS_MODULATION)
      return [
        `${name} is synchronous (its rate swings by ${modulation.toPrecision(2)} times its mean, above ${SYNCHRONOUS_MODULATION})`,
      ];
    return [];
  });
  return synchronous;
}

function whatFails(
  p: PopulationPrediction,
  { C_m, tau_m, V_th, E_L, thresholdCurrent }: MeanFieldPopulation,
): string | null {
  if (p.rate < SILENT_RATE) return `${p.name} is silent (${hertz(p.rate)}, below ${SILENT_RATE} Hz)`;
  if (p.rate > SATURATED_RATE) return `${p.name} is saturated (${hertz(p.rate)}, above ${SATURATED_RATE} Hz)`;
  if (!(p.excitation > 0)) return `nothing excites ${p.name}`;
  // pA; a cell that rests above threshold needs none.
  const threshold = thresholdCurrent ?? (C_m / tau_m) * (V_th - E_L);
  const judged = threshold > 0;
  const drive = p.excitation / threshold;
  if (judged && drive < BALANCED_DRIVE)
    return `in ${p.name} excitation is only ${drive.toPrecision(2)} × the threshold input: noise drives it, not a cancelled drive`;
  if (p.residual > BALANCED_RESIDUAL) return `in ${p.name} ${ratioOf(p)}`;
  const net = (p.excitation + p.inhibition) / threshold;
  if (judged && Math.abs(net) > BALANCED_NET)
    return `in ${p.name} the net input is ${net.toPrecision(2)} × the threshold input (limit ±${BALANCED_NET}): it pins the cells`;
  return null;
}

function ratioOf({ excitation, inhibition }: PopulationPrediction): string {
  const ratio = -inhibition / excitation;
  if (ratio === 0) return "nothing inhibits";
  return ratio > 1
    ? `inhibition is ${ratio.toPrecision(2)} times excitation`
    : `inhibition cancels only ${(100 * ratio).toFixed(0)} % of the excitation`;
}

/** Why a prediction may not hold, a sentence each; empty where theory applies. */
export function caveatsOf({ warnings, populations }: Prediction): string[] {
  return [...warnings, ...populations.filter((p) => !p.applies).map((p) => `${p.name}: ${p.reasons.join("; ")}`)];
}

/** Something that theory itself says against what it predicts. */
export interface TheoryNote {
  readonly text: string;
  /** Of what may not hold: the rates of a population (an assumption fails), or a balanced state (the state found is not, or hardly, a stationary asynchronous one). */
  readonly against: "rates" | "state";
}

/**
 * Why the predictions may not hold, for a reader: what both predictions say is said once, for all populations that it holds for, though its numbers
 * differ a little.
 * @returns warnings, then reasons with the names of their populations
 */
export function notesOfBoth({ before, after }: Pick<ModelComparison, "before" | "after">): TheoryNote[] {
  const kindOf = (sentence: string) => sentence.replace(/[\d.,]+/g, "#");
  const found = new Map<string, { text: string; names: string[]; chipOnly: boolean }>();
  [before, after].forEach(({ prediction: { warnings, populations } }, side) => {
    const add = (name: string | null, text: string) => {
      const known = found.get(kindOf(text));
      if (known === undefined)
        found.set(kindOf(text), { text, names: name === null ? [] : [name], chipOnly: side === 1 });
      else if (name !== null && !known.names.includes(name)) known.names.push(name);
    };
    for (const warning of warnings) add(null, warning);
    for (const { name, reasons } of populations) for (const reason of reasons) add(name, reason);
  });
  return [...found.values()].map(({ text, names, chipOnly }) => ({
    text: `${chipOnly ? "on the chip, " : ""}${names.length > 0 ? `${names.join(", ")}: ` : ""}${text}`,
    // That a population is silent is what theory says, and nothing against it.
    against: names.length > 0 && !text.startsWith(PRACTICALLY_SILENT) ? "rates" : "state",
  }));
}

function hertz(rate: number): string {
  return `${rate >= 100 ? rate.toFixed(0) : rate >= 1 ? rate.toFixed(1) : rate.toPrecision(2)} Hz`;
}

/** Below this relative shift the summary says "hardly". */
const SMALL_SHIFT = 0.01;

function summarize(
  before: ModelAssessment,
  after: ModelAssessment,
  shifts: readonly RateShift[],
  worstShift: number,
): string {
  const moves = shifts.map((s) => `${s.name} from ${hertz(s.before)} to ${hertz(s.after)}`).join(", ");
  if (before.balanced && !after.balanced) return `No balanced state is left: ${after.reasons.join("; ")}.`;
  const states = before.prediction.fixedPoints.filter((point) => point.stable).length;
  if (!before.balanced && states > 1)
    return `Theory cannot tell whether it is balanced: it finds ${states} stable states, and which one is reached depends on the initial state; in the one shown ${before.reasons.join("; ")}.`;
  if (!before.balanced && after.balanced)
    return `Not balanced to begin with: in the ideal network ${before.reasons.join("; ")}. The quantized one has a balanced state: ${moves}.`;
  if (!before.balanced)
    return `Not balanced to begin with: already in the ideal network ${before.reasons.join("; ")}. Predicted rates: ${moves}.`;
  if (worstShift < SMALL_SHIFT)
    return `The balanced state stays and its rates hardly move (${worstShift < 0.0005 ? "less than 0.05" : `at most ${decimalsAbove(100 * worstShift, 1)}`} %): ${moves}.`;
  return `The balanced state stays, but rates move: ${moves} (at most ${decimalsAbove(100 * worstShift, 1)} %).`;
}

/**
 * The summary for a reader who reads nothing else, by the very notes that are printed below it: what theory says against its own prediction, and how much
 * it cannot see (`blindSpots`). What speaks against a balanced state is no doubt about a state that is not.
 */
export function qualified(
  { before, after, summary }: ModelComparison,
  notes: readonly TheoryNote[],
  blindSpots: readonly string[],
): string {
  const balanced = before.balanced || after.balanced;
  if (notes.some(({ against }) => balanced || against === "rates"))
    return `As far as theory sees, and it may not hold here (see the notes): ${summary}`;
  return balanced && blindSpots.length > 0 ? `As far as theory sees: ${summary}` : summary;
}

/** Both models must list the same populations in the same order; throws `not-comparable` otherwise. */
export function compareModels(
  floatModel: MeanFieldModel,
  quantizedModel: MeanFieldModel,
  options: PredictionOptions = {},
): ModelComparison {
  const names = (model: MeanFieldModel) => model.populations.map((p) => p.name).join(", ");
  if (names(floatModel) !== names(quantizedModel)) {
    fail(
      "not-comparable",
      `The models compared have different populations: ${names(floatModel)} against ${names(quantizedModel)}.`,
      {
        hint: "Build the quantized model from the same network.",
      },
    );
  }
  return compareAssessments(assessModel(floatModel, options), assessModel(quantizedModel, options));
}

/** Of the same populations; for several quantized networks held against one ideal one. */
export function compareAssessments(before: ModelAssessment, after: ModelAssessment): ModelComparison {
  const shifts = before.prediction.populations.map((p, a): RateShift => {
    const rate = after.prediction.populations[a].rate;
    return {
      name: p.name,
      before: p.rate,
      after: rate,
      relative: p.rate < SILENT_RATE ? NaN : (rate - p.rate) / p.rate,
    };
  });
  const worstShift = shifts.reduce((most, s) => Math.max(most, Math.abs(s.relative)), 0);
  return { before, after, shifts, worstShift, summary: summarize(before, after, shifts, worstShift) };
}
