/** The verdict on the terminal, and its summary as JSON. */
import { counted } from "../diagnostics/counted.js";
import { isRunLoss } from "../program/run-losses.js";
import { lossFinding } from "../verify/loss-finding.js";
import type { Verification } from "../verify/verification.js";
import type { VerdictRow, VerdictWord } from "../verdict/verdict.js";
import { printLedger } from "./print-ledger.js";
import { formatTable } from "./table.js";
import type { Terminal } from "./terminal.js";

function significant(x: number): string {
  return Number.isFinite(x) ? String(Number(x.toPrecision(4))) : "–";
}

function paint(terminal: Terminal, word: VerdictWord): string {
  const c = terminal.colors;
  const colour = { survives: c.green, drifts: c.yellow, breaks: c.red, inconclusive: c.cyan }[word];
  return c.bold(colour(word.toUpperCase()));
}

const equivalenceWord = { yes: "within", no: "OUTSIDE", undecided: "undecided" } as const;

function row(r: VerdictRow): string[] {
  const unit = r.unit === "" ? "" : ` ${r.unit}`;
  const distance = r.kind !== "mean";
  return [
    r.population,
    r.metric,
    distance ? "–" : significant(r.reference.mean),
    distance ? "–" : significant(r.target.mean),
    significant(r.difference),
    `${significant(r.interval[0])} … ${significant(r.interval[1])}`,
    `${distance ? "" : "±"}${significant(r.margin)}${unit}`,
    r.role === "informs" ? `(${r.note === "" ? "informs" : r.note})` : equivalenceWord[r.equivalent],
  ];
}

export function printVerification(terminal: Terminal, v: Verification): void {
  const { colors } = terminal;
  terminal.print(
    `${colors.bold(v.network.name)} on ${v.target.id} (${v.target.board}, ${v.target.profile} arithmetic): ${counted(v.target.coresUsed, "core")} on ${counted(v.target.chipsUsed, "chip")}, ${counted(v.network.synapses, "synapse")}, ${counted(v.runs.length, "seed")}`,
  );
  terminal.print(`\n${paint(terminal, v.verdict.verdict)}  ${v.verdict.reason}\n`);
  const intervals = `${Math.round(100 * (1 - 2 * v.verdict.alpha))} % interval`;
  terminal.print(formatTable(["population", "metric", "reference", "target", "difference", intervals, "margin", ""], v.verdict.rows.map(row)));
  terminal.print("\npredicted and measured rates, Hz");
  terminal.print(
    formatTable(
      ["population", "theory, ideal", "reference", "theory, quantized", "target"],
      v.prediction.rates.map((r) => [r.population, r.float, r.measuredReference, r.quantized, r.measuredTarget].map((x) => (typeof x === "string" ? x : significant(x)))),
    ),
  );
  terminal.print(v.prediction.summary);
  if (v.attribution !== null) printAttribution(terminal, v);
  const finding = lossFinding(v);
  if (finding !== null) terminal.print(`· ${finding}`);
  printLedger(terminal, v.ledger);
  if (!v.ledger.some(isRunLoss)) terminal.print(`\nno register overflowed in the target's ${counted(v.runs.length, "run")}`);
}

function printAttribution(terminal: Terminal, v: Verification): void {
  const attribution = v.attribution!;
  terminal.print("\nwhat each quantization does alone (the metric it moves most)");
  terminal.print(
    formatTable(
      ["quantized", "population", "metric", "effect", "interval", "margin", ""],
      attribution.ranking.map(({ item, worst }) =>
        worst === null
          ? [item, "–", "nothing measurable", "–", "–", "–", ""]
          : [
              item,
              worst.population,
              worst.metricTitle,
              `${significant(worst.difference)} ${worst.unit}`.trim(),
              `${significant(worst.interval[0])} … ${significant(worst.interval[1])}`,
              `±${significant(worst.margin)}`,
              worst.seen ? "" : "not seen",
            ],
      ),
    ),
  );
  for (const cause of attribution.ranking.slice(0, 3)) terminal.print(`· ${cause.sentence}`);
  terminal.print(attribution.summary);
}

/** Without arrays over neurons, recordings and traces. */
export function verificationSummary(v: Verification): object {
  return {
    version: v.version,
    command: v.command,
    verdict: v.verdict.verdict,
    reason: v.verdict.reason,
    needed: v.verdict.needed,
    network: v.network,
    target: v.target,
    options: v.options,
    metrics: v.verdict.rows,
    states: v.verdict.runs,
    runs: v.runs.map(({ seed, digest, referenceHash, targetHash, counters, losses }) => ({ seed, digest, referenceHash, targetHash, counters, losses })),
    prediction: v.prediction,
    attribution: v.attribution,
    runLosses: lossFinding(v),
    ledger: v.ledger,
    diagnostics: v.diagnostics,
  };
}
