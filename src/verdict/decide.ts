/**
 * decide: the verdict, from the metrics of the reference and of the target.
 *
 *   1. the reference is not balanced in some run         → not-balanced  (there was no balance that could survive; the metrics are judged all the same)
 *   2. the target is not balanced in some run            → breaks
 *   3. a state could not be determined                   → inconclusive
 *   4. some deciding metric is shown outside its margin  → drifts
 *   5. every deciding metric is shown equivalent         → survives
 *   6. otherwise                                         → inconclusive, with the seeds that would decide
 *
 * `survives` needs every test to succeed, so its error is at most α without correction (intersection-union test, Berger,
 * Technometrics 24 (1982) 295). `drifts` needs one of many: it errs on the side of the warning.
 */
import { classifyState } from "../analysis/classify-state.js";
import { fail } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import { isAtLimit } from "./at-limit.js";
import { basisOf, compareRuns } from "./compare-runs.js";
import { MOST_SEEDS } from "./needed-seeds.js";
import {
  describeReasons,
  describeSplit,
  describeStates,
  isKnown,
  isUnbalanced,
  seedsText,
  sideStates,
} from "./seed-states.js";
import type {
  MetricsOutcome,
  RowRef,
  RunPair,
  RunState,
  Verdict,
  VerdictInput,
  VerdictRow,
  VerdictWord,
} from "./verdict.js";

const verdictExitCode: Readonly<Record<VerdictWord, ExitCode>> = {
  survives: ExitCode.ok,
  drifts: ExitCode.drifts,
  breaks: ExitCode.breaks,
  "not-balanced": ExitCode.inconclusive,
  inconclusive: ExitCode.inconclusive,
};

export function decide(input: VerdictInput): Verdict {
  checkRuns(input.runs);
  const alpha = input.alpha ?? 0.05;
  const overallAlpha = input.overallAlpha ?? alpha;
  const runs = input.runs.map((run) => ({
    seed: run.seed,
    reference: classifyState(run.reference),
    target: classifyState(run.target, run.reference),
  }));
  const rows = compareRuns(input.runs, alpha);
  const basis = basisOf(input.runs);
  const metricsOf = (side: "reference" | "target") => input.runs.map((run) => run[side]);
  const sides = {
    reference: sideStates(runs, "reference", () => isAtLimit(metricsOf("reference"))),
    target: sideStates(runs, "target", () => isAtLimit(metricsOf("target"), metricsOf("reference"))),
  };
  const deciding = decidingRows(rows);
  const metrics = outcomeOf(rows, deciding);
  const conclusion = judgeStates(runs, sides, rows, deciding) ?? judgeRows(rows, input.runs, basis, overallAlpha);
  return {
    verdict: conclusion.verdict,
    exitCode: verdictExitCode[conclusion.verdict],
    reason: conclusion.reason,
    runs,
    sides,
    metrics,
    deciding,
    rows,
    basis,
    alpha,
    overallAlpha,
    needed: conclusion.needed ?? null,
    cancellationChecked: runs.every((run) => run.reference.cancellationChecked && run.target.cancellationChecked),
  };
}

/** The row that a reference stands for. */
export function rowOf(rows: readonly VerdictRow[], ref: Pick<RowRef, "id" | "population">): VerdictRow {
  return rows.find((row) => row.id === ref.id && row.population === ref.population)!;
}

function decidingRows(rows: readonly VerdictRow[]): RowRef[] {
  const open = rows.filter((row) => row.role === "decides" && row.equivalent !== "yes");
  // A mean that moved says more to a reader than the distance of the distributions that moved with it.
  const order = (a: VerdictRow, b: VerdictRow) =>
    Number(b.equivalent === "no") - Number(a.equivalent === "no") ||
    Number(b.kind === "mean") - Number(a.kind === "mean") ||
    severity(b) - severity(a);
  return open.sort(order).map((row): RowRef => ({
    id: row.id,
    population: row.population,
    equivalent: row.equivalent,
    severity: severity(row),
  }));
}

function outcomeOf(rows: readonly VerdictRow[], deciding: readonly RowRef[]): MetricsOutcome {
  if (deciding.some((ref) => ref.equivalent === "no")) return "outside";
  return deciding.length > 0 || !rows.some((row) => row.role === "decides") ? "undecided" : "within";
}

interface Conclusion {
  readonly verdict: VerdictWord;
  readonly reason: string;
  readonly needed?: Verdict["needed"];
}

function checkRuns(runs: readonly RunPair[]): void {
  if (runs.length === 0) fail("no-runs", "there is no run to judge", { hint: "run at least one seed" });
  const names = (run: RunPair["reference"]) => JSON.stringify(run.populations.map((p) => [p.name, p.size]));
  for (const run of runs) {
    if (names(run.reference) !== names(runs[0].reference) || names(run.target) !== names(runs[0].reference))
      fail("not-comparable", `seed ${run.seed}: reference and target do not have the same populations`, {
        hint: "compare runs of one network",
      });
  }
}

function judgeStates(
  runs: readonly RunState[],
  sides: Verdict["sides"],
  rows: readonly VerdictRow[],
  deciding: readonly RowRef[],
): Conclusion | null {
  const { reference, target } = sides;
  if (runs.some((run) => isUnbalanced(run.reference))) {
    const split = describeSplit(reference);
    const whole =
      split !== ""
        ? `The reference is ${split}: ${describeStates(reference)} (${describeReasons(reference)}). Which state a seed ends in is chance, so no verdict on its balance holds for the network as described`
        : `The reference itself is ${describeStates(reference)} (${describeReasons(reference)}), so there is no balance that could survive`;
    return { verdict: "not-balanced", reason: `${whole}. ${describeTarget(sides)} ${describeMetrics(rows, deciding)}` };
  }
  if (runs.some((run) => isUnbalanced(run.target))) {
    const why = describeReasons(target);
    const split = describeSplit(target);
    if (split === "" && target.states.length === 1)
      return {
        verdict: "breaks",
        reason: `The target is ${describeStates(target)}: ${why}. The reference is ${describeStates(reference)}.`,
      };
    const lost = runs.filter((run) => isUnbalanced(run.target)).map((run) => run.seed);
    const meaning =
      split !== ""
        ? ` The target is ${split}: the balance is lost on ${seedsText(lost)}, and another seed may go either way.`
        : "";
    return {
      verdict: "breaks",
      reason: `The reference is ${describeStates(reference)}; the target is ${describeStates(target)} (${why}).${meaning}`,
    };
  }
  const unknown = runs.flatMap((run) => [run.target, run.reference]).filter((report) => !isKnown(report));
  if (unknown.length === 0) return null;
  const needed = Math.max(...unknown.map(({ neededMs }) => neededMs ?? 0));
  const worst = unknown.find(({ neededMs }) => (neededMs ?? 0) === needed)!;
  return {
    verdict: "inconclusive",
    reason: `The state could not be determined: ${worst.reasons.join("; ")}${needed > 0 ? "; run longer" : ""}.`,
    needed: needed > 0 ? { seeds: runs.length, seconds: needed / 1000 } : null,
  };
}

/** The target's states beside those of a reference that is not balanced. */
function describeTarget({ reference, target }: Verdict["sides"]): string {
  const split = describeSplit(target);
  const same = describeStates(reference) === describeStates(target);
  if (same) return `The target is ${split !== "" ? "so too, seed for seed" : `${describeStates(target)} too`}.`;
  const why = describeReasons(target);
  return `The target is ${split === "" ? "" : `${split}: `}${describeStates(target)}${why === "" ? "" : ` (${why})`}.`;
}

/** What the metrics say where the states already gave the verdict. */
function describeMetrics(rows: readonly VerdictRow[], deciding: readonly RowRef[]): string {
  const all = rows.filter((row) => row.role === "decides").length;
  const outside = deciding.filter((ref) => ref.equivalent === "no");
  const undecided = deciding.length - outside.length;
  const open = undecided === 0 ? "" : `, ${undecided} undecided`;
  if (outside.length > 0)
    return `Held against the reference, ${outside.length} of ${all} metrics ${outside.length === 1 ? "is" : "are"} outside ${outside.length === 1 ? "its margin" : "their margins"}${open}: ${describeChange(rowOf(rows, outside[0]))}.`;
  if (undecided > 0)
    return `Held against the reference, no metric is shown outside its margin; ${undecided} of ${all} ${undecided === 1 ? "is" : "are"} undecided.`;
  return all === 0
    ? "No metric could be judged."
    : `Held against the reference, all ${all} metrics stay within their margins: the chip keeps what there is.`;
}

function judgeRows(
  rows: readonly VerdictRow[],
  runs: readonly RunPair[],
  basis: Verdict["basis"],
  alpha: number,
): Conclusion {
  const deciding = rows.filter((row) => row.role === "decides");
  const outside = deciding.filter((row) => row.equivalent === "no").sort((a, b) => severity(b) - severity(a));
  if (outside.length > 0) {
    const more =
      outside.length === 1
        ? ""
        : `; ${outside.length - 1} more ${outside.length === 2 ? "metric is" : "metrics are"} outside`;
    return { verdict: "drifts", reason: `Still balanced, but ${describeChange(outside[0])}${more}.` };
  }
  const undecided = deciding.filter((row) => row.equivalent === "undecided").sort((a, b) => severity(b) - severity(a));
  const over = basis === "seeds" ? `${runs.length} seeds` : "blocks of one seed";
  if (deciding.length > 0 && undecided.length === 0) {
    const confidence = Number((100 * (1 - alpha)).toPrecision(3));
    return {
      verdict: "survives",
      reason: `Every run is balanced, and all ${deciding.length} metrics stay within their margins over ${over} (${confidence} % confidence each side).`,
    };
  }
  return describeDoubt(undecided, deciding.length, runs, basis);
}

function describeDoubt(
  undecided: readonly VerdictRow[],
  deciding: number,
  runs: readonly RunPair[],
  basis: Verdict["basis"],
): Conclusion {
  if (basis === "nothing") {
    return {
      verdict: "inconclusive",
      reason: "Both runs are balanced, but one seed gives no spread to judge the differences by: run 3 seeds.",
      needed: { seeds: 3, seconds: secondsOf(runs) },
    };
  }
  const names = undecided.slice(0, 3).map((row) => `${row.metric} of ${row.population}`);
  const which = `${undecided.length} of ${deciding} metrics ${undecided.length === 1 ? "is" : "are"} undecided (${names.join(", ")}${undecided.length > 3 ? ", …" : ""})`;
  const needs = undecided.map((row) => row.neededSeeds);
  if (needs.every((n) => n !== null)) {
    // Blocks are parts of one seed: so many more blocks mean so much longer a record.
    const have = basis === "seeds" ? runs.length : undecided[0].target.values.length;
    const factor = Math.max(...needs) / have;
    const seeds = Math.max(Math.ceil(factor * runs.length), runs.length + 1);
    const needed = { seeds, seconds: factor * secondsOf(runs) };
    return {
      verdict: "inconclusive",
      reason: `Both are balanced, but ${which}: about ${seeds} seeds, or ${Number(needed.seconds.toPrecision(2))} s per seed, would decide.`,
      needed,
    };
  }
  const unmeasured = undecided.filter((row) => row.note !== "");
  const why =
    unmeasured.length > 0
      ? `${unmeasured[0].metric} of ${unmeasured[0].population} ${unmeasured[0].note}`
      : `some differences lie so close to their margins that even ${MOST_SEEDS} seeds may not decide`;
  return { verdict: "inconclusive", reason: `Both are balanced, but ${which}; ${why}.` };
}

/** In margins: the nearer end of an interval that lies outside, so that a wide interval does not outrank a sure one; else the estimate. */
function severity(row: VerdictRow): number {
  const [lower, upper] = row.interval;
  const size = row.equivalent === "no" ? Math.max(lower, -upper) : Math.abs(row.difference);
  const ratio = size / row.margin;
  return Number.isNaN(ratio) ? 0 : ratio;
}

function secondsOf(runs: readonly RunPair[]): number {
  return runs[0].reference.duration / 1000;
}

/** "rate of E rises from 11 to 13 Hz, beyond its margin of ±0.55 Hz". */
function describeChange(row: VerdictRow): string {
  const unit = row.unit === "" ? "" : ` ${row.unit}`;
  if (row.kind !== "mean")
    return `${row.metric} of ${row.population} is ${format(row.difference)}${unit}, beyond its margin of ${format(row.margin)}${unit}`;
  const verb = row.difference > 0 ? "rises" : "falls";
  return `${row.metric} of ${row.population} ${verb} from ${format(row.reference.mean)} to ${format(row.target.mean)}${unit}, beyond its margin of ±${format(row.margin)}${unit}`;
}

function format(x: number): string {
  return Number.isFinite(x) ? String(Number(x.toPrecision(3))) : "–";
}
