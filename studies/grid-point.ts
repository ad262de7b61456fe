/**
 * One point of the mean-field study: a network is drawn, theory predicts its rates and those of its quantized forms as `equipoise check` does,
 * then the reference and the emulator of each form run, and the rates are measured.
 */
import { classifyState, type NetworkState } from "../src/analysis/classify-state.js";
import type { Metrics } from "../src/analysis/metrics.js";
import { parseDescription } from "../src/description/load-description.js";
import { fail, type ProgressSink } from "../src/diagnostics/diagnostic.js";
import { largestBoard, targetById } from "../src/targets/registry.js";
import { assessModel, caveatsOf, compareAssessments } from "../src/theory/compare-models.js";
import { meanFieldOf } from "../src/theory/mean-field-model.js";
import { prepare } from "../src/measure/build.js";
import { familyOf } from "../src/families/registry.js";
import type { OptionChanges } from "../src/options/option-tables.js";
import { optionsWith } from "../src/options/check-options.js";
import { measureOnChip, measureReference } from "../src/measure/both-sides.js";

/** Serializable: it goes to a worker thread. */
export interface GridPointTask {
  /** Description in YAML, of current neurons. */
  readonly description: string;
  readonly seed: number;
  /** Id of the chip. */
  readonly target: string;
  /** Compiler options beside the defaults; one quantized form each. */
  readonly variants: readonly { readonly id: string; readonly options: OptionChanges }[];
}

/** Rates in Hz, by population, in the order of the network. */
export interface MeasuredPoint {
  readonly rates: readonly number[];
  readonly cvs: readonly number[];
  /** √(variance beyond Poisson)/mean of the population rate in 1 ms bins. */
  readonly modulations: readonly number[];
  readonly correlations: readonly number[];
  readonly state: NetworkState;
}

export interface QuantizedPoint {
  readonly id: string;
  readonly predicted: readonly number[];
  readonly measured: MeasuredPoint;
  /** What `check` notes of the ideal and of the quantized network; empty where theory applies to both. */
  readonly caveats: readonly string[];
  /** Of compareModels. */
  readonly summary: string;
  /** Does theory find a balanced state in the quantized network? */
  readonly balanced: boolean;
}

export interface GridPointResult {
  readonly populations: readonly string[];
  readonly predicted: readonly number[];
  readonly predictedCvs: readonly number[];
  /** Of the population rate, from finite-size linear response; NaN where theory has none. */
  readonly predictedModulations: readonly number[];
  readonly predictedCorrelations: readonly number[];
  readonly measured: MeasuredPoint;
  readonly caveats: readonly string[];
  readonly balanced: boolean;
  readonly variants: readonly QuantizedPoint[];
}

function measuredPoint(metrics: Metrics): MeasuredPoint {
  return {
    rates: metrics.populations.map((p) => p.rate),
    cvs: metrics.populations.map((p) => p.cv.mean),
    modulations: metrics.populations.map((p) => p.modulation),
    correlations: metrics.populations.map((p) => p.correlation.mean),
    state: classifyState(metrics).state,
  };
}

export async function runGridPoint(task: GridPointTask, progress: ProgressSink = () => {}): Promise<GridPointResult> {
  const target = targetById(task.target);
  const { description } = parseDescription(task.description, "grid-point.yaml", () =>
    fail("bad-experiment", "the description of a study reads no files"),
  );
  const options = optionsWith(target, { board: largestBoard(target).id, oversize: true });
  const { network, floatModel, sized } = prepare(description, target, options, { seed: task.seed });

  const ideal = assessModel(floatModel);
  const measured = measuredPoint((await measureReference(network)).metrics);
  const variants: QuantizedPoint[] = [];
  for (const [k, { id, options: changes }] of task.variants.entries()) {
    const compiled = familyOf(target).compile(network, target, optionsWith(target, { ...sized, ...changes }), {
      check: false,
    });
    const comparison = compareAssessments(ideal, assessModel(meanFieldOf(compiled.onChip)));
    const onChip = await measureOnChip(network, compiled);
    variants.push({
      id,
      predicted: comparison.after.prediction.populations.map((p) => p.rate),
      measured: measuredPoint(onChip.metrics),
      caveats: [...new Set([...caveatsOf(comparison.before.prediction), ...caveatsOf(comparison.after.prediction)])],
      summary: comparison.summary,
      balanced: comparison.after.balanced,
    });
    progress("quantized forms", k + 1, task.variants.length);
  }
  return {
    populations: network.populations.map((p) => p.name),
    predicted: ideal.prediction.populations.map((p) => p.rate),
    predictedCvs: ideal.prediction.populations.map((p) => p.cv),
    predictedModulations: ideal.prediction.populations.map(
      (_, a) => ideal.prediction.oscillation?.modulation[a] ?? NaN,
    ),
    predictedCorrelations: ideal.prediction.populations.map(
      (_, a) => ideal.prediction.oscillation?.correlation[a] ?? NaN,
    ),
    measured,
    caveats: caveatsOf(ideal.prediction),
    balanced: ideal.balanced,
    variants,
  };
}
