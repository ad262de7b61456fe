/** The verdict on the terminal, and its summary as JSON: the word and the states first, then what decided, why, and how to look further. */
import { counted } from "../diagnostics/counted.js";
import { isRunLoss } from "../program/run-losses.js";
import type { RankedCause } from "../verdict/attribution.js";
import { rowOf } from "../verdict/decide.js";
import { verdictTitle, type VerdictRow, type VerdictWord } from "../verdict/verdict.js";
import { lossBeside, lossFinding } from "../verify/loss-finding.js";
import type { Verification } from "../verify/verification.js";
import { decidingRow } from "../verdict/deciding-row.js";
import { effectText, marginText, significant } from "./describe-row.js";
import { printLedger } from "./print-ledger.js";
import { formatTable } from "./table.js";
import type { Terminal } from "./terminal.js";

export interface PrintOptions {
  /** Every metric, cause and loss, not only what is outside or undecided. */
  readonly all: boolean;
}

function paint(terminal: Terminal, word: VerdictWord): string {
  const c = terminal.colors;
  const colour = { survives: c.green, drifts: c.yellow, breaks: c.red, "not-balanced": c.cyan, inconclusive: c.cyan }[
    word
  ];
  return c.bold(colour(verdictTitle[word].toUpperCase()));
}

/** Rows outside or undecided that are shown without `--all`. */
const SHOWN_ROWS = 12;

const equivalenceWord = { yes: "within", no: "OUTSIDE", undecided: "undecided" } as const;

function row(r: VerdictRow): string[] {
  const distance = r.kind !== "mean";
  return [
    r.population,
    r.metric,
    distance ? "–" : significant(r.reference.mean),
    distance ? "–" : significant(r.target.mean),
    effectText(r),
    marginText(r),
    r.role === "informs" ? `(${r.note === "" ? "informs" : r.note})` : equivalenceWord[r.equivalent],
  ];
}

export function printVerification(terminal: Terminal, v: Verification, { all }: PrintOptions = { all: false }): void {
  const { colors } = terminal;
  terminal.print(
    `${colors.bold(v.network.name)} on ${v.target.id} (${v.target.board}, ${v.target.profile} arithmetic): ${counted(v.target.coresUsed, "core")} on ${counted(v.target.chipsUsed, "chip")}, ${counted(v.network.synapses, "synapse")}, ${counted(v.runs.length, "seed")}`,
  );
  terminal.print(`\n${paint(terminal, v.verdict.verdict)}  ${v.verdict.reason}`);
  printRows(terminal, v, all);
  if (v.attribution !== null) printAttribution(terminal, v, all);
  const finding = lossBeside(v);
  if (finding !== null) terminal.print(`· ${finding}`);
  if (all) printPrediction(terminal, v);
  printLosses(terminal, v, all);
  const further = furtherLooks(v, all);
  if (further !== "") terminal.print(`\n${further}`);
}

function printRows(terminal: Terminal, { verdict }: Verification, all: boolean): void {
  const judged = verdict.rows.filter((r) => r.role === "decides");
  const open = verdict.deciding.map((ref) => rowOf(verdict.rows, ref));
  const rest = verdict.rows.filter((r) => !open.includes(r));
  const shown = all ? [...open, ...rest] : open.slice(0, SHOWN_ROWS);
  const interval = `${significant(100 * (1 - 2 * verdict.alpha), 3)} % interval`;
  const nearest = decidingRow(verdict);
  const within =
    nearest === null
      ? ""
      : `; nearest to its limit: ${nearest.metric} of ${nearest.population}, ${effectText(nearest)} of ${marginText(nearest)}`;
  const title =
    open.length === 0
      ? `all ${judged.length} metrics that decide are within their margins${within}`
      : `${open.length} of ${judged.length} metrics that decide are outside their margins or undecided`;
  if (judged.length > 0) terminal.print(`\n${title}`);
  if (shown.length > 0)
    terminal.print(
      formatTable(["pop.", "metric", "reference", "target", `change [${interval}]`, "margin", ""], shown.map(row)),
    );
  if (!all && open.length > shown.length) terminal.print(`… and ${open.length - shown.length} more with --all`);
}

function printAttribution(terminal: Terminal, v: Verification, all: boolean): void {
  const { ranking, summary } = v.attribution!;
  terminal.print(`\nwhich quantization does it\n${summary}`);
  const seen = ranking.filter((cause) => cause.rank !== "not seen");
  const shown = all ? ranking : seen;
  if (shown.length > 0)
    terminal.print(
      formatTable(["quantized alone", "pop.", "metric", "change [interval]", "margin", ""], shown.map(causeRow)),
    );
  for (const cause of seen.slice(0, all ? seen.length : 3)) terminal.print(`· ${cause.sentence}`);
}

function causeRow({ item, worst, rank, lost }: RankedCause): string[] {
  const outcome =
    lost !== null
      ? `${lost.states.join("/")} in ${lost.lost} of ${lost.of}`
      : rank === "not seen"
        ? "not seen"
        : worst === null
          ? ""
          : equivalenceWord[worst.equivalent];
  return worst === null
    ? [item, "–", "nothing measurable", "–", "–", outcome]
    : [item, worst.population, worst.metricTitle, effectText(worst), marginText(worst), outcome];
}

function printPrediction(terminal: Terminal, { prediction }: Verification): void {
  terminal.print("\npredicted and measured rates, Hz");
  terminal.print(
    formatTable(
      ["population", "theory, ideal", "reference", "theory, quantized", "target"],
      prediction.rates.map((r) =>
        [r.population, r.float, r.measuredReference, r.quantized, r.measuredTarget].map((x) =>
          typeof x === "string" ? x : significant(x),
        ),
      ),
    ),
  );
  terminal.print(prediction.summary);
}

function printLosses(terminal: Terminal, v: Verification, all: boolean): void {
  if (all) printLedger(terminal, v.ledger);
  const lost = v.ledger.filter(isRunLoss);
  if (!all && lost.length > 0)
    terminal.print(`\n${counted(lost.length, "register")} overflowed while running; the warning below says where`);
  if (lost.length === 0 && all)
    terminal.print(`\nno register overflowed in the target's ${counted(v.runs.length, "run")}`);
}

/** What else there is to see, and how. */
function furtherLooks(v: Verification, all: boolean): string {
  const kinds = new Set(v.ledger.map((entry) => entry.kind)).size;
  return [
    ...(all
      ? []
      : [`--all shows every metric, the predicted rates and the loss ledger (${counted(kinds, "kind")} of loss)`]),
    ...(v.attribution === null && v.verdict.verdict !== "survives"
      ? ["--attribution always runs it with one thing quantized at a time"]
      : []),
  ].join("\n");
}

/** Without arrays over neurons, recordings and traces. */
export function verificationSummary(v: Verification): object {
  return {
    version: v.version,
    command: v.command,
    verdict: v.verdict.verdict,
    exitCode: v.verdict.exitCode,
    reason: v.verdict.reason,
    needed: v.verdict.needed,
    network: v.network,
    target: v.target,
    options: v.options,
    seeds: {
      looks: v.seedPlan.looks,
      ran: v.runs.length,
      alpha: v.verdict.alpha,
      overallAlpha: v.verdict.overallAlpha,
    },
    sides: v.verdict.sides,
    metricsOutcome: v.verdict.metrics,
    deciding: v.verdict.deciding,
    metrics: v.verdict.rows,
    states: v.verdict.runs,
    runs: v.runs.map(({ seed, digest, referenceHash, targetHash, counters, losses }) => ({
      seed,
      digest,
      referenceHash,
      targetHash,
      counters,
      losses,
    })),
    prediction: v.prediction,
    attribution: v.attribution,
    runLosses: lossFinding(v),
    ledger: v.ledger,
    diagnostics: v.diagnostics,
  };
}
