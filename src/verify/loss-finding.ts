/**
 * What overflows of the target's runs have to do with the verdict. The attribution runs one quantization at a time, each with the values of a network
 * that overflows nowhere else; input that was lost while running is no rounding, and whoever reads the causes must see it among them. Where much was
 * lost it is a finding of the attribution itself, told first; where little was, it stands beside it.
 */
import { counted } from "../diagnostics/counted.js";
import type { LossEntry, RunLoss } from "../diagnostics/loss-ledger.js";
import { LOSS_COUNTERS } from "../diagnostics/run-counters.js";
import { isRunLoss } from "../program/run-losses.js";
import type { AttributionFinding, RankedCause } from "../verdict/attribution.js";
import { cureOf } from "../families/run-loss-warnings.js";
import type { Verification } from "./verification.js";

/** As the attribution names it. */
const SATURATION = "saturation";
/** How the finding is named. */
const OVERFLOW = "overflow";
/** Share of a register's input, or of its updates, from which on a loss is told before the causes: rounding moves mean inputs by less. */
const HEAVY = 1e-3;

/** What the sentence needs to know; `ranking` null where no cause was looked for. */
interface Judged {
  readonly losses: readonly RunLoss[];
  readonly ranking: readonly Pick<RankedCause, "item" | "weight">[] | null;
  readonly options: object;
  /** Of the compiler, which foresaw overflows. */
  readonly ledger: readonly LossEntry[];
}

/** What a loss weighs: the share of the input where it is known, of the updates otherwise. */
function weightOf({ inputShare, count, of }: RunLoss): number {
  return Number.isFinite(inputShare) ? inputShare : count / of;
}

function heaviestFirst(losses: readonly RunLoss[]): RunLoss[] {
  return [...losses].sort((a, b) => weightOf(b) - weightOf(a));
}

/** One whole sentence. @param losses at least one */
function sentenceOf({ losses, ranking, options, ledger }: Judged): string {
  const [heaviest] = heaviestFirst(losses);
  const total = losses.reduce((sum, { count }) => sum + count, 0);
  const share = Number((100 * weightOf(heaviest)).toPrecision(2));
  const what = Number.isFinite(heaviest.inputShare) ? "input" : "updates";
  const alone = ranking?.find(({ item }) => item === SATURATION);
  const effect =
    alone === undefined
      ? ""
      : alone.weight > 0
        ? ", and alone it moves the network (see saturation)"
        : "; alone, with nothing else quantized, it has no effect that stands out from chance";
  return `Registers of the target overflowed ${counted(total, "time")} while it ran, most of all ${heaviest.register} of ${heaviest.where} (it ${LOSS_COUNTERS[heaviest.counter].cannot}; ${share} % of its ${what})${effect}; ${cureOf(heaviest, { options, ledger }, losses)}.`;
}

/** For the attribution: at most one, where a register lost much. @param losses of all seeds */
export function lossFindings(
  losses: readonly RunLoss[],
  ranking: readonly RankedCause[],
  options: object,
  ledger: readonly LossEntry[] = [],
): AttributionFinding[] {
  if (!losses.some((loss) => weightOf(loss) >= HEAVY)) return [];
  return [{ item: OVERFLOW, sentence: sentenceOf({ losses, ranking, options, ledger }) }];
}

/** The same sentence for whoever reads the verdict without an attribution, or lost little; null where the balance survives or nothing overflowed. */
export function lossFinding({
  verdict,
  ledger,
  attribution,
  options,
}: Pick<Verification, "verdict" | "ledger" | "attribution" | "options">): string | null {
  const losses = ledger.filter(isRunLoss);
  if (verdict.verdict === "survives" || losses.length === 0) return null;
  return sentenceOf({ losses, ranking: attribution?.ranking ?? null, options, ledger });
}

/** What has to be told beside the attribution: nothing where the attribution told it. */
export function lossBeside(v: Pick<Verification, "verdict" | "ledger" | "attribution" | "options">): string | null {
  return v.attribution?.findings.some(({ item }) => item === OVERFLOW) === true ? null : lossFinding(v);
}
