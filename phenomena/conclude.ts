/**
 * conclude: from the measurements to the verdict on each claim.
 *
 * Each quantity is estimated once a seed; its mean has the 90 % interval of Student's t. The claim holds on a side where the whole interval
 * lies among the allowed values, fails where no part of it does, and is undecided otherwise. With one seed the interval is the point.
 * On a target a claim that holds on the reference is `preserved`, `lost` or `undecided`.
 */
import { meanOf } from "../src/numerics/sample-moments.js";
import { targetById } from "../src/targets/registry.js";
import { REFERENCE, type Estimate, type Experiment, type Quantity, type Results, type Side } from "./experiment.js";
import { meanInterval } from "./mean-interval.js";

export type Outcome = "holds" | "fails" | "undecided" | "not expressible";

/** Of an experiment on a target. `unfounded`: the reference itself does not meet the claim, so there is nothing to preserve. */
export type Preservation = "preserved" | "lost" | "undecided" | "not expressible" | "unfounded";

/** One quantity on one side. */
export interface Cell {
  readonly side: Side;
  readonly outcome: Outcome;
  /** Mean over the seeds and its 90 % interval; NaN where not measured. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Mean over the seeds of what theory expects on this side; NaN for a bound. */
  readonly theory: number;
  /** target − reference, paired by seed, with its 90 % interval; NaN on the reference. */
  readonly shift: number;
  readonly shiftLow: number;
  readonly shiftHigh: number;
  /** Why it is not expressible; empty otherwise. */
  readonly reason: string;
}

export interface Row {
  readonly quantity: string;
  readonly label: string;
  readonly unit: string;
  readonly tolerance: string;
  readonly why: string;
  readonly cells: readonly Cell[];
}

export interface Conclusion {
  readonly side: Side;
  readonly verdict: Outcome | Preservation;
  /** One or two sentences. */
  readonly reason: string;
}

function outcomeOf(quantity: Quantity, estimates: readonly Estimate[]): Outcome {
  const theory = meanOf(estimates.map((e) => e.theory));
  const [low, high] = quantity.tolerance.allowed(theory);
  // Where theory differs from seed to seed it is the deviation that scatters, not the value.
  const moved = meanInterval(estimates.map((e) => (Number.isFinite(e.theory) ? e.value - e.theory + theory : e.value)));
  if (!Number.isFinite(moved.mean)) return "undecided";
  if (moved.low >= low && moved.high <= high) return "holds";
  return moved.low > high || moved.high < low ? "fails" : "undecided";
}

/** A register of a target that overflowed: the run in which it did so most. */
export interface Overflow {
  readonly side: Side;
  /** `accumulator-wrapped`, … */
  readonly counter: string;
  readonly count: number;
  readonly condition: string;
}

/** `refused`: by target, why it could not run some condition. */
export function conclude(
  experiment: Experiment,
  results: Results,
  refused: ReadonlyMap<Side, string>,
  overflows: readonly Overflow[] = [],
): { rows: Row[]; conclusions: Conclusion[] } {
  const rows = experiment.quantities.map((quantity): Row => {
    const reference = results.points(REFERENCE).map((points) => quantity.estimate(points));
    return {
      quantity: quantity.id,
      label: quantity.label,
      unit: quantity.unit,
      tolerance: quantity.tolerance.text,
      why: quantity.tolerance.why,
      cells: results.sides.map((side) => cellOf(quantity, side, results, reference, refused)),
    };
  });
  return {
    rows,
    conclusions: results.sides.map((side) =>
      concludeSide(
        experiment,
        side,
        rows,
        overflows.filter((o) => o.side === side),
      ),
    ),
  };
}

function cellOf(
  quantity: Quantity,
  side: Side,
  results: Results,
  reference: readonly Estimate[],
  refused: ReadonlyMap<Side, string>,
): Cell {
  const reason = side === REFERENCE ? null : (quantity.notExpressible?.(targetById(side)) ?? refused.get(side) ?? null);
  const nothing = { value: NaN, low: NaN, high: NaN, theory: NaN, shift: NaN, shiftLow: NaN, shiftHigh: NaN };
  if (reason !== null) return { side, outcome: "not expressible", ...nothing, reason };
  const estimates = side === REFERENCE ? reference : results.points(side).map((points) => quantity.estimate(points));
  const { mean, low, high } = meanInterval(estimates.map((e) => e.value));
  const shift =
    side === REFERENCE
      ? { mean: NaN, low: NaN, high: NaN }
      : meanInterval(estimates.map((e, k) => e.value - reference[k].value));
  return {
    side,
    outcome: outcomeOf(quantity, estimates),
    value: mean,
    low,
    high,
    theory: meanOf(estimates.map((e) => e.theory)),
    shift: shift.mean,
    shiftLow: shift.low,
    shiftHigh: shift.high,
    reason: "",
  };
}

const plainNumber = (x: number) => (Number.isFinite(x) ? String(Number(x.toPrecision(3))) : "not measured");
const valueOf = ({ label, unit, tolerance }: Row, { value, theory }: Cell) =>
  `${label} is ${plainNumber(value)}${unit && ` ${unit}`}${Number.isFinite(theory) ? `, theory ${plainNumber(theory)}` : ""} (${tolerance})`;

/** As a sentence that may explain a loss, or nothing. */
function overflowText(overflows: readonly Overflow[]): string {
  return overflows.length === 0
    ? ""
    : `. Registers overflowed: ${overflows.map(({ counter, count, condition }) => `${counter} ${count.toLocaleString("en")} times in one run (${condition})`).join(", ")}`;
}

function concludeSide(
  experiment: Experiment,
  side: Side,
  rows: readonly Row[],
  overflows: readonly Overflow[],
): Conclusion {
  const of = (row: Row, which: Side) => row.cells.find((cell) => cell.side === which)!;
  const list = (some: readonly Row[]) => some.map((row) => valueOf(row, of(row, side))).join("; ");
  const withOutcome = (outcome: Outcome, among = rows) => among.filter((row) => of(row, side).outcome === outcome);

  if (side === REFERENCE) {
    const [failed, open] = [withOutcome("fails"), withOutcome("undecided")];
    if (failed.length > 0) return { side, verdict: "fails", reason: list(failed) };
    if (open.length > 0) return { side, verdict: "undecided", reason: `${list(open)}: more seeds would decide` };
    return {
      side,
      verdict: "holds",
      reason: `${rows.length === 1 ? "its quantity meets" : `all ${rows.length} quantities meet`} theory`,
    };
  }

  const lowered = experiment.lowered?.(targetById(side)) ?? null;
  const withLowering = (reason: string) => [reason, ...(lowered === null ? [] : [lowered])].join(". ");
  const missing = withOutcome("not expressible");
  const reasons = [...new Set(missing.map((row) => of(row, side).reason))].join("; ");
  if (missing.length === rows.length) return { side, verdict: "not expressible", reason: withLowering(reasons) };

  const expressible = rows.filter((row) => !missing.includes(row));
  const founded = expressible.filter((row) => of(row, REFERENCE).outcome === "holds");
  if (founded.length === 0)
    return {
      side,
      verdict: "unfounded",
      reason: "the reference does not meet the claim, so there is nothing to preserve",
    };
  const tail =
    missing.length > 0 ? `. Not expressible: ${missing.map((row) => row.label).join(", ")} (${reasons})` : "";
  const [lost, open] = [withOutcome("fails", founded), withOutcome("undecided", founded)];
  if (lost.length > 0)
    return { side, verdict: "lost", reason: withLowering(list(lost) + tail + overflowText(overflows)) };
  if (open.length > 0)
    return { side, verdict: "undecided", reason: withLowering(`${list(open)}: more seeds would decide${tail}`) };
  const rest = expressible.length - founded.length;
  const all = `${founded.length === 1 ? "the quantity that holds" : `all ${founded.length} quantities that hold`} on the reference ${founded.length === 1 ? "holds" : "hold"} here`;
  return {
    side,
    verdict: "preserved",
    reason: withLowering(
      `${all}${rest > 0 ? `; ${rest} more ${rest === 1 ? "does" : "do"} not hold on the reference` : ""}${tail}`,
    ),
  };
}
