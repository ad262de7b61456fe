/**
 * decide: the verdict, from the metrics of the reference and of the target.
 *
 *   1. the target is not balanced in some run            → breaks        (also where the reference is not: then the description is at fault)
 *   2. the reference is not balanced in some run         → inconclusive  (there was no balance that could survive)
 *   3. a state could not be determined                   → inconclusive
 *   4. some deciding metric is shown outside its margin  → drifts
 *   5. every deciding metric is shown equivalent         → survives
 *   6. otherwise                                         → inconclusive, with the seeds that would decide
 *
 * `survives` needs every test to succeed, so its error is at most α without correction (intersection-union test, Berger,
 * Technometrics 24 (1982) 295). `drifts` needs one of many: it errs on the side of the warning.
 */
import { classifyState, type StateReport } from "../analysis/classify-state.js";
import { fail } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import { basisOf, compareRuns } from "./compare-runs.js";
import { MOST_SEEDS } from "./needed-seeds.js";
import type { RunPair, RunState, Verdict, VerdictInput, VerdictRow, VerdictWord } from "./verdict.js";

export const verdictExitCode: Readonly<Record<VerdictWord, ExitCode>> = {
  survives: ExitCode.ok,
  drifts: ExitCode.drifts,
  breaks: ExitCode.breaks,
  inconclusive: ExitCode.inconclusive,
};

export function decide(input: VerdictInput): Verdict {
  checkRuns(input.runs);
  const alpha = input.alpha ?? 0.05;
  const runs = input.runs.map((run) => ({ seed: run.seed, reference: classifyState(run.reference), target: classifyState(run.target) }));
  const rows = compareRuns(input.runs, alpha);
  const basis = basisOf(input.runs);
  const conclusion = judgeStates(runs) ?? judgeRows(rows, input.runs, basis, alpha);
  return {
    verdict: conclusion.verdict,
    exitCode: verdictExitCode[conclusion.verdict],
    reason: conclusion.reason,
    runs,
    rows,
    basis,
    alpha,
    needed: conclusion.needed ?? null,
    cancellationChecked: runs.every((run) => run.reference.cancellationChecked && run.target.cancellationChecked),
  };
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
      fail("not-comparable", `seed ${run.seed}: reference and target do not have the same populations`, { hint: "compare runs of one network" });
  }
}

const known = (report: StateReport) => report.state !== "undetermined";
const fails = (report: StateReport) => known(report) && report.state !== "balanced";

function judgeStates(runs: readonly RunState[]): Conclusion | null {
  const count = (n: number) => (n === runs.length ? (n === 1 ? "" : ` in all ${n} seeds`) : ` in ${n} of ${runs.length} seeds`);
  const broken = runs.filter((run) => fails(run.target));
  const unbalancedReference = runs.filter((run) => fails(run.reference));
  if (broken.length > 0) {
    const { state, reasons } = broken[0].target;
    const also =
      unbalancedReference.length > 0
        ? `; the reference itself is ${unbalancedReference[0].reference.state}${count(unbalancedReference.length)}, so the network as described holds no balance`
        : "";
    return { verdict: "breaks", reason: `The target is ${state}${count(broken.length)}: ${reasons.join("; ")}${also}.` };
  }
  if (unbalancedReference.length > 0) {
    const { state, reasons } = unbalancedReference[0].reference;
    return {
      verdict: "inconclusive",
      reason: `The reference itself is not balanced but ${state}${count(unbalancedReference.length)} (${reasons.join("; ")}), so there is no balance that could survive.`,
    };
  }
  const unknown = runs.flatMap((run) => [run.target, run.reference]).find((report) => !known(report));
  return unknown === undefined ? null : { verdict: "inconclusive", reason: `The state could not be determined: ${unknown.reasons.join("; ")}; run longer.` };
}

function judgeRows(rows: readonly VerdictRow[], runs: readonly RunPair[], basis: Verdict["basis"], alpha: number): Conclusion {
  const deciding = rows.filter((row) => row.role === "decides");
  const outside = deciding.filter((row) => row.equivalent === "no").sort((a, b) => severity(b) - severity(a));
  if (outside.length > 0) {
    const more = outside.length === 1 ? "" : `; ${outside.length - 1} more ${outside.length === 2 ? "metric is" : "metrics are"} outside`;
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

function describeDoubt(undecided: readonly VerdictRow[], deciding: number, runs: readonly RunPair[], basis: Verdict["basis"]): Conclusion {
  if (basis === "nothing") {
    return { verdict: "inconclusive", reason: "Both runs are balanced, but one seed gives no spread to judge the differences by: run 3 seeds.", needed: { seeds: 3, seconds: secondsOf(runs) } };
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
    return { verdict: "inconclusive", reason: `Both are balanced, but ${which}: about ${seeds} seeds, or ${Number(needed.seconds.toPrecision(2))} s per seed, would decide.`, needed };
  }
  const unmeasured = undecided.filter((row) => row.note !== "");
  const why = unmeasured.length > 0 ? `${unmeasured[0].metric} of ${unmeasured[0].population} ${unmeasured[0].note}` : `some differences lie so close to their margins that even ${MOST_SEEDS} seeds may not decide`;
  return { verdict: "inconclusive", reason: `Both are balanced, but ${which}; ${why}.` };
}

/** How far beyond its margin a row is. */
function severity(row: VerdictRow): number {
  const ratio = Math.abs(row.difference) / row.margin;
  return Number.isNaN(ratio) ? 0 : ratio;
}

function secondsOf(runs: readonly RunPair[]): number {
  return runs[0].reference.duration / 1000;
}

function describeChange(row: VerdictRow): string {
  const unit = row.unit === "" ? "" : ` ${row.unit}`;
  if (row.kind !== "mean") return `${row.metric} of ${row.population} is ${format(row.difference)}${unit}, beyond its margin of ${format(row.margin)}${unit}`;
  const verb = row.difference > 0 ? "rises" : "falls";
  return `${row.metric} of ${row.population} ${verb} from ${format(row.reference.mean)} to ${format(row.target.mean)}${unit}, beyond its margin of ±${format(row.margin)}${unit}`;
}

function format(x: number): string {
  return Number.isFinite(x) ? String(Number(x.toPrecision(3))) : "–";
}
