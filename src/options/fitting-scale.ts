/**
 * The scale that holds what overflowed, and the words of every message that names it. A pinned scale is that of all populations: one number is
 * named, at which nothing is foreseen to overflow and nothing that was measured does, whichever message a reader meets first.
 */
import type { LossEntry, RunLoss } from "../diagnostics/loss-ledger.js";
import { twoDigitsAbove, twoDigitsBelow } from "../numerics/two-digits.js";

/** What is known of the scale of each population, LSB per mV. */
export interface KnownScales {
  /** Pinned for all by `--scale`; null: the compiler chose. */
  readonly pinned: number | null;
  /** The smallest of each population by name, where the compiler chose; absent where only the program is known. */
  readonly chosen?: ReadonlyMap<string, number>;
}

const significant = (x: number): string => String(Number(x.toPrecision(4)));

/** Says which scale to take. @param fitting null: none holds the thresholds and the input */
export function fittingScaleHint(fitting: number | null, now: number): string {
  return fitting === null
    ? "no --scale holds both the thresholds and this input: make these weights smaller or the time step shorter"
    : `compile with --scale ${fitting} instead of ${significant(now)} LSB per mV`;
}

/** Gives the scale that the compiler foresaw to fit; null where it foresaw no overflow, or no scale that fits. */
function foreseenScale(ledger: readonly LossEntry[]): number | null {
  const scales = ledger.flatMap(({ fittingScale }) => (fittingScale === undefined ? [] : [fittingScale]));
  return scales.length === 0 ? null : scales.reduce((a, b) => Math.min(a, b));
}

/** How many times what its register holds a loss asked for; null where that is not known: a clipped v was asked for more in every step that followed. */
function measuredTimes({ demand, kind }: RunLoss): number | null {
  return kind !== "state-clipped" && Number.isFinite(demand) && demand > 1 ? demand : null;
}

/**
 * Says which scale would have held the losses of a run: at most what was foreseen, and at most what the largest values of the run allow.
 * @param loss the one that is spoken of; its own size may be unknown
 * @param losses all of the run whose cure is a smaller scale
 */
export function runScaleHint(
  loss: RunLoss,
  losses: readonly RunLoss[],
  ledger: readonly LossEntry[],
  { pinned, chosen }: KnownScales,
): string {
  const else_ =
    pinned === null ? "or make the input smaller" : "or leave it out: it is then chosen for the input expected";
  const foreseen = foreseenScale(ledger);
  const smallest =
    pinned ?? (chosen === undefined ? null : [...chosen.values()].reduce((a, b) => Math.min(a, b), Infinity));
  const own = pinned ?? (loss.population === null ? null : (chosen?.get(loss.population) ?? null)) ?? smallest;
  const times = losses.flatMap((other) => measuredTimes(other) ?? []);
  if (smallest === null && foreseen === null) {
    const factor = times.reduce((a, b) => Math.max(a, b), 1);
    const size =
      factor > 1
        ? `by a factor of ${twoDigitsAbove(factor)}`
        : "half as large to begin with: how far beyond its range the register was asked to go is not known";
    return `compile with a smaller --scale (LSB per mV), ${size}, ${else_}`;
  }
  const measured = losses.flatMap((other) => {
    const factor = measuredTimes(other);
    const scale = pinned ?? (other.population === null ? undefined : chosen?.get(other.population)) ?? smallest;
    return factor === null || scale === null ? [] : [scale / factor];
  });
  const known = [...measured, ...(foreseen === null ? [] : [foreseen])];
  const instead = own === null ? "" : ` instead of ${significant(own)}`;
  if (known.length === 0)
    return `compile with --scale ${twoDigitsBelow(smallest! / 2)}${instead} LSB per mV to begin with: how far beyond its range ${loss.register} was asked to go is not known, and half the scale is a guess; ${else_}`;
  const fitting = twoDigitsBelow([...known, smallest ?? Infinity].reduce((a, b) => Math.min(a, b)));
  const basis =
    foreseen !== null && fitting === twoDigitsBelow(foreseen)
      ? "which holds what is foreseen"
      : "which holds the largest value of this run";
  const doubt =
    measuredTimes(loss) === null ? `; how far beyond its range ${loss.register} was asked to go is not known` : "";
  return `compile with --scale ${fitting}${instead} LSB per mV, ${basis}${doubt}, ${else_}`;
}
