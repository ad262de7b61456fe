/** What `check` prints, the most important first: does it fit, does it keep real time, does the balance stay, why that may be wrong; then the figures. */
import { counted } from "../diagnostics/counted.js";
import { formatDiagnostic } from "../diagnostics/diagnostic.js";
import type { TargetSpec } from "../targets/target.js";
import type { ModelAssessment, ModelComparison } from "../theory/compare-models.js";
import type { QuantizedForecast } from "../measure/quantize.js";
import { describeForecast, type RunForecast } from "../measure/forecast/forecast-run.js";
import { describeRealTime } from "../families/real-time.js";
import { printLedger } from "./print-ledger.js";
import { formatTable } from "./table.js";
import type { Terminal } from "./terminal.js";

const hertz = (x: number) => (Number.isFinite(x) ? x.toFixed(2) : "–");
const percent = (x: number) => (Number.isFinite(x) ? `${(100 * x).toFixed(1).replace(/^-(0\.0)$/, "$1")} %` : "–");
const plain = (x: number) => (Number.isFinite(x) ? x.toPrecision(3) : "–");

export interface Checked {
  readonly target: TargetSpec;
  readonly board: string;
  readonly result: QuantizedForecast;
  readonly comparison: ModelComparison;
  /** Qualified where there are caveats. */
  readonly summary: string;
  readonly caveats: readonly string[];
  /** What emulating it takes here; null where it cannot be told. */
  readonly emulation: RunForecast | null;
}

export function printCheck(
  terminal: Terminal,
  { target, board, result, comparison, summary, caveats, emulation }: Checked,
): void {
  terminal.print(
    result.misfit === null ? whatItNeeds(result, board) : result.misfit.diagnostics.map(formatDiagnostic).join("\n"),
  );
  if (result.misfit === null) terminal.print(describeRealTime(target.id, result.realTime));
  if (emulation !== null) terminal.print(describeForecast(emulation, result.network.steps * result.network.dt));
  terminal.print(`\n${summary}`);
  for (const caveat of caveats) terminal.print(`note: ${caveat}`);
  terminal.print();
  printComparison(terminal, target.id, comparison);
  for (const { title, columns, rows } of result.tables) {
    terminal.print(`\n${title}`);
    terminal.print(
      formatTable(
        columns,
        rows.map((row) => row.map(String)),
      ),
    );
  }
  printLedger(terminal, result.ledger);
}

/** Cores, and how full the memory image is where one decides. */
function whatItNeeds({ cores, chips, imageUse }: QuantizedForecast, board: string): string {
  if (cores === null || chips === null)
    return "how many cores it needs cannot be told: the memory of a core is not public";
  if (imageUse === null) return `fits ${board}: ${counted(cores, "core")} on ${counted(chips, "chip")}`;
  const { what, used, max } = imageUse;
  return `fits ${board}: ${used.toLocaleString("en")} of ${max.toLocaleString("en")} ${what}`;
}

function printComparison(terminal: Terminal, target: string, c: ModelComparison): void {
  const before = c.before.prediction.populations;
  const after = c.after.prediction.populations;
  /** A rate that is not positive solves the equations and no network. */
  const limit = (a: ModelAssessment, k: number) =>
    a.balance.rates ? (a.balance.rates[k] <= 0 ? "none" : hertz(a.balance.rates[k])) : "–";
  terminal.print(
    formatTable(
      ["population", "K→∞", "ideal", "chip", "shift", "mean V", "SD of V", "E input", "residual"],
      before.map((p, k) => [
        p.name,
        limit(c.before, k),
        hertz(p.rate),
        hertz(after[k].rate),
        percent(c.shifts[k].relative),
        plain(after[k].mu),
        plain(after[k].sigma / Math.SQRT2),
        plain(after[k].excitation),
        plain(after[k].residual),
      ]),
    ),
  );
  terminal.print(
    `rates in Hz: K→∞ by the balance equations (none: they have no positive one),\nideal as described, chip on ${target}, shift from ideal to chip; then on the chip\nthe free V in mV, excitatory input in pA, the share inhibition leaves (residual)`,
  );
  const { condition, groups, worstAmplification } = c.before.balance;
  const alike = groups
    .filter((group) => group.length > 1)
    .map((group) => group.map((k) => before[k].name).join(" and "));
  if (alike.length > 0)
    terminal.print(
      `${alike.join("; ")} have the same cells and the same input: the balance equations count them as one`,
    );
  terminal.print(
    Number.isFinite(condition)
      ? `condition number of the balance equations ${plain(condition)}${Number.isFinite(worstAmplification) ? `: a relative weight error of 1 % can move a rate by ${plain(worstAmplification)} %` : "; their limit has no positive rates that a weight error could move"}`
      : Number.isNaN(condition)
        ? "the balance equations were not solved"
        : "the balance equations are singular: in the limit of large K they leave the rates open",
  );
}
