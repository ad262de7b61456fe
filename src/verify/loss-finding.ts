/**
 * What overflows of the target's runs have to do with the verdict. The attribution runs one quantization at a time, each with the values of a network
 * that overflows nowhere else; input that was lost while running is no rounding, and whoever reads the causes must see it among them.
 */
import { counted } from "../diagnostics/counted.js";
import type { RunLoss } from "../diagnostics/loss-ledger.js";
import { meaningOf } from "../program/overflow-counters.js";
import { isRunLoss } from "../program/run-losses.js";
import { cureOf } from "./run-loss-warnings.js";
import type { Verification } from "./verification.js";

/** As the attribution names it. */
const SATURATION = "saturation";

/** What a loss weighs: the share of the input where it is known, of the updates otherwise. */
function weightOf({ inputShare, count, of }: RunLoss): number {
  return Number.isFinite(inputShare) ? inputShare : count / of;
}

/** One sentence; null where the balance survives or nothing overflowed. */
export function lossFinding({ verdict, ledger, attribution, options }: Pick<Verification, "verdict" | "ledger" | "attribution" | "options">): string | null {
  const losses = ledger.filter(isRunLoss).sort((a, b) => weightOf(b) - weightOf(a));
  if (verdict.verdict === "survives" || losses.length === 0) return null;
  const [heaviest] = losses;
  const total = losses.reduce((sum, { count }) => sum + count, 0);
  const share = Number((100 * weightOf(heaviest)).toPrecision(2));
  const what = Number.isFinite(heaviest.inputShare) ? "input" : "updates";
  const alone = attribution?.ranking.find(({ item }) => item === SATURATION);
  const effect = alone === undefined ? "" : alone.weight > 0 ? ", and alone it moves the network (see saturation above)" : "; alone, with nothing else quantized, it has no effect that stands out from chance";
  return `overflow: registers of the target overflowed ${counted(total, "time")} while it ran, most of all ${heaviest.register} of ${heaviest.where} (it ${meaningOf(heaviest.counter)?.cannot ?? "overflowed"}; ${share} % of its ${what})${effect}; ${cureOf(heaviest, { options })}.`;
}
