/** advice: what to do about the verdict, as one to three plain sentences. Each says something that the verdict, attribution or counters found. */
import type { Verification } from "../verify/verification.js";
import { isRunLoss } from "../program/run-losses.js";
import { cureOf } from "../families/run-loss-warnings.js";
import type { VerdictRow } from "../verdict/verdict.js";
import { overflowKinds } from "./counter-kinds.js";
import { formatNumber, formatPercent } from "./number-format.js";
import { plural } from "./section.js";

/** The first sentence answers the verdict; text in backquotes is code. */
export function advice(v: Verification): string[] {
  return [...answers(v), ...overflowAdvice(v)];
}

function answers(v: Verification): string[] {
  const { verdict, runs, needed } = v.verdict;
  const unbalanced = runs.filter((run) => !["balanced", "undetermined"].includes(run.reference.state));
  if (unbalanced.length === runs.length && runs.length > 0)
    return [
      "Change the description first: no chip can keep a balance that the float64 network does not have. `equipoise check` shows what its balance equations give.",
      ...cause(v),
    ];
  if (verdict === "not-balanced")
    return [
      "Change the description first: from seed to seed it ends in different states, so no chip can keep its balance for sure. `equipoise check` shows what its balance equations give.",
      ...cause(v),
    ];
  if (verdict === "survives") return [nearest(v.verdict.rows)];
  if (verdict === "inconclusive" && needed !== null)
    return [
      `Run again with \`--seeds ${needed.seeds}\`${needed.seconds > 0 ? `, or with about ${formatNumber(needed.seconds, 2)} s a seed,` : ""} to decide.`,
    ];
  if (verdict === "inconclusive")
    return ["Run longer (`--duration`) or with more seeds (`--seeds`); the table below says what is undecided."];
  return cause(v);
}

function cause({ attribution, verdict: { metrics } }: Verification): string[] {
  if (attribution === null && metrics === "within") return [];
  return [
    attribution === null
      ? "Run again with `--attribution always` to learn which quantization does it."
      : attribution.summary,
  ];
}

/** How much room is left: the share of its margin that the worst confidence interval reaches. */
export function reachOf(row: VerdictRow): number {
  return Math.max(Math.abs(row.interval[0]), Math.abs(row.interval[1])) / row.margin;
}

function nearest(rows: readonly VerdictRow[]): string {
  const nothing = "Nothing needs to change.";
  const deciding = rows.filter((row) => row.role === "decides" && Number.isFinite(reachOf(row)));
  if (deciding.length === 0) return nothing;
  const tightest = deciding.reduce((a, b) => (reachOf(b) > reachOf(a) ? b : a));
  return `${nothing} Nearest to its limit: ${tightest.metric} of ${tightest.population}, whose confidence interval reaches ${formatPercent(reachOf(tightest))} of the margin.`;
}

/** Overflows ask for room only where they moved something, or where nobody looked. */
function overflowAdvice({ runs, attribution, options, ledger }: Verification): string[] {
  const total = overflowKinds(runs.map((run) => run.counters)).reduce(
    (sum, kind) => sum + kind.perRun.reduce((a, b) => a + b, 0),
    0,
  );
  if (total === 0) return [];
  const counted = `Registers overflowed ${formatNumber(total)} ${plural(total, "time")} while the target ran`;
  const effect = attribution?.ranking.find((item) => item.item === "saturation");
  if (effect !== undefined && effect.weight === 0)
    return [`${counted}, without an effect that stands out from chance (see Losses).`];
  const losses = ledger.filter(isRunLoss).sort((a, b) => b.count / b.of - a.count / a.of);
  if (losses.length > 0) return [`${counted} (see Losses): ${cureOf(losses[0], { options, ledger }, losses)}.`];
  return [
    `${counted} (see Losses): a ${"shiftRule" in options ? "larger `--input-peak`" : "smaller `--scale`"} gives them room.`,
  ];
}
